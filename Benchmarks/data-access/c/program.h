// What every program does around its operations: options, clock, random numbers, and the line of results.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct options {
    const char *name;
    const char *conninfo;
    double seconds;
    int connections;
    long warm_up;
};

/// Latencies of single operations, in seconds.
struct samples {
    double *values;
    size_t count, capacity;
};

struct options options_read(int count, char **arguments);

double now(void);

/// Ends the program with a message.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

void samples_add(struct samples *samples, double seconds);

void print_result(const char *program, const struct options *options, double seconds, long rows, int64_t check,
    struct samples *samples);

/// 23 bits of the generator that all programs share; connection c starts at 42 + c.
static inline int32_t draw(uint32_t *state)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (int32_t)(*state >> 8);
}
