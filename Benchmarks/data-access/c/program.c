#include "program.h"

#include <getopt.h>
#include <libpq-fe.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

struct options options_read(int count, char **arguments)
{
    static const struct option known[] = {
        {"conninfo", required_argument, NULL, 'c'}, {"seconds", required_argument, NULL, 's'},
        {"connections", required_argument, NULL, 'n'}, {"warm-up", required_argument, NULL, 'w'}, {0}};
    struct options options = {.conninfo = "", .seconds = 1, .connections = 1, .warm_up = 1};
    int letter;
    while ((letter = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (letter) {
        case 'c': options.conninfo = optarg; break;
        case 's': options.seconds = strtod(optarg, NULL); break;
        case 'n': options.connections = atoi(optarg); break;
        case 'w': options.warm_up = atol(optarg); break;
        default: exit(64);
        }
    }
    if (optind != count - 1 || options.connections < 1)
        fail("usage: %s CASE --conninfo TEXT --seconds S --connections N --warm-up N", arguments[0]);
    options.name = arguments[optind];
    return options;
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void samples_add(struct samples *samples, double seconds)
{
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? samples->capacity * 2 : 4096;
        samples->values = realloc(samples->values, samples->capacity * sizeof *samples->values);
        if (!samples->values)
            fail("out of memory");
    }
    samples->values[samples->count++] = seconds;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static long peak_kib(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1)
            break;
    if (status)
        fclose(status);
    return kib;
}

void print_result(const char *program, const struct options *options, double seconds, long rows, int64_t check,
    struct samples *samples)
{
    long peak = peak_kib();
    if (samples->count == 0)
        fail("%s: no operation was finished", options->name);
    qsort(samples->values, samples->count, sizeof *samples->values, compare);
    int version = PQlibVersion();
    printf("{\"case\": \"%s\", \"program\": \"%s\", \"version\": \"libpq %d.%d\", \"operations\": %zu, "
           "\"seconds\": %.6f, \"rows\": %ld, \"peak_kib\": %ld, "
           "\"p50_us\": %.1f, \"p99_us\": %.1f, \"check\": %lld}\n",
        options->name, program, version / 10000, version % 10000, samples->count, seconds, rows, peak,
        samples->values[samples->count / 2] * 1e6, samples->values[samples->count * 99 / 100] * 1e6, (long long)check);
}
