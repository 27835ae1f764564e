/* Functions over each number type, and two that call back through a pointer. */
#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("gcd") int gcd(int a, int b) {
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

EXPORT("factorial") long long factorial(int n) {
    long long product = 1;
    for (int i = 2; i <= n; i++) {
        product *= i;
    }
    return product;
}

EXPORT("midpoint") float midpoint(float a, float b) {
    return a / 2 + b / 2;
}

EXPORT("hypotenuse") double hypotenuse(double a, double b) {
    return __builtin_sqrt(a * a + b * b);
}

/* function may come from this library or, through dlsym, from any other. */
EXPORT("apply") int apply(int (*function)(int), int argument) {
    return function(argument);
}

EXPORT("sum") int sum(int (*function)(int), int from, int to) {
    int total = 0;
    for (int i = from; i < to; i++) {
        total += function(i);
    }
    return total;
}
