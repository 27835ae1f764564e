/* What the call workloads call in another instance, and what is opened and closed. */
#include "bench.h"

EXPORT(step) int step(int x) { return (int)((u32)x * 3 + 1); }
