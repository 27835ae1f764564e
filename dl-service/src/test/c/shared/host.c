/*
 * A program of single steps that shares its memory: what the test writes to `text` is the name that the next step passes on.
 * Its allocator counts, so that tests see whether all comes back.
 */
#include "../dlfcn.h"

typedef unsigned long size_t;

static char name[70000];

char *text(void) { return name; }
void *open_library(int flags) { return dlopen(name, flags); }
void *open_self(int flags) { return dlopen(0, flags); }
void *symbol(void *handle) { return dlsym(handle, name); }
int close_library(void *handle) { return dlclose(handle); }
int locate(const void *address, void *info) { return dladdr(address, info); }
char *error(void) { return dlerror(); }

int call0(int (*function)(void)) { return function(); }
int call(int (*function)(int), int x) { return function(x); }
int call_callback(int (*function)(int (*)(int), int), int (*callback)(int), int x) { return function(callback, x); }
int call_both(int (*function)(int, int), int x, int y) { return function(x, y); }
double call_double(double (*function)(double), double x) { return function(x); }
long long call_long(long long (*function)(long long), long long x) { return function(x); }
float call_float(float (*function)(float), float x) { return function(x); }

/* What libraries find here. */
int program_counter = 100;
int program_add(int a, int b) { return a + b; }
int triple(int x) { return 3 * x; }
int (*triple_pointer(void))(int) { return triple; }
int which(void) { return 1; }
int call_which(void) { return which(); }

/* A log of single letters: who ran when. */
static char letters[200];
static int count;
void note(int letter) {
    if (count < 199) {
        letters[count++] = (char) letter;
        letters[count] = 0;
    }
}
char *log_text(void) { return letters; }
void clear_log(void) { letters[count = 0] = 0; }

/* An insertion sort with a comparator, as qsort. */
void sort(int *numbers, int length, int (*compare)(const int *, const int *)) {
    for (int i = 1; i < length; i++) {
        for (int j = i; j > 0 && compare(numbers + j - 1, numbers + j) > 0; j--) {
            int swap = numbers[j];
            numbers[j] = numbers[j - 1];
            numbers[j - 1] = swap;
        }
    }
}

#ifndef NO_ALLOCATOR
/* First fit over one list; blocks have their size before them. What is freed is spoiled. */
struct block {
    size_t size;
    struct block *next;
    long long contents[];
};

static char arena[1 << 20] __attribute__((aligned(16)));
static struct block *holes;
static size_t fresh;
static int live;

void *malloc(size_t size) {
    size = (size + 15) & ~(size_t) 7;
    for (struct block **at = &holes; *at; at = &(*at)->next) {
        if ((*at)->size >= size) {
            struct block *found = *at;
            *at = found->next;
            live++;
            return found->contents;
        }
    }
    if (size > sizeof arena || fresh + size + sizeof(struct block) > sizeof arena) {
        return 0;
    }
    struct block *block = (struct block *) (arena + fresh);
    fresh += size + sizeof(struct block);
    block->size = size;
    live++;
    return block->contents;
}

void free(void *pointer) {
    if (pointer) {
        struct block *block = (struct block *) ((char *) pointer - sizeof(struct block));
        __builtin_memset(pointer, 0xA5, block->size);
        block->next = holes;
        holes = block;
        live--;
    }
}

int live_blocks(void) { return live; }
int heap_used(void) { return (int) fresh; }
#endif

/* A buffer on the program's stack, filled by the library. */
int sum_of(void (*fill)(int *, int), int length) {
    int numbers[64];
    fill(numbers, length);
    int sum = 0;
    for (int i = 0; i < length; i++) {
        sum += numbers[i];
    }
    return sum;
}

int main(void) {
    int (*function)(int) = dlsym(dlopen("side.wasm", 2), "test_func");
    return function ? function(10) : -1;
}
