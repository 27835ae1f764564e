/* A library that opens another one while it is being opened itself. */
#include "dlfcn.h"

static void *handle;

EXPORT("_initialize") void initialize(void) {
    handle = dlopen(OPENS, 0);
}

EXPORT("opened") void *opened(void) { return handle; }

EXPORT("relay") int relay(int x) {
    Unary function = handle ? (Unary) dlsym(handle, SYMBOL) : 0;
    return function ? function(x) : -1;
}

EXPORT("reopen") void *reopen(void) { return handle = dlopen(OPENS, 0); }

EXPORT("self") void *self(void) { return dlsym(dlopen(0, 0), "relay"); }
