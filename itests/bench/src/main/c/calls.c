/* Calls, one a unit. KIND says to what. The loop and step()'s work are part of each figure. */
#include "bench.h"

#define DIRECT 0
#define IMPORTED 1
#define INDIRECT 2

#if KIND == INDIRECT
/* One to four places' worth of functions, filled from outside or with the module's own. */
static int own(int x) { return (int)((u32)x * 3 + 1); }
static int (*volatile pointers[4])(int) = {own, own, own, own};
static volatile int mask;

/* Makes the next units call `count` functions in turn; count is 1, 2 or 4. */
EXPORT(set_count) void set_count(int count) { mask = count - 1; }
EXPORT(set_pointer) void set_pointer(int at, int (*pointer)(int)) { pointers[at] = pointer; }
/* One call through the first pointer. */
EXPORT(call_pointer) int call_pointer(int x) { return pointers[0](x); }

EXPORT(run) int run(int units) {
    int x = 1, m = mask;
    for (int i = 0; i < units; i++) x = pointers[i & m](x) ^ i;
    return x;
}
#else
#if KIND == IMPORTED
IMPORT(step) int step(int x);
#else
static NOINLINE int step(int x) { return (int)((u32)x * 3 + 1); }
#endif

EXPORT(run) int run(int units) {
    int x = 1;
    for (int i = 0; i < units; i++) x = step(x) ^ i;
    return x;
}
#endif
