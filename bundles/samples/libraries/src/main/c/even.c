/* One of two libraries that call each other: even.wasm asks odd.wasm about the number below. */
#include <dlfcn.h>

#define EXPORT(name) __attribute__((export_name(name)))

static int (*is_odd)(int);

/* -1 if odd.wasm cannot be opened. */
EXPORT("is_even") int is_even(int n) {
    if (n == 0) {
        return 1;
    }
    if (!is_odd) {
        is_odd = (int (*)(int)) dlsym(dlopen("odd.wasm", RTLD_NOW), "is_odd");
        if (!is_odd) {
            return -1;
        }
    }
    return is_odd(n - 1);
}
