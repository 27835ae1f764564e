/* A library that opens a library: counter.wasm, on its first use, and closes it on request. */
#include <dlfcn.h>

#define EXPORT(name) __attribute__((export_name(name)))

static void *counter;
static int (*increment)(void);

/* Counts up by times; -1 if counter.wasm cannot be opened, -2 if it has no increment. */
EXPORT("count_up") int count_up(int times) {
    if (!counter) {
        counter = dlopen("counter.wasm", RTLD_NOW);
        if (!counter) {
            return -1;
        }
        increment = (int (*)(void)) dlsym(counter, "increment");
        if (!increment) {
            dlclose(counter);
            counter = 0;
            return -2;
        }
    }
    int count = 0;
    for (int i = 0; i < times; i++) {
        count = increment();
    }
    return count;
}

/* The pointer that dlsym gave, which whoever opened this library may call too; 0 while counter.wasm is not open. */
EXPORT("increment_pointer") int (*increment_pointer(void))(void) {
    return increment;
}

EXPORT("finish") int finish(void) {
    int status = counter ? dlclose(counter) : 0;
    counter = 0;
    increment = 0;
    return status;
}
