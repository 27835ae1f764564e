/*
 * Text to and from Java, by the canonical ABI of the component model: an address and a number of bytes of UTF-8. What a call is given,
 * and what it makes with make(), is there until the call is over.
 */
#ifndef CANONICAL_H
#define CANONICAL_H

#define EXPORT(name) __attribute__((export_name(name)))

/* After each function that returns a text: it is told when Java has read it. */
#define RETURNS_TEXT(name)                             \
    EXPORT("cabi_post_" name) void canonical_over(void *result) { \
        (void)result;                                  \
        canonical_used = 0;                            \
    }

typedef struct {
    const char *data;
    unsigned length;
} text;

static unsigned char canonical_arena[1 << 16];
static unsigned canonical_used;

static void *make(unsigned size, unsigned alignment) {
    unsigned start = (canonical_used + alignment - 1) & -alignment;
    if (start > sizeof canonical_arena || size > sizeof canonical_arena - start) {
        return 0;
    }
    canonical_used = start + size;
    return canonical_arena + start;
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, unsigned old_size, unsigned alignment, unsigned size) {
    (void)old;
    return old_size ? 0 : make(size, alignment);
}

#endif
