// The seven queries of MagicStack's pgbench.
#include "cases.h"
#include "values.h"

#include <stdlib.h>

struct type_row {
    char *name;
    uint32_t namespace, owner, relation, element, array;
    int16_t length;
    bool by_value, is_preferred, is_defined;
    char category, delimiter;
};

bool send_types(struct client *client)
{
    if (client->step > 0)
        return false;
    char modifier[4];
    put32(modifier, -1);
    send_prepared(client, "s0", 2, (const char *const[]){modifier, "\1"}, (const int[]){4, 1});
    return true;
}

void receive_types(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct type_row *rows = allocate((size_t)count * sizeof *rows);
    for (int row = 0; row < count; row++) {
        rows[row] = (struct type_row){
            .name = copy_text(result, row, 0),
            .namespace = (uint32_t)get32(PQgetvalue(result, row, 1)),
            .owner = (uint32_t)get32(PQgetvalue(result, row, 2)),
            .length = get16(PQgetvalue(result, row, 3)),
            .by_value = *PQgetvalue(result, row, 4),
            .category = *PQgetvalue(result, row, 5),
            .is_preferred = *PQgetvalue(result, row, 6),
            .is_defined = *PQgetvalue(result, row, 7),
            .delimiter = *PQgetvalue(result, row, 8),
            .relation = (uint32_t)get32(PQgetvalue(result, row, 9)),
            .element = (uint32_t)get32(PQgetvalue(result, row, 10)),
            .array = (uint32_t)get32(PQgetvalue(result, row, 11)),
        };
    }
    client->rows += count;
    for (int row = 0; row < count; row++) {
        const struct type_row *type = &rows[row];
        if (client->folding)
            client->check += (int64_t)strlen(type->name) + type->namespace + type->owner + type->length
                + type->by_value + type->category + type->is_preferred + type->is_defined + type->delimiter
                + type->relation + type->element + type->array;
        free(type->name);
    }
    free(rows);
}

bool send_series(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int32(client, "s0", 1000);
    return true;
}

bool send_without_parameters(struct client *client)
{
    if (client->step > 0)
        return false;
    send_prepared(client, "s0", 0, NULL, NULL);
    return true;
}

void receive_integers(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    int32_t *values = allocate((size_t)count * sizeof *values);
    for (int row = 0; row < count; row++)
        values[row] = get32(PQgetvalue(result, row, 0));
    client->rows += count;
    if (client->folding)
        for (int row = 0; row < count; row++)
            client->check += values[row];
    free(values);
}

struct bytes {
    uint8_t *values;
    size_t length;
};

void receive_binary_values(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct bytes *rows = allocate((size_t)count * sizeof *rows);
    for (int row = 0; row < count; row++) {
        size_t length = (size_t)PQgetlength(result, row, 0);
        rows[row] = (struct bytes){allocate(length), length};
        memcpy(rows[row].values, PQgetvalue(result, row, 0), length);
    }
    client->rows += count;
    for (int row = 0; row < count; row++) {
        const struct bytes *bytes = &rows[row];
        if (client->folding)
            client->check += (int64_t)bytes->length + bytes->values[0] + bytes->values[bytes->length - 1];
        free(bytes->values);
    }
    free(rows);
}

struct integers {
    int32_t *values;
    int count;
};

// A one-dimensional array without NULL: dimensions, flags, element type, length, lower bound; each with its length.
static struct integers array_read(const char *bytes)
{
    if (get32(bytes) != 1 || get32(bytes + 4) != 0)
        fail("an array of one dimension without NULL was expected");
    struct integers array = {.count = get32(bytes + 12)};
    array.values = allocate((size_t)array.count * sizeof *array.values);
    for (int at = 0; at < array.count; at++)
        array.values[at] = get32(bytes + 24 + 8 * at);
    return array;
}

void receive_arrays(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct integers *arrays = allocate((size_t)count * sizeof *arrays);
    for (int row = 0; row < count; row++)
        arrays[row] = array_read(PQgetvalue(result, row, 0));
    client->rows += count;
    for (int row = 0; row < count; row++) {
        if (client->folding)
            for (int at = 0; at < arrays[row].count; at++)
                client->check += arrays[row].values[at];
        free(arrays[row].values);
    }
    free(arrays);
}

bool send_inserts(struct client *client)
{
    if (client->step > 0)
        return false;
    for (int statement = 0; statement < 1000; statement++) {
        char a[4], b[4], c[4], e[8], f[4];
        put32(a, 10);
        put32(b, 11);
        put32(c, 10);
        put_double(e, 10.333);
        put32(f, 12341234);
        send_prepared(client, "s0", 7, (const char *const[]){a, b, c, "TESTTESTTEST", e, f, "123412341234"},
            (const int[]){4, 4, 4, 12, 8, 4, 12});
    }
    return true;
}

static char *put_inserted(char *at, long row)
{
    (void)row;
    at = put16(at, 7);
    at = put_field32(at, 10);
    at = put_field32(at, 11);
    at = put_field32(at, 10);
    at = put_field_text(at, "TESTTESTTEST", 12);
    at = put_field_double(at, 10.333);
    at = put_field32(at, 12341234);
    return put_field_text(at, "123412341234", 12);
}

bool copy_inserted(struct client *client) { return copy_rows(client, put_inserted); }

bool send_copy_inserted(struct client *client)
{
    if (client->step > 0)
        return false;
    client->copy_done = 0;
    client->copy_total = 10000;
    must(client, PQsendQuery(client->connection, "COPY inserted FROM STDIN (FORMAT binary)"));
    return true;
}
