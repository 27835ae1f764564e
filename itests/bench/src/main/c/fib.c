/* Recursion: direct calls and little else. A unit is fib(22). */
#include "bench.h"

/* Read anew for each unit: a compiler may not compute one and multiply. */
static volatile int size = 22;

static NOINLINE int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < units; i++) sum = mix(sum, (u32)fib(size));
    return (int)sum;
}
