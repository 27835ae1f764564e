/* Wants functions of a Java bundle and of an isolated library. */
extern int multiply(int a, int b);
extern int test_func(int x);
int square(int x) { return multiply(x, x); }
int isolated(int x) { return test_func(x); }
int (*isolated_pointer(void))(int) { return test_func; }
int (*multiply_pointer(void))(int, int) { return multiply; }
