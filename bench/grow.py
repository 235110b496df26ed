#!/usr/bin/env python3
"""Measures what a month costs when the months before it were read already.

    grow.py DIR [--chiso target/release/chiso] [--before OTHER] [--rounds 3]

DIR is what generate.py has written. Its one table is cut into one file a month (DIR/months, once); then, alternating:

(f) the last month added to all others: `ingest`, beside the `ingest` of the first month alone; and the whole
    monthly run, beside that of another program (`--before`, a build of an earlier commit) on the same files;
(g) the same run again, with nothing new.

Markdown goes to stdout, progress to stderr. Whole processes are measured, as run.py does.
"""

import argparse
import os
import shutil
import statistics
import sys
from pathlib import Path

from run import Failed, machine, measured, three

RECEIVED = 7  # the place of received_at among the columns


def cut(folder, months):
    """One file a month. A row without a readable day stays with the rows around it."""
    shutil.rmtree(months, ignore_errors=True)
    (months / "dossiers").mkdir(parents=True)
    for name in ("units.csv", "procedures.csv"):
        shutil.copy(folder / name, months / name)
    config = (folder / "chiso.toml").read_text(encoding="utf-8")
    config = config.replace('path = "dossiers.csv"', 'path = "dossiers/*.csv"')
    (months / "chiso.toml").write_text(config, encoding="utf-8")
    files, month = {}, None
    with open(folder / "dossiers.csv", "rb") as table:
        header = table.readline()
        for row in table:
            day = row.split(b",", RECEIVED + 1)[RECEIVED]
            if day[:2] == b"20" and day[4:5] == b"-" and b"01" <= day[5:7] <= b"12":
                month = day[:7].decode()
            if month not in files:
                files[month] = open(months / "dossiers" / f"{month}.csv", "wb", buffering=1 << 20)
                files[month].write(header)
            files[month].write(row)
    for file in files.values():
        file.close()


def empty(months, *names):
    for name in names:
        shutil.rmtree(months / name, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--chiso", type=Path, default=Path("target/release/chiso"))
    parser.add_argument("--before", type=Path, help="another build, to measure beside")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpus", type=int, default=2)
    args = parser.parse_args()
    os.environ["CHISO_TODAY"] = "2030-01-01"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.cpus])
    months = args.dir.resolve() / "months"
    if not months.is_dir():
        print("cutting the table into months", file=sys.stderr)
        cut(args.dir, months)
    files = sorted((months / "dossiers").iterdir())
    aside = months / "aside"
    aside.mkdir(exist_ok=True)
    month = files[-1].stem
    runs = {}

    def run(name, program, *call):
        one = measured([program.resolve(), *call], months, months / f"{name.replace(' ', '-')}.out")
        runs.setdefault(name, []).append(one)
        print(f"{name:24} {one['wall']:7.2f} s wall {one['cpu']:7.2f} s CPU {one['peak'] / 2**20:6.0f} MiB", file=sys.stderr)

    def hide(these):
        for file in these:
            file.rename(aside / file.name)

    def show():
        for file in aside.iterdir():
            file.rename(months / "dossiers" / file.name)

    show()
    for _ in range(args.rounds):
        empty(months, "lake", "reports")
        hide(files[1:])
        run("first month, ingest", args.chiso, "ingest")
        show()
        hide(files[-1:])
        run("all but the last, ingest", args.chiso, "ingest")
        shutil.copytree(months / "lake", months / "lake-grown", dirs_exist_ok=True, symlinks=True)
        show()
        run("last month, ingest", args.chiso, "ingest")
        empty(months, "lake")
        (months / "lake-grown").rename(months / "lake")
        run("last month, run", args.chiso, "run", "--month", month)
        run("nothing new, run", args.chiso, "run", "--month", month)
        if args.before:
            empty(months, "lake", "reports")
            run("before, run", args.before, "run", "--month", month)
    print(f"# A month more\n\n* Machine: {machine()}\n* {len(files)} files, {args.rounds} rounds, whole processes\n")
    print("| case | wall s (min / median / max) | CPU s | peak MiB |\n|---|---|---|---|")
    for name, found in runs.items():
        walls, cpus = ([one[what] for one in found] for what in ("wall", "cpu"))
        print(f"| {name} | {three(walls)} | {three(cpus)} | {max(one['peak'] for one in found) / 2**20:.0f} |")
    print()
    for one, other in (("last month, ingest", "first month, ingest"), ("last month, run", "before, run")):
        if other in runs:
            for what in ("wall", "cpu"):
                ratios = [a[what] / b[what] for a, b in zip(runs[one], runs[other])]
                print(f"* {one} to {other}, {what}: {statistics.median(ratios):.2f} × ({three(ratios)})")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        sys.exit(2)
