#!/usr/bin/env python3
"""Measures what each stage of `chiso` costs from nothing: wall time, CPU time and peak memory.

    stages.py DIR [DIR…] [--chiso target/release/chiso] [--before OTHER] [--rounds 3] [--month 2026-05]

DIR is what generate.py, generate_national.py or province.py has written. In each, alternating: `ingest` from
nothing, `count` of one month from that lake, and `run` of it from nothing; each by `--before` too. A stage begins
where the program's log says so; its CPU time is then asked of the kernel, and the mark of the highest memory is
set back. With two folders or more, the peak of each is told beside that of the first: is memory flat?
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from run import Failed, builds, machine, met, paths, three

TICKS = os.sysconf("SC_CLK_TCK")
BEGINS = re.compile(r"\s*[\d.]+s ([a-z]+)\s*$")
MIB = 2**20


class Process:
    """What the kernel says of a running process."""

    def __init__(self, number):
        self.folder = Path(f"/proc/{number}")

    def cpu(self):
        fields = (self.folder / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak(self):
        """The highest memory in bytes since this was asked last."""
        kib = re.search(r"VmHWM:\s*(\d+)", (self.folder / "status").read_text())
        (self.folder / "clear_refs").write_text("5")
        return int(kib[1]) * 1024 if kib else 0


def staged(command, folder, output):
    """Runs one process to its end; its stages in order: {stage: {"wall", "cpu", "peak"}}, and `total`."""
    os.sync()
    stages, log = {}, []
    with open(output, "wb") as out:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE)
        process = Process(child.pid)
        # What comes before the first stage, and is seldom more than starting, has the name `start`.
        stage, wall, cpu = "start", started, 0.0

        def close(wall_now, cpu_now, peak):
            told = stages.setdefault(stage, {"wall": 0.0, "cpu": 0.0, "peak": 0})
            told["wall"] += wall_now - wall
            told["cpu"] += cpu_now - cpu
            told["peak"] = max(told["peak"], peak)

        for line in child.stderr:
            text = line.decode(errors="replace")
            log.append(text)
            begins = BEGINS.match(text)
            if begins:
                try:
                    now = time.perf_counter(), process.cpu()
                    close(*now, process.peak())
                except OSError:  # it has ended meanwhile: the rest is told below
                    continue
                stage, (wall, cpu) = begins[1], now
        _, status, usage = os.wait4(child.pid, 0)
        ended = time.perf_counter()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}\nended with {child.returncode}:\n{''.join(log)[-2000:]}")
    all_cpu = usage.ru_utime + usage.ru_stime
    close(ended, all_cpu, usage.ru_maxrss * 1024)
    highest = max(told["peak"] for told in stages.values())
    stages["total"] = {"wall": ended - started, "cpu": all_cpu, "peak": highest}
    return stages


def calls(month):
    """Name of a case, what `chiso` is called with, whether from nothing."""
    return [
        ("ingest, from nothing", ["ingest"], True),
        ("count", ["count", "--month", month, "--format", "json"], False),
        ("run, from nothing", ["run", "--month", month], True),
    ]


def measure(folder, args):
    """{case: {build: [stages of each round]}}"""
    cases = {}
    for _ in range(args.rounds):
        for case, call, from_nothing in calls(args.month):
            for name, program, config in builds(args, folder / "chiso.toml"):
                if from_nothing:
                    for path in paths(config):
                        shutil.rmtree(path, ignore_errors=True)
                output = folder / f"stages.{name}.{call[0]}.out"
                stages = staged([program, *call, "--config", config], folder, output)
                output.unlink()
                cases.setdefault(case, {}).setdefault(name, []).append(stages)
                total = stages["total"]
                print(
                    f"{folder.name:16} {case:22} {name:8} {total['wall']:7.2f} s wall {total['cpu']:7.2f} s CPU "
                    f"{total['peak'] / MIB:6.0f} MiB", file=sys.stderr,
                )
    return cases


def median(rounds, stage, what):
    return statistics.median(stages[stage][what] for stages in rounds)


def highest(rounds, stage):
    return max(stages[stage]["peak"] for stages in rounds)


def table(cases):
    lines = ["| case | build | stage | wall s | CPU s | peak MiB |", "|---|---|---|---|---|---|"]
    for case, by_build in cases.items():
        for name, rounds in by_build.items():
            for stage in rounds[0]:
                wall, cpu = (median(rounds, stage, what) for what in ("wall", "cpu"))
                lines.append(f"| {case} | {name} | {stage} | {wall:.2f} | {cpu:.2f} | {highest(rounds, stage) / MIB:.0f} |")
    lines.append("")
    for case, by_build in cases.items():
        if "before" in by_build:
            told = []
            for what in ("wall", "cpu", "peak"):
                pairs = zip(by_build["chiso"], by_build["before"], strict=True)
                told.append(f"{what} {three([one['total'][what] / other['total'][what] for one, other in pairs])} ×")
            lines.append(f"* {case}, to the build before, pair by pair: {', '.join(told)}")
    return lines


def aims(cases, args):
    """Of one folder."""
    lines = []
    if args.count_cpu:
        for what, case, stage in (("`count`", "count", "total"), ("counting in `run`", "run, from nothing", "count")):
            cpu = median(cases[case]["chiso"], stage, "cpu")
            lines.append(f"* Aim: {what} at most {args.count_cpu:g} s of CPU: {cpu:.2f} s, {met(cpu <= args.count_cpu)}.")
    for case, by_build in cases.items():
        peak = highest(by_build["chiso"], "total") / MIB
        lines.append(f"* Aim: {case}, peak at most {args.peak} MiB: {peak:.0f} MiB, {met(peak <= args.peak)}.")
    return lines


def flatness(folders):
    """The peak of every case in each folder beside that of the first."""
    (first, cases), *others = folders.items()
    lines = ["## Is memory flat?", ""]
    for case in cases:
        small = highest(cases[case]["chiso"], "total")
        for folder, other in others:
            large = highest(other[case]["chiso"], "total")
            lines.append(
                f"* {case}: {small / MIB:.0f} MiB in {first.name}, {large / MIB:.0f} MiB in {folder.name}, "
                f"{large / small:.2f} ×; aim: at most 1.2 ×, {met(large <= 1.2 * small)}."
            )
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dirs", type=Path, nargs="+")
    parser.add_argument("--chiso", type=Path, default=Path("target/release/chiso"))
    parser.add_argument("--before", type=Path, help="another build, to measure beside")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--month", default="2026-05")
    parser.add_argument("--cpus", type=int, default=2, help="cores that every process may use")
    parser.add_argument("--peak", type=int, default=1024, help="MiB that every case may have at most")
    parser.add_argument("--count-cpu", type=float, help="seconds of CPU that counting may take")
    args = parser.parse_args()
    os.environ["CHISO_TODAY"] = "2030-01-01"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.cpus])
    args.chiso = args.chiso.resolve()
    args.before = args.before and args.before.resolve()
    print(f"# Stage by stage\n\n* Machine: {machine()}\n* {args.month}, {args.rounds} rounds, medians; the highest peak\n")
    folders = {}
    for folder in args.dirs:
        folder = folder.resolve()
        folders[folder] = cases = measure(folder, args)
        print("\n".join([f"## {folder.name}", "", *table(cases), *aims(cases, args), ""]), flush=True)
    if len(folders) > 1:
        print("\n".join(flatness(folders)))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        sys.exit(2)
