// Throws and catches in the ways that C++ has; each step prints a number. The expected numbers are in the test.

#define HOST(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

extern "C" HOST(print) void print(int value);
extern "C" HOST(through) int through(int depth);

typedef long jmp_buf[16];
extern "C" int setjmp(jmp_buf) __attribute__((returns_twice));
extern "C" void longjmp(jmp_buf, int) __attribute__((noreturn));

struct Noisy {
    int number;
    explicit Noisy(int n) : number(n) {}
    ~Noisy() { print(-number); }
};

struct Base {
    int a = 1;
    virtual int name() const { return 100; }
    virtual ~Base() {}
};
struct Middle : Base {
    int name() const override { return 200; }
};
struct Other {
    int b = 2;
    virtual ~Other() {}
};
struct Leaf : Middle, Other {
    int name() const override { return 300; }
};
struct Virtual : virtual Other {
    int c = 3;
};

struct Counted {
    int number;
    explicit Counted(int n) : number(n) {}
    Counted(const Counted &other) : number(other.number) {}
    ~Counted() { print(9000 + number); }
};

__attribute__((noinline)) static void raise(int kind) {
    switch (kind) {
        case 0: throw 5;
        case 1: throw 2.5;
        case 2: throw Base();
        case 3: throw Middle();
        case 4: throw Leaf();
        case 5: throw Virtual();
        case 6: throw Counted(6);
        case 7: throw 'c';
        default: print(8);
    }
}

static void kinds() {
    for (int kind = 0; kind <= 8; kind++) {
        try {
            raise(kind);
        } catch (int value) {
            print(value);
        } catch (double value) {
            print(int(value * 10));
        } catch (const Middle &middle) {
            print(middle.name());
        } catch (const Other &other) {
            print(other.b);
        } catch (const Base &base) {
            print(base.name());
        } catch (const Counted &counted) {
            print(counted.number);
        } catch (...) {
            print(77);
        }
    }
}

__attribute__((noinline)) static int deep(int depth) {
    Noisy noisy(depth);
    if (depth == 0) {
        throw depth + 40;
    }
    return deep(depth - 1) + 1;
}

static void unwinding() {
    try {
        deep(3);
    } catch (int value) {
        print(value);
    }
    for (int i = 0; i < 4; i++) {
        try {
            Noisy noisy(50 + i);
            if (i == 1) {
                continue;
            }
            if (i == 3) {
                break;
            }
            throw i;
        } catch (int value) {
            print(value);
        }
    }
}

static void nested() {
    try {
        try {
            throw Leaf();
        } catch (Other &other) {
            other.b = 22;
            try {
                throw 7;
            } catch (int inner) {
                print(inner);
            }
            throw;
        }
    } catch (Leaf &leaf) {
        print(leaf.b);
    }
    try {
        try {
            throw 1;
        } catch (double) {
            print(666);
        }
    } catch (int value) {
        print(value);
    }
    try {
        try {
            throw Counted(1);
        } catch (Counted &) {
            throw Counted(2);
        }
    } catch (Counted &counted) {
        print(counted.number);
    }
}

EXPORT(thrower) int thrower(int depth) {
    Noisy noisy(depth);
    if (depth > 0) {
        return through(depth - 1) + 1;
    }
    throw Leaf();
}

static void throughTheHost() {
    try {
        Noisy noisy(60);
        thrower(3);
    } catch (const Middle &middle) {
        print(middle.name());
    }
}

static jmp_buf place;

__attribute__((noinline)) static void jump(int depth, int value) {
    if (depth == 0) {
        longjmp(place, value);
    }
    jump(depth - 1, value);
    print(666);
}

EXPORT(jumper) int jumper(int depth) {
    if (depth > 0) {
        return through(-depth);
    }
    longjmp(place, 0);
}

__attribute__((noinline)) static void jumps() {
    int value = setjmp(place);
    if (value == 0) {
        jump(4, 42);
    }
    print(value);
    for (int i = 1; i < 4; i++) {
        int again = setjmp(place);
        if (again == 0) {
            jump(i, i);
        }
        print(again * 10);
    }
    if (setjmp(place) == 0) {
        jumper(2);
    }
    print(1);
}

__attribute__((noinline)) static int sums() {
    int sum = 0;
    for (int i = 0; i < 3000; i++) {
        try {
            if (i % 3 == 0) {
                throw i;
            }
            if (i % 3 == 1) {
                throw (double) i;
            }
            sum++;
        } catch (int value) {
            sum += value & 1;
        } catch (double) {
            sum += 2;
        }
    }
    return sum;
}

EXPORT(run) int run() {
    kinds();
    unwinding();
    nested();
    throughTheHost();
    jumps();
    return sums();
}

EXPORT(uncaught) void uncaught() { throw Leaf(); }
