/* Has a destructor, or with WHEN a constructor, that does not return. */
#ifndef WHEN
#define WHEN destructor
#endif
static volatile int going = 1;
__attribute__((WHEN)) static void run(void) {
    while (going) {
    }
}
