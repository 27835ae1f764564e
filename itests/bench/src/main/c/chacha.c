/* ChaCha20 (RFC 8439), a row of the state in a vector of four lanes. A unit is 64 KiB. */
#include "bench.h"

typedef u32 row __attribute__((vector_size(16)));
#define BLOCKS 1024

static u32 input[16];
static u32 output[16 * BLOCKS];

static inline row rotate(row x, int n) { return x << n | x >> (32 - n); }

#define HALF_ROUND(a, b, c, d, n, m) \
    a += b, d = rotate(d ^ a, n), c += d, b = rotate(b ^ c, m)

static NOINLINE void blocks(void) {
    row *in = (row *)input, *out = (row *)output;
    row a0 = in[0], b0 = in[1], c0 = in[2], d0 = in[3];
    for (int i = 0; i < BLOCKS; i++) {
        row a = a0, b = b0, c = c0, d = d0;
        for (int r = 0; r < 10; r++) {
            HALF_ROUND(a, b, c, d, 16, 12);
            HALF_ROUND(a, b, c, d, 8, 7);
            b = __builtin_shufflevector(b, b, 1, 2, 3, 0);
            c = __builtin_shufflevector(c, c, 2, 3, 0, 1);
            d = __builtin_shufflevector(d, d, 3, 0, 1, 2);
            HALF_ROUND(a, b, c, d, 16, 12);
            HALF_ROUND(a, b, c, d, 8, 7);
            b = __builtin_shufflevector(b, b, 3, 0, 1, 2);
            c = __builtin_shufflevector(c, c, 2, 3, 0, 1);
            d = __builtin_shufflevector(d, d, 1, 2, 3, 0);
        }
        out[4 * i] = a + a0, out[4 * i + 1] = b + b0, out[4 * i + 2] = c + c0, out[4 * i + 3] = d + d0;
        d0[0]++;
    }
    in[3] = d0;
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < 16; i++) input[i] = (u32)(i * 0x9e3779b9u + 7);
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        blocks();
        sum = mix(sum, output[u & 0x3FFF]);
    }
    return (int)sum;
}
