/* What a setjmp leaves: which call of the function it was in, and which of its setjmps. */
typedef struct {
  void *id;
  int label;
  int unused[2];
} jmp_buf[1];
