/* Two threads on one memory, each with an instance of its own: KIND 0 a counter that both add to, 1 a ring buffer that one
   fills and the other empties. The same in Java is JavaThreads.java. */
#include "bench.h"

#define LINE 64
#define ENTRIES 1024

static struct {
    _Alignas(LINE) _Atomic u32 head;
    _Alignas(LINE) _Atomic u32 tail;
    _Alignas(LINE) u32 entries[ENTRIES];
} ring;

EXPORT(reset) int reset(int unused) {
    ring.head = ring.tail = 0;
    return unused;
}

#if KIND == 0
/* The sum of what both found is the same in whatever order they came. */
static u32 add(u32 times) {
    u32 sum = 0;
    for (u32 i = 0; i < times; i++) sum += ring.head++;
    return sum;
}

EXPORT(first) int first(int units) { return (int)add((u32)units); }

EXPORT(second) int second(int units) { return (int)add((u32)units); }
#else
EXPORT(first) int first(int units) {
    u32 sum = 0;
    for (u32 i = 0; i < (u32)units; i++) {
        u32 tail = ring.tail;
        while (tail - ring.head == ENTRIES) {
        }
        ring.entries[tail % ENTRIES] = i * 2654435761u;
        ring.tail = tail + 1;
        sum += i;
    }
    return (int)sum;
}

EXPORT(second) int second(int units) {
    u32 sum = 0;
    for (u32 i = 0; i < (u32)units; i++) {
        u32 head = ring.head;
        while (ring.tail == head) {
        }
        sum = mix(sum, ring.entries[head % ENTRIES]);
        ring.head = head + 1;
    }
    return (int)sum;
}
#endif
