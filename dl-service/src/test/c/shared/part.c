/*
 * A library that notes when it begins and ends: BEGIN and END are letters, NAME names its functions, and CALLS, if given, is a
 * function of a library that it needs.
 */
extern void note(int letter);

__attribute__((constructor)) static void begin(void) { note(BEGIN); }
__attribute__((destructor)) static void end(void) { note(END); }

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

int JOIN(NAME, _value) = BEGIN;

#ifdef CALLS
extern int JOIN(CALLS, _add)(int x);
extern int JOIN(CALLS, _value);
int *JOIN(NAME, _borrowed) = &JOIN(CALLS, _value);
int JOIN(NAME, _add)(int x) {
    return x > 1000 ? x : JOIN(CALLS, _add)(x + 1) + JOIN(CALLS, _value) - *JOIN(NAME, _borrowed);
}
#else
int JOIN(NAME, _add)(int x) { return x + 1; }
#endif

#ifdef ALSO
extern int JOIN(ALSO, _add)(int x);
int JOIN(NAME, _also)(int x) { return JOIN(ALSO, _add)(x); }
#endif
