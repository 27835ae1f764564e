/* A program that opens a library as C programs do. KIND OPEN: a unit is dlopen, dlsym, a call and dlclose. KIND REOPEN:
   the same while the library is open anyway. KIND CALL: a unit is a call through the pointer that dlsym gave. */
#include "bench.h"

#define OPEN 0
#define REOPEN 1
#define CALL 2

#ifdef __wasm__
#define LIBRARY "library.wasm"
#else
#define LIBRARY "./library0.so"
#endif

#define RTLD_NOW 2
IMPORT(dlopen) void *dlopen(const char *name, int flags);
IMPORT(dlsym) void *dlsym(void *library, const char *symbol);
IMPORT(dlclose) int dlclose(void *library);

typedef int Step(int);

static void *opened(void) {
    void *library = dlopen(LIBRARY, RTLD_NOW);
    if (!library) __builtin_trap();
    return library;
}

static Step *found(void *library) {
    Step *step = (Step *)dlsym(library, "step");
    if (!step) __builtin_trap();
    return step;
}

EXPORT(run) int run(int units) {
    int x = 1;
#if KIND != OPEN
    void *kept = opened();
#endif
#if KIND == CALL
    Step *volatile step = found(kept);
#endif
    for (int i = 0; i < units; i++) {
#if KIND == CALL
        x = step(x) ^ i;
#else
        void *library = opened();
        x = found(library)(x) ^ i;
        dlclose(library);
#endif
    }
#if KIND != OPEN
    dlclose(kept);
#endif
    return x;
}
