"""Runs every case with every program in interleaved rounds, compares what they read, and reports."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import build
import report
from cases import CASES, LOADED
from cluster import Cluster


@dataclass(frozen=True)
class Program:
    name: str
    title: str
    # Returns the command, or raises Unavailable.
    find: object
    runs: object = lambda case: True


# A program is called as COMMAND CASE --conninfo TEXT --seconds S --connections N --warm-up N. Each connection does N
# operations before the clock, as a warm-up, and adds every value that it reads there to the check; then operations are
# begun until S seconds are over. It prints one JSON object on one line: case, program, version (of what it measures),
# operations and rows (since the clock was started), seconds (until the last operation has ended), peak_kib (VmHWM),
# p50_us and p99_us (latency of one operation), check.
PROGRAMS = (
    Program("c-epoll", "C, epoll", lambda: build.build_c("epoll")),
    Program("c-blocking", "C, blocking", lambda: build.build_c("blocking"), lambda case: case.connections == 1),
    Program("psql", "psql", build.build_psql, lambda case: case.name == "copy-in-1m"),
    Program("swift", "Nuanxin", build.find_swift),
    Program("tokio-postgres", "tokio-postgres", build.build_tokio_postgres),
    Program("asyncpg", "asyncpg", lambda: build.build_python("asyncpg")),
    Program("psycopg", "psycopg 3", lambda: build.build_python("psycopg")),
)


def read_options():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--only", metavar="CASE,…", help="only these cases: " + " ".join(case.name for case in CASES))
    parser.add_argument(
        "--programs",
        metavar="PROGRAM,…",
        help="only these programs: " + " ".join(program.name for program in PROGRAMS),
    )
    parser.add_argument("--seconds", type=float, default=1, help="time slice of a program in a round (1)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--pin", metavar="CPU,…", help="server and programs on these processors only")
    parser.add_argument("--quick", action="store_true", help="one short round, to see that all works")
    parser.add_argument(
        "--write",
        action="store_true",
        help="write the report even when the run was not a whole one (a whole one always does)",
    )
    parser.add_argument("--results", metavar="FILE", help="all lines of results, as JSON lines")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.rounds = 0.05, 1
    options.cases = chosen(options.only, CASES, parser)
    options.chosen_programs = chosen(options.programs, PROGRAMS, parser)
    options.is_whole = not (options.quick or options.only or options.programs)
    return options


def chosen(names, all_of_them, parser):
    if names is None:
        return all_of_them
    wanted = names.split(",")
    unknown = set(wanted) - {one.name for one in all_of_them}
    if unknown:
        parser.error("unknown: " + ", ".join(sorted(unknown)))
    return tuple(one for one in all_of_them if one.name in wanted)


def find_programs(programs):
    commands = {}
    build.BUILT.mkdir(parents=True, exist_ok=True)
    for program in programs:
        try:
            commands[program] = [str(word) for word in program.find()]
        except build.Unavailable as problem:
            print(f"skipped: {program.name}: {problem}", file=sys.stderr)
    return commands


def run_once(case, program, command, cluster, options):
    warm_up = warm_up_of(case, options)
    words = [*command, case.name, "--conninfo", cluster.conninfo, "--seconds", str(options.seconds)]
    words += ["--connections", str(case.connections), "--warm-up", str(warm_up)]
    environment = {
        **os.environ,
        "DATA_ACCESS_COPY_FILE": str(cluster.folder / "load.txt"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if case.before:
        cluster.execute(*case.before)
    finished = subprocess.run(
        words, stdout=subprocess.PIPE, text=True, env=environment, timeout=120 + 10 * options.seconds
    )
    if finished.returncode != 0:
        raise SystemExit(f"{case.name}: {program.name} ended with {finished.returncode}")
    result = json.loads(finished.stdout)
    if (result["case"], result["program"]) != (case.name, program.name):
        raise SystemExit(f"{case.name}: {program.name} calls itself {result['program']} on {result['case']}")
    return result


def warm_up_of(case, options):
    if not options.quick:
        return case.warm_up
    # What a program writes is looked at afterwards, warm-up or not.
    return 0 if case.held else max(1, case.warm_up // 10)


def expected_check(case, cluster, options):
    warm_up = warm_up_of(case, options)
    if callable(case.expected):
        return case.expected(case, warm_up)
    statement = case.expected.replace("{connections}", str(case.connections)).replace("{warm_up}", str(warm_up))
    return int(cluster.value(statement))


def verify(case, program, result, expected, rows_per_operation, cluster, options, first):
    """Ends the run when a program has read or written anything else than the server says."""
    if result["check"] != expected:
        raise SystemExit(f"{case.name}: {program.name} read {result['check']}, not {expected}")
    per_operation = result["rows"] / result["operations"]
    if rows_per_operation not in (None, per_operation):
        raise SystemExit(
            f"{case.name}: {program.name} had {per_operation} rows in an operation, not {rows_per_operation}"
        )
    if case.held and first:
        rows = result["rows"] + int(per_operation) * warm_up_of(case, options) * case.connections
        held, wanted = cluster.value(case.held), cluster.settled(case.held_expected.replace("{rows}", str(rows)))
        if held != wanted:
            raise SystemExit(f"{case.name}: {program.name} left {held} in the table, not {wanted}")
    return per_operation


def measure(commands, cluster, options, log):
    results = {}
    for case in options.cases:
        running = [program for program in commands if program.runs(case)]
        expected = expected_check(case, cluster, options)
        rows_per_operation = case.rows
        for turn in range(options.rounds):
            # Whoever runs first meets another cache than whoever runs last, so everybody does both.
            shift = turn % len(running) if running else 0
            for program in running[shift:] + running[:shift]:
                result = run_once(case, program, commands[program], cluster, options)
                rows_per_operation = verify(
                    case, program, result, expected, rows_per_operation, cluster, options, first=turn == 0
                )
                results.setdefault(case, {}).setdefault(program, []).append(result)
                if log:
                    print(json.dumps({"round": turn, **result}), file=log, flush=True)
        if running:
            print(report.plain_lines(case, results[case], expected), flush=True)
    return results


def main():
    options = read_options()
    # So that the cluster is stopped and removed then too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    if options.pin:
        os.sched_setaffinity(0, {int(processor) for processor in options.pin.split(",")})
    commands = find_programs(options.chosen_programs)
    start = time.monotonic()
    with Cluster() as cluster:
        if any(program.name == "psql" and program.runs(case) for program in commands for case in options.cases):
            cluster.copy_out(LOADED, cluster.folder / "load.txt")
        with open(options.results or os.devnull, "w", encoding="utf-8") as log:
            results = measure(commands, cluster, options, log)
        version = cluster.value("SHOW server_version").split()[0]
    print(f"every check agreed; {time.monotonic() - start:.0f} s", file=sys.stderr)
    if options.is_whole or options.write:
        page = report.PAGE
        report.write(page, report.section(results, version, options, list(commands)))
        print(f"written: {page.relative_to(build.PROJECT)}", file=sys.stderr)


main()
