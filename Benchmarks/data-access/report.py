"""Medians, ratios over the floor, and the section of the page."""

import os
import platform
from statistics import geometric_mean, median

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


def row_rate(runs):
    return median(run["rows"] / run["seconds"] for run in runs)


def latency(runs, percentile):
    return duration(median(run[percentile] for run in runs) / 1e6)


def peak(runs):
    return max(run["peak_kib"] for run in runs) / 1024


def ratio_text(values):
    if not values:
        return "-"
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def plain_lines(case, by_program, expected):
    lines = [f"{case.name}: {case.title}, check {expected}"]
    for program, runs in by_program.items():
        lines.append(
            f"    {program.name:<15} {duration(median(1 / rate(run) for run in runs)):>9} an operation  "
            f"{count(row_rate(runs)):>11} rows/s  p50 {latency(runs, 'p50_us'):>8}  p99 {latency(runs, 'p99_us'):>8}  "
            f"{peak(runs):5.0f} MiB  × floor {ratio_text(ratios(case, by_program, program))}"
        )
    return "\n".join(lines)


def table(heading, rows):
    lines = [heading, ["-"] * len(heading), *rows]
    return [*("| " + " | ".join(line) + " |" for line in lines), ""]


def machine(version, options):
    with open("/proc/cpuinfo", encoding="utf-8") as information:
        models = [line.split(":", 1)[1].strip() for line in information if line.startswith("model name")]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    placing = f"on processor {options.pin}" if options.pin else "free on all of them"
    return (
        f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), {memory:.0f} GiB, "
        f"Linux {platform.release()}, PostgreSQL {version}; server and programs {placing}. "
        f"{options.rounds} interleaved rounds of {options.seconds:g} s a program, one Unix socket."
    )


def section(results, version, options, programs):
    versions = {}
    for by_program in results.values():
        for program, runs in by_program.items():
            versions[program.title] = runs[0]["version"]
    lines = [
        "## Data access",
        "",
        f"Written by `make bench-data-access` on {machine(version, options)}",
        "",
        "A ratio is the rate over the floor's in the same round: median of the rounds (lowest–highest); above 1 is "
        "faster than the floor. The floor is C over libpq on one epoll loop; that of the COPY of 1,000,000 rows is "
        "`psql \\copy` from a file. TechEmpower's operations have 8 connections and MagicStack's 10. Every program must "
        "read and write what the server says it should, or the run ends. asyncpg has no pipeline of different "
        "statements: its request with a token takes four round trips. tokio-postgres sends a Sync with each statement "
        "of a batch, and BEGIN and COMMIT around token and statement.",
        "",
        "Versions: " + "; ".join(f"{title}: {text}" for title, text in versions.items()) + ".",
        "",
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
    programs = [program for program in programs if any(program in by_program for by_program in magic.values())]
    if not programs:
        return []
    rows = []
    rates = {program: [] for program in programs}
    for case, by_program in magic.items():
        row = [case.title]
        for program in programs:
            runs = by_program[program]
            queries = median(map(rate, runs))
            rates[program].append(queries)
            row.append(
                f"{count(queries)} · {count(row_rate(runs))} · "
                f"{latency(runs, 'p50_us')} / {latency(runs, 'p99_us')}"
            )
        rows.append(row)
    rows.append(["geometric mean of queries/s", *(count(geometric_mean(rates[program])) for program in programs)])
    return table(["queries/s · rows/s · p50 / p99", *(program.title for program in programs)], rows)


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
            row.append(f"{count(row_rate(runs))} rows/s, {peak(runs):.0f} MiB")
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
