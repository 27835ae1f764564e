/*
 * Text to and from Java, by the canonical ABI of the component model: an address and a number of bytes of UTF-8. What a call is given,
 * and what it makes with make(), is there until the call is over. Any of a program's files may include this.
 */
#ifndef CANONICAL_H
#define CANONICAL_H

#define EXPORT(name) __attribute__((export_name(name)))

/*
 * After each function that returns a text: it is told when Java has read it. The C name is one of its own in the file, the symbol one of
 * its own in the program.
 */
#define RETURNS_TEXT(name) CANONICAL_RETURNS(name, __COUNTER__)
#define CANONICAL_RETURNS(name, number) CANONICAL_OVER(name, number)
#define CANONICAL_OVER(name, number)                                   \
    EXPORT("cabi_post_" name)                                          \
    void canonical_over_##number(void *result) __asm__("cabi_post_" name); \
    void canonical_over_##number(void *result) {                       \
        (void)result;                                                  \
        canonical_used = 0;                                            \
    }

typedef struct {
    const char *data;
    unsigned length;
} text;

/* One arena for all files of a program: the linker keeps one of several weak definitions. */
__attribute__((weak)) unsigned char canonical_arena[1 << 16];
__attribute__((weak)) unsigned canonical_used;

__attribute__((weak)) void *make(unsigned size, unsigned alignment) {
    unsigned start = (canonical_used + alignment - 1) & -alignment;
    if (start > sizeof canonical_arena || size > sizeof canonical_arena - start) {
        return 0;
    }
    canonical_used = start + size;
    return canonical_arena + start;
}

__attribute__((weak)) EXPORT("cabi_realloc") void *cabi_realloc(void *old, unsigned old_size, unsigned alignment, unsigned size) {
    (void)old;
    return old_size ? 0 : make(size, alignment);
}

#endif
