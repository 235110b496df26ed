#!/usr/bin/env python3
"""Measures what a dossier costs at each stage, and computes from it what a country needs.

    scale.py --table DIR --national DIR --province DIR [--chiso target/release/chiso] [--cores 32] [--disk 4] [--rate 1]

The folders are what generate.py, generate_national.py and province.py have written. Prints the model of scale of
README.md: figures that were measured here, and figures computed from them by the formulae that stand beside them.
A second of a core is a second of CPU time, user and system. Cores are taken to add up: files are read and
dossiers resolved one beside the other, and provinces are runs of their own.
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from run import Failed, machine, paths
from stages import MIB, staged

HOUR = 3600
PROVINCES = 34
YEAR = 100e6  # dossiers of all provinces
YEARS = 2  # that are kept and counted
HOURS = 12 * 22 * 8  # of office in a year


@dataclass
class Cost:
    """What was measured of one folder."""

    dossiers: int
    entries: int
    in_hand: int  # of the month
    read: float  # CPU seconds
    resolve: float
    count: float  # one month
    count_run: float  # all periods of a monthly run
    edition: float
    edition_wall: float
    raw: int  # bytes
    parts: int
    tables: int
    published: int  # one edition
    peaks: dict


def size(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink())


def measure(folder, args):
    config = folder / "chiso.toml"
    lake, reports = paths(config)
    output = folder / "scale.out"
    print(f"measuring in {folder}", file=sys.stderr)

    def chiso(*call):
        stages = staged([args.chiso, *call, "--format", "json", "--config", config], folder, output)
        return stages, json.loads(output.read_text(encoding="utf-8"))

    for path in (lake, reports):
        shutil.rmtree(path, ignore_errors=True)
    ingest, said = chiso("ingest")
    inputs = [one for one in said["accounts"] if one["kind"] in ("dossiers", "events")]
    read = {kind: sum(one["account"]["read"] for one in inputs if one["kind"] == kind) for kind in ("dossiers", "events")}
    parts = size(lake / "parts")
    tables = size(lake) - parts
    count, said = chiso("count", "--month", args.month)
    flow = said["periods"][0]["flow"][0]  # the authority's own comes first
    run, _ = chiso("run", "--month", args.month)
    output.unlink()
    rest = [cost for stage, cost in run.items() if stage not in ("start", "read", "keep", "count", "total")]
    return Cost(
        dossiers=read["dossiers"], entries=read["events"], in_hand=flow["opening"] + flow["received"],
        read=ingest["read"]["cpu"], resolve=ingest["keep"]["cpu"],
        count=count["total"]["cpu"], count_run=run["count"]["cpu"],
        edition=sum(cost["cpu"] for cost in rest), edition_wall=sum(cost["wall"] for cost in rest),
        raw=sum(one["bytes"] for one in inputs), parts=parts, tables=tables, published=size(reports),
        peaks={"ingest": ingest["total"]["peak"], "count": count["total"]["peak"], "run": run["total"]["peak"]},
    )


def measured(table, national, province):
    columns = (table, national, province)

    def row(what, of):
        return f"| {what} | " + " | ".join(of(cost) for cost in columns) + " |"

    def rate(rows, seconds):
        return f"{rows / seconds:,.0f}"

    return [
        "| measured | table | national messages, with trail | province, table |",
        "|---|---|---|---|",
        row("dossiers; entries of trails", lambda c: f"{c.dossiers:,}; {c.entries:,}"),
        row("reading into parts, dossiers per second and core", lambda c: rate(c.dossiers, c.read)),
        row("reading into parts, MB per second and core", lambda c: rate(c.raw / 1e6, c.read)),
        row("resolving, dossiers per second and core", lambda c: rate(c.dossiers, c.resolve)),
        row("counting one month, dossiers in hand per second and core", lambda c: rate(c.in_hand, c.count)),
        row("counting in a monthly run, dossiers in the lake per second and core", lambda c: rate(c.dossiers, c.count_run)),
        row("edition, CPU s; wall s", lambda c: f"{c.edition:.1f}; {c.edition_wall:.1f}"),
        row("bytes of a dossier in the raw files", lambda c: f"{c.raw / c.dossiers:,.0f}"),
        row("bytes of a dossier in parts", lambda c: f"{c.parts / c.dossiers:,.0f}"),
        row("bytes of a dossier in the tables of the lake", lambda c: f"{c.tables / c.dossiers:,.0f}"),
        row("MB of an edition", lambda c: f"{c.published / 1e6:,.0f}"),
        row("peak MiB: ingest, count, run", lambda c: ", ".join(f"{peak / MIB:.0f}" for peak in c.peaks.values())),
    ]


def computed(national, province, args):
    """Every line: what, its formula, and the figure for one machine and for each of ten."""
    raw, parts, tables = (number / national.dossiers for number in (national.raw, national.parts, national.tables))
    take = (national.read + national.resolve) / national.dossiers  # seconds of a core
    count = national.count_run / national.dossiers
    editions = PROVINCES * (province.count_run + province.edition)
    move = raw + 2 * parts + tables  # bytes: read, written as a part, read again, written resolved
    cores, rate = args.cores, args.rate * 1e9

    def space(what, formula, size):
        return f"| {what} | {formula} | {size / 1e9:,.0f} GB | {size / 10 / 1e9:,.0f} GB |"

    def time(what, formula, cpu, moved, at_least):
        """The processor or the disk, whichever is slower; and one province's edition is not divided."""
        one, ten = (max(cpu / cores / machines, moved / rate / machines, at_least) for machines in (1, 10))
        return f"| {what} | {formula} | {span(one)} | {span(ten)} |"

    def run(what, formula, new):
        return time(what, formula, new * take + kept * count + editions, new * move + kept * tables, province.edition_wall)

    def ends(what, formula, *bounds):
        bound = max(0.0, min(bounds))
        return f"| {what} | {formula} | {millions(bound)} | {millions(10 * bound)} |"

    def within(seconds, share):
        """Dossiers a year for which so many seconds are enough, `share` of the year being new: by processor, by disk."""
        return (
            (seconds * cores - editions) / (share * take + YEARS * count),
            seconds * rate / (share * move + YEARS * tables),
        )

    kept = YEARS * YEAR
    return [
        "| computed | formula | one machine | ten, each |",
        "|---|---|---|---|",
        space("raw files of a year, which may go", "Y × raw", YEAR * raw),
        space("parts and tables", "N × Y × (parts + tables)", kept * (parts + tables)),
        space("editions of a year, one a month", "12 × P × one edition", 12 * PROVINCES * province.published),
        space(
            "editions of a year, one an hour, all kept", f"{HOURS:,} × P × one edition", HOURS * PROVINCES * province.published,
        ),
        time("all read from nothing", "max(N × Y × take / cores, N × Y × move / disk)", kept * take, kept * move, 0),
        run(
            "a month of all provinces",
            "max((Y / 12 × take + N × Y × count + P × edition) / cores, (Y / 12 × move + N × Y × tables) / disk, one edition)",
            YEAR / 12,
        ),
        run("an hour of all provinces", f"the same with Y / {HOURS:,}", YEAR / HOURS),
        ends(
            "ends, by the night: dossiers a year whose month takes 8 hours", "the month's formula, solved for Y",
            *within(8 * HOUR, 1 / 12),
        ),
        ends(
            "ends, by the hour: dossiers a year whose hour takes an hour", "the hour's formula, solved for Y",
            *within(HOUR, 1 / HOURS),
        ),
        ends(
            "ends, by its disk: dossiers a year", "size of the disk / (N × (parts + tables))",
            args.disk * 1e12 / (YEARS * (parts + tables)),
        ),
    ]


def span(seconds):
    for unit, length in (("h", HOUR), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:,.1f} {unit}"
    return f"{seconds:,.0f} s"


def millions(number):
    """Two digits of it."""
    return f"{float(f'{number:.2g}') / 1e6:,.0f} million"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("table", "national", "province"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--chiso", type=Path, default=Path("target/release/chiso"))
    parser.add_argument("--month", default="2026-05")
    parser.add_argument("--cpus", type=int, default=2, help="cores that every process may use while measured")
    parser.add_argument("--cores", type=int, default=32, help="cores of the machine that is computed")
    parser.add_argument("--disk", type=float, default=4, help="its disk, in TB")
    parser.add_argument("--rate", type=float, default=1, help="what its disk reads and writes, in GB/s")
    args = parser.parse_args()
    args.chiso = args.chiso.resolve()
    os.environ["CHISO_TODAY"] = "2030-01-01"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.cpus])
    print(f"Measured on: {machine()}.\n")
    costs = [measure(folder.resolve(), args) for folder in (args.table, args.national, args.province)]
    print("\n".join(measured(*costs)))
    province = costs[2]
    print(
        f"\nComputed for P = {PROVINCES} provinces with Y = {YEAR / 1e6:.0f} million dossiers a year, sent as national "
        f"messages with their trail, of which N = {YEARS} years are kept; a machine has {args.cores} cores and "
        f"{args.disk:g} TB of disk at {args.rate:g} GB/s (assumed). Of the table above, per dossier: take = reading + "
        "resolving in seconds of a core, count = counting in a monthly run, move = raw + 2 × parts + tables in bytes; "
        "edition is the province's, with its counting. That the cost of a month does not grow with those before it is "
        "measured by `grow.py`.\n"
    )
    print("\n".join(computed(costs[1], province, args)))
    at_once = min(PROVINCES, args.cores // 2)
    need = at_once * max(province.peaks.values()) / 2**30
    print(
        f"\nMemory (computed): {at_once} provinces at once, each on two cores, need {at_once} × the highest peak of the "
        f"province, {need:.0f} GiB; it does not grow with the dossiers as far as `stages.py` finds it flat. One province's "
        f"edition is not divided: {province.edition_wall:.0f} s on two cores (measured), however many there are."
    )
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        sys.exit(2)
