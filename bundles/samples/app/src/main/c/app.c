#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("test_func") int test_func(int x) {
    return x + 41;
}
