/*
 * Opens a library, calls a function from int to int and says each step:
 *
 *     steps [library [function [argument]]]
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static int failed(void) {
    const char *why = dlerror();
    fprintf(stderr, "steps: %s\n", why ? why : "no reason given");
    return 1;
}

int main(int argc, char **argv) {
    const char *library = argc > 1 ? argv[1] : "app.wasm";
    const char *symbol = argc > 2 ? argv[2] : "test_func";
    int argument = argc > 3 ? atoi(argv[3]) : 1;

    void *handle = dlopen(library, RTLD_NOW);
    if (!handle) {
        return failed();
    }
    printf("dlopen(\"%s\") = %lu\n", library, (unsigned long) handle);

    int (*function)(int) = (int (*)(int)) dlsym(handle, symbol);
    if (!function) {
        return failed();
    }
    printf("dlsym(%lu, \"%s\") = 0x%lx\n", (unsigned long) handle, symbol, (unsigned long) function);

    printf("%s(%d) = %d\n", symbol, argument, function(argument));

    int status = dlclose(handle);
    printf("dlclose(%lu) = %d\n", (unsigned long) handle, status);
    return status == 0 ? 0 : failed();
}
