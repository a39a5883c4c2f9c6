"""The cases: what each measures, how often it is warmed up, and what the server says a program must have read."""

from dataclasses import dataclass

MAKE_WORLD = (
    "TRUNCATE world",
    "INSERT INTO world SELECT i, 1 + i * 7919 % 10000 FROM generate_series(1, 10000) AS i",
    "VACUUM ANALYZE world",
)


# The statements of expected checks may use connections, and warm_up: the operations of a connection before the clock.
def drawn(turns):
    return f"generate_series(0, {{connections}} - 1) AS connection, draws(connection, {{warm_up}} * {turns}) AS drawn"


def items_drawn(turns):
    return f"SELECT sum(item_check(item)) FROM {drawn(turns)}, item WHERE item.id = 1 + drawn.value % 100000"


def worlds_drawn(turns):
    return (
        f"SELECT sum(id + randomnumber) FROM {drawn(turns)}, world "
        "WHERE id = 1 + drawn.value % (10000 / {connections}) * {connections} + connection"
    )


RECORDS_DRAWN = (
    f"SELECT sum(id + owner + octet_length(code) + octet_length('token-' || owner)) FROM {drawn(1)}, record "
    "WHERE id = 1 + drawn.value % 10000"
)
TIMES = " * {connections} * {warm_up}"
FORTUNES_PAGE = """
WITH RECURSIVE page AS (
    SELECT convert_to(
        '<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>'
        || string_agg(
            format('<tr><td>%s</td><td>%s</td></tr>', id,
                replace(replace(replace(replace(replace(message, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
                    '"', '&quot;'), '''', '&#x27;')),
            '' ORDER BY message COLLATE "C")
        || '</table></body></html>', 'UTF8') AS bytes
    FROM (TABLE fortune UNION ALL SELECT 0, 'Additional fortune added at request time.') AS fortune
),
hash (at, value) AS (
    SELECT 0, 0::int8
    UNION ALL
    SELECT at + 1, (value * 31 + get_byte(bytes, at)) % 4294967296 FROM hash, page WHERE at < length(bytes)
)
SELECT value""" + TIMES + " FROM hash ORDER BY at DESC LIMIT 1"
TYPES_READ = (
    "SELECT sum(octet_length(typname::text) + typnamespace::int8 + typowner::int8 + typlen + typbyval::int + "
    "ascii(typcategory::text) + typispreferred::int + typisdefined::int + ascii(typdelim::text) + typrelid::int8 + "
    "typelem::int8 + typarray::int8)" + TIMES + " FROM pg_type WHERE typtypmod = -1 AND typisdefined"
)
ITEMS_READ = "SELECT sum(item_check(item)) * {warm_up} FROM item"
BYTES_READ = f"SELECT sum(length(value) + get_byte(value, 0) + get_byte(value, 999)){TIMES} FROM binary_value"
ARRAYS_READ = f"SELECT sum(number){TIMES} FROM array_value, unnest(value) AS number"
INSERTING = {
    "before": ("TRUNCATE inserted",),
    "held": (
        "SELECT count(*), count(*) FILTER (WHERE inserted = "
        "ROW(10, 11, 10, 'TESTTESTTEST', 10.333, 12341234, '123412341234')::inserted) FROM inserted"
    ),
    "held_expected": "SELECT {rows}, {rows}",
}
# Row i of a million is the template i % 1000 with the key i.
LOADED = """
SELECT i, j % 97, 'code' || lpad(j::text, 8, '0'), CASE WHEN j % 3 <> 0 THEN 'note ' || lpad(j::text, 35, '.') END,
    timestamptz '2020-01-01 00:00:00Z' + j * interval '1000001 microseconds', j * 0.25::float8
FROM generate_series(1, 1000000) AS i, LATERAL (SELECT i % 1000) AS template (j)"""
LOADED_DIGEST = "SELECT count(*), sum(hash_record_extended(load, 0)) FROM "
LOADING = {"floor": "psql", "held": LOADED_DIGEST + "load", "held_expected": f"{LOADED_DIGEST} ({LOADED}) AS load"}


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    connections: int
    warm_up: int
    # Rows of one operation; None where the catalog of the server decides.
    rows: object
    # A statement whose one value is what all programs must report as their check.
    expected: object
    floor: str = "c-epoll"
    # Statements before each run.
    before: tuple = ()
    # What the table holds after a run, and what it must: the second may use rows, all those that the program wrote.
    held: str = ""
    held_expected: str = ""


def updated(case, warm_up):
    """A model in place of a statement: what is read depends on what was written before, by the same connection."""
    world = {i: 1 + i * 7919 % 10000 for i in range(1, 10001)}
    check = 0
    for connection in range(case.connections):
        state = 42 + connection

        def draw():
            nonlocal state
            state = (state * 1103515245 + 12345) % 2**31
            return state >> 8

        for _ in range(warm_up):
            keys = [1 + draw() % (10000 // case.connections) * case.connections + connection for _ in range(20)]
            numbers = [1 + draw() % 10000 for _ in keys]
            check += sum(keys) + sum(world[key] for key in keys) + sum(numbers)
            world.update(zip(keys, numbers))
    return check


CASES = (
    Case("one-row", "one prepared row of 6 columns by key, 1 connection", 1, 2000, 1, items_drawn(1)),
    Case("one-row-8", "the same, 8 connections", 8, 500, 1, items_drawn(1)),
    Case("db", "TechEmpower db", 8, 500, 1, worlds_drawn(1)),
    Case("queries", "TechEmpower queries: 20 selects, 20 round trips", 8, 20, 20, worlds_drawn(20)),
    Case("queries-batch", "TechEmpower queries: 20 selects in one batch", 8, 50, 20, worlds_drawn(20)),
    Case("fortunes", "TechEmpower fortunes: 12 rows + 1, sorted, escaped", 8, 100, 12, FORTUNES_PAGE),
    Case("updates", "TechEmpower updates: 20 read, 20 written, 40 round trips", 8, 10, 20, updated, before=MAKE_WORLD),
    Case("updates-batch", "TechEmpower updates in two batches", 8, 10, 20, updated, before=MAKE_WORLD),
    Case("magic-types", "MagicStack 1: 12 columns of pg_type", 10, 5, None, TYPES_READ),
    Case("magic-series", "MagicStack 2: generate_series of 1,000", 10, 10, 1000, "SELECT 500500" + TIMES),
    Case("magic-bytes", "MagicStack 3: 100 rows of 1,000 bytes", 10, 20, 100, BYTES_READ),
    Case("magic-arrays", "MagicStack 4: 100 rows of 100 integers", 10, 10, 100, ARRAYS_READ),
    Case("magic-copy", "MagicStack 5: COPY in of 10,000 rows", 10, 1, 10000, "SELECT 10000" + TIMES, **INSERTING),
    Case("magic-batch", "MagicStack 6: 1,000 inserts in one batch", 10, 2, 1000, "SELECT 1000" + TIMES, **INSERTING),
    Case("magic-one", "MagicStack 7: SELECT 1+1", 10, 500, 1, "SELECT 2" + TIMES),
    Case("rows-100k", "100,000 rows × 6 columns into structs", 1, 2, 100000, ITEMS_READ + " WHERE id <= 100000"),
    Case("rows-300k", "300,000 rows × 6 columns into structs", 1, 1, 300000, ITEMS_READ),
    Case("rows-stream", "the same 300,000 rows one at a time", 1, 1, 300000, ITEMS_READ),
    Case("copy-in-1m", "COPY in of 1,000,000 rows × 6 columns", 1, 1, 1000000, "SELECT 1000000" + TIMES, **LOADING),
    Case("scoped", "token + statement + Sync, 1 connection", 1, 1000, 1, RECORDS_DRAWN),
    Case("scoped-8", "the same, 8 connections", 8, 200, 1, RECORDS_DRAWN),
    Case("scoped-policy", "token + statement under a row policy, 1 connection", 1, 1000, 1, RECORDS_DRAWN),
    Case("scoped-policy-8", "the same, 8 connections", 8, 200, 1, RECORDS_DRAWN),
    Case("batch-100", "100 prepared statements in one batch", 1, 20, 100, items_drawn(100)),
)
