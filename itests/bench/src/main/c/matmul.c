/* f64 loads in three nested loops. A unit is a product of two 64 x 64 matrices. */
#include "bench.h"

#define N 64
static double a[N][N], b[N][N], c[N][N];

static NOINLINE void multiply(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = (double)(i * 3 + j) / 64;
            b[i][j] = (double)(i - j * 2) / 32;
        }
    for (int u = 0; u < units; u++) {
        multiply();
        a[u % N][(u * 7) % N] += 1;
        for (int i = 0; i < N; i++) sum = mix(sum, (u32)(int)c[i][(i + u) % N]);
    }
    return (int)sum;
}
