/* The main job: opens a library, calls it, closes it. */
#include "tagalong.h"

typedef int (*TestFunc)(int);

int main() {
    void *handle = dlopen("app.wasm", 0);
    TestFunc test_func = (TestFunc) dlsym(handle, "test_func");
    int ret = (*test_func)(1);
    dlclose(handle);
    return ret;
}
