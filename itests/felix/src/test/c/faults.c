/* What a library can do wrong. */
#include "tagalong.h"

EXPORT("give_up") int give_up(int x) {
    if (x) {
        __builtin_trap();
    }
    return 0;
}

EXPORT("divide") int divide(int x) {
    return 1000 / x;
}

EXPORT("peek") int peek(int address) {
    return *(volatile int *) address;
}

EXPORT("spin") int spin(int x) {
    for (volatile int forever = 1; forever;) {
    }
    return x;
}
