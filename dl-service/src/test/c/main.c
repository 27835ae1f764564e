/* The main job. */
#include "dlfcn.h"

int main(void) {
    void *handle = dlopen("app.wasm", 0);
    Unary test_func = (Unary) dlsym(handle, "test_func");
    int ret = (*test_func)(1);
    dlclose(handle);
    return ret;
}
