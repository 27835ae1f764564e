/* Objects with a table of methods each: f64 work behind call_indirect. A unit is 100 rounds over 200 objects. */
#include "bench.h"

#define OBJECTS 200
typedef struct Shape Shape;
typedef struct {
    double (*area)(const Shape *);
    void (*grow)(Shape *, double);
} Methods;
struct Shape {
    const Methods *methods;
    double w, h;
};

static double rectangle_area(const Shape *s) { return s->w * s->h; }
static double ellipse_area(const Shape *s) { return s->w * s->h * 0.785398163397448; }
static double triangle_area(const Shape *s) { return s->w * s->h / 2; }
static double frame_area(const Shape *s) { return s->w * s->h - (s->w - 1) * (s->h - 1); }
static void both(Shape *s, double by) { s->w += by, s->h += by; }
static void wide(Shape *s, double by) { s->w += by * 2; }

static const Methods methods[4] = {
    {rectangle_area, both}, {ellipse_area, wide}, {triangle_area, both}, {frame_area, wide}};
static Shape shapes[OBJECTS];

static NOINLINE double round(Shape *all, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        Shape *s = &all[i];
        sum += s->methods->area(s);
        s->methods->grow(s, 0.001);
    }
    return sum;
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < OBJECTS; i++) {
        shapes[i].methods = &methods[(i * 7 >> 2) & 3];
        shapes[i].w = 1 + i * 0.25, shapes[i].h = 2 + i * 0.125;
    }
    for (int u = 0; u < units; u++) {
        double total = 0;
        for (int i = 0; i < 100; i++) total += round(shapes, OBJECTS);
        for (int i = 0; i < OBJECTS; i++) shapes[i].w = 1 + i * 0.25, shapes[i].h = 2 + i * 0.125;
        sum = mix(sum, (u32)(i64)total + (u32)u);
    }
    return (int)sum;
}
