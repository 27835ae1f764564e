// Weak functions, virtual calls and static objects, as C++ compilers make them.
extern "C" void note(int letter);

void operator delete(void *, unsigned long) noexcept {}

struct Shape {
    int sides;
    explicit Shape(int n) : sides(n) { note('s'); }
    virtual ~Shape() { note('S'); }
    virtual int area(int unit) const { return sides * unit; }
};

struct Square : Shape {
    Square() : Shape(4) {}
    int area(int unit) const override { return unit * unit + sides; }
};

template <typename T> T twice(T x) { return x + x; }
template <typename T> __attribute__((noinline)) T thrice(T x) { return x + x + x; }

static Square square;
static Shape triangle(3);

extern "C" int area(int unit) {
    const Shape *volatile shapes[] = {&square, &triangle};
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        sum += shapes[i]->area(unit);
    }
    return sum;
}
extern "C" int triples(int x) { return thrice(x) + twice(x); }
extern "C" int (*thrice_pointer())(int) { return thrice<int>; }
