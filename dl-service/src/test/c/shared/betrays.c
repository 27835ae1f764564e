/* Has its constructor fail, after others have found its function. */
#include "../dlfcn.h"

extern void note(int letter);
int later(int x) { return -x; }

__attribute__((constructor)) static void begin(void) {
    void *wants = dlopen("wants.wasm", 1);
    int (*use)(int) = (int (*)(int)) dlsym(wants, "use_later");
    int (*(*pointer)(void))(int) = (int (*(*)(void))(int)) dlsym(wants, "later_pointer");
    note(use(5) == -5 ? 'u' : '?');
    note(pointer()(5) == -5 ? 'p' : '?');
    __builtin_trap();
}
