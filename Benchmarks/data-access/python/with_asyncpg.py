"""The cases with asyncpg on uvloop, in the ways that its manual shows."""

import shlex

import asyncpg
import uvloop

import shared

SELECT_ITEM = "SELECT id, kind, code, note, at, score FROM item WHERE "
SELECT_WORLD = "SELECT id, randomnumber FROM world WHERE id = $1"
UPDATE_WORLD = "UPDATE world SET randomnumber = $2 WHERE id = $1"
SET_TOKEN = "SELECT set_config('app.token', $1, true)"
SELECT_TYPES = (
    "SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, "
    "typdelim, typrelid, typelem, typarray FROM pg_type WHERE typtypmod = $1 AND typisdefined = $2"
)


async def one_row(client):
    client.took([await client.statements[0].fetchrow(client.draw_item_id())], shared.fold_item)


async def db(client):
    client.took([await client.statements[0].fetchrow(client.draw_world_id())], shared.fold_sum)


async def queries(client):
    for _ in range(shared.SELECTS_PER_OPERATION):
        await db(client)


async def queries_batch(client):
    client.took(await client.statements[0].fetchmany([(i,) for i in client.draw_world_ids()]), shared.fold_sum)


async def fortunes(client):
    rows = await client.statements[0].fetch()
    client.rows += len(rows)
    page = shared.fortunes_page(rows)
    if client.folding:
        client.check += shared.fold_page(page)


async def updates(client):
    ids, numbers = client.draw_updates()
    for i in ids:
        client.took([await client.statements[0].fetchrow(i)], shared.fold_sum)
    for i, number in zip(ids, numbers):
        await client.statements[1].fetch(i, number)
    if client.folding:
        client.check += sum(numbers)


async def updates_batch(client):
    ids, numbers = client.draw_updates()
    client.took(await client.statements[0].fetchmany([(i,) for i in ids]), shared.fold_sum)
    await client.statements[1].executemany(list(zip(ids, numbers)))
    if client.folding:
        client.check += sum(numbers)


def fetching(fold, *values):
    async def operation(client):
        client.took(await client.statements[0].fetch(*values), fold)

    return operation


async def rows_stream(client):
    async with client.connection.transaction():
        async for row in client.statements[0].cursor(300000, prefetch=1000):
            client.rows += 1
            if client.folding:
                client.check += shared.fold_item(row)


async def magic_copy(client):
    tag = await client.connection.copy_records_to_table("inserted", records=client.copied)
    client.took_count(int(tag.split()[1]))


async def magic_batch(client):
    await client.statements[0].executemany(client.inserted)
    client.took_count(len(client.inserted))


async def copy_items(client):
    await client.connection.execute("TRUNCATE load")
    tag = await client.connection.copy_records_to_table("load", records=shared.loaded_items())
    client.took_count(int(tag.split()[1]))


async def scoped(client):
    # asyncpg has no pipeline of different statements: this takes four round trips.
    i = client.draw_record_id()
    async with client.connection.transaction():
        token = await client.statements[0].fetchval(f"token-{i % 100}")
        row = await client.statements[1].fetchrow(i)
    if client.folding:
        client.check += len(token)
    client.took([row], shared.fold_record)


async def batch_100(client):
    client.took(await client.statements[0].fetchmany([(client.draw_item_id(),) for _ in range(100)]), shared.fold_item)


ONE_ITEM = SELECT_ITEM + "id = $1"
ITEMS = SELECT_ITEM + "id <= $1"
SCOPED = [SET_TOKEN, "SELECT id, owner, code FROM record WHERE id = $1"]
SCOPED_POLICY = [SET_TOKEN, "SELECT id, owner, code FROM guarded_record WHERE id = $1"]
CASES = {
    "one-row": ([ONE_ITEM], one_row),
    "one-row-8": ([ONE_ITEM], one_row),
    "db": ([SELECT_WORLD], db),
    "queries": ([SELECT_WORLD], queries),
    "queries-batch": ([SELECT_WORLD], queries_batch),
    "fortunes": (["SELECT id, message FROM fortune"], fortunes),
    "updates": ([SELECT_WORLD, UPDATE_WORLD], updates),
    "updates-batch": ([SELECT_WORLD, UPDATE_WORLD], updates_batch),
    "magic-types": ([SELECT_TYPES], fetching(shared.fold_type, -1, True)),
    "magic-series": (["SELECT i FROM generate_series(1, $1) AS i"], fetching(shared.fold_sum, 1000)),
    "magic-bytes": (["SELECT value FROM binary_value"], fetching(shared.fold_bytes)),
    "magic-arrays": (["SELECT value FROM array_value"], fetching(shared.fold_array)),
    "magic-copy": ([], magic_copy),
    "magic-batch": (["INSERT INTO inserted VALUES ($1, $2, $3, $4, $5, $6, $7)"], magic_batch),
    "magic-one": (["SELECT 1+1"], fetching(shared.fold_sum)),
    "rows-100k": ([ITEMS], fetching(shared.fold_item, 100000)),
    "rows-300k": ([ITEMS], fetching(shared.fold_item, 300000)),
    "rows-stream": ([ITEMS], rows_stream),
    "copy-in-1m": ([], copy_items),
    "scoped": (SCOPED, scoped),
    "scoped-8": (SCOPED, scoped),
    "scoped-policy": (SCOPED_POLICY, scoped),
    "scoped-policy-8": (SCOPED_POLICY, scoped),
    "batch-100": ([ONE_ITEM], batch_100),
}


async def main():
    chosen = shared.options()
    words = dict(word.split("=", 1) for word in shlex.split(chosen.conninfo))
    statements, operation = CASES[chosen.case]
    clients = []
    for index in range(chosen.connections):
        client = shared.Client(index, chosen.connections)
        client.connection = await asyncpg.connect(host=words["host"], user=words["user"], database=words["dbname"])
        client.statements = [await client.connection.prepare(statement) for statement in statements]
        client.copied = [shared.COPIED_ROW] * 10000
        client.inserted = [shared.COPIED_ROW] * 1000
        clients.append(client)
    version = f"asyncpg {asyncpg.__version__}, uvloop {uvloop.__version__}"
    await shared.run("asyncpg", version, chosen, clients, operation)
    for client in clients:
        await client.connection.close()


uvloop.run(main())
