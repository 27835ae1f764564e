/* Has a destructor that runs into a trap. */
extern void note(int letter);
int something(void) { return 1; }
__attribute__((constructor)) static void begin(void) { note('e'); }
__attribute__((destructor(101))) static void last(void) { note('E'); }
__attribute__((destructor)) static void fail(void) { __builtin_trap(); }
