/* What every workload shares. A workload exports run(units): it does the same piece of work `units` times, starting from
   the same state, and returns a checksum that depends on all of it. Nothing here needs a C library. */
#ifndef BENCH_H
#define BENCH_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(name) __attribute__((import_module("env"), import_name(#name)))
#else
#define EXPORT(name) __attribute__((visibility("default")))
#define IMPORT(name)
#endif

#define NOINLINE __attribute__((noinline))

int run(int units);

/* A multiplicative mix, so that the order of what goes into a checksum matters. */
static inline u32 mix(u32 sum, u32 value) { return (sum ^ value) * 16777619u + (sum >> 15); }

#endif
