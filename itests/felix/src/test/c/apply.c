/* Calls back. */
#include "tagalong.h"

EXPORT("apply") int apply(Unary function, int x) {
    return function(x) + 1;
}
