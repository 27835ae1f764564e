/* Opens a library in its constructor and closes it in its destructor. */
#include "../dlfcn.h"

extern void note(int letter);
static void *inner;
static int result = -1;

__attribute__((constructor)) static void begin(void) {
    inner = dlopen("base.wasm", 2);
    int (*add)(int) = (int (*)(int)) dlsym(inner, "base_add");
    result = add ? add(10) : -2;
    note('n');
}
__attribute__((destructor)) static void end(void) {
    /* It cannot come back while it goes. */
    note(dlopen("nested.wasm", 2) ? '!' : 'N');
    dlclose(inner);
}
int nested_result(void) { return result; }
void *open_from_library(const char *name, int flags) { return dlopen(name, flags); }
void *symbol_from_library(void *handle, const char *name) { return dlsym(handle, name); }
int next_which(void) {
    int (*next)(void) = (int (*)(void)) dlsym((void *) -1, "which");
    return next ? next() : -1;
}
int which(void) { return 77; }
