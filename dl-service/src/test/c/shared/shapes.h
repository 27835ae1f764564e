// A class with virtual functions, of which one module has the tables, and others derive from it.
typedef unsigned long size_t;

extern "C" {
void *malloc(size_t size);
void free(void *pointer);
void note(int letter);
}

// Each module has its own of these, as those of C++ programs without exceptions may.
__attribute__((weak)) void *operator new(size_t size) { return malloc(size); }
__attribute__((weak)) void operator delete(void *pointer) noexcept { free(pointer); }
__attribute__((weak)) void operator delete(void *pointer, size_t) noexcept { free(pointer); }

struct Shape {
    int sides;
    Shape *next;
    explicit Shape(int n);
    virtual ~Shape();
    virtual int area(int unit) const;
    virtual int corners() const { return sides; }
    static Shape *all;
    static int alive;
};

// Inline with a static object: one for all modules, where they are global.
struct Counter {
    int count = 0;
    int next() { return ++count; }
};
inline Counter &counter() {
    static Counter one;
    return one;
}

template <typename T> struct Box {
    static T value;
    virtual T twice(T x) { return x + x + value; }
    virtual ~Box() {}
};
template <typename T> T Box<T>::value = 10;

Shape *make_shape(int n);
int total_area(const Shape *first, int unit);
