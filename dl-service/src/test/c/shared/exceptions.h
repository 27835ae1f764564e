/* What C++ and longjmp throw in these modules, as libc++abi and wasi-libc do it; here are no such libraries. */
#define VISIBLE __attribute__((visibility("default")))

typedef unsigned long size_t;

struct Jump {
    void *function;
    unsigned label;
    struct {
        void *jump;
        int value;
    } thrown;
};

extern "C" {
int setjmp(Jump *) __attribute__((returns_twice));
[[noreturn]] void longjmp(Jump *, int);

/** Throws an int if it is large, longjmps if it is negative. */
int thrown(int number, Jump *back);

/** Cleans up on the way. */
int passing(int number, Jump *back);
}
