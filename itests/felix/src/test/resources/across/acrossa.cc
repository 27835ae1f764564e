// The library that throws, jumps and traps.
#include "across.h"

static jmp_buf own;

int throw_kind(int kind) {
    Cleaner cleaner(1);
    switch (kind) {
        case 0: throw 5;
        case 1: throw Point{3, 4};
        case 2: throw Square(7);
        case 3: throw 2.5;
        case 4: throw (const Shape *) new Square(6);
        default: return kind;
    }
}

int call_back(Unary *function, int number) {
    Cleaner cleaner(2);
    return function(number) + 1;
}

int jump_to(jmp_buf place, int value) {
    longjmp(place, value);
}

int jumped_to(Unary *function, int number) {
    int changed = number;
    int value = setjmp(own);
    if (value == 0) {
        changed = function(number);
    }
    return value * 100 + changed;
}

jmp_buf *place_of_library() { return &own; }

int trap_within(int number) {
    Cleaner cleaner(3);
    try {
        if (number == 0) {
            __builtin_trap();
        }
        return 100 / number + throw_kind(0);
    } catch (...) {
        return -1;
    }
}

__attribute__((noinline)) int never_returns(int depth) {
    Cleaner cleaner(4);
    try {
        return never_returns(depth + 1) + 1;
    } catch (...) {
        return -1;
    }
}
