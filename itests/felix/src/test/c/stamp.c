/* A library that tests mark: they overwrite the initial value of stamp, in the module's data segment. */
#include "tagalong.h"

static volatile int stamp = 0x5EA15EED;

EXPORT("stamped") int stamped(int x) {
    return x + stamp;
}
