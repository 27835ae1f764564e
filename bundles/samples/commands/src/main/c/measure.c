/*
 * A program that shares its memory with a library: it hands over an array, a struct to fill and a callback, and reads the
 * library's data.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "summary.h"

static double fahrenheit(double celsius) {
    return celsius * 9 / 5 + 32;
}

static int fail(const char *what) {
    fprintf(stderr, "measure: %s: %s\n", what, dlerror());
    return 1;
}

int main(int argc, char **argv) {
    void *library = dlopen(argc > 1 ? argv[1] : "summary.wasm", RTLD_NOW);
    if (!library) {
        return fail("dlopen");
    }
    summarize_function *summarize = (summarize_function *) dlsym(library, "summarize");
    const char *const *unit = dlsym(library, "summary_unit");
    if (!summarize || !unit) {
        return fail("dlsym");
    }
    double temperatures[] = {21.5, 19, 23, 18.5, 22};
    struct summary summary;
    summarize(temperatures, sizeof temperatures / sizeof *temperatures, fahrenheit, &summary);
    printf("mean %.2f, median %.2f, from %.2f to %.2f %s\n", summary.mean, summary.median, summary.least, summary.most, *unit);
    printf("%s\n", summary.text);
    free(summary.text);
    return dlclose(library);
}
