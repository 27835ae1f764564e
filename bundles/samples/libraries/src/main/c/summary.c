/*
 * A position-independent library: it works in the memory of the program that opens it, and uses the program's malloc and
 * qsort.
 */
#include <stdlib.h>
#include <string.h>

#include "summary.h"

const char *summary_unit = "degrees";

static int runs;

static int ascending(const void *a, const void *b) {
    double x = *(const double *) a;
    double y = *(const double *) b;
    return (x > y) - (x < y);
}

summarize_function summarize;

void summarize(const double *numbers, int count, double (*convert)(double), struct summary *result) {
    double *sorted = malloc(count * sizeof *sorted);
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sorted[i] = convert(numbers[i]);
        sum += sorted[i];
    }
    qsort(sorted, count, sizeof *sorted, ascending);
    result->mean = sum / count;
    result->median = count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
    result->least = sorted[0];
    result->most = sorted[count - 1];
    free(sorted);
    static const char text[] = "summary number 0";
    result->text = malloc(sizeof text);
    memcpy(result->text, text, sizeof text);
    result->text[sizeof text - 2] += (char) (++runs % 10);
}
