"""The cases with psycopg 3, binary and prepared: blocking on one connection, on uvloop with several."""

import psycopg
import uvloop

import shared

SELECT_ITEM = "SELECT id, kind, code, note, at, score FROM item WHERE "
ONE_ITEM = SELECT_ITEM + "id = %b"
ITEMS = SELECT_ITEM + "id <= %b"
SELECT_WORLD = "SELECT id, randomnumber FROM world WHERE id = %b"
UPDATE_WORLD = "UPDATE world SET randomnumber = %b WHERE id = %b"
SET_TOKEN = "SELECT set_config('app.token', %b, true)"
SELECT_TYPES = (
    "SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, "
    "typdelim, typrelid, typelem, typarray FROM pg_type WHERE typtypmod = %b AND typisdefined = %b"
)
COPIED_TYPES = ["int4", "int4", "int4", "text", "float8", "int4", "text"]
ITEM_TYPES = ["int8", "int4", "text", "text", "timestamptz", "float8"]
# Rows at a time while streaming: with libpq 17 and later more than one.
CHUNK = 1000 if psycopg.capabilities.has_stream_chunked() else 1
INSERT = "INSERT INTO inserted VALUES (%b, %b, %b, %b, %b, %b, %b)"


def one_row(client):
    client.cursor.execute(ONE_ITEM, (client.draw_item_id(),))
    client.took([client.cursor.fetchone()], shared.fold_item)


def rows(limit):
    def operation(client):
        client.cursor.execute(ITEMS, (limit,))
        client.took(client.cursor.fetchall(), shared.fold_item)

    return operation


def rows_stream(client):
    # stream() takes its format from its argument and not from the cursor.
    for row in client.cursor.stream(ITEMS, (300000,), binary=True, size=CHUNK):
        client.rows += 1
        if client.folding:
            client.check += shared.fold_item(row)


def copy_items(client):
    client.cursor.execute("TRUNCATE load")
    with client.cursor.copy("COPY load FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(ITEM_TYPES)
        for row in shared.loaded_items():
            copy.write_row(row)
    client.took_count(client.cursor.rowcount)


def scoped(table):
    select = f"SELECT id, owner, code FROM {table} WHERE id = %b"

    def operation(client):
        i = client.draw_record_id()
        with client.connection.pipeline():
            client.cursor.execute(SET_TOKEN, (f"token-{i % 100}",))
            client.second_cursor.execute(select, (i,))
        if client.folding:
            client.check += len(client.cursor.fetchone()[0])
        client.took([client.second_cursor.fetchone()], shared.fold_record)

    return operation


def batch_100(client):
    client.cursor.executemany(ONE_ITEM, [(client.draw_item_id(),) for _ in range(100)], returning=True)
    found = []
    more = True
    while more:
        found.append(client.cursor.fetchone())
        more = client.cursor.nextset()
    client.took(found, shared.fold_item)


async def several_one_row(client):
    await client.cursor.execute(ONE_ITEM, (client.draw_item_id(),))
    client.took([await client.cursor.fetchone()], shared.fold_item)


async def select_world(client, i):
    await client.cursor.execute(SELECT_WORLD, (i,))
    client.took([await client.cursor.fetchone()], shared.fold_sum)


async def select_worlds(client, ids):
    await client.cursor.executemany(SELECT_WORLD, [(i,) for i in ids], returning=True)
    found = []
    more = True
    while more:
        found.append(await client.cursor.fetchone())
        more = client.cursor.nextset()
    client.took(found, shared.fold_sum)


async def db(client):
    await select_world(client, client.draw_world_id())


async def queries(client):
    for _ in range(shared.SELECTS_PER_OPERATION):
        await db(client)


async def queries_batch(client):
    await select_worlds(client, client.draw_world_ids())


async def fortunes(client):
    await client.cursor.execute("SELECT id, message FROM fortune")
    found = await client.cursor.fetchall()
    client.rows += len(found)
    page = shared.fortunes_page(found)
    if client.folding:
        client.check += shared.fold_page(page)


async def updates(client):
    ids, numbers = client.draw_updates()
    for i in ids:
        await select_world(client, i)
    for i, number in zip(ids, numbers):
        await client.cursor.execute(UPDATE_WORLD, (number, i))
    if client.folding:
        client.check += sum(numbers)


async def updates_batch(client):
    ids, numbers = client.draw_updates()
    await select_worlds(client, ids)
    await client.cursor.executemany(UPDATE_WORLD, list(zip(numbers, ids)))
    if client.folding:
        client.check += sum(numbers)


def fetching(statement, fold, *values):
    async def operation(client):
        await client.cursor.execute(statement, values)
        client.took(await client.cursor.fetchall(), fold)

    return operation


async def magic_copy(client):
    async with client.cursor.copy("COPY inserted FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(COPIED_TYPES)
        for row in client.copied:
            await copy.write_row(row)
    client.took_count(client.cursor.rowcount)


async def magic_batch(client):
    await client.cursor.executemany(INSERT, client.inserted)
    client.took_count(client.cursor.rowcount)


def several_scoped(table):
    select = f"SELECT id, owner, code FROM {table} WHERE id = %b"

    async def operation(client):
        i = client.draw_record_id()
        async with client.connection.pipeline():
            await client.cursor.execute(SET_TOKEN, (f"token-{i % 100}",))
            await client.second_cursor.execute(select, (i,))
        if client.folding:
            client.check += len((await client.cursor.fetchone())[0])
        client.took([await client.second_cursor.fetchone()], shared.fold_record)

    return operation


ONE_CONNECTION = {
    "one-row": one_row,
    "rows-100k": rows(100000),
    "rows-300k": rows(300000),
    "rows-stream": rows_stream,
    "copy-in-1m": copy_items,
    "scoped": scoped("record"),
    "scoped-policy": scoped("guarded_record"),
    "batch-100": batch_100,
}
SEVERAL_CONNECTIONS = {
    "one-row-8": several_one_row,
    "db": db,
    "queries": queries,
    "queries-batch": queries_batch,
    "fortunes": fortunes,
    "updates": updates,
    "updates-batch": updates_batch,
    "magic-types": fetching(SELECT_TYPES, shared.fold_type, -1, True),
    "magic-series": fetching("SELECT i FROM generate_series(1, %b::int4) AS i", shared.fold_sum, 1000),
    "magic-bytes": fetching("SELECT value FROM binary_value", shared.fold_bytes),
    "magic-arrays": fetching("SELECT value FROM array_value", shared.fold_array),
    "magic-copy": magic_copy,
    "magic-batch": magic_batch,
    "magic-one": fetching("SELECT 1+1", shared.fold_sum),
    "scoped-8": several_scoped("record"),
    "scoped-policy-8": several_scoped("guarded_record"),
}
LIBPQ = psycopg.pq.version()
VERSION = f"psycopg {psycopg.__version__} ({psycopg.pq.__impl__}, libpq {LIBPQ // 10000}.{LIBPQ % 10000})"


def equip(client, connection):
    connection.prepare_threshold = 0
    client.connection = connection
    client.cursor = connection.cursor(binary=True)
    client.second_cursor = connection.cursor(binary=True)
    client.copied = [shared.COPIED_ROW] * 10000
    client.inserted = [shared.COPIED_ROW] * 1000


async def several(chosen):
    clients = []
    for index in range(chosen.connections):
        client = shared.Client(index, chosen.connections)
        equip(client, await psycopg.AsyncConnection.connect(chosen.conninfo, autocommit=True))
        clients.append(client)
    await shared.run("psycopg", VERSION, chosen, clients, SEVERAL_CONNECTIONS[chosen.case])
    for client in clients:
        await client.connection.close()


def one(chosen):
    client = shared.Client(0, 1)
    with psycopg.connect(chosen.conninfo, autocommit=True) as connection:
        equip(client, connection)
        shared.run_blocking("psycopg", VERSION, chosen, client, ONE_CONNECTION[chosen.case])


def main():
    chosen = shared.options()
    if chosen.case in ONE_CONNECTION:
        one(chosen)
    else:
        uvloop.run(several(chosen))


main()
