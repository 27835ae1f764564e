/* Measures a workload natively, as the JVM's and Node's harnesses do: a warm-up, then the mean time of run(units) in each
   of several samples of equal length. Usage: driver UNITS WARM_MS SAMPLES SAMPLE_MS [LIBRARY.so...]; prints JSON.
   ENTRY: the loop is here and calls the module. POINTERS: the workload gets step() of each library through dlsym.
   ROUND_TRIP: a unit is dlopen, dlsym, a call and dlclose. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

#if defined ENTRY
int step(int x);
static int run(int units) {
    int x = 1;
    for (int i = 0; i < units; i++) x = step(x) ^ i;
    return x;
}
#elif defined ROUND_TRIP
static const char *path;
static int run(int units) {
    int x = 1;
    for (int i = 0; i < units; i++) {
        void *library = dlopen(path, RTLD_NOW);
        int (*step)(int) = library ? (int (*)(int))dlsym(library, "step") : 0;
        if (!step) {
            fprintf(stderr, "error: %s\n", dlerror());
            exit(1);
        }
        x = step(x) ^ i;
        dlclose(library);
    }
    return x;
}
#else
int run(int units);
#endif

#ifdef POINTERS
void set_pointer(int at, int (*pointer)(int));
void set_count(int count);
static void connect(int count, char **libraries) {
    for (int i = 0; i < count; i++) {
        void *library = dlopen(libraries[i], RTLD_NOW);
        void *step = library ? dlsym(library, "step") : 0;
        if (!step) {
            fprintf(stderr, "error: %s\n", dlerror());
            exit(1);
        }
        set_pointer(i, (int (*)(int))step);
    }
    set_count(count ? count : 1);
}
#elif defined ROUND_TRIP
static void connect(int count, char **libraries) {
    if (count) path = libraries[0];
}
#else
static void connect(int count, char **libraries) { (void)count, (void)libraries; }
#endif

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    int units = atoi(argv[1]), samples = atoi(argv[3]);
    double warm = atof(argv[2]) * 1e6, length = atof(argv[4]) * 1e6;
    connect(argc - 5, argv + 5);
    int one = run(1), sum = run(units);
    for (double start = now(); now() - start < warm;) run(units);
    printf("{\"one\": %d, \"all\": %d, \"samples\": [", one, sum);
    for (int i = 0; i < samples; i++) {
        double start = now(), end;
        int rounds = 0;
        do {
            if (run(units) != sum) {
                fprintf(stderr, "error: the checksum changed\n");
                return 1;
            }
            rounds++;
        } while ((end = now()) - start < length);
        printf("%s%.1f", i ? ", " : "", (end - start) / rounds);
    }
    printf("]}\n");
    return 0;
}
