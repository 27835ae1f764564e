/* Two libraries of this source, ping and pong, call each other. */
#include "tagalong.h"

static Unary peer;

/* n, or a negative number if the other library cannot be opened. */
EXPORT("bounce") int bounce(int n) {
    if (n == 0) {
        return 0;
    }
    if (!peer) {
        void *handle = dlopen(PEER, 0);
        peer = handle ? (Unary) dlsym(handle, "bounce") : 0;
    }
    return peer ? 1 + peer(n - 1) : -1000000000;
}
