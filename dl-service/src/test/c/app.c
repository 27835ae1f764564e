/* A library. ADDEND tells versions of it apart. */
#include "dlfcn.h"

int answer = 42;

EXPORT("test_func") int test_func(int x) {
    return x + ADDEND;
}

EXPORT("count") int count(int by) {
    static int total;
    return total += by;
}

EXPORT("half") double half(double x) {
    return x / 2;
}

EXPORT("apply") int apply(Unary function, int x) {
    return function(x);
}
