/* A program of single steps: what the test writes to `text` is the name that the next step passes on. */
#include "dlfcn.h"

static char name[70000];

EXPORT("text") char *text(void) { return name; }
EXPORT("open") void *open(int flags) { return dlopen(name, flags); }
EXPORT("open_at") void *open_at(const char *at) { return dlopen(at, 0); }
EXPORT("symbol") void *symbol(void *handle) { return dlsym(handle, name); }
EXPORT("close") int close(void *handle) { return dlclose(handle); }
EXPORT("error") char *error(void) { return dlerror(); }
EXPORT("call") int call(Unary function, int x) { return function(x); }
EXPORT("call_with") int call_with(int (*function)(Unary, int), Unary callback, int x) { return function(callback, x); }
EXPORT("call_wrongly") double call_wrongly(double (*function)(int), int x) { return function(x); }
EXPORT("triple") int triple(int x) { return 3 * x; }
EXPORT("grow") int grow(int pages) { return __builtin_wasm_memory_grow(0, pages); }

#ifdef ALLOCATOR
static char heap[16384] __attribute__((aligned(16)));
static unsigned long used;

EXPORT("malloc") void *malloc(unsigned long size) {
    if (size > sizeof heap - used) {
        return 0;
    }
    void *block = heap + used;
    used += (size + 15) & ~15ul;
    return block;
}

EXPORT("heap") char *heap_begin(void) { return heap; }
#endif
