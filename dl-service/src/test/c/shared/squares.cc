// A module that derives from a class of another.
#include "shapes.h"

struct Square : Shape {
    int side;
    explicit Square(int n) : Shape(4), side(n) {}
    ~Square() override { note('S'); }
    int area(int unit) const override { return unit * unit * side; }
};

// Made before main, and goes with its module: it registers itself in the other one.
struct Announced : Square {
    Announced() : Square(2) { note('a'); }
    ~Announced() override { note('A'); }
};
static Announced announced;

extern "C" int squares_total(int unit) { return total_area(Shape::all, unit); }
extern "C" int squares_virtual(int unit) {
    Shape *own = new Square(3);
    Shape *theirs = make_shape(6);
    int sum = own->area(unit) + theirs->area(unit) + own->corners() + theirs->corners();
    // Deleted here, with memory and table of the other.
    delete theirs;
    delete own;
    return sum;
}
extern "C" int squares_count() { return counter().next(); }
extern "C" int shapes_box(Box<int> *box);
extern "C" Box<int> *shapes_new_box();
struct Triple : Box<int> {
    int twice(int x) override { return 3 * x + value; }
};
extern "C" int squares_box() {
    Triple mine;
    Box<int> *theirs = shapes_new_box();
    int result = 100 * shapes_box(&mine) + theirs->twice(1);
    delete theirs;
    return result;
}
