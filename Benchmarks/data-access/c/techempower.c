// The statements of the TechEmpower Framework Benchmarks.
#include "cases.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>

static int32_t draw_world_id(struct client *client)
{
    // A connection keeps to rows of its own, so that what it reads does not hang on when the others write.
    return 1 + draw(&client->random) % (10000 / client->connections) * client->connections + client->index;
}

void receive_world(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    if (PQntuples(result) == 0)
        return;
    client->rows++;
    int32_t id = get32(PQgetvalue(result, 0, 0)), number = get32(PQgetvalue(result, 0, 1));
    if (client->folding)
        client->check += id + number;
}

bool send_db(struct client *client)
{
    if (client->step > 0)
        return false;
    send_with_int32(client, "s0", draw_world_id(client));
    return true;
}

bool send_queries(struct client *client)
{
    if (client->step == selects_per_operation)
        return false;
    send_with_int32(client, "s0", draw_world_id(client));
    return true;
}

bool send_queries_batch(struct client *client)
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

bool send_updates(struct client *client)
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

bool send_updates_batch(struct client *client)
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

bool send_fortunes(struct client *client)
{
    if (client->step > 0)
        return false;
    send_prepared(client, "s0", 0, NULL, NULL);
    return true;
}

void receive_fortunes(struct client *client, int statement, const PGresult *result)
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
    text_append_string(&page,
        "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table>"
        "<tr><th>id</th><th>message</th></tr>");
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
