#include "operations.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: Values on the wire

static int16_t get16(const char *bytes)
{
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return (int16_t)be16toh(value);
}

static int32_t get32(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return (int32_t)be32toh(value);
}

static int64_t get64(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return (int64_t)be64toh(value);
}

static double get_double(const char *bytes)
{
    int64_t bits = get64(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static char *put16(char *at, int16_t value)
{
    uint16_t bits = htobe16((uint16_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static char *put32(char *at, int32_t value)
{
    uint32_t bits = htobe32((uint32_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static char *put64(char *at, int64_t value)
{
    uint64_t bits = htobe64((uint64_t)value);
    memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

static char *put_double(char *at, double value)
{
    int64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return put64(at, bits);
}

static char *put_field32(char *at, int32_t value) { return put32(put32(at, 4), value); }

static char *put_field64(char *at, int64_t value) { return put64(put32(at, 8), value); }

static char *put_field_double(char *at, double value) { return put_double(put32(at, 8), value); }

static char *put_field_text(char *at, const char *text, int length)
{
    at = put32(at, length);
    memcpy(at, text, (size_t)length);
    return at + length;
}

static void *allocate(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        fail("out of memory");
    return memory;
}

static char *copy_text(const PGresult *result, int row, int column)
{
    int length = PQgetlength(result, row, column);
    char *text = allocate((size_t)length + 1);
    memcpy(text, PQgetvalue(result, row, column), (size_t)length + 1);
    return text;
}

static void must(struct client *client, int done)
{
    if (!done)
        fail("%s", PQerrorMessage(client->connection));
}

static void send_prepared(
    struct client *client, const char *name, int count, const char *const *values, const int *lengths)
{
    static const int binary[7] = {1, 1, 1, 1, 1, 1, 1};
    must(client, PQsendQueryPrepared(client->connection, name, count, values, lengths, binary, 1));
}

static void send_with_int32(struct client *client, const char *name, int32_t value)
{
    char bytes[4];
    put32(bytes, value);
    send_prepared(client, name, 1, (const char *const[]){bytes}, (const int[]){4});
}

static void send_with_int64(struct client *client, const char *name, int64_t value)
{
    char bytes[8];
    put64(bytes, value);
    send_prepared(client, name, 1, (const char *const[]){bytes}, (const int[]){8});
}

// MARK: The wide row

struct item {
    int64_t id;
    int32_t kind;
    char *code, *note;
    int64_t at;
    double score;
};

// Microseconds from 1970, where C begins to count, to 2000, where PostgreSQL does.
static const int64_t postgres_epoch = 946684800LL * 1000000;

static struct item item_read(const PGresult *result, int row)
{
    return (struct item){
        .id = get64(PQgetvalue(result, row, 0)),
        .kind = get32(PQgetvalue(result, row, 1)),
        .code = copy_text(result, row, 2),
        .note = PQgetisnull(result, row, 3) ? NULL : copy_text(result, row, 3),
        .at = get64(PQgetvalue(result, row, 4)) + postgres_epoch,
        .score = get_double(PQgetvalue(result, row, 5)),
    };
}

static int64_t item_check(const struct item *item)
{
    size_t length = strlen(item->code);
    return item->id + item->kind + (int64_t)length + item->code[length - 1] + (item->note ? (int64_t)strlen(item->note) : -1)
        + item->at % 1000003 + (int64_t)(item->score * 4);
}

static void receive_items(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct item *items = allocate((size_t)count * sizeof *items);
    for (int row = 0; row < count; row++)
        items[row] = item_read(result, row);
    if (client->folding)
        for (int row = 0; row < count; row++)
            client->check += item_check(&items[row]);
    client->rows += count;
    for (int row = 0; row < count; row++) {
        free(items[row].code);
        free(items[row].note);
    }
    free(items);
}

static bool send_one_row(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 1 + draw(&client->random) % 100000);
    return true;
}

static bool send_batch_100(struct client *client)
{
    if (client->step > 0)
        return false;
    for (int statement = 0; statement < 100; statement++)
        send_with_int64(client, "s0", 1 + draw(&client->random) % 100000);
    return true;
}

static bool send_rows_100k(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 100000);
    return true;
}

static bool send_rows_300k(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 300000);
    return true;
}

// MARK: TechEmpower

static int32_t draw_world_id(struct client *client)
{
    // A connection keeps to rows of its own, so that what it reads does not hang on when the others write.
    return 1 + draw(&client->random) % (10000 / client->connections) * client->connections + client->index;
}

static void receive_world(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    if (PQntuples(result) == 0)
        return;
    client->rows++;
    int32_t id = get32(PQgetvalue(result, 0, 0)), number = get32(PQgetvalue(result, 0, 1));
    if (client->folding)
        client->check += id + number;
}

static bool send_db(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int32(client, "s0", draw_world_id(client));
    return true;
}

static bool send_queries(struct client *client)
{
    if (client->step == selects_per_operation)
        return false;
    send_with_int32(client, "s0", draw_world_id(client));
    return true;
}

static bool send_queries_batch(struct client *client)
{
    if (client->step > 0)
        return false;
    for (int statement = 0; statement < selects_per_operation; statement++)
        send_with_int32(client, "s0", draw_world_id(client));
    return true;
}

static void draw_updates(struct client *client)
{
    for (int row = 0; row < selects_per_operation; row++)
        client->ids[row] = draw_world_id(client);
    for (int row = 0; row < selects_per_operation; row++)
        client->numbers[row] = 1 + draw(&client->random) % 10000;
}

static void send_update(struct client *client, int row)
{
    char id[4], number[4];
    put32(id, client->ids[row]);
    put32(number, client->numbers[row]);
    send_prepared(client, "s1", 2, (const char *const[]){id, number}, (const int[]){4, 4});
    if (client->folding)
        client->check += client->numbers[row];
}

static bool send_updates(struct client *client)
{
    if (client->step == 0)
        draw_updates(client);
    if (client->step < selects_per_operation)
        send_with_int32(client, "s0", client->ids[client->step]);
    else if (client->step < 2 * selects_per_operation)
        send_update(client, client->step - selects_per_operation);
    else
        return false;
    return true;
}

static bool send_updates_batch(struct client *client)
{
    if (client->step == 2)
        return false;
    if (client->step == 0)
        draw_updates(client);
    for (int row = 0; row < selects_per_operation; row++) {
        if (client->step == 0)
            send_with_int32(client, "s0", client->ids[row]);
        else
            send_update(client, row);
    }
    return true;
}

struct fortune {
    int32_t id;
    char *message;
};

static int compare_fortunes(const void *left, const void *right)
{
    return strcmp(((const struct fortune *)left)->message, ((const struct fortune *)right)->message);
}

struct text {
    char *bytes;
    size_t length, capacity;
};

static void text_append(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length > text->capacity) {
        text->capacity = (text->length + length) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes)
            fail("out of memory");
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

static void text_append_string(struct text *text, const char *string) { text_append(text, string, strlen(string)); }

static void text_append_escaped(struct text *text, const char *string)
{
    for (;;) {
        size_t plain = strcspn(string, "&<>\"'");
        text_append(text, string, plain);
        string += plain;
        switch (*string++) {
        case '&': text_append_string(text, "&amp;"); break;
        case '<': text_append_string(text, "&lt;"); break;
        case '>': text_append_string(text, "&gt;"); break;
        case '"': text_append_string(text, "&quot;"); break;
        case '\'': text_append_string(text, "&#x27;"); break;
        default: return;
        }
    }
}

static bool send_fortunes(struct client *client)
{
    if (client->step > 0)
        return false;
    send_prepared(client, "s0", 0, NULL, NULL);
    return true;
}

static void receive_fortunes(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct fortune *fortunes = allocate(((size_t)count + 1) * sizeof *fortunes);
    for (int row = 0; row < count; row++)
        fortunes[row] = (struct fortune){get32(PQgetvalue(result, row, 0)), copy_text(result, row, 1)};
    fortunes[count] = (struct fortune){0, strdup("Additional fortune added at request time.")};
    client->rows += count;
    qsort(fortunes, (size_t)count + 1, sizeof *fortunes, compare_fortunes);
    struct text page = {0};
    text_append_string(&page, "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>");
    for (int row = 0; row <= count; row++) {
        char id[32];
        snprintf(id, sizeof id, "<tr><td>%d</td><td>", fortunes[row].id);
        text_append_string(&page, id);
        text_append_escaped(&page, fortunes[row].message);
        text_append_string(&page, "</td></tr>");
        free(fortunes[row].message);
    }
    text_append_string(&page, "</table></body></html>");
    if (client->folding) {
        uint32_t hash = 0;
        for (size_t at = 0; at < page.length; at++)
            hash = hash * 31 + (uint8_t)page.bytes[at];
        client->check += hash;
    }
    free(fortunes);
    free(page.bytes);
}

// MARK: MagicStack's pgbench

struct type_row {
    char *name;
    uint32_t namespace, owner, relation, element, array;
    int16_t length;
    bool by_value, is_preferred, is_defined;
    char category, delimiter;
};

static bool send_types(struct client *client)
{
    if (client->step > 0)
        return false;
    char modifier[4];
    put32(modifier, -1);
    send_prepared(client, "s0", 2, (const char *const[]){modifier, "\1"}, (const int[]){4, 1});
    return true;
}

static void receive_types(struct client *client, int statement, const PGresult *result)
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
            client->check += (int64_t)strlen(type->name) + type->namespace + type->owner + type->length + type->by_value
                + type->category + type->is_preferred + type->is_defined + type->delimiter + type->relation + type->element
                + type->array;
        free(type->name);
    }
    free(rows);
}

static bool send_series(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int32(client, "s0", 1000);
    return true;
}

static bool send_without_parameters(struct client *client)
{
    if (client->step > 0)
        return false;
    send_prepared(client, "s0", 0, NULL, NULL);
    return true;
}

static void receive_integers(struct client *client, int statement, const PGresult *result)
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

static void receive_binary_values(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    int count = PQntuples(result);
    struct text *values = allocate((size_t)count * sizeof *values);
    for (int row = 0; row < count; row++) {
        size_t length = (size_t)PQgetlength(result, row, 0);
        values[row] = (struct text){allocate(length), length, length};
        memcpy(values[row].bytes, PQgetvalue(result, row, 0), length);
    }
    client->rows += count;
    for (int row = 0; row < count; row++) {
        if (client->folding)
            client->check += (int64_t)values[row].length + (uint8_t)values[row].bytes[0]
                + (uint8_t)values[row].bytes[values[row].length - 1];
        free(values[row].bytes);
    }
    free(values);
}

struct integers {
    int32_t *values;
    int count;
};

// A one-dimensional array without NULL: dimensions, flags, element type, length, lower bound, then length and value of each.
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

static void receive_arrays(struct client *client, int statement, const PGresult *result)
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

static void receive_row_count(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    long count = atol(PQcmdTuples((PGresult *)result));
    client->rows += count;
    if (client->folding)
        client->check += count;
}

static bool send_inserts(struct client *client)
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

// MARK: COPY

enum { copy_buffer = 65536, longest_copied_row = 256 };

static const char copy_header[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";

// Sends full buffers until the rows are in or the socket takes no more; `put_row` writes one row.
static bool copy_rows(struct client *client, char *(*put_row)(char *at, long row))
{
    char buffer[copy_buffer + longest_copied_row];
    while (client->copy_done < client->copy_total) {
        char *at = buffer;
        if (client->copy_done == 0) {
            memcpy(at, copy_header, sizeof copy_header);
            at += sizeof copy_header;
        }
        while (client->copy_done < client->copy_total && at - buffer < copy_buffer)
            at = put_row(at, client->copy_done++);
        if (PQputCopyData(client->connection, buffer, (int)(at - buffer)) != 1)
            fail("%s", PQerrorMessage(client->connection));
        if (client->copy_done == client->copy_total)
            break;
        int unsent = PQflush(client->connection);
        if (unsent < 0)
            fail("%s", PQerrorMessage(client->connection));
        if (unsent > 0)
            return false;
    }
    char end[2];
    put16(end, -1);
    if (PQputCopyData(client->connection, end, sizeof end) != 1 || PQputCopyEnd(client->connection, NULL) != 1)
        fail("%s", PQerrorMessage(client->connection));
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

static bool copy_inserted(struct client *client) { return copy_rows(client, put_inserted); }

static bool send_copy_inserted(struct client *client)
{
    if (client->step > 0)
        return false;
    client->copy_done = 0;
    client->copy_total = 10000;
    must(client, PQsendQuery(client->connection, "COPY inserted FROM STDIN (FORMAT binary)"));
    return true;
}

enum { item_templates = 1000 };
static struct item templates[item_templates];

static void make_templates(void)
{
    for (int i = 0; i < item_templates; i++) {
        char code[32], note[64];
        snprintf(code, sizeof code, "code%08d", i);
        char digits[16];
        int length = snprintf(digits, sizeof digits, "%d", i);
        snprintf(note, sizeof note, "note %.*s%s", 35 - length, "...................................", digits);
        templates[i] = (struct item){
            .kind = i % 97,
            .code = strdup(code),
            .note = i % 3 ? strdup(note) : NULL,
            .at = 1577836800LL * 1000000 + i * 1000001LL,
            .score = i * 0.25,
        };
    }
}

static char *put_item(char *at, long row)
{
    const struct item *item = &templates[(row + 1) % item_templates];
    at = put16(at, 6);
    at = put_field64(at, row + 1);
    at = put_field32(at, item->kind);
    at = put_field_text(at, item->code, (int)strlen(item->code));
    at = item->note ? put_field_text(at, item->note, (int)strlen(item->note)) : put32(at, -1);
    at = put_field64(at, item->at - postgres_epoch);
    return put_field_double(at, item->score);
}

static bool copy_items(struct client *client) { return copy_rows(client, put_item); }

static bool send_copy_items(struct client *client)
{
    if (!templates[0].code)
        make_templates();
    if (client->step == 0) {
        must(client, PQsendQuery(client->connection, "TRUNCATE load"));
    } else if (client->step == 1) {
        client->copy_done = 0;
        client->copy_total = 1000000;
        must(client, PQsendQuery(client->connection, "COPY load FROM STDIN (FORMAT binary)"));
    } else {
        return false;
    }
    return true;
}

// MARK: A request that acts for somebody

static bool send_scoped(struct client *client)
{
    if (client->step > 0)
        return false;
    int32_t id = 1 + draw(&client->random) % 10000;
    char token[32];
    int length = snprintf(token, sizeof token, "token-%d", id % 100);
    send_prepared(client, "s0", 1, (const char *const[]){token}, (const int[]){length});
    send_with_int64(client, "s1", id);
    return true;
}

struct record {
    int64_t id;
    int32_t owner;
    char *code;
};

static void receive_scoped(struct client *client, int statement, const PGresult *result)
{
    if (PQntuples(result) == 0)
        return;
    if (statement == 0) {
        char *token = copy_text(result, 0, 0);
        if (client->folding)
            client->check += (int64_t)strlen(token);
        free(token);
    } else {
        struct record record = {
            get64(PQgetvalue(result, 0, 0)), get32(PQgetvalue(result, 0, 1)), copy_text(result, 0, 2)};
        client->rows++;
        if (client->folding)
            client->check += record.id + record.owner + (int64_t)strlen(record.code);
        free(record.code);
    }
}

// MARK: The list

#define select_item "SELECT id, kind, code, note, at, score FROM item WHERE "
#define select_world "SELECT id, randomnumber FROM world WHERE id = $1"
#define update_world "UPDATE world SET randomnumber = $2 WHERE id = $1"
#define set_token "SELECT set_config('app.token', $1, true)"

static const struct operation operations[] = {
    {"one-row", false, false, {select_item "id = $1"}, send_one_row, receive_items, NULL},
    {"one-row-8", false, false, {select_item "id = $1"}, send_one_row, receive_items, NULL},
    {"db", false, false, {select_world}, send_db, receive_world, NULL},
    {"queries", false, false, {select_world}, send_queries, receive_world, NULL},
    {"queries-batch", true, false, {select_world}, send_queries_batch, receive_world, NULL},
    {"fortunes", false, false, {"SELECT id, message FROM fortune"}, send_fortunes, receive_fortunes, NULL},
    {"updates", false, false, {select_world, update_world}, send_updates, receive_world, NULL},
    {"updates-batch", true, false, {select_world, update_world}, send_updates_batch, receive_world, NULL},
    {"magic-types", false, false,
        {"SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, typdelim, "
         "typrelid, typelem, typarray FROM pg_type WHERE typtypmod = $1 AND typisdefined = $2"},
        send_types, receive_types, NULL},
    {"magic-series", false, false, {"SELECT i FROM generate_series(1, $1) AS i"}, send_series, receive_integers, NULL},
    {"magic-bytes", false, false, {"SELECT value FROM binary_value"}, send_without_parameters, receive_binary_values, NULL},
    {"magic-arrays", false, false, {"SELECT value FROM array_value"}, send_without_parameters, receive_arrays, NULL},
    {"magic-copy", false, false, {NULL}, send_copy_inserted, receive_row_count, copy_inserted},
    {"magic-batch", true, false, {"INSERT INTO inserted VALUES ($1, $2, $3, $4, $5, $6, $7)"}, send_inserts, receive_row_count,
        NULL},
    {"magic-one", false, false, {"SELECT 1+1"}, send_without_parameters, receive_integers, NULL},
    {"rows-100k", false, false, {select_item "id <= $1"}, send_rows_100k, receive_items, NULL},
    {"rows-300k", false, false, {select_item "id <= $1"}, send_rows_300k, receive_items, NULL},
    {"rows-stream", false, true, {select_item "id <= $1"}, send_rows_300k, receive_items, NULL},
    {"copy-in-1m", false, false, {NULL}, send_copy_items, receive_row_count, copy_items},
    {"scoped", true, false, {set_token, "SELECT id, owner, code FROM record WHERE id = $1"}, send_scoped, receive_scoped, NULL},
    {"scoped-8", true, false, {set_token, "SELECT id, owner, code FROM record WHERE id = $1"}, send_scoped, receive_scoped,
        NULL},
    {"scoped-policy", true, false, {set_token, "SELECT id, owner, code FROM guarded_record WHERE id = $1"}, send_scoped,
        receive_scoped, NULL},
    {"scoped-policy-8", true, false, {set_token, "SELECT id, owner, code FROM guarded_record WHERE id = $1"}, send_scoped,
        receive_scoped, NULL},
    {"batch-100", true, false, {select_item "id = $1"}, send_batch_100, receive_items, NULL},
};

const struct operation *operation_named(const char *name)
{
    for (size_t at = 0; at < sizeof operations / sizeof *operations; at++)
        if (strcmp(operations[at].name, name) == 0)
            return &operations[at];
    fail("no case %s", name);
}

void client_open(struct client *client, const struct operation *operation, const struct options *options, int index)
{
    *client = (struct client){
        .connection = PQconnectdb(options->conninfo),
        .index = index,
        .connections = options->connections,
        .random = 42 + (uint32_t)index,
    };
    if (PQstatus(client->connection) != CONNECTION_OK)
        fail("%s", PQerrorMessage(client->connection));
    for (int at = 0; operation->statements[at]; at++) {
        char name[8];
        snprintf(name, sizeof name, "s%d", at);
        PGresult *result = PQprepare(client->connection, name, operation->statements[at], 0, NULL);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            fail("%s", PQerrorMessage(client->connection));
        PQclear(result);
    }
    if (operation->pipelined)
        must(client, PQenterPipelineMode(client->connection));
}
