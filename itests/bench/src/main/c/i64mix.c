/* i64 arithmetic in locals: multiplications, shifts, rotations, comparisons. A unit is 50,000 rounds. */
#include "bench.h"

static NOINLINE u64 rounds(u64 x) {
    u64 y = ~x, sum = 0;
    for (int i = 0; i < 50000; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        y = (y << 29 | y >> 35) * 0x9e3779b97f4a7c15ULL + x;
        if ((i64)(x ^ y) < 0) sum += x >> 3;
        else sum ^= y;
    }
    return sum;
}

EXPORT(run) int run(int units) {
    u64 sum = 0x123456789abcdefULL;
    for (int u = 0; u < units; u++) sum = rounds(sum | 1);
    return (int)(sum ^ sum >> 32);
}
