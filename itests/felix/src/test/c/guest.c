/* Imports what a Java bundle provides. */
#include "tagalong.h"

IMPORT("demo", "multiply") int multiply(int x, int y);
IMPORT("demo", "fail") int fail(int x);

EXPORT("square") int square(int x) {
    return multiply(x, x);
}

EXPORT("fail") int call_fail(int x) {
    return fail(x) + 1;
}
