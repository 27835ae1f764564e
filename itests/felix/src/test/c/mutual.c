/* Two libraries of this source, ping and pong, call each other. */
#include "tagalong.h"

static Unary peer;

EXPORT("bounce") int bounce(int n) {
    if (n == 0) {
        return 0;
    }
    if (!peer) {
        peer = (Unary) dlsym(dlopen(PEER, 0), "bounce");
    }
    return 1 + peer(n - 1);
}
