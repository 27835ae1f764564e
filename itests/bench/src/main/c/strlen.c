/* A loop over bytes that ends at a zero. A unit is strings of 64 KiB in all, of 1 to 1,023 bytes. */
#include "bench.h"

#define LENGTH 65536
static char text[LENGTH + 1024];

static NOINLINE int length(const char *string) {
    const char *end = string;
    while (*end) end++;
    return (int)(end - string);
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < LENGTH; i++) text[i] = (char)('a' + i % 23);
    for (int i = 0, step = 1; i < LENGTH; i += step + 1, step = (step * 5 + 3) & 1023) text[i] = 0;
    text[LENGTH] = 0;
    for (int u = 0; u < units; u++)
        for (int at = u & 15; at < LENGTH;) {
            int n = length(text + at);
            sum = mix(sum, (u32)n);
            at += n + 1;
        }
    return (int)sum;
}
