-- The tables of the benchmark, in a database of their own. Every value follows from the key, so that the server can say
-- what a program must have read.

-- The wide row: one by key, 100,000 and 300,000 of them, and what COPY brings in.
CREATE TABLE item (
    id    int8        PRIMARY KEY,
    kind  int4        NOT NULL,
    code  text        NOT NULL,
    note  text,
    at    timestamptz NOT NULL,
    score float8      NOT NULL
);
INSERT INTO item
SELECT
    i,
    i % 97,
    'code' || lpad(i::text, 8, '0'),
    CASE WHEN i % 3 <> 0 THEN 'note ' || lpad(i::text, 35, '.') END,
    timestamptz '2020-01-01 00:00:00Z' + i * interval '1000001 microseconds',
    (i % 1000) * 0.25
FROM generate_series(1, 300000) AS i;

CREATE TABLE load (LIKE item);

-- What a program adds to its check for a row of item.
CREATE FUNCTION item_check(row_of_item item) RETURNS int8 LANGUAGE sql IMMUTABLE
RETURN (row_of_item).id + (row_of_item).kind + octet_length((row_of_item).code) + ascii(right((row_of_item).code, 1))
    + coalesce(octet_length((row_of_item).note), -1)
    + (extract(epoch FROM (row_of_item).at) * 1000000)::int8 % 1000003 + ((row_of_item).score * 4)::int8;

-- The random numbers of every program: connection c starts at 42 + c, and each turn gives 23 bits.
CREATE FUNCTION draws(connection int8, turns int8) RETURNS TABLE (turn int8, value int8) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    WITH RECURSIVE generator (turn, state) AS (
        SELECT 0::int8, 42 + connection
        UNION ALL
        SELECT turn + 1, (state * 1103515245 + 12345) % 2147483648 FROM generator WHERE turn < turns
    )
    SELECT turn, state >> 8 FROM generator WHERE turn > 0;
END;

-- TechEmpower Framework Benchmarks: the tables world and fortune.
CREATE TABLE fortune (
    id      int4          PRIMARY KEY,
    message varchar(2048) NOT NULL
);
INSERT INTO fortune VALUES
    (1, 'fortune: No such file or directory'),
    (2, 'A computer scientist is someone who fixes things that aren''t broken.'),
    (3, 'After enough decimal places, nobody gives a damn.'),
    (4, 'A bad random number generator: 1, 1, 1, 1, 1, 4.33e+67, 1, 1, 1'),
    (5, 'A computer program does what you tell it to do, not what you want it to do.'),
    (6, 'Emacs is a nice operating system, but I prefer UNIX. — Tom Christaensen'),
    (7, 'Any program that runs right is obsolete.'),
    (8, 'A list is only as strong as its weakest link. — Donald Knuth'),
    (9, 'Feature: A bug with seniority.'),
    (10, 'Computers make very fast, very accurate mistakes.'),
    (11, '<script>alert("This should not be displayed in a browser alert box.");</script>'),
    (12, 'フレームワークのベンチマーク');

-- Made anew before each run that changes it: dead rows left by one program must not slow down the next.
CREATE TABLE world (
    id           int4 PRIMARY KEY,
    randomnumber int4 NOT NULL DEFAULT 0
);
INSERT INTO world SELECT i, 1 + i * 7919 % 10000 FROM generate_series(1, 10000) AS i;

-- MagicStack's pgbench: the rows of its queries 3 to 6.
CREATE TABLE binary_value (value bytea NOT NULL);
INSERT INTO binary_value SELECT decode(repeat(lpad(to_hex(i), 2, '0'), 1000), 'hex') FROM generate_series(1, 100) AS i;
CREATE TABLE array_value (value int4[] NOT NULL);
INSERT INTO array_value
SELECT ARRAY(SELECT i * 100 + j FROM generate_series(1, 100) AS j) FROM generate_series(1, 100) AS i;
CREATE TABLE inserted (a int4, b int4, c int4, d text, e float8, f int4, g text);

-- A request that acts for somebody: the same rows without and with a policy that asks whose token it is.
CREATE TABLE record (
    id    int8 PRIMARY KEY,
    owner int4 NOT NULL,
    code  text NOT NULL
);
INSERT INTO record SELECT i, i % 100, 'code' || lpad(i::text, 8, '0') FROM generate_series(1, 10000) AS i;
CREATE TABLE guarded_record (LIKE record INCLUDING ALL);
INSERT INTO guarded_record TABLE record;
CREATE TABLE session (
    token text PRIMARY KEY,
    owner int4 NOT NULL
);
INSERT INTO session SELECT 'token-' || i, i FROM generate_series(0, 99) AS i;
CREATE FUNCTION session_owner() RETURNS int4 LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT owner FROM session WHERE token = current_setting('app.token', true);
END;
ALTER TABLE guarded_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner_reads_own ON guarded_record USING (owner = (SELECT session_owner()));

-- The programs are not the owner, whom no policy holds back.
CREATE ROLE client LOGIN;
GRANT ALL ON ALL TABLES IN SCHEMA public TO client;
VACUUM ANALYZE;
