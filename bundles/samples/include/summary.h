/* What measure.c and summary.c agree on. */
#pragma once

struct summary {
    double mean, median, least, most;
    /* Made with malloc, for the caller to free. */
    char *text;
};

/* Summarizes numbers, each of which goes through `convert` first. */
typedef void summarize_function(const double *numbers, int count, double (*convert)(double), struct summary *result);
