"""Medians, ratios over the floor, and the section of the page."""
import math
import os
import platform
from statistics import median

from build import PROJECT

PAGE = PROJECT / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- data-access: begin -->", "<!-- data-access: end -->"


def rate(result):
    return result["operations"] / result["seconds"]


def ratios(case, by_program, program):
    """Of each round, the rate over the floor's in the same round."""
    floor = next((other for other in by_program if other.name == case.floor), None)
    if floor is None:
        return []
    return [rate(own) / rate(base) for own, base in zip(by_program[program], by_program[floor])]


def duration(seconds):
    for size, unit in ((1, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def count(number):
    return f"{number:,.0f}"


def ratio_text(values):
    if not values:
        return "-"
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def plain_lines(case, by_program, expected):
    lines = [f"{case.name}: {case.title}, check {expected}"]
    for program, results in by_program.items():
        operation = median(1 / rate(result) for result in results)
        rows = median(result["rows"] / result["seconds"] for result in results)
        lines.append(
            f"    {program.name:<15} {duration(operation):>9} an operation  {count(rows):>11} rows/s  "
            f"p50 {duration(median(result['p50_us'] for result in results) / 1e6):>8}  "
            f"p99 {duration(median(result['p99_us'] for result in results) / 1e6):>8}  "
            f"{max(result['peak_kib'] for result in results) / 1024:6.1f} MiB  × floor {ratio_text(ratios(case, by_program, program))}")
    return "\n".join(lines)


def table(heading, rows):
    return ["| " + " | ".join(heading) + " |", "|" + "-|" * len(heading), *("| " + " | ".join(row) + " |" for row in rows), ""]


def machine(version, options):
    with open("/proc/cpuinfo", encoding="utf-8") as information:
        model = next((line.split(":", 1)[1].strip() for line in information if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2 ** 30
    placing = f"server and programs on processor {options.pin}" if options.pin else "server and programs free on all of them"
    return (f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {platform.release()}, PostgreSQL {version}; {placing}. "
            f"{options.rounds} interleaved rounds of {options.seconds:g} s a program, one Unix socket.")


def section(results, version, options, programs):
    versions = {}
    for by_program in results.values():
        for program, runs in by_program.items():
            versions[program.title] = runs[0]["version"]
    lines = [
        "## Data access", "",
        "Written by `make bench-data-access` on " + machine(version, options), "",
        "A ratio is the rate over the floor's in the same round: median of the rounds (lowest–highest), above 1 is faster than "
        "the floor. The floor of a line is C over libpq on one epoll loop, of the last COPY `psql \\copy` from a file. Every "
        "program must read what the server says, or the run ends. asyncpg has no pipeline of different statements, so that its "
        "scoped request takes four round trips; tokio-postgres sends a Sync with each statement of a batch.", "",
        "Versions: " + "; ".join(f"{title}: {text}" for title, text in versions.items()) + ".", "",
    ]
    lines += ratio_table(results, programs)
    lines += magic_table(results, programs)
    lines += memory_table(results, programs)
    return "\n".join(lines).rstrip() + "\n"


def ratio_table(results, programs):
    rows = []
    for case, by_program in results.items():
        floor = next((runs for program, runs in by_program.items() if program.name == case.floor), None)
        row = [case.title, duration(median(1 / rate(result) for result in floor)) if floor else "-"]
        for program in programs:
            row.append(ratio_text(ratios(case, by_program, program)) if program in by_program else "")
        rows.append(row)
    return table(["operation", "floor", *(program.title for program in programs)], rows)


def magic_table(results, programs):
    magic = {case: by_program for case, by_program in results.items() if case.name.startswith("magic-")}
    if not magic:
        return []
    heading = ["MagicStack: queries/s · rows/s · p50 / p99", *(program.title for program in programs if program.name != "psql")]
    rows, rates = [], {}
    for case, by_program in magic.items():
        row = [case.title]
        for program in programs:
            if program.name == "psql":
                continue
            if program not in by_program:
                row.append("")
                continue
            runs = by_program[program]
            queries = median(map(rate, runs))
            rates.setdefault(program, []).append(queries)
            row.append(f"{count(queries)} · {count(median(run['rows'] / run['seconds'] for run in runs))} · "
                       f"{duration(median(run['p50_us'] for run in runs) / 1e6)} / "
                       f"{duration(median(run['p99_us'] for run in runs) / 1e6)}")
        rows.append(row)
    means = [count(math.exp(sum(map(math.log, rates[program])) / len(rates[program]))) if program in rates else ""
             for program in programs if program.name != "psql"]
    rows.append(["geometric mean of queries/s", *means])
    return table(heading, rows)


def memory_table(results, programs):
    rows = []
    for case, by_program in results.items():
        if not case.name.startswith(("rows-", "copy-in-")):
            continue
        row = [case.title]
        for program in programs:
            if program not in by_program:
                row.append("")
                continue
            runs = by_program[program]
            row.append(f"{count(median(run['rows'] / run['seconds'] for run in runs))} rows/s, "
                       f"{max(run['peak_kib'] for run in runs) / 1024:.0f} MiB")
        rows.append(row)
    return table(["rows/s and peak memory", *(program.title for program in programs)], rows) if rows else []


def write(page, text):
    """Puts the section between its two marks, or with them at the end; the rest of the page stays as it is."""
    whole = page.read_text(encoding="utf-8") if page.exists() else "# Performance\n"
    marked = f"{BEGIN}\n{text}{END}"
    if BEGIN in whole and END in whole:
        before, rest = whole.split(BEGIN, 1)
        whole = before + marked + rest.split(END, 1)[1]
    else:
        whole = whole.rstrip("\n") + f"\n\n{marked}\n"
    page.write_text(whole, encoding="utf-8")
