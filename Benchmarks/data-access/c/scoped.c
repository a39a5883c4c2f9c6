// A request that acts for somebody: a setting for the transaction, then a statement that may ask for it.
#include "cases.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>

bool send_scoped(struct client *client)
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

void receive_scoped(struct client *client, int statement, const PGresult *result)
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
