/* Wants what may not be there. */
extern int later(int x);
extern int maybe(int x) __attribute__((weak));
extern int maybe_value __attribute__((weak));

int use_later(int x) { return later(x); }
int (*later_pointer(void))(int) { return later; }
int use_maybe(int x) { return maybe ? maybe(x) : -1; }
int has_maybe_value(void) { return &maybe_value != 0; }
#ifdef DATA
extern int later_value;
int use_value(void) { return later_value; }
#endif
