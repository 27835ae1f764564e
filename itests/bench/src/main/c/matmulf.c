/* Product of matrices of 128 by 128 floats. A unit is one product. */
#include "bench.h"

#define N 128
static float a[N * N], b[N * N], c[N * N];

static NOINLINE void multiply(const float *restrict x, const float *restrict y, float *restrict z) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) z[i * N + j] = 0;
        for (int k = 0; k < N; k++) {
            float factor = x[i * N + k];
            for (int j = 0; j < N; j++) z[i * N + j] += factor * y[k * N + j];
        }
    }
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < N * N; i++) a[i] = (float)(i % 17) * 0.25f, b[i] = (float)(i % 23) * 0.125f;
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        a[u % (N * N)] += 1;
        multiply(a, b, c);
        sum = mix(sum, (u32)(int)c[u % (N * N)]);
    }
    return (int)sum;
}
