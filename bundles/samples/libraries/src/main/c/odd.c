/* One of two libraries that call each other: odd.wasm asks even.wasm about the number below. */
#include <dlfcn.h>

#define EXPORT(name) __attribute__((export_name(name)))

static int (*is_even)(int);

/* -1 if even.wasm cannot be opened. */
EXPORT("is_odd") int is_odd(int n) {
    if (n == 0) {
        return 0;
    }
    if (!is_even) {
        is_even = (int (*)(int)) dlsym(dlopen("even.wasm", RTLD_NOW), "is_even");
        if (!is_even) {
            return -1;
        }
    }
    return is_even(n - 1);
}
