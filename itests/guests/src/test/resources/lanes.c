/* Loops that compilers make vectors of. Each function's result is a hash of what its loop computed. */
#define N 4099
#define EXPORT(name) __attribute__((export_name(name)))

typedef unsigned char u8;
typedef unsigned u32;
typedef unsigned long long u64;

static u8 a[N], b[N], c[N];
static short s[N];
static int x[N], y[N];
static float f[N], g[N];
static double d[N];
static u64 q[N];

static u32 seed;

static u32 next(void) {
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static u64 hash(const void *from, u32 size) {
    const u8 *bytes = from;
    u64 result = 14695981039346656037ull;
    for (u32 i = 0; i < size; i++) result = (result ^ bytes[i]) * 1099511628211ull;
    return result;
}

EXPORT("fill") void fill(void) {
    seed = 12345;
    for (int i = 0; i < N; i++) {
        a[i] = next();
        b[i] = next();
        s[i] = next();
        x[i] = next() << 8 ^ next();
        f[i] = (int) next() / 1000.0f - 8000;
        d[i] = (int) next() / 3.0;
        q[i] = (u64) next() << 40 ^ next();
    }
}

EXPORT("bytes") u64 bytes(void) {
    u64 result = 0;
    for (int i = 0; i < N; i++) c[i] = (a[i] + b[i] + 1) >> 1;
    result += hash(c, sizeof c);
    for (int i = 0; i < N; i++) c[i] = a[i] + b[i] > 255 ? 255 : a[i] + b[i];
    result = result * 31 + hash(c, sizeof c);
    for (int i = 0; i < N; i++) c[i] = a[i] > b[i] ? a[i] - b[i] : 0;
    result = result * 31 + hash(c, sizeof c);
    for (int i = 0; i < N; i++) c[i] = a[i] == b[i] ? 3 : a[i] ^ b[N - 1 - i];
    return result * 31 + hash(c, sizeof c);
}

EXPORT("sums") u64 sums(void) {
    long long difference = 0, product = 0, ones = 0, equal = 0;
    for (int i = 0; i < N; i++) difference += a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
    for (int i = 0; i < N; i++) product += (long long) s[i] * s[N - 1 - i];
    for (int i = 0; i < N; i++) ones += __builtin_popcount(x[i]);
    for (int i = 0; i < N; i++) equal += a[i] == 'e';
    return hash(&difference, 8) ^ hash(&product, 8) * 3 ^ hash(&ones, 8) * 5 ^ hash(&equal, 8) * 7;
}

EXPORT("integers") u64 integers(void) {
    u64 result = 0;
    for (int i = 0; i < N; i++) y[i] = x[i] * 7 - (x[i] >> 3) + s[i] * 4;
    result += hash(y, sizeof y);
    for (int i = 0; i < N; i++) y[i] = (short) x[i] * s[N - 1 - i];
    result = result * 31 + hash(y, sizeof y);
    for (int i = 0; i < N; i++) q[i] = (q[i] * 0x9E3779B97F4A7C15ull) ^ (q[i] >> 29);
    result = result * 31 + hash(q, sizeof q);
    for (int i = 0; i < N; i++) s[i] = x[i] > 32767 ? 32767 : x[i] < -32768 ? -32768 : x[i];
    return result * 31 + hash(s, sizeof s);
}

EXPORT("floats") u64 floats(void) {
    u64 result = 0;
    for (int i = 0; i < N; i++) g[i] = f[i] * 1.5f + 2.25f;
    result += hash(g, sizeof g);
    for (int i = 0; i < N; i++) g[i] = __builtin_sqrtf(__builtin_fabsf(f[i])) + __builtin_floorf(f[i] / 3) - __builtin_truncf(f[i] / 7);
    result = result * 31 + hash(g, sizeof g);
    for (int i = 0; i < N; i++) y[i] = (int) f[i];
    result = result * 31 + hash(y, sizeof y);
    for (int i = 0; i < N; i++) g[i] = (float) x[i] + (float) (u32) x[i];
    result = result * 31 + hash(g, sizeof g);
    for (int i = 0; i < N; i++) d[i] = d[i] * d[i] - (double) f[i] + x[i];
    result = result * 31 + hash(d, sizeof d);
    for (int i = 0; i < N; i++) g[i] = (float) d[i] < 0 ? -f[i] : f[i] > 100 ? 100 : f[i];
    return result * 31 + hash(g, sizeof g);
}
