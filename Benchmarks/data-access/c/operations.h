// The operations of the cases, apart from how a program waits: epoll.c and blocking.c drive the same ones.
#pragma once

#include "program.h"

#include <libpq-fe.h>

enum { selects_per_operation = 20 };

struct client {
    PGconn *connection;
    int index, connections;
    uint32_t random;
    /// Steps of the operation in hand that were sent; a step is what goes out before the next wait.
    int step;
    /// Rows that this step has still to put into a COPY, and where it stands.
    long copy_total, copy_done;
    long rows;
    /// During warm-up every value read goes into the check.
    bool folding;
    int64_t check;
    int32_t ids[selects_per_operation], numbers[selects_per_operation];
};

struct operation {
    const char *name;
    /// Statements go out in pipeline mode, with one Sync a step.
    bool pipelined;
    /// Rows are handed over one at a time.
    bool single_row;
    /// Prepared as s0, s1 …; ended by NULL.
    const char *statements[3];
    /// Sends the step `client->step`; false when the operation has no such step.
    bool (*send)(struct client *client);
    /// Takes one result of the step; `statement` counts within the step.
    void (*receive)(struct client *client, int statement, const PGresult *result);
    /// Puts rows until all are in (true) or the socket takes no more (false). Only for COPY.
    bool (*copy)(struct client *client);
};

const struct operation *operation_named(const char *name);

/// Connects and prepares.
void client_open(struct client *client, const struct operation *operation, const struct options *options, int index);
