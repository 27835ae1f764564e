/* Values by the canonical ABI, as tool chains for components make it of C; with -DPLAIN as one writes it by hand. */
#include "tagalong.h"

typedef unsigned char byte;
typedef struct {
    const byte *data;
    unsigned length;
} text;

/* An allocator that knows how much has not been given back. */
static byte heap[1 << 16];
static unsigned top, live;

static void *take(unsigned size, unsigned alignment) {
    top = (top + alignment - 1) & -alignment;
    if (size > sizeof heap - top) {
        return 0;
    }
    byte *place = heap + top;
    top += size;
    live++;
    return place;
}

static void give(const void *place) {
    if ((const byte *)place >= heap && (const byte *)place < heap + sizeof heap && --live == 0) {
        top = 0;
    }
}

#ifdef PLAIN
EXPORT("malloc") void *c_malloc(unsigned size) {
    return take(size, 8);
}

EXPORT("free") void c_free(void *place) {
    give(place);
}
#define DONE(place)
#else
EXPORT("cabi_realloc") void *cabi_realloc(void *old, unsigned old_size, unsigned alignment, unsigned size) {
    byte *place = take(size, alignment);
    for (unsigned i = 0; i < old_size && i < size; i++) {
        place[i] = ((byte *)old)[i];
    }
    if (old_size) {
        give(old);
    }
    return place;
}
#define DONE(place) give(place)
#endif

EXPORT("live-blocks") unsigned live_blocks(void) {
    return live;
}

static unsigned append(byte *to, unsigned at, const byte *from, unsigned length) {
    for (unsigned i = 0; i < length; i++) {
        to[at + i] = from[i];
    }
    return at + length;
}

static text result;

EXPORT("greet") text *greet(const byte *name, unsigned length) {
    byte *all = take(length + 8, 1);
    unsigned end = append(all, 0, (const byte *)"Hello, ", 7);
    end = append(all, end, name, length);
    all[end++] = '!';
    DONE(name);
    result = (text){all, end};
    return &result;
}

EXPORT("cabi_post_greet") void post_greet(text *greeting) {
    give(greeting->data);
}

EXPORT("reverse") text *reverse(byte *data, unsigned length) {
    static byte reversed[4096];
    for (unsigned i = 0; i < length; i++) {
        reversed[length - 1 - i] = data[i];
    }
    DONE(data);
    result = (text){reversed, length};
    return &result;
}

EXPORT("sum") long long sum(const int *numbers, unsigned count) {
    long long total = 0;
    for (unsigned i = 0; i < count; i++) {
        total += numbers[i];
    }
    DONE(numbers);
    return total;
}

typedef struct {
    double x, y;
} point;

EXPORT("midpoint") point *midpoint(double x1, double y1, double x2, double y2) {
    static point middle;
    middle = (point){(x1 + x2) / 2, (y1 + y2) / 2};
    return &middle;
}

EXPORT("bounds") double *bounds(const point *points, unsigned count) {
    static double box[4];
    box[0] = box[1] = 1e300;
    box[2] = box[3] = -1e300;
    for (unsigned i = 0; i < count; i++) {
        box[0] = points[i].x < box[0] ? points[i].x : box[0];
        box[1] = points[i].y < box[1] ? points[i].y : box[1];
        box[2] = points[i].x > box[2] ? points[i].x : box[2];
        box[3] = points[i].y > box[3] ? points[i].y : box[3];
    }
    DONE(points);
    return box;
}

/* variant { circle(f64), rectangle(record { s32, f32 }), nothing }: the second value is i32 in one case, f64 in another. */
EXPORT("area") double area(int which, long long first, float second) {
    double radius;
    __builtin_memcpy(&radius, &first, sizeof radius);
    return which == 0 ? 3 * radius * radius : which == 1 ? (int)first * (double)second : 0;
}

typedef struct {
    byte some;
    unsigned value;
} option;

static int same(text one, const byte *other, unsigned length) {
    unsigned i = 0;
    while (i < length && i < one.length && one.data[i] == other[i]) {
        i++;
    }
    return i == length && i == one.length;
}

EXPORT("find") option *find(text *texts, unsigned count, const byte *wanted, unsigned length) {
    static option found;
    found.some = 0;
    for (unsigned i = count; i-- > 0;) {
        if (same(texts[i], wanted, length)) {
            found = (option){1, i};
        }
        if (texts[i].length) {
            DONE(texts[i].data);
        }
    }
    DONE(texts);
    DONE(wanted);
    return &found;
}

EXPORT("or-else") int or_else(int some, int value, int other) {
    return some ? value : other;
}

EXPORT("next") int next(int colour) {
    return colour + 1;
}

EXPORT("even") int even(int x) {
    return x % 2 == 0 ? 2 : 0;
}

EXPORT("upper") int upper(int character) {
    return character == 'x' ? 0x1F600 : character - 32;
}

EXPORT("narrow") int narrow(int octet, int number) {
    return octet * 1000 + number;
}

/* result<s32, string> */
typedef struct {
    byte failed;
    union {
        int value;
        text message;
    };
} outcome;

EXPORT("parse") outcome *parse(const byte *digits, unsigned length) {
    static outcome parsed;
    parsed.failed = 0;
    parsed.value = 0;
    for (unsigned i = 0; i < length; i++) {
        if (digits[i] < '0' || digits[i] > '9') {
            parsed.failed = 1;
            parsed.message = (text){(const byte *)"no digit", 8};
            break;
        }
        parsed.value = parsed.value * 10 + digits[i] - '0';
    }
    DONE(digits);
    return &parsed;
}

/* Seventeen parameters go through memory. */
EXPORT("many") long long many(const int *all) {
    long long total = 0;
    for (int i = 0; i < 17; i++) {
        total += all[i] * (long long)(i + 1);
    }
    DONE(all);
    return total;
}

EXPORT("names") text *names(unsigned count) {
    static text all[16];
    for (unsigned i = 0; i < count && i < 16; i++) {
        all[i] = (text){(const byte *)"abcdefghijklmnop" + i, i};
    }
    result = (text){(const byte *)all, count};
    return &result;
}

EXPORT("hostile") text *hostile(int kind) {
    static const byte bad[] = {'a', 0xC3, 0x28};
    switch (kind) {
    case 0:
        result = (text){(const byte *)0xFFFFFFF0u, 8};
        break;
    case 1:
        result = (text){heap, 0xFFFFFFFFu};
        break;
    case 2:
        result = (text){bad, sizeof bad};
        break;
    case 3:
        return (text *)0x7FFFFFF0u;
    case 4:
        return (text *)((byte *)&result + 1);
    default:
        __builtin_trap();
    }
    return &result;
}

/* A list of lists that all are the same, in as many levels as the caller believes. */
EXPORT("nested") text *nested(void) {
    static text level[4096];
    for (int i = 0; i < 4096; i++) {
        level[i] = (text){(const byte *)level, 4096};
    }
    result = level[0];
    return &result;
}

__attribute__((import_module("demo"), import_name("describe"))) void describe(
    const byte *name, unsigned length, double x, double y, text *into);
__attribute__((import_module("demo"), import_name("twice"))) long long twice(int x, float y);

EXPORT("ask") text *ask(const byte *name, unsigned length) {
    static text answer;
    describe(name, length, 1.5, -2, &answer);
    DONE(name);
    return &answer;
}

EXPORT("cabi_post_ask") void post_ask(text *answer) {
    give(answer->data);
}

EXPORT("ask-twice") long long ask_twice(int x, float y) {
    return twice(x, y);
}

static unsigned counter;

EXPORT("count") unsigned count(void) {
    return ++counter;
}
