#include "values.h"

#include <stdlib.h>

void *allocate(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        fail("out of memory");
    return memory;
}

char *copy_text(const PGresult *result, int row, int column)
{
    int length = PQgetlength(result, row, column);
    char *text = allocate((size_t)length + 1);
    memcpy(text, PQgetvalue(result, row, column), (size_t)length + 1);
    return text;
}

void must(struct client *client, int done)
{
    if (!done)
        fail("%s", PQerrorMessage(client->connection));
}

void send_prepared(
    struct client *client, const char *name, int count, const char *const *values, const int *lengths)
{
    static const int binary[7] = {1, 1, 1, 1, 1, 1, 1};
    must(client, PQsendQueryPrepared(client->connection, name, count, values, lengths, binary, 1));
}

void send_with_int32(struct client *client, const char *name, int32_t value)
{
    char bytes[4];
    put32(bytes, value);
    send_prepared(client, name, 1, (const char *const[]){bytes}, (const int[]){4});
}

void send_with_int64(struct client *client, const char *name, int64_t value)
{
    char bytes[8];
    put64(bytes, value);
    send_prepared(client, name, 1, (const char *const[]){bytes}, (const int[]){8});
}

enum { copy_buffer = 65536, longest_copied_row = 256 };

static const char copy_header[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";

bool copy_rows(struct client *client, char *(*put_row)(char *at, long row))
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

void receive_row_count(struct client *client, int statement, const PGresult *result)
{
    (void)statement;
    long count = atol(PQcmdTuples((PGresult *)result));
    client->rows += count;
    if (client->folding)
        client->check += count;
}
