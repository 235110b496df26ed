#!/usr/bin/env python3
"""Measures `chiso` against other engines on the same files, in one go, and against an earlier build.

    run.py DIR [--chiso target/release/chiso] [--before OTHER] [--rounds 3] [--stages ingest,count] [--month 2026-05]

DIR is what generate.py or province.py (stages ingest and count) or generate_national.py (stages national,
national_trail and national_count) has written. Whole processes are measured, alternating: chiso, the build before,
rival, rival, …, chiso, … Markdown goes to stdout, progress to stderr. Afterwards every figure of every engine is
compared; a difference is printed and the exit code is 1. This file uses nothing but the standard
library and stays small: a child's peak memory cannot be told apart from its parent's below that.
"""

import argparse
import csv
import importlib.metadata
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
RIVALS = ["duckdb", "polars", "pandas", "datafusion", "chdb"]
GIB = 2**30


@dataclass(frozen=True)
class Stage:
    title: str
    command: str  # chiso's
    config: str
    rival_stages: list
    rivals: list
    aims: dict = field(default_factory=dict)  # beside whom (or "the fastest rival"): the allowed median ratio of wall time
    peak: int = GIB  # allowed


FASTEST = "the fastest rival"
STAGES = {
    "ingest": Stage(
        "(a), (h) CSV to canonical Parquet, from nothing", "ingest", "chiso.toml", ["ingest", "ingest_dedup"], RIVALS,
        {FASTEST: 1.5, "polars ingest_dedup": 0.8, "before": 1.05},
    ),
    "count": Stage(
        "(b), (j) one month's indicators from the canonical tables", "count", "chiso.toml", ["count"], RIVALS,
        {FASTEST: 1.0},
    ),
    "national": Stage(
        "(c) national dossier messages to canonical Parquet", "ingest", "dossiers-only.toml",
        ["ingest_national_dossiers"], ["duckdb"], {FASTEST: 0.5},
    ),
    "national_trail": Stage(
        "(d), (i) national dossier and progress messages to canonical Parquet", "ingest", "chiso.toml",
        ["ingest_national"], ["duckdb"], {FASTEST: 0.5},
    ),
    "national_count": Stage(
        "(e) a month judged with its trail and counted", "count", "chiso.toml", ["count_national"], ["duckdb"],
    ),
}


class Failed(Exception):
    pass


def measured(command, folder, output):
    """Runs one process to its end: wall seconds, CPU seconds, peak bytes."""
    os.sync()  # what the run before left to be written is not this one's burden
    with open(output, "wb") as out, open(output.with_suffix(".err"), "wb") as err:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        tail = output.with_suffix(".err").read_text(errors="replace")[-2000:]
        raise Failed(f"{' '.join(map(str, command))}\nended with {child.returncode}:\n{tail}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}


def paths(config):
    """Lake and reports of a configuration."""
    told = tomllib.loads(config.read_text(encoding="utf-8"))["paths"]
    return [config.parent / told["lake"], config.parent / told["reports"]]


def config_before(config):
    """The same configuration with folders of its own, for the build before: lakes differ between builds."""
    text = re.sub(r'^(lake|reports) = "(.*)"', r'\1 = "\2-before"', config.read_text(encoding="utf-8"), flags=re.M)
    other = config.with_suffix(".before.toml")
    other.write_text(text, encoding="utf-8")
    return other


def builds(args, config):
    """The programs to measure: name, program, configuration."""
    if args.chiso:
        yield "chiso", args.chiso, config
    if args.before:
        yield "before", args.before, config_before(config)


def contestants(stage, args):
    wanted = STAGES[stage]
    out = {}
    for name, program, config in builds(args, args.dir / wanted.config):
        out[name] = [program, wanted.command, "--config", config]
        if wanted.command == "count":
            out[name] += ["--month", args.month, "--format", "json"]
    for rival_stage in wanted.rival_stages:
        for engine in args.engines:
            if engine in wanted.rivals:
                name = engine if len(wanted.rival_stages) == 1 else f"{engine} {rival_stage}"
                out[name] = [
                    sys.executable, HERE / "rivals.py", engine, rival_stage, args.dir,
                    "--month", args.month, "--threads", str(args.cpus),
                ]
    return out


def run_stage(stage, args, outputs):
    runs = {name: [] for name in contestants(stage, args)}
    for round_number in range(1, args.rounds + 1):
        for name, command in contestants(stage, args).items():
            if command[1] == "ingest":
                shutil.rmtree(paths(command[3])[0], ignore_errors=True)
            output = outputs / f"{stage}.{name.replace(' ', '.')}.out"
            run = measured(command, args.dir, output)
            runs[name].append(run)
            print(
                f"{stage} round {round_number}: {name:22} {run['wall']:7.2f} s wall {run['cpu']:7.2f} s CPU "
                f"{run['peak'] / 2**20:7.0f} MiB", file=sys.stderr,
            )
    return runs


def three(values, digits=2):
    return f"{min(values):.{digits}f} / {statistics.median(values):.{digits}f} / {max(values):.{digits}f}"


def ratios(what, chiso, other):
    return [one[what] / two[what] for one, two in zip(chiso, other, strict=True)]


def table(stage, runs):
    wanted = STAGES[stage]
    lines = [
        f"## {wanted.title}", "",
        "| engine | wall s (min / median / max) | CPU s | peak MiB | chiso's wall to its, pair by pair | CPU to its | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    chiso = runs.get("chiso")
    for name, measured_runs in runs.items():
        to_it = ["–", "–"]
        if chiso and name != "chiso":
            to_it = [three(ratios(what, chiso, measured_runs)) for what in ("wall", "cpu")]
        lines.append(
            f"| {name} | {three([r['wall'] for r in measured_runs])} | {three([r['cpu'] for r in measured_runs])} "
            f"| {peak(measured_runs) / 2**20:.0f} | {to_it[0]} | {to_it[1]} | {len(measured_runs)} |"
        )
    lines.append("")
    if chiso:
        rivals = [name for name in runs if name not in ("chiso", "before")]
        if rivals:
            fastest = max(rivals, key=lambda name: statistics.median(ratios("wall", chiso, runs[name])))
            beside = {FASTEST: fastest}
        else:
            beside = {}
        for aim, allowed in wanted.aims.items():
            name = beside.get(aim, aim)
            if name in runs:
                who = f"{aim} ({name})" if aim == FASTEST else aim
                wall, cpu = (statistics.median(ratios(what, chiso, runs[name])) for what in ("wall", "cpu"))
                lines.append(f"* Aim: wall at most {allowed} × {who}: {wall:.2f} ×, {met(wall <= allowed)} (CPU {cpu:.2f} ×).")
        lines.append(
            f"* Aim: peak at most {wanted.peak / GIB:g} GiB: {peak(chiso) / 2**20:.0f} MiB, {met(peak(chiso) <= wanted.peak)}."
        )
        lines.append("")
    return lines


def peak(runs):
    return max(run["peak"] for run in runs)


def met(yes):
    return "met" if yes else "NOT met"


# ---------------------------------------------------------------------------------------------
# The same figures?


def figures_of_rival(path):
    with open(path, encoding="utf-8", newline="") as f:
        return {(r["unit"], r["indicator"]): (r["numerator"], r["denominator"]) for r in csv.DictReader(f)}


def figures_of_chiso(path, month):
    """`{"periods": [{"period", "indicators": [{unit_id, indicator_id, numerator, denominator, …}]}]}`,
    and where a period also has `flow`, its rows with the columns of `tables/flow.parquet`."""
    periods = [p for p in json.loads(path.read_text(encoding="utf-8"))["periods"] if p["period"] == month]
    if len(periods) != 1:
        raise Failed(f"{path}: {len(periods)} periods called {month}, expected one")
    text = lambda value: "" if value is None else str(value)
    out = {
        (r["unit_id"], r["indicator_id"]): (text(r.get("numerator")), text(r.get("denominator")))
        for r in periods[0]["indicators"]
    }
    for row in periods[0].get("flow") or []:
        for name, value in row.items():
            if isinstance(value, int):
                out[(row["unit_id"], f"flow.{name}")] = (str(value), "")
    return out


def compare(stage, args, outputs):
    """Every engine against the first rival; of chiso's, the indicators that the rivals compute."""
    rivals = [name for name in contestants(stage, args) if name not in ("chiso", "before")]
    if not rivals:
        return [], 0
    first = rivals[0]
    expected = figures_of_rival(outputs / f"{stage}.{first}.out")
    if not expected:
        raise Failed(f"{first} printed no figures")
    lines, differences = [], 0

    def against(name, found, keys):
        nonlocal differences
        wrong = [(key, found.get(key)) for key in keys if found.get(key) != expected.get(key)]
        differences += len(wrong)
        lines.append(f"* {name} and {first}: {len(keys) - len(wrong)} of {len(keys)} figures are equal.")
        for (unit, indicator), value in wrong[:20]:
            lines.append(f"    * {unit} {indicator}: {name} {value}, {first} {expected.get((unit, indicator))}")

    for name in rivals[1:]:
        found = figures_of_rival(outputs / f"{stage}.{name}.out")
        against(name, found, sorted(expected.keys() | found.keys()))
    for name, _, _ in builds(args, args.dir / STAGES[stage].config):
        found = figures_of_chiso(outputs / f"{stage}.{name}.out", args.month)
        has_flow = any(indicator.startswith("flow.") for _, indicator in found)
        if not has_flow:
            lines.append(f"* The flow was compared among the rivals only: the JSON of {name} has none.")
        against(name, found, sorted(k for k in expected if has_flow or not k[1].startswith("flow.")))
    return lines, differences


# ---------------------------------------------------------------------------------------------


def versions(args):
    out = []
    for program in filter(None, [args.chiso, args.before]):
        said = subprocess.run([program, "--version"], capture_output=True, text=True)
        out.append(said.stdout.strip() or program.name)
    for package in [*args.engines, "pyarrow"]:
        try:
            out.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            raise Failed(f"{package} is not installed for {sys.executable}; see bench/requirements.txt") from None
    return ", ".join(out)


def starting(args, outputs):
    """What starting Python and importing an engine costs: part of every rival's wall time."""
    out = []
    for engine in args.engines:
        module = "pandas, pyarrow.parquet" if engine == "pandas" else engine
        walls = [
            measured([sys.executable, "-c", f"import {module}"], args.dir, outputs / f"start.{engine}.out")["wall"]
            for _ in range(3)
        ]
        out.append(f"{engine} {statistics.median(walls):.2f} s")
    return ", ".join(out)


def machine():
    model = platform.machine()
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return f"{model}, {len(os.sched_getaffinity(0))} cores used, {memory:.0f} GiB, load before {load}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--chiso", default="target/release/chiso", help="the binary; `none` measures the rivals alone")
    parser.add_argument("--before", type=Path, help="another build, to measure beside")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stages", default="ingest,count")
    parser.add_argument("--engines", default=",".join(RIVALS))
    parser.add_argument("--month", default="2026-05")
    parser.add_argument("--cpus", type=int, default=2, help="cores that every process may use")
    args = parser.parse_args()
    args.dir = args.dir.resolve()
    args.engines = [e for e in args.engines.split(",") if e]
    stages = args.stages.split(",")
    for stage in stages:
        if stage not in STAGES:
            parser.error(f"unknown stage {stage}; there are {', '.join(STAGES)}")
    if args.chiso == "none":
        args.chiso = None
    else:
        args.chiso = Path(args.chiso).resolve()
        if not args.chiso.is_file():
            parser.error(f"{args.chiso} is not there: cargo build --release, or --chiso none")
    args.before = args.before and args.before.resolve()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.cpus])

    outputs = args.dir / "outputs"
    outputs.mkdir(exist_ok=True)
    sources = sorted(p for p in args.dir.iterdir() if p.suffix in (".csv", ".json", ".jsonl"))
    print("# Speed\n")
    print(f"* Machine: {machine()}")
    print(f"* Versions: {versions(args)}; Python {platform.python_version()}")
    print("* Files: " + ", ".join(f"{p.name} {p.stat().st_size / 1e6:,.1f} MB" for p in sources))
    planted = args.dir / "planted.json"
    if planted.is_file():
        print("* Invented and planted: " + ", ".join(f"{k} {v:,}" for k, v in json.loads(planted.read_text()).items()))
    print(f"* {args.rounds} rounds, whole processes, alternating, files in the page cache\n")
    for path in sources:  # into the page cache
        with open(path, "rb", buffering=0) as f:
            while f.read(1 << 20):
                pass

    print(f"Of the rivals' wall time, starting Python and importing the engine: {starting(args, outputs)}.\n")

    differences = 0
    for stage in stages:
        runs = run_stage(stage, args, outputs)
        print("\n".join(table(stage, runs)))
        if STAGES[stage].command == "count":
            lines, different = compare(stage, args, outputs)
            differences += different
            print("\n".join(lines) + "\n")
        sys.stdout.flush()
    if differences:
        print(f"**{differences} figures differ.**")
        print(f"FAILED: {differences} figures differ", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        sys.exit(2)
