// The program: it opens its libraries by name, and notes what happens. The expected notes are in the test.
#include "across.h"

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

extern "C" void *dlopen(const char *name, int flags);
extern "C" void *dlsym(void *handle, const char *symbol);
extern "C" char *dlerror();

static const int NOW_GLOBAL = 0x102;

static int notes[4096];
static int count;
static void *first;
static void *second;

void note(int number) { notes[count++ & 4095] = number; }
EXPORT(noted) int noted() { return count; }
EXPORT(note_at) int note_at(int i) { return notes[i]; }
EXPORT(forget) void forget() { count = 0; }

EXPORT(error) const char *error() { return dlerror(); }

EXPORT(open) int open() {
    first = dlopen("acrossa.wasm", NOW_GLOBAL);
    second = dlopen("acrossb.wasm", NOW_GLOBAL);
    return first != nullptr && second != nullptr;
}

template <typename T> static T *of(void *handle, const char *name) { return reinterpret_cast<T *>(dlsym(handle, name)); }

int thrower(int number) {
    Cleaner cleaner(20);
    if (number < 0) {
        return number;
    }
    if (number & 1) {
        throw number;
    }
    throw Square(number);
}

// Jumps to the place that a library has set.
int jumper(int number) {
    longjmp(*of<jmp_buf *()>(first, "place_of_library")(), number);
}

__attribute__((noinline)) static int caught(Unary *function, int kind) {
    try {
        return function(kind);
    } catch (int number) {
        return 1000 + number;
    } catch (const Point &point) {
        return 2000 + point.x * 10 + point.y;
    } catch (const Shape &shape) {
        return 3000 + shape.area();
    } catch (const Shape *shape) {
        return 4000 + shape->area();
    } catch (...) {
        return 5000;
    }
}

static int throughTheLibrary(int number) { return of<int(Unary *, int)>(first, "call_back")(thrower, number); }

static int throughBoth(int number) {
    return of<int(Unary *, int)>(first, "call_back")(throughTheLibrary, number);
}

EXPORT(exceptions) void exceptions() {
    for (int kind = 0; kind <= 5; kind++) {
        note(caught(of<Unary>(first, "throw_kind"), kind));
        note(caught(of<Unary>(second, "between"), kind));
    }
    for (int number = -1; number < 3; number++) {
        note(caught(throughTheLibrary, number));
        note(caught(throughBoth, number));
    }
}

static jmp_buf place;

EXPORT(jumps) void jumps() {
    auto jump = of<int(jmp_buf, int)>(first, "jump_to");
    auto over = of<int(jmp_buf, int)>(second, "between_jump");
    volatile int rounds = 0;
    int value = setjmp(place);
    note(value);
    rounds = rounds + 1;
    if (rounds == 1) {
        jump(place, 42);
    }
    if (rounds == 2) {
        over(place, 43);
    }
    if (rounds == 3) {
        over(place, 0);
    }
    note(rounds);
    note(of<int(Unary *, int)>(first, "jumped_to")(thrower, -7));
    note(of<int(Unary *, int)>(first, "jumped_to")(jumper, 9));
}

EXPORT(sums) int sums(int rounds) {
    Unary *throwing = of<Unary>(second, "between");
    auto jump = of<int(jmp_buf, int)>(first, "jump_to");
    int sum = 0;
    for (int i = 0; i < rounds; i++) {
        sum += caught(throwing, i % 3);
        if (setjmp(place) == 0) {
            jump(place, i);
        }
    }
    return sum;
}

// Nobody catches what these throw.
EXPORT(uncaught) int uncaught(int kind) {
    try {
        return of<Unary>(second, "between")(kind);
    } catch (const Point &) {
        return -1;
    }
}

EXPORT(trapped) int trapped(int number) {
    try {
        return of<Unary>(first, "trap_within")(number);
    } catch (...) {
        return -2;
    }
}

EXPORT(exhausted) int exhausted() {
    try {
        return of<Unary>(first, "never_returns")(0);
    } catch (...) {
        return -3;
    }
}

EXPORT(broken) int broken(int kind) {
    try {
        return of<Unary>(second, "promises_not_to")(kind);
    } catch (...) {
        return -4;
    }
}
