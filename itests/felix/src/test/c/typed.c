/* Every number type, many parameters, none, and data. */
#include "tagalong.h"

int answer = 42;

EXPORT("half") double half(double x) {
    return x / 2;
}

EXPORT("add_floats") float add_floats(float x, float y) {
    return x + y;
}

EXPORT("negate") long long negate(long long x) {
    return -x;
}

EXPORT("mixed") double mixed(int a, long long b, float c, double d, int e, long long f, float g, double h) {
    return a + 10.0 * b + 100.0 * c + 1000.0 * d + 10000.0 * e + 100000.0 * f + 1000000.0 * g + 10000000.0 * h;
}

EXPORT("get_answer") int get_answer(void) {
    return answer;
}

EXPORT("set_answer") void set_answer(int value) {
    answer = value;
}
