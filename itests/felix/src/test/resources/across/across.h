// What a program and its two libraries share. The types below are each module's own copy, and one type for all.

#define VISIBLE __attribute__((visibility("default")))

typedef long jmp_buf[16];
extern "C" int setjmp(jmp_buf) __attribute__((returns_twice));
extern "C" void longjmp(jmp_buf, int) __attribute__((noreturn));

struct VISIBLE Point {
    int x;
    int y;
};

struct VISIBLE Shape {
    int number;
    explicit Shape(int n) : number(n) {}
    virtual int area() const { return number; }
    virtual ~Shape() {}
};

struct VISIBLE Square : Shape {
    explicit Square(int n) : Shape(n) {}
    int area() const override { return number * number; }
};

typedef int Unary(int);

// the program's
extern "C" VISIBLE void note(int number);
extern "C" VISIBLE int thrower(int number);
extern "C" VISIBLE int jumper(int number);

// Notes that it is cleaned up.
struct Cleaner {
    int number;
    explicit Cleaner(int n) : number(n) {}
    ~Cleaner() { note(-number); }
};

// the first library's
extern "C" VISIBLE int throw_kind(int kind);
extern "C" VISIBLE int call_back(Unary *function, int number);
extern "C" VISIBLE int jump_to(jmp_buf place, int value);
extern "C" VISIBLE int jumped_to(Unary *function, int number);
extern "C" VISIBLE jmp_buf *place_of_library();
extern "C" VISIBLE int trap_within(int number);
extern "C" VISIBLE int never_returns(int depth);

// the second library's, which needs the first
extern "C" VISIBLE int between(int kind);
extern "C" VISIBLE int between_jump(jmp_buf place, int value);
extern "C" VISIBLE int promises_not_to(int kind) noexcept;
