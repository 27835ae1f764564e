/* A bytecode interpreter: one function with a switch of 200 cases, all of them used. A unit is 40 rounds of a program of
   1,000 instructions. */
#include "bench.h"

#define CASES 200
#define LENGTH 1000
#define WORDS 256

typedef struct {
    u8 op, a, b, c;
} Instruction;

/* Two ends: an instruction may skip the next one. */
static Instruction program[LENGTH + 2];
static u32 memory[WORDS];

#define AT(x) memory[(x) & (WORDS - 1)]

/* Twenty instructions, made different from those of the other blocks by the constant base. */
#define BLOCK(base) \
    case base: r[i->a] = r[i->b] + r[i->c] + base; break; \
    case base + 1: r[i->a] = r[i->b] - r[i->c] * (base + 3); break; \
    case base + 2: r[i->a] = r[i->b] * (r[i->c] | (base + 1)); break; \
    case base + 3: r[i->a] = (r[i->b] ^ r[i->c]) + (base << 3); break; \
    case base + 4: r[i->a] = r[i->b] << ((r[i->c] + base) & 31); break; \
    case base + 5: r[i->a] = r[i->b] >> ((r[i->c] ^ base) & 31) | base; break; \
    case base + 6: r[i->a] = AT(r[i->b] + base) + r[i->c]; break; \
    case base + 7: AT(r[i->b] ^ base) = r[i->a] + r[i->c]; break; \
    case base + 8: AT(r[i->a]) += AT(r[i->b] + i->c) ^ base; break; \
    case base + 9: r[i->a] = r[i->b] / ((r[i->c] & 1023) + base + 1); break; \
    case base + 10: r[i->a] = r[i->b] % ((r[i->c] & 511) + base + 2) + r[i->a]; break; \
    case base + 11: if ((int)r[i->a] < (int)(r[i->b] + base)) pc++; break; \
    case base + 12: if ((r[i->a] ^ r[i->b]) & (base + 4)) { r[i->c] += base; } else { r[i->c] = r[i->a] - base; } break; \
    case base + 13: r[i->a] = (u32)(((u64)r[i->b] * (r[i->c] + base)) >> 32); break; \
    case base + 14: { u32 t = r[i->a]; r[i->a] = r[i->b] + base; r[i->b] = t ^ r[i->c]; } break; \
    case base + 15: for (u32 k = 0; k < (r[i->c] & 3); k++) r[i->a] = mix(r[i->a] + base, AT(r[i->b] + k)); break; \
    case base + 16: { u32 t = AT(r[i->b]); AT(r[i->b]) = AT(r[i->c] + base); AT(r[i->c] + base) = t; r[i->a] ^= t; } break; \
    case base + 17: d[i->a & 3] = d[i->b & 3] * 0.5 + (double)(int)r[i->c] + base; break; \
    case base + 18: r[i->a] += (u32)(int)((d[i->b & 3] - d[i->c & 3]) * 0.125) + base; break; \
    case base + 19: r[i->a] = (r[i->b] > r[i->c] ? r[i->b] - base : r[i->c] + base); break;

static NOINLINE u32 interpret(int rounds) {
    u32 r[16];
    double d[4];
    for (int k = 0; k < 16; k++) r[k] = (u32)k * 2654435761u;
    for (int k = 0; k < 4; k++) d[k] = k;
    u32 pc = 0;
    for (;;) {
        const Instruction *i = &program[pc++];
        switch (i->op) {
            BLOCK(0) BLOCK(20) BLOCK(40) BLOCK(60) BLOCK(80) BLOCK(100) BLOCK(120) BLOCK(140) BLOCK(160) BLOCK(180)
            default:
                if (--rounds > 0) {
                    pc = 0;
                    break;
                }
                u32 sum = 0;
                for (int k = 0; k < 16; k++) sum = mix(sum, r[k]);
                for (int k = 0; k < WORDS; k++) sum = mix(sum, memory[k]);
                return sum;
        }
    }
}

EXPORT(run) int run(int units) {
    u32 seed = 42;
    for (int k = 0; k < WORDS; k++) memory[k] = (u32)k * 40503u;
    for (int k = 0; k < LENGTH; k++) {
        seed = seed * 1664525u + 1013904223u;
        program[k].op = (u8)((seed >> 8) % CASES);
        program[k].a = (u8)(seed >> 28);
        program[k].b = (u8)(seed >> 20 & 15);
        program[k].c = (u8)(seed >> 16 & 15);
    }
    program[LENGTH].op = program[LENGTH + 1].op = 255;
    u32 sum = 0;
    for (int u = 0; u < units; u++) sum = mix(sum, interpret(40));
    return (int)sum;
}
