/* What emscripten's <setjmp.h> has. */
typedef struct {
    void *id;
    int label;
    int unused[2];
} jmp_buf[1];

int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));
