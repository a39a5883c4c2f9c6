// Values in PostgreSQL's binary format, and statements with them.
#pragma once

#include "operations.h"

#include <endian.h>
#include <string.h>

static inline int16_t get16(const char *bytes)
{
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return (int16_t)be16toh(value);
}

static inline int32_t get32(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return (int32_t)be32toh(value);
}

static inline int64_t get64(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return (int64_t)be64toh(value);
}

static inline double get_double(const char *bytes)
{
    int64_t bits = get64(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline char *put16(char *at, int16_t value)
{
    uint16_t bits = htobe16((uint16_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static inline char *put32(char *at, int32_t value)
{
    uint32_t bits = htobe32((uint32_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static inline char *put64(char *at, int64_t value)
{
    uint64_t bits = htobe64((uint64_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static inline char *put_double(char *at, double value)
{
    int64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return put64(at, bits);
}

static inline char *put_field32(char *at, int32_t value) { return put32(put32(at, 4), value); }

static inline char *put_field64(char *at, int64_t value) { return put64(put32(at, 8), value); }

static inline char *put_field_double(char *at, double value) { return put_double(put32(at, 8), value); }

static inline char *put_field_text(char *at, const char *text, int length)
{
    at = put32(at, length);
    memcpy(at, text, (size_t)length);
    return at + length;
}

void *allocate(size_t size);

char *copy_text(const PGresult *result, int row, int column);

/// Ends the program with the connection's message unless `done`.
void must(struct client *client, int done);

void send_prepared(
    struct client *client, const char *name, int count, const char *const *values, const int *lengths);

void send_with_int32(struct client *client, const char *name, int32_t value);

void send_with_int64(struct client *client, const char *name, int64_t value);

/// Puts rows into a COPY until all are in (true) or the socket takes no more (false). `put_row` writes one of them, in
/// 256 bytes at most.
bool copy_rows(struct client *client, char *(*put_row)(char *at, long row));

/// Takes the number of rows that a statement says it has written.
void receive_row_count(struct client *client, int statement, const PGresult *result);
