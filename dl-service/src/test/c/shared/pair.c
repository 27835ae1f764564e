/*
 * One of two modules that use each other in every way. Either is the program and the other a library, or both are
 * libraries. MY(_check) looks at the other from here: 0, or the number of the line that is not so.
 */
#include "pair.h"

DECLARE(ME)
DECLARE(YOU)

extern void note(int letter);
extern void *malloc(size_t size);
extern void free(void *pointer);

int MY(_value) = SEED;
int MY(_numbers)[4] = {SEED, SEED + 1, SEED + 2, SEED + 3};
const char *MY(_names)[3] = {"zero", "one", "two"};
int MY(_twice)(int x) { return 2 * x + SEED; }
unary MY(_unary) = MY(_twice);
char MY(_zeroed)[2000];
_Alignas(1024) char MY(_aligned)[64];
static _Alignas(256) char within[300];

/* Relocations to the other's data and functions, and into the middle of things. */
static int *your_value = &YOUR(_value);
static int *your_third = &YOUR(_numbers)[3];
static unary pointers[2] = {MY(_twice), YOUR(_twice)};
static const char **names[2] = {MY(_names), YOUR(_names)};

__attribute__((constructor(101))) static void first(void) { note(LETTER); }
__attribute__((constructor(102))) static void second(void) { note(LETTER + 1); }
/* Relocations come before all constructors, so that these can already use the other's data. */
static int early;
__attribute__((constructor(103))) static void third(void) { early = *your_value + pointers[0](1); }
__attribute__((destructor(101))) static void last(void) { note(LETTER + ('A' - 'a')); }
__attribute__((destructor(102))) static void before(void) { note(LETTER + 1 + ('A' - 'a')); }

/* Both define these: the first one serves both where both are global. */
__attribute__((weak)) int weak_state = SEED;
__attribute__((weak)) int weak_function(void) { return weak_state; }
int MY(_shared)(void) { return ++weak_state + weak_function(); }

/* Nobody defines these. */
extern int absent(void) __attribute__((weak));
extern int absent_value __attribute__((weak));

unary MY(_address)(void) { return MY(_twice); }

int MY(_sum)(int count, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, count);
    int sum = SEED;
    while (count-- > 0) {
        sum += __builtin_va_arg(list, int);
    }
    __builtin_va_end(list);
    return sum;
}

double MY(_mixed)(const char *kinds, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, kinds);
    double sum = 0;
    for (; *kinds; kinds++) {
        switch (*kinds) {
        case 'i': sum += __builtin_va_arg(list, int); break;
        case 'l': sum += (double) __builtin_va_arg(list, long long); break;
        case 'd': sum += __builtin_va_arg(list, double); break;
        case 's': sum += __builtin_va_arg(list, const char *)[0]; break;
        case 'p': {
            struct point point = __builtin_va_arg(list, struct point);
            sum += point.x + point.weight;
            break;
        }
        }
    }
    __builtin_va_end(list);
    return sum;
}

long long MY(_many)(int a, long long b, float c, double d, int e, long long f, float g, double h, int i, long long j,
                    float k, double l, const char *m) {
    return a + 2 * b + (long long) (4 * c) + (long long) (8 * d) + 16 * e + 32 * f + (long long) (64 * g) +
           (long long) (128 * h) + 256 * i + 512 * j + (long long) (1024 * k) + (long long) (2048 * l) + m[0];
}

float MY(_float)(float x) { return x / 4; }

int MY(_weigh)(const struct point *points, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += points[i].weight * (points[i].x + points[i].y);
    }
    return (int) sum;
}

struct box MY(_box)(struct box by, int factor) {
    by.high.x *= factor;
    by.high.weight = by.low.weight / factor;
    by.volume = (long long) by.high.x << 40;
    by.name = MY(_names)[2];
    return by;
}

/* qsort, by insertion. */
void MY(_sort)(void *base, size_t count, size_t size, comparison compare) {
    char *at = base;
    for (size_t i = 1; i < count; i++) {
        for (char *p = at + i * size; p > at && compare(p - size, p) > 0; p -= size) {
            for (size_t k = 0; k < size; k++) {
                char swap = p[k];
                p[k] = p[(long) k - (long) size];
                p[(long) k - (long) size] = swap;
            }
        }
    }
}

char *MY(_copy)(const char *text) {
    size_t length = 0;
    while (text[length]) {
        length++;
    }
    char *copy = malloc(length + 1);
    for (size_t i = 0; i <= length; i++) {
        copy[i] = text[i];
    }
    return copy;
}

/* Frames of both, one below the other: the address of the deepest. */
char *MY(_deep)(int depth) {
    volatile char frame[200];
    frame[0] = (char) depth;
    char *deepest = depth == 0 ? (char *) frame : YOUR(_deep)(depth - 1);
    return frame[0] == (char) depth ? deepest : 0;
}

/* Calls to and fro. */
int MY(_count)(int depth) { return depth == 0 ? SEED : 1 + YOUR(_count)(depth - 1); }

static int descending(const void *a, const void *b) { return *(const int *) b - *(const int *) a; }
static int by_weight(const void *a, const void *b) {
    double left = ((const struct point *) a)->weight, right = ((const struct point *) b)->weight;
    return (left > right) - (left < right);
}

static int same(const char *a, const char *b) {
    while (*a && *a == *b) {
        a++, b++;
    }
    return *a == *b;
}

static int all_zero(const char *bytes, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
        sum |= bytes[i];
    }
    return sum == 0;
}

#define EXPECT(what)                                                                                                   \
    if (!(what)) {                                                                                                     \
        return __LINE__;                                                                                               \
    }

static int check_data(void) {
    EXPECT(your_value == &YOUR(_value) && *your_value == OTHER)
    EXPECT(your_third == YOUR(_numbers) + 3 && *your_third == OTHER + 3)
    EXPECT(names[0] == MY(_names) && names[1] == YOUR(_names))
    EXPECT(same(YOUR(_names)[2], "two") && same(names[1][0], "zero"))
    EXPECT(early == OTHER + 2 + SEED)
    YOUR(_value)++;
    EXPECT(*your_value == OTHER + 1)
    YOUR(_value)--;
    EXPECT(all_zero(YOUR(_zeroed), 2000) && all_zero(MY(_zeroed), 2000) && all_zero(within, 300))
    YOUR(_zeroed)[1999] = 1;
    EXPECT(!all_zero(YOUR(_zeroed), 2000))
    YOUR(_zeroed)[1999] = 0;
    EXPECT((size_t) YOUR(_aligned) % 1024 == 0 && (size_t) MY(_aligned) % 1024 == 0 && (size_t) within % 256 == 0)
    return 0;
}

static int check_functions(void) {
    EXPECT(YOUR(_address)() == YOUR(_twice))
    EXPECT(YOUR(_unary) == YOUR(_twice) && pointers[1] == YOUR(_twice))
    EXPECT(pointers[0] == MY(_twice) && MY(_unary) == MY(_address)())
    EXPECT(pointers[0] != pointers[1])
    EXPECT(pointers[1](21) == 42 + OTHER && YOUR(_unary)(1) == 2 + OTHER)
    EXPECT(!absent && !&absent_value)
    return 0;
}

static int check_values(void) {
    EXPECT(YOUR(_sum)(0) == OTHER && YOUR(_sum)(3, 1, 10, 100) == OTHER + 111)
    struct point one = {3, 0, 0.25};
    EXPECT(YOUR(_mixed)("ildsp", 1, 1LL << 40, 0.5, "A", one) == 1 + 1099511627776.0 + 0.5 + 'A' + 3.25)
    EXPECT(YOUR(_many)(1, 1LL << 33, 1.5f, 2.5, -1, -(1LL << 34), 0.25f, 1e6, 7, 9, -1.5f, 0.5, "B") ==
           MY(_many)(1, 1LL << 33, 1.5f, 2.5, -1, -(1LL << 34), 0.25f, 1e6, 7, 9, -1.5f, 0.5, "B"))
    EXPECT(YOUR(_float)(1.5f) == 0.375f)
    return 0;
}

static int check_memory(void) {
    struct point points[3] = {{1, 2, 2.0}, {3, 4, 0.5}, {5, 6, 1.0}};
    EXPECT(YOUR(_weigh)(points, 3) == (int) (6 + 3.5 + 11))
    YOUR(_sort)(points, 3, sizeof *points, by_weight);
    EXPECT(points[0].x == 3 && points[1].x == 5 && points[2].x == 1 && points[2].weight == 2.0)
    int numbers[5] = {3, 1, 4, 1, 5};
    YOUR(_sort)(numbers, 5, sizeof *numbers, descending);
    EXPECT(numbers[0] == 5 && numbers[1] == 4 && numbers[2] == 3 && numbers[3] == 1 && numbers[4] == 1)
    struct box box = {points[0], points[1], "box", -1};
    struct box other = YOUR(_box)(box, 3);
    EXPECT(other.high.x == 15 && other.low.x == 3 && other.volume == 15LL << 40 && other.name == YOUR(_names)[2])
    EXPECT(other.high.weight == 0.5 / 3 && box.high.x == 5 && box.volume == -1)
    char *copy = YOUR(_copy)("made there, freed here");
    EXPECT(same(copy, "made there, freed here"))
    free(copy);
    return 0;
}

static int check_stack(void) {
    volatile char here = 1;
    char *first = YOUR(_deep)(1);
    EXPECT(first && first < (char *) &here - 400)
    EXPECT(YOUR(_deep)(11) < first - 2000)
    EXPECT(YOUR(_deep)(1) == first && here)
    EXPECT(YOUR(_count)(100) == 100 + OTHER && YOUR(_count)(101) == 101 + SEED)
    return 0;
}

int MY(_check)(void) {
    int (*const checks[])(void) = {check_data, check_functions, check_values, check_memory, check_stack};
    for (int i = 0; i < 5; i++) {
        int line = checks[i]();
        if (line) {
            return line;
        }
    }
    return 0;
}

#ifdef PROGRAM
/* What the program has for both. */
static char letters[100];
/* Volatile, as the compiler would run the program's constructors itself otherwise. */
static volatile int count;
void note(int letter) {
    if (count < 99) {
        letters[count] = (char) letter;
        letters[count + 1] = 0;
        count++;
    }
}
char *log_text(void) { return letters; }

static char arena[4096] __attribute__((aligned(16)));
static size_t used;
static int live;
void *malloc(size_t size) {
    void *block = arena + used;
    used += (size + 15) & ~(size_t) 15;
    live++;
    return used <= sizeof arena ? block : 0;
}
void free(void *pointer) { live -= pointer != 0; }
int live_blocks(void) { return live; }
#endif
