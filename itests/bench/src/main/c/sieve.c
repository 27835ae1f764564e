/* Byte stores with a stride, then byte loads. A unit is the primes below 65,536. */
#include "bench.h"

#define LIMIT 65536
static u8 composite[LIMIT];

static NOINLINE u32 count(void) {
    u32 primes = 0;
    for (int i = 2; i < LIMIT; i++) composite[i] = 0;
    for (int i = 2; i < LIMIT; i++) {
        if (composite[i]) continue;
        primes = mix(primes, (u32)i);
        for (int k = i + i; k < LIMIT; k += i) composite[k] = 1;
    }
    return primes;
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < units; i++) sum = mix(sum, count());
    return (int)sum;
}
