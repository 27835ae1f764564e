// The module that has the class.
#include "shapes.h"

Shape *Shape::all = nullptr;
int Shape::alive = 0;
Shape::Shape(int n) : sides(n), next(all) {
    all = this;
    alive++;
}
Shape::~Shape() {
    all = next;
    alive--;
}
int Shape::area(int unit) const { return sides * unit; }

Shape *make_shape(int n) { return new Shape(n); }
int total_area(const Shape *first, int unit) {
    int sum = 0;
    for (const Shape *shape = first; shape; shape = shape->next) {
        sum += shape->area(unit);
    }
    return sum;
}

struct Base : Shape {
    Base() : Shape(1) { note('b'); }
    ~Base() override { note('B'); }
};
static Base base;

extern "C" int shapes_count() { return counter().next(); }
extern "C" int shapes_alive() { return Shape::alive; }
extern "C" int shapes_box(Box<int> *box) { return box->twice(4); }
extern "C" Box<int> *shapes_new_box() { return new Box<int>(); }
extern "C" void shapes_set(int x) { Box<int>::value = x; }
