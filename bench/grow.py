#!/usr/bin/env python3
"""Measures what a month costs when the months before it were read already.

    grow.py DIR [--chiso target/release/chiso] [--before OTHER] [--rounds 3]

DIR is what generate.py has written. Its one table is cut into one file a month (DIR/months, once), and all but the
last are read, and the month before the last is published (once for each build). Then, alternating:

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

from run import Failed, builds, machine, measured, met, paths, three

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


def link(lake, other):
    """The same lake under another name. Its files are linked: none is changed once it has its name."""
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(lake, other, symlinks=True, copy_function=os.link)


class Months:
    """The files of the months: those that are to be there, the others aside."""

    def __init__(self, folder):
        self.here, self.aside = folder / "dossiers", folder / "aside"
        self.aside.mkdir(exist_ok=True)
        self.show(lambda names: names)

    def names(self):
        return sorted(file.name for folder in (self.here, self.aside) for file in folder.iterdir())

    def show(self, choose):
        names = self.names()
        wanted = choose(names)
        for name in names:
            to, other = (self.here, self.aside) if name in wanted else (self.aside, self.here)
            if (other / name).exists():
                (other / name).rename(to / name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--chiso", type=Path, default=Path("target/release/chiso"))
    parser.add_argument("--before", type=Path, help="another build, to measure beside")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpus", type=int, default=2)
    args = parser.parse_args()
    args.chiso = args.chiso.resolve()
    args.before = args.before and args.before.resolve()
    os.environ["CHISO_TODAY"] = "2030-01-01"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.cpus])
    folder = args.dir.resolve() / "months"
    if not folder.is_dir():
        print("cutting the table into months", file=sys.stderr)
        cut(args.dir, folder)
    months = Months(folder)
    names = months.names()
    before_last, month = (name.removesuffix(".csv") for name in names[-2:])
    runs = {}

    def run(case, program, config, *call):
        one = measured([program, *call, "--config", config], folder, folder / "grow.out")
        runs.setdefault(case, []).append(one)
        print(f"{case:26} {one['wall']:7.2f} s wall {one['cpu']:7.2f} s CPU {one['peak'] / 2**20:6.0f} MiB", file=sys.stderr)

    def grown(lake):
        return lake.with_name(f"{lake.name}-all-but-the-last")

    programs = list(builds(args, folder / "chiso.toml"))
    months.show(lambda names: names[:-1])
    for name, program, config in programs:
        lake, _ = paths(config)
        shutil.rmtree(lake, ignore_errors=True)
        run(f"{name}: all but the last, run", program, config, "run", "--month", before_last)
        shutil.rmtree(grown(lake), ignore_errors=True)
        lake.rename(grown(lake))
    for _ in range(args.rounds):
        for name, program, config in programs:
            lake, reports = paths(config)
            if name == "chiso":
                months.show(lambda names: names[:1])
                run("first month, ingest", program, config, "ingest")
                months.show(lambda names: names)
                link(grown(lake), lake)
                run("last month, ingest", program, config, "ingest")
            months.show(lambda names: names)
            link(grown(lake), lake)
            shutil.rmtree(reports, ignore_errors=True)
            run(f"{name}: last month, run", program, config, "run", "--month", month)
            if name == "chiso":
                run("nothing new, run", program, config, "run", "--month", month)
            shutil.rmtree(lake)
    for _, _, config in programs:
        shutil.rmtree(grown(paths(config)[0]))
    for kind in ("out", "err"):
        (folder / f"grow.{kind}").unlink()

    print(f"# A month more\n\n* Machine: {machine()}\n* {len(names)} files, {args.rounds} rounds, whole processes\n")
    print("| case | wall s (min / median / max) | CPU s | peak MiB |\n|---|---|---|---|")
    for name, found in runs.items():
        walls, cpus = ([one[what] for one in found] for what in ("wall", "cpu"))
        print(f"| {name} | {three(walls)} | {three(cpus)} | {max(one['peak'] for one in found) / 2**20:.0f} |")
    print()
    pairs = [("last month, ingest", "first month, ingest", 1.5), ("chiso: last month, run", "before: last month, run", 0.35)]
    for one, other, aim in pairs:
        if other in runs:
            for what in ("wall", "cpu"):
                ratios = [a[what] / b[what] for a, b in zip(runs[one], runs[other], strict=True)]
                middle = statistics.median(ratios)
                print(f"* {one}, to {other}, {what}: {three(ratios)} ×; aim: at most {aim} ×, {met(middle <= aim)}")
    nothing = statistics.median(one["wall"] for one in runs["nothing new, run"])
    print(f"* nothing new, run: {nothing:.2f} s wall; aim: at most 0.3 s, {met(nothing <= 0.3)}")
    highest = max(one["peak"] for case, found in runs.items() if not case.startswith("before") for one in found) / 2**20
    print(f"* peak of every case: {highest:.0f} MiB; aim: at most 1024 MiB, {met(highest <= 1024)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        sys.exit(2)
