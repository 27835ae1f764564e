/* Divisions and remainders, signed and not, of 32 and 64 bits, by what is not a constant. A unit is 10,000 rounds. */
#include "bench.h"

static NOINLINE u32 rounds(u32 seed) {
    u32 sum = 0;
    for (int i = 1; i <= 10000; i++) {
        seed = seed * 1664525u + 1013904223u;
        int a = (int)seed, b = (int)(seed >> 20) + 1;
        u64 wide = (u64)seed << 21 ^ seed;
        sum += (u32)(a / b) + seed % (u32)i;
        sum ^= (u32)(a % (i + 2)) + seed / (u32)b;
        sum += (u32)(wide / (u64)(b + i)) ^ (u32)((i64)wide % (i64)(i * 3 + 1));
    }
    return sum;
}

EXPORT(run) int run(int units) {
    u32 sum = 7;
    for (int u = 0; u < units; u++) sum = mix(sum, rounds(sum));
    return (int)sum;
}
