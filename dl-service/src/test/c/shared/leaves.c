/* Opens a library when it goes, which would find what goes. */
#include "../dlfcn.h"

extern void note(int letter);
int later(int x) { return -x; }

__attribute__((destructor)) static void end(void) { note(dlopen("wants.wasm", 2) ? '!' : 'N'); }
