/* A program that jumps, built as emscripten does (-enable-emscripten-sjlj). */

#define EXPORT __attribute__((visibility("default")))

#include "jmp.h"

int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));
void __assert_fail(const char *, const char *, int, const char *) __attribute__((noreturn));
int emscripten_resize_heap(unsigned);
void emscripten_memcpy_js(void *, const void *, unsigned);
void abort(void) __attribute__((noreturn));
void exit(int) __attribute__((noreturn));
double emscripten_date_now(void);
void emscripten_out(const char *);

static jmp_buf place;
static int depth;

__attribute__((noinline)) static long long dive(int n, long long wide, double real) {
  volatile char stack[1000];
  stack[0] = n;
  if (n == 0) {
    longjmp(place, 42);
  }
  depth = n;
  return dive(n - 1, wide, real) + stack[0];
}

static long long (*volatile diver)(int, long long, double) = dive;

/* Where the stack ends. */
static unsigned top(void) {
  volatile int here;
  volatile unsigned address = (unsigned)&here;
  return address;
}

static unsigned (*volatile topper)(void) = top;

/* What longjmp gave, or 1000 if the stack is not what it was. */
EXPORT int jump(int n) {
  unsigned before = topper();
  int value = setjmp(place);
  if (value == 0) {
    return (int)diver(n, 7, 0.5);
  }
  return topper() == before ? value : 1000;
}

EXPORT int no_jump(void) {
  if (setjmp(place)) {
    return -1;
  }
  return topper() != 0;
}

/* A trap is no jump. */
static int divide(int a, int b) { return a / b; }

static int (*volatile divider)(int, int) = divide;

EXPORT int trap_under_setjmp(int b) {
  return setjmp(place) ? -1 : divider(1, b);
}

static jmp_buf outer;

__attribute__((noinline)) static int inside(int which) {
  int value = setjmp(place);
  if (value == 0) {
    longjmp(which ? outer : place, 5);
  }
  return value;
}

static int (*volatile inner)(int) = inside;

/* A jump over a frame that has a setjmp itself. */
EXPORT int over(int which) {
  int value = setjmp(outer);
  return value ? 100 + value : inner(which);
}

EXPORT void fail(void) { __assert_fail("1 == 2", "jumps.c", 77, "fail"); }
EXPORT void call_abort(void) { abort(); }
EXPORT void call_exit(int status) { exit(status); }
EXPORT int resize(unsigned size) { return emscripten_resize_heap(size); }
EXPORT void say(void) { emscripten_out("hello"); }
EXPORT int later(void) { return emscripten_date_now() > 1e12; }

EXPORT int copied(void) {
  static char from[8] = "abcdefg";
  emscripten_memcpy_js(from + 2, from, 5);
  return from[2] == 'a' && from[3] == 'b' && from[6] == 'e';
}

/* Through the pointer of a function of another type. */
static int (*volatile mistaken)(int) = (int (*)(int))(void *)dive;

EXPORT int wrong_type(void) { return setjmp(place) ? -1 : mistaken(1); }
