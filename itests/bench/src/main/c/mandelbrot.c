/* f64 arithmetic in locals, without memory. A unit is a picture of 48 x 48 points, at most 100 rounds each. */
#include "bench.h"

#define SIDE 48

static NOINLINE int rounds(double cx, double cy) {
    double x = 0, y = 0;
    int n = 0;
    while (n < 100 && x * x + y * y < 4) {
        double next = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = next;
        n++;
    }
    return n;
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        double shift = (double)(u & 7) / 512;
        for (int i = 0; i < SIDE; i++)
            for (int j = 0; j < SIDE; j++)
                sum = mix(sum, (u32)rounds(i * 3.0 / SIDE - 2.25 + shift, j * 2.5 / SIDE - 1.25));
    }
    return (int)sum;
}
