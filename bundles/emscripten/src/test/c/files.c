/* A program that calls the host as emscripten's C library does, with whatever the test passes. */

#define EXPORT __attribute__((visibility("default")))

EXPORT char room[65536];
EXPORT char *text(void) { return room; }

EXPORT void *memalign(unsigned alignment, unsigned size) {
  static char heap[1 << 18] __attribute__((aligned(65536)));
  return size <= sizeof heap ? heap : 0;
}
EXPORT int freed;
EXPORT void free(void *block) { freed++; }
EXPORT int signalled;
static void handler(int number) { signalled = number; }
EXPORT void (*handler_pointer(void))(int) { return handler; }
EXPORT int last_signal(void) { return signalled; }
