#include "cases.h"
#include "values.h"

#include <stdio.h>

static const char one_item[] = "SELECT id, kind, code, note, at, score FROM item WHERE id = $1";
static const char many_items[] = "SELECT id, kind, code, note, at, score FROM item WHERE id <= $1";
static const char select_world[] = "SELECT id, randomnumber FROM world WHERE id = $1";
static const char update_world[] = "UPDATE world SET randomnumber = $2 WHERE id = $1";
static const char select_types[] =
    "SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, typdelim, "
    "typrelid, typelem, typarray FROM pg_type WHERE typtypmod = $1 AND typisdefined = $2";
static const char set_token[] = "SELECT set_config('app.token', $1, true)";
static const char select_record[] = "SELECT id, owner, code FROM record WHERE id = $1";
static const char select_guarded[] = "SELECT id, owner, code FROM guarded_record WHERE id = $1";

static const struct operation operations[] = {
    {"one-row", .statements = {one_item}, .send = send_one_row, .receive = receive_items},
    {"one-row-8", .statements = {one_item}, .send = send_one_row, .receive = receive_items},
    {"db", .statements = {select_world}, .send = send_db, .receive = receive_world},
    {"queries", .statements = {select_world}, .send = send_queries, .receive = receive_world},
    {"queries-batch", .pipelined = true, .statements = {select_world}, .send = send_queries_batch,
        .receive = receive_world},
    {"fortunes", .statements = {"SELECT id, message FROM fortune"}, .send = send_fortunes, .receive = receive_fortunes},
    {"updates", .statements = {select_world, update_world}, .send = send_updates, .receive = receive_world},
    {"updates-batch", .pipelined = true, .statements = {select_world, update_world}, .send = send_updates_batch,
        .receive = receive_world},
    {"magic-types", .statements = {select_types}, .send = send_types, .receive = receive_types},
    {"magic-series", .statements = {"SELECT i FROM generate_series(1, $1) AS i"}, .send = send_series,
        .receive = receive_integers},
    {"magic-bytes", .statements = {"SELECT value FROM binary_value"}, .send = send_without_parameters,
        .receive = receive_binary_values},
    {"magic-arrays", .statements = {"SELECT value FROM array_value"}, .send = send_without_parameters,
        .receive = receive_arrays},
    {"magic-copy", .send = send_copy_inserted, .receive = receive_row_count, .copy = copy_inserted},
    {"magic-batch", .pipelined = true, .statements = {"INSERT INTO inserted VALUES ($1, $2, $3, $4, $5, $6, $7)"},
        .send = send_inserts, .receive = receive_row_count},
    {"magic-one", .statements = {"SELECT 1+1"}, .send = send_without_parameters, .receive = receive_integers},
    {"rows-100k", .statements = {many_items}, .send = send_rows_100k, .receive = receive_items},
    {"rows-300k", .statements = {many_items}, .send = send_rows_300k, .receive = receive_items},
    {"rows-stream", .single_row = true, .statements = {many_items}, .send = send_rows_300k, .receive = receive_items},
    {"copy-in-1m", .send = send_copy_items, .receive = receive_row_count, .copy = copy_items},
    {"scoped", .pipelined = true, .statements = {set_token, select_record}, .send = send_scoped,
        .receive = receive_scoped},
    {"scoped-8", .pipelined = true, .statements = {set_token, select_record}, .send = send_scoped,
        .receive = receive_scoped},
    {"scoped-policy", .pipelined = true, .statements = {set_token, select_guarded}, .send = send_scoped,
        .receive = receive_scoped},
    {"scoped-policy-8", .pipelined = true, .statements = {set_token, select_guarded}, .send = send_scoped,
        .receive = receive_scoped},
    {"batch-100", .pipelined = true, .statements = {one_item}, .send = send_batch_100, .receive = receive_items},
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
