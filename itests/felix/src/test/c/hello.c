/* A WASI command of wasi-libc. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    const char *who = getenv("WHO");
    for (int i = 1; i < argc; i++) {
        printf("%s %s%s\n", argv[i], who ? who : "nobody", i < argc - 1 ? "," : "");
    }
    fprintf(stderr, "%d arguments\n", argc - 1);
    return argc;
}
