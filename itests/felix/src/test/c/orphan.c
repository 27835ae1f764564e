/* Imports what nobody provides. */
#include "tagalong.h"

IMPORT("nowhere", "lost") int lost(int x, double y);

EXPORT("find") int find(int x) {
    return lost(x, 0.5);
}
