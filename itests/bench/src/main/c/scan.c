/* Looks for a byte in text, and checks that text is ASCII or UTF-8. A unit is 64 KiB of each. */
#include "bench.h"
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#define LENGTH 65536
static u8 text[LENGTH + 16];

static NOINLINE int find(u8 byte, int from) {
    int i = from;
#ifdef __wasm_simd128__
    v128_t wanted = wasm_i8x16_splat((signed char)byte);
    for (; i + 16 <= LENGTH; i += 16) {
        v128_t same = wasm_i8x16_eq(wasm_v128_load(text + i), wanted);
        if (wasm_v128_any_true(same)) return i + __builtin_ctz(wasm_i8x16_bitmask(same));
    }
#endif
    for (; i < LENGTH; i++)
        if (text[i] == byte) return i;
    return LENGTH;
}

/* One character that is not ASCII; the offset after it, or -1. */
static int sequence(int i) {
    u32 c = text[i];
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    if (c < 0xC2 || c > 0xF4 || i + more >= LENGTH) return -1;
    u32 second = text[i + 1];
    if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second >= 0xA0) || (c == 0xF0 && second < 0x90)
        || (c == 0xF4 && second >= 0x90))
        return -1;
    for (int j = 1; j <= more; j++)
        if (text[i + j] >> 6 != 2) return -1;
    return i + more + 1;
}

static NOINLINE int valid(void) {
    for (int i = 0; i < LENGTH;) {
#ifdef __wasm_simd128__
        while (i + 16 <= LENGTH) {
            int others = (int)wasm_i8x16_bitmask(wasm_v128_load(text + i));
            if (others) {
                i += __builtin_ctz(others);
                break;
            }
            i += 16;
        }
        if (i >= LENGTH) break;
#endif
        if (text[i] < 0x80) {
            i++;
            continue;
        }
        i = sequence(i);
        if (i < 0) return 0;
    }
    return 1;
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < LENGTH; i++) text[i] = (u8)(97 + (i * 7) % 26);
    for (int i = 100; i + 3 < LENGTH; i += 777) text[i] = 0xE2, text[i + 1] = 0x82, text[i + 2] = 0xAC;
    for (int i = 5; i < LENGTH; i += 1601) text[i] = '\n';
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        for (int at = find('\n', 0); at < LENGTH; at = find('\n', at + 1)) sum = mix(sum, (u32)at);
        sum = mix(sum, (u32)valid());
        text[7 + u % 64] = (u8)('a' + u % 26);
    }
    return (int)sum;
}
