/* A program that does one step at a time, as the test says. Strings go through the buffer text. */
#include "tagalong.h"

static char text[4096];

EXPORT("text") char *text_address(void) {
    return text;
}

EXPORT("open") void *open_named(int flags) {
    return dlopen(text, flags);
}

EXPORT("open_self") void *open_self(int flags) {
    return dlopen((const char *) 0, flags);
}

EXPORT("symbol") void *symbol_named(void *handle) {
    return dlsym(handle, text);
}

EXPORT("close") int close_handle(void *handle) {
    return dlclose(handle);
}

EXPORT("error") char *error(void) {
    return dlerror();
}

EXPORT("call") int call(Unary function, int x) {
    return function(x);
}

EXPORT("call_long") long long call_long(long long (*function)(long long), long long x) {
    return function(x);
}

/* Hands a pointer of this program's over, for the other side to call. */
EXPORT("call_with") int call_with(int (*function)(Unary, int), Unary callback, int x) {
    return function(callback, x);
}

/* The other side calls this one. */
EXPORT("triple") int triple(int x) {
    return 3 * x;
}
