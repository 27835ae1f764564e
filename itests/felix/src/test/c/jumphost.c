/* A program that jumps out of functions that libraries have called; the other half is host.c. */
#include "jumps.h"

static jmp_buf place;

__attribute__((noinline)) static unsigned top(void) {
    volatile int here;
    return (unsigned) &here;
}
static unsigned (*volatile topper)(void) = top;

/* What libraries call: back to the program, or to wherever they say. */
int jump_back(int value) { longjmp(place, value); }
int jump_to(void *there, int value) { longjmp(*(jmp_buf *) there, value); }

/* Over frames of a library: what longjmp gave, or -1 if the stack is not what it was. */
int jump_over(int (*library)(int (*callback)(int), int depth, int value), int depth, int value) {
    unsigned before = topper();
    int got = setjmp(place);
    if (got == 0) {
        return 1000000 + library(jump_back, depth, value);
    }
    return topper() == before ? got : -1;
}

int identity(int value) { return value; }
int no_jump(int (*library)(int (*callback)(int), int depth, int value), int depth, int value) {
    return setjmp(place) ? -1 : library(identity, depth, value);
}
