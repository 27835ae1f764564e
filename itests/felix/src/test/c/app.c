/* The library of the main job. ADDEND tells one version from another. */
#include "tagalong.h"

EXPORT("test_func") int test_func(int x) {
    return x + ADDEND;
}
