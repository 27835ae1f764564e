/* A library that opens another for each call. */
#include "tagalong.h"

EXPORT("relay") int relay(int x) {
    void *handle = dlopen("app.wasm", 0);
    if (!handle) {
        return -1;
    }
    Unary test_func = (Unary) dlsym(handle, "test_func");
    int result = test_func ? test_func(x) : -2;
    return dlclose(handle) == 0 ? result : -3;
}

/* One that stays open. */
EXPORT("keep") int keep(int x) {
    return ((Unary) dlsym(dlopen("app.wasm", 0), "test_func"))(x);
}
