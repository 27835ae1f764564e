/* Clocks, sleep and random numbers. What it prints is the same on every run. */
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

static long long nanoseconds(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now) != 0) {
        return -1;
    }
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(void) {
    struct timespec resolution;
    printf("resolution known: %d\n", clock_getres(CLOCK_MONOTONIC, &resolution) == 0);
    printf("after 2020: %d\n", nanoseconds(CLOCK_REALTIME) > 1577836800000000000LL);

    long long before = nanoseconds(CLOCK_MONOTONIC);
    struct timespec pause = {0, 20 * 1000 * 1000};
    int slept = nanosleep(&pause, NULL);
    printf("slept 20 ms: %d\n", slept == 0 && nanoseconds(CLOCK_MONOTONIC) - before >= 20 * 1000 * 1000);

    unsigned char bytes[256];
    int seen[256] = {0}, different = 0;
    printf("random: %d\n", getentropy(bytes, sizeof bytes) == 0);
    for (unsigned i = 0; i < sizeof bytes; i++) {
        different += !seen[bytes[i]]++;
    }
    printf("more than 64 values in 256 bytes: %d\n", different > 64);
    printf("no files: %d\n", fopen("/etc/passwd", "r") == NULL && errno != 0);
    return 0;
}
