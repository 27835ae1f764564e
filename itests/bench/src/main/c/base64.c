/* Base64 (RFC 4648) of bytes, written and read. A unit is 48 KiB. */
#include "bench.h"
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#define LENGTH 49152
static u8 bytes[LENGTH + 16];
static u8 text[LENGTH / 3 * 4 + 16];
static u8 back[LENGTH + 16];

static inline u8 letter(u32 six) {
    return (u8)(six < 26 ? six + 'A' : six < 52 ? six + ('a' - 26) : six < 62 ? six - 4 : six == 62 ? '+' : '/');
}

static inline u32 value(u8 c) {
    return c >= 'a' ? c - ('a' - 26u) : c >= 'A' ? c - 'A' : c >= '0' ? c + 4u : c == '+' ? 62 : 63;
}

static NOINLINE void encode(void) {
    int from = 0, to = 0;
#ifdef __wasm_simd128__
    for (; from < LENGTH; from += 12, to += 16) {
        v128_t in = wasm_v128_load(bytes + from);
        v128_t x = wasm_i8x16_shuffle(in, in, 1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
        v128_t a = wasm_v128_and(wasm_u32x4_shr(x, 10), wasm_i32x4_splat(0x3F));
        v128_t b = wasm_v128_and(wasm_i32x4_shl(x, 4), wasm_i32x4_splat(0x3F00));
        v128_t c = wasm_v128_and(wasm_u32x4_shr(x, 6), wasm_i32x4_splat(0x3F0000));
        v128_t d = wasm_v128_and(wasm_i32x4_shl(x, 8), wasm_i32x4_splat(0x3F000000));
        v128_t six = wasm_v128_or(wasm_v128_or(a, b), wasm_v128_or(c, d));
        v128_t kind = wasm_u8x16_sub_sat(six, wasm_i8x16_splat(51));
        kind = wasm_v128_or(kind, wasm_v128_and(wasm_i8x16_lt(six, wasm_i8x16_splat(26)), wasm_i8x16_splat(13)));
        v128_t shift = wasm_i8x16_swizzle(
            wasm_i8x16_make(71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 65, 0, 0), kind);
        wasm_v128_store(text + to, wasm_i8x16_add(six, shift));
    }
#endif
    for (; from < LENGTH; from += 3, to += 4) {
        u32 all = (u32)bytes[from] << 16 | (u32)bytes[from + 1] << 8 | bytes[from + 2];
        text[to] = letter(all >> 18);
        text[to + 1] = letter(all >> 12 & 63);
        text[to + 2] = letter(all >> 6 & 63);
        text[to + 3] = letter(all & 63);
    }
}

static NOINLINE void decode(void) {
    int from = 0, to = 0;
#ifdef __wasm_simd128__
    for (; to < LENGTH; from += 16, to += 12) {
        v128_t in = wasm_v128_load(text + from);
        v128_t high = wasm_u8x16_shr(in, 4);
        v128_t slash = wasm_i8x16_eq(in, wasm_i8x16_splat('/'));
        v128_t shift = wasm_i8x16_swizzle(
            wasm_i8x16_make(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0), wasm_i8x16_add(high, slash));
        v128_t six = wasm_i8x16_add(in, shift);
        v128_t twelve = wasm_v128_or(wasm_i16x8_shl(six, 6), wasm_u16x8_shr(six, 8));
        twelve = wasm_v128_and(twelve, wasm_i16x8_splat(0xFFF));
        v128_t all = wasm_v128_or(wasm_i32x4_shl(twelve, 12), wasm_u32x4_shr(twelve, 16));
        wasm_v128_store(back + to, wasm_i8x16_shuffle(all, all, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 15, 15, 15, 15));
    }
#endif
    for (; to < LENGTH; from += 4, to += 3) {
        u32 all = value(text[from]) << 18 | value(text[from + 1]) << 12 | value(text[from + 2]) << 6 | value(text[from + 3]);
        back[to] = (u8)(all >> 16);
        back[to + 1] = (u8)(all >> 8);
        back[to + 2] = (u8)all;
    }
}

EXPORT(run) int run(int units) {
    for (int i = 0; i < LENGTH; i++) bytes[i] = (u8)(i * 31 + (i >> 7));
    u32 sum = 0;
    for (int u = 0; u < units; u++) {
        bytes[u & 0x3FFF]++;
        encode();
        decode();
        sum = mix(sum, text[(u * 7) & 0xFFFF] + (u32)back[(u * 5) & 0x3FFF]);
    }
    for (int i = 0; i < LENGTH; i++) sum += bytes[i] != back[i];
    return (int)sum;
}
