/* memory.copy and memory.fill of 16 bytes to 64 KiB, overlapping or not. A unit is 256 copies and 256 fills. */
#include "bench.h"

#define LENGTH 131072
static u8 area[LENGTH];

static NOINLINE u32 round(u32 seed) {
    u32 sum = seed;
    for (int i = 0; i < 256; i++) {
        seed = seed * 1103515245u + 12345u;
        u32 length = 16u << (i % 13);
        u32 from = (seed >> 8) % (LENGTH - length), to = (seed >> 3) % (LENGTH - length);
        if (i % 13 > 8 && i % 4) length = 64;
        __builtin_memmove(area + to, area + from, length);
        __builtin_memset(area + (seed >> 5) % (LENGTH - length), (int)(seed >> 24), length / 2);
        sum = mix(sum, area[to + length - 1]);
    }
    return sum;
}

EXPORT(run) int run(int units) {
    u32 sum = 1;
    for (int i = 0; i < LENGTH; i++) area[i] = (u8)(i * 13 + (i >> 9));
    for (int u = 0; u < units; u++) sum = round(sum);
    return (int)sum;
}
