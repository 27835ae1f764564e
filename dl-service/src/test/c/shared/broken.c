/* Comes up part of the way: its constructor runs into a trap, after another one has run. */
extern void note(int letter);
extern int base_add(int x);
int data[100] = {1};
int (*pointer)(int) = base_add;

__attribute__((constructor(101))) static void begin(void) { note('x'); }
__attribute__((destructor)) static void end(void) { note('X'); }
__attribute__((constructor(102))) static void fail(void) { __builtin_trap(); }
