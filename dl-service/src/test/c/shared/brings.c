/* Brings what others want. */
int later(int x) { return x * FACTOR; }
int maybe(int x) { return x + FACTOR; }
int later_value = 5;
int maybe_value = 6;
#ifndef PLAIN
int (*own_later(void))(int) { return later; }
#endif
