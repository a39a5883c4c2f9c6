// The wide row: one by key, many of them, and what COPY brings in.
#include "cases.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>

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
    return item->id + item->kind + (int64_t)length + item->code[length - 1]
        + (item->note ? (int64_t)strlen(item->note) : -1) + item->at % 1000003 + (int64_t)(item->score * 4);
}

void receive_items(struct client *client, int statement, const PGresult *result)
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

bool send_one_row(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 1 + draw(&client->random) % 100000);
    return true;
}

bool send_batch_100(struct client *client)
{
    if (client->step > 0)
        return false;
    for (int statement = 0; statement < 100; statement++)
        send_with_int64(client, "s0", 1 + draw(&client->random) % 100000);
    return true;
}

bool send_rows_100k(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 100000);
    return true;
}

bool send_rows_300k(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int64(client, "s0", 300000);
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

bool copy_items(struct client *client) { return copy_rows(client, put_item); }

bool send_copy_items(struct client *client)
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
