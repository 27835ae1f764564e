/* A copy loop over bytes, between areas that the compiler cannot tell apart. A unit is 64 KiB. */
#include "bench.h"

#define LENGTH 65536
static u8 area[2 * LENGTH + 64];

static NOINLINE void copy(u8 *to, const u8 *from, int length) {
    for (int i = 0; i < length; i++) to[i] = from[i];
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < LENGTH; i++) area[i] = (u8)(i * 7 + (i >> 8));
    for (int u = 0; u < units; u++) {
        area[u & 1023] = (u8)u;
        copy(area + LENGTH + (u & 31), area, LENGTH);
        for (int i = 0; i < 1024; i += 64) sum = mix(sum, area[LENGTH + 31 + i]);
    }
    return (int)sum;
}
