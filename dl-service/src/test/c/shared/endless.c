/* Has a destructor that does not return. */
static volatile int going = 1;
__attribute__((destructor)) static void end(void) {
    while (going) {
    }
}
