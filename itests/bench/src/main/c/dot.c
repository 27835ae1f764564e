/* Dot products of 16-bit integers, and of floats in four sums. A unit is 16,384 of each. */
#include "bench.h"

typedef float lanes __attribute__((vector_size(16)));
#define N 16384
static short x[N], y[N];
static float f[N], g[N];

static NOINLINE int integers(void) {
    int sum = 0;
    for (int i = 0; i < N; i++) sum += x[i] * y[i];
    return sum;
}

static NOINLINE float floats(void) {
    lanes sum = {0, 0, 0, 0};
    const lanes *p = (const lanes *)f, *q = (const lanes *)g;
    for (int i = 0; i < N / 4; i++) sum += p[i] * q[i];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < N; i++) {
        x[i] = (short)(i * 31), y[i] = (short)(i * 17 + 3);
        f[i] = (float)(i % 13) * 0.5f, g[i] = (float)(i % 7) * 0.25f;
    }
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        x[u % N]++;
        f[u % N] += 0.5f;
        sum = mix(sum, (u32)integers());
        sum = mix(sum, (u32)(int)floats());
    }
    return (int)sum;
}
