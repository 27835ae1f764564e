/* Standard input to standard output; with -n, lines are numbered. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int copy(void) {
    char buffer[4096];
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0; done < got;) {
            ssize_t written = write(STDOUT_FILENO, buffer + done, got - done);
            if (written < 0) {
                perror("cat: write");
                return 1;
            }
            done += written;
        }
    }
    if (got < 0) {
        perror("cat: read");
        return 1;
    }
    return 0;
}

static int number(void) {
    int line = 0, at_start = 1, c;
    while ((c = getchar()) != EOF) {
        if (at_start) {
            printf("%6d\t", ++line);
        }
        at_start = c == '\n';
        putchar(c);
    }
    return ferror(stdin) || fflush(stdout) != 0;
}

int main(int argc, char **argv) {
    return argc > 1 && strcmp(argv[1], "-n") == 0 ? number() : copy();
}
