// The floor: every connection on one loop of one thread.
#include "operations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

struct watched {
    struct client client;
    /// Statements of this step whose results have ended.
    int statement;
    bool copying, wants_to_write;
    long operations;
    double started;
};

struct loop {
    int descriptor;
    const struct operation *operation;
    struct samples samples;
    /// Operations a connection may begin; in the timed part there is no such limit.
    long limit;
    double until, finished;
    int active;
};

static void flush(struct loop *loop, struct watched *watched)
{
    int unsent = PQflush(watched->client.connection);
    if (unsent < 0)
        fail("%s", PQerrorMessage(watched->client.connection));
    bool wants_to_write = unsent > 0;
    if (wants_to_write == watched->wants_to_write)
        return;
    watched->wants_to_write = wants_to_write;
    struct epoll_event event = {.events = EPOLLIN | (wants_to_write ? EPOLLOUT : 0), .data.ptr = watched};
    if (epoll_ctl(loop->descriptor, EPOLL_CTL_MOD, PQsocket(watched->client.connection), &event))
        fail("epoll_ctl: %s", strerror(errno));
}

// Sends the step in hand; false when the operation is over.
static bool send_step(struct loop *loop, struct watched *watched)
{
    if (!loop->operation->send(&watched->client))
        return false;
    watched->statement = 0;
    PGconn *connection = watched->client.connection;
    if (loop->operation->pipelined && !PQpipelineSync(connection))
        fail("%s", PQerrorMessage(connection));
    if (loop->operation->single_row && !PQsetSingleRowMode(connection))
        fail("single-row mode was refused");
    flush(loop, watched);
    return true;
}

static void begin(struct loop *loop, struct watched *watched)
{
    watched->client.step = 0;
    watched->operations++;
    send_step(loop, watched);
}

static void end_step(struct loop *loop, struct watched *watched)
{
    watched->client.step++;
    if (send_step(loop, watched))
        return;
    double time = now();
    samples_add(&loop->samples, time - watched->started);
    watched->started = time;
    if (loop->limit ? watched->operations < loop->limit : time < loop->until) {
        begin(loop, watched);
    } else {
        loop->active--;
        loop->finished = time;
    }
}

static void put_copy(struct loop *loop, struct watched *watched)
{
    // The socket may take everything between the copy's last look and this one; then no event would call again.
    do {
        watched->copying = !loop->operation->copy(&watched->client);
        flush(loop, watched);
    } while (watched->copying && !watched->wants_to_write);
}

// Takes what has arrived. True when the step is over.
static bool take(struct loop *loop, struct watched *watched)
{
    struct client *client = &watched->client;
    while (!PQisBusy(client->connection)) {
        PGresult *result = PQgetResult(client->connection);
        if (!result) {
            if (!loop->operation->pipelined)
                return true;
            watched->statement++;
            continue;
        }
        ExecStatusType status = PQresultStatus(result);
        switch (status) {
        case PGRES_TUPLES_OK:
        case PGRES_SINGLE_TUPLE:
        case PGRES_COMMAND_OK:
            loop->operation->receive(client, watched->statement, result);
            break;
        case PGRES_COPY_IN:
        case PGRES_PIPELINE_SYNC:
            break;
        default:
            fail("%s", PQerrorMessage(client->connection));
        }
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC)
            return true;
        if (status == PGRES_COPY_IN) {
            put_copy(loop, watched);
            // Until the data has gone out PQgetResult says COPY_IN again and again.
            if (watched->copying)
                return false;
        }
    }
    return false;
}

static void run(struct loop *loop, struct watched *all, int count)
{
    loop->active = count;
    for (int at = 0; at < count; at++) {
        all[at].operations = 0;
        all[at].started = now();
        begin(loop, &all[at]);
    }
    struct epoll_event events[64];
    while (loop->active > 0) {
        int ready = epoll_wait(loop->descriptor, events, 64, -1);
        if (ready < 0 && errno != EINTR)
            fail("epoll_wait: %s", strerror(errno));
        for (int at = 0; at < ready; at++) {
            struct watched *watched = events[at].data.ptr;
            if (events[at].events & EPOLLOUT) {
                if (watched->copying)
                    put_copy(loop, watched);
                else
                    flush(loop, watched);
            }
            if (!(events[at].events & ~(unsigned)EPOLLOUT))
                continue;
            if (!PQconsumeInput(watched->client.connection))
                fail("%s", PQerrorMessage(watched->client.connection));
            if (!watched->copying && take(loop, watched))
                end_step(loop, watched);
        }
    }
}

int main(int count, char **arguments)
{
    struct options options = options_read(count, arguments);
    struct loop loop = {.descriptor = epoll_create1(EPOLL_CLOEXEC), .operation = operation_named(options.name)};
    struct watched *all = calloc((size_t)options.connections, sizeof *all);
    if (loop.descriptor < 0 || !all)
        fail("no loop");
    for (int at = 0; at < options.connections; at++) {
        client_open(&all[at].client, loop.operation, &options, at);
        PQsetnonblocking(all[at].client.connection, 1);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[at]};
        if (epoll_ctl(loop.descriptor, EPOLL_CTL_ADD, PQsocket(all[at].client.connection), &event))
            fail("epoll_ctl: %s", strerror(errno));
        all[at].client.folding = true;
    }
    if (options.warm_up > 0) {
        loop.limit = options.warm_up;
        run(&loop, all, options.connections);
    }
    int64_t check = 0;
    for (int at = 0; at < options.connections; at++) {
        check += all[at].client.check;
        all[at].client.folding = false;
        all[at].client.rows = 0;
    }
    loop.samples.count = 0;
    loop.limit = 0;
    double start = now();
    loop.until = start + options.seconds;
    run(&loop, all, options.connections);
    long rows = 0;
    for (int at = 0; at < options.connections; at++) {
        rows += all[at].client.rows;
        PQfinish(all[at].client.connection);
    }
    print_result("c-epoll", &options, loop.finished - start, rows, check, &loop.samples);
    free(all);
    return 0;
}
