"""What the Python programs share: options, random numbers, checks, rows to load, and the line of results."""

import argparse
import asyncio
import datetime
import html
import json
import time

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
SELECTS_PER_OPERATION = 20
COPIED_ROW = (10, 11, 10, "TESTTESTTEST", 10.333, 12341234, "123412341234")


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("case")
    parser.add_argument("--conninfo", default="")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--warm-up", type=int, default=1)
    return parser.parse_args()


class Client:
    """One connection and where it stands. During warm-up every value read goes into the check."""

    def __init__(self, index, connections):
        self.index = index
        self.connections = connections
        self.state = 42 + index
        self.folding = True
        self.check = 0
        self.rows = 0

    def draw(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state >> 8

    def draw_item_id(self):
        return 1 + self.draw() % 100000

    def draw_record_id(self):
        return 1 + self.draw() % 10000

    def draw_world_id(self):
        return 1 + self.draw() % (10000 // self.connections) * self.connections + self.index

    def draw_world_ids(self):
        return [self.draw_world_id() for _ in range(SELECTS_PER_OPERATION)]

    def draw_updates(self):
        ids = self.draw_world_ids()
        return ids, [1 + self.draw() % 10000 for _ in ids]

    def took(self, rows, fold):
        self.rows += len(rows)
        if self.folding:
            self.check += sum(map(fold, rows))

    def took_count(self, count):
        self.rows += count
        if self.folding:
            self.check += count


def fold_item(row):
    identifier, kind, code, note, at, score = row
    return (
        identifier
        + kind
        + len(code.encode())
        + ord(code[-1])
        + (-1 if note is None else len(note.encode()))
        + (at - EPOCH) // MICROSECOND % 1000003
        + int(score * 4)
    )


def fold_sum(row):
    return sum(row)


def fold_bytes(row):
    value = row[0]
    return len(value) + value[0] + value[-1]


def fold_array(row):
    return sum(row[0])


def fold_type(row):
    # The type "char" comes as one byte from one library and as one character from the other.
    numbers = (ord(value) if isinstance(value, (bytes, str)) else int(value) for value in row[1:])
    return len(row[0].encode()) + sum(numbers)


def fold_record(row):
    identifier, owner, code = row
    return identifier + owner + len(code.encode())


def fortunes_page(rows):
    fortunes = [(row[0], row[1]) for row in rows]
    fortunes.append((0, "Additional fortune added at request time."))
    fortunes.sort(key=lambda fortune: fortune[1])
    body = "".join(f"<tr><td>{identifier}</td><td>{html.escape(message)}</td></tr>" for identifier, message in fortunes)
    return (
        "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>"
        f"{body}</table></body></html>"
    ).encode()


def fold_page(page):
    value = 0
    for byte in page:
        value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def item_templates():
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    return [
        (i % 97, f"code{i:08}", f"note {i:.>35}" if i % 3 else None, start + i * 1000001 * MICROSECOND, i * 0.25)
        for i in range(1000)
    ]


def loaded_items():
    templates = item_templates()
    for i in range(1, 1000001):
        yield (i, *templates[i % 1000])


def peak_kib():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def print_result(program, version, chosen, seconds, clients, check, samples):
    samples.sort()
    print(
        json.dumps(
            {
                "case": chosen.case,
                "program": program,
                "version": version,
                "operations": len(samples),
                "seconds": round(seconds, 6),
                "rows": sum(client.rows for client in clients),
                "peak_kib": peak_kib(),
                "p50_us": round(samples[len(samples) // 2] * 1e6, 1),
                "p99_us": round(samples[len(samples) * 99 // 100] * 1e6, 1),
                "check": check,
            }
        )
    )


def end_warm_up(clients):
    """The check of all connections; what follows is only counted."""
    check = sum(client.check for client in clients)
    for client in clients:
        client.folding = False
        client.rows = 0
    return check


def run_blocking(program, version, chosen, client, operation):
    for _ in range(chosen.warm_up):
        operation(client)
    check = end_warm_up([client])
    samples = []
    start = last = time.perf_counter()
    while last - start < chosen.seconds:
        operation(client)
        finished = time.perf_counter()
        samples.append(finished - last)
        last = finished
    print_result(program, version, chosen, last - start, [client], check, samples)


async def run(program, version, chosen, clients, operation):
    async def warm_up(client):
        for _ in range(chosen.warm_up):
            await operation(client)

    await asyncio.gather(*map(warm_up, clients))
    check = end_warm_up(clients)
    samples = []
    start = time.perf_counter()

    async def measure(client):
        last = start
        while last - start < chosen.seconds:
            await operation(client)
            finished = time.perf_counter()
            samples.append(finished - last)
            last = finished

    await asyncio.gather(*map(measure, clients))
    print_result(program, version, chosen, time.perf_counter() - start, clients, check, samples)
