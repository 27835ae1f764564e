/* A plugin that is called from another machine: numbers of each type, a trap, and a call that does not end. */
#define EXPORT(name) __attribute__((export_name(#name)))

EXPORT(add) int add(int a, int b) {
    return a + b;
}

EXPORT(product) long long product(long long a, long long b) {
    return a * b;
}

EXPORT(half) float half(float x) {
    return x / 2;
}

EXPORT(root) double root(double x) {
    return __builtin_sqrt(x);
}

static __attribute__((noinline)) int divide(int a, int b) {
    return a / b;
}

EXPORT(divided) int divided(int a, int b) {
    return divide(a, b) + 1;
}

EXPORT(spin) int spin(int x) {
    volatile int forever = x;
    while (forever) {
    }
    return x;
}
