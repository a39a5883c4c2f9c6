// The floor without a loop: one connection, and libpq waits by itself. It sends and awaits what PQexecPrepared would.
#include "operations.h"

#include <stdlib.h>

static void take(struct client *client, const struct operation *operation, int statement, PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COPY_IN:
        while (!operation->copy(client)) { }
        break;
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_COMMAND_OK:
        operation->receive(client, statement, result);
        break;
    default:
        fail("%s", PQerrorMessage(client->connection));
    }
    PQclear(result);
}

static void run(struct client *client, const struct operation *operation)
{
    for (client->step = 0; operation->send(client); client->step++) {
        PGconn *connection = client->connection;
        PGresult *result;
        if (operation->single_row && !PQsetSingleRowMode(connection))
            fail("single-row mode was refused");
        if (!operation->pipelined) {
            while ((result = PQgetResult(connection)))
                take(client, operation, 0, result);
            continue;
        }
        if (!PQpipelineSync(connection))
            fail("%s", PQerrorMessage(connection));
        for (int statement = 0;;) {
            result = PQgetResult(connection);
            if (!result) {
                statement++;
            } else if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
                PQclear(result);
                break;
            } else {
                take(client, operation, statement, result);
            }
        }
    }
}

int main(int count, char **arguments)
{
    struct options options = options_read(count, arguments);
    if (options.connections != 1)
        fail("the blocking program has one connection");
    const struct operation *operation = operation_named(options.name);
    struct client client;
    struct samples samples = {0};
    client_open(&client, operation, &options, 0);
    client.folding = true;
    for (long turn = 0; turn < options.warm_up; turn++)
        run(&client, operation);
    client.folding = false;
    client.rows = 0;
    double start = now(), last = start;
    while (last - start < options.seconds) {
        run(&client, operation);
        double finished = now();
        samples_add(&samples, finished - last);
        last = finished;
    }
    print_result("c-blocking", &options, last - start, client.rows, client.check, &samples);
    PQfinish(client.connection);
    return 0;
}
