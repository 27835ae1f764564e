/* A library: data with relocations, exported data, pointers both ways, a constructor and a destructor. */
extern int program_add(int a, int b);
extern int triple(int x);
extern int program_counter;
extern void note(int letter);
extern void sort(int *numbers, int length, int (*compare)(const int *, const int *));

int exported_value = 7;
static const char *names[] = {"zero", "one", "two"};
const char **exported_names = names;
int twice(int x) { return 2 * x; }
int (*exported_pointer)(int) = twice;
static int constructed;

__attribute__((constructor)) static void begin(void) {
    constructed = 1234;
    program_counter++;
    note('(');
}
__attribute__((destructor)) static void end(void) { note(')'); }

static int (*volatile current)(int) = twice;
void set_function(int (*function)(int)) { current = function; }
int test_func(int x) { return program_add(current(x), exported_value); }
int state(void) { return constructed; }
const char *name_of(int i) { return exported_names[i]; }
int length_of(const char *text) {
    int length = 0;
    while (text[length]) {
        length++;
    }
    return length;
}
void fill(int *numbers, int length) {
    for (int i = 0; i < length; i++) {
        numbers[i] = i * i;
    }
}
typedef int (*unary)(int);
unary twice_pointer(void) { return twice; }
unary triple_pointer_of_side(void) { return triple; }
int apply(int (*function)(int), int x) { return function(x) + 1; }

static int descending(const int *a, const int *b) { return *b - *a; }
int sorted(void) {
    int numbers[5] = {3, 1, 4, 1, 5};
    sort(numbers, 5, descending);
    return numbers[0] * 10000 + numbers[1] * 1000 + numbers[2] * 100 + numbers[3] * 10 + numbers[4];
}

double half(double x) { return x / 2; }
float third(float x) { return x / 3; }
long long square(long long x) { return x * x; }

struct point {
    int x, y;
    double weight;
};
int weigh(const struct point *points, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
        sum += points[i].weight * (points[i].x + points[i].y);
    }
    return (int) sum;
}
int variadic(int count, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, count);
    int sum = 0;
    for (int i = 0; i < count; i++) {
        sum += __builtin_va_arg(list, int);
    }
    __builtin_va_end(list);
    return sum;
}

#ifndef PLAIN
extern void *malloc(unsigned long size);
extern void free(void *pointer);

char *copy_of(const char *text) {
    int length = length_of(text);
    char *copy = malloc(length + 1);
    for (int i = 0; i <= length; i++) {
        copy[i] = text[i];
    }
    return copy;
}
void release(char *text) { free(text); }
#endif

static char zeroed[3000];
char dirty[100];
static _Alignas(1024) char aligned[100];
int is_zeroed(void) {
    int sum = 0;
    for (int i = 0; i < 3000; i++) {
        sum += zeroed[i];
    }
    for (int i = 0; i < 100; i++) {
        sum += aligned[i] + dirty[i];
    }
    for (int i = 0; i < 3000; i++) {
        zeroed[i] = 1;
    }
    return sum == 0;
}
char *aligned_data(void) { return aligned; }
