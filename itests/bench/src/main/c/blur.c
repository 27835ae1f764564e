/* A blur of 3 by 3 on 8-bit pixels. A unit is 256 by 256 pixels. */
#include "bench.h"

#define SIZE 256
static u8 image[SIZE * SIZE];
static u8 blurred[SIZE * SIZE];
static unsigned short sums[SIZE];

static NOINLINE void blur(const u8 *restrict in, u8 *restrict out) {
    for (int y = 1; y < SIZE - 1; y++) {
        const u8 *above = in + (y - 1) * SIZE, *row = above + SIZE, *below = row + SIZE;
        for (int x = 0; x < SIZE; x++) sums[x] = (unsigned short)(above[x] + 2 * row[x] + below[x]);
        for (int x = 1; x < SIZE - 1; x++)
            out[y * SIZE + x] = (u8)((sums[x - 1] + 2 * sums[x] + sums[x + 1] + 8) >> 4);
    }
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < SIZE * SIZE; i++) image[i] = (u8)(i * 31 + (i >> 8) * 17);
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        image[SIZE + u % 1000]++;
        blur(image, blurred);
        sum = mix(sum, blurred[SIZE + u % 1000]);
    }
    for (int i = 0; i < SIZE * SIZE; i++) sum += blurred[i];
    return (int)sum;
}
