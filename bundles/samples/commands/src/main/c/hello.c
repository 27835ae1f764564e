/* Says what it was told: arguments, environment, and an exit status given as --exit N. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

int main(int argc, char **argv) {
    int status = 0;
    printf("Hello, %s!\n", argc > 1 ? argv[1] : "world");
    for (int i = 0; i < argc; i++) {
        printf("argv[%d] = %s\n", i, argv[i]);
        if (strcmp(argv[i], "--exit") == 0 && i + 1 < argc) {
            status = atoi(argv[i + 1]);
        }
    }
    for (char **variable = environ; *variable; variable++) {
        printf("env %s\n", *variable);
    }
    printf("%.3f %s %05d\n", 3.14159, "formatted", 42);
    if (status != 0) {
        fprintf(stderr, "leaving with status %d\n", status);
    }
    return status;
}
