/* Wants functions with types that they do not have. */
extern double program_add(double a);
extern int program_counter(void);
double use(double x) { return program_add(x) + program_counter(); }
