#!/usr/bin/env python3
"""Measures `chiso` against DuckDB, polars and pandas on the same files, in one go.

    run.py DIR [--chiso target/release/chiso] [--rounds 3] [--stages ingest,count] [--month 2026-05]

DIR is what generate.py (stages ingest and count) or generate_national.py (stages national,
national_trail and national_count) has written. Whole processes are measured, alternating: chiso, rival, rival, rival,
chiso, … Markdown goes to stdout, progress to stderr. Afterwards every figure of every engine is
compared; a difference is printed and the exit code is 1. This file uses nothing but the standard
library and stays small: a child's peak memory cannot be told apart from its parent's below that.
"""

import argparse
import csv
import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RIVALS = ["duckdb", "polars", "pandas"]
GIB = 2**30

STAGES = {
    # stage: (title, chiso's command, its configuration, rivals' stages, rivals that have it,
    #         allowed median ratio to the fastest, allowed peak)
    "ingest": (
        "(a) CSV to canonical Parquet", "ingest", "chiso.toml", ["ingest", "ingest_dedup"], RIVALS, 1.5, 2 * GIB,
    ),
    "count": (
        "(b) one month's indicators from the canonical tables", "count", "chiso.toml", ["count"], RIVALS, 1.0, 2 * GIB,
    ),
    "national": (
        "(c) national dossier messages to canonical Parquet", "ingest", "dossiers-only.toml",
        ["ingest_national_dossiers"], ["duckdb"], 0.5, 1 * GIB,
    ),
    "national_trail": (
        "(d) national dossier and progress messages to canonical Parquet", "ingest", "chiso.toml",
        ["ingest_national"], ["duckdb"], None, 1 * GIB,
    ),
    "national_count": (
        "(e) a month judged with its trail and counted", "count", "chiso.toml", ["count_national"], ["duckdb"], None, 1 * GIB,
    ),
}
LAKES = {"chiso.toml": "lake", "dossiers-only.toml": "lake-dossiers"}


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


def contestants(stage, args):
    _, chiso_command, config, rival_stages, rivals, _, _ = STAGES[stage]
    out = {}
    if args.chiso:
        command = [args.chiso, chiso_command, "--config", args.dir / config]
        if chiso_command == "count":
            command += ["--month", args.month, "--format", "json"]
        out["chiso"] = command
    for rival_stage in rival_stages:
        for engine in args.engines:
            if engine in rivals:
                name = engine if len(rival_stages) == 1 else f"{engine} {rival_stage}"
                out[name] = [
                    sys.executable, HERE / "rivals.py", engine, rival_stage, args.dir,
                    "--month", args.month, "--threads", str(args.cpus),
                ]
    return out


def run_stage(stage, args, outputs):
    runs = {name: [] for name in contestants(stage, args)}
    for round_number in range(1, args.rounds + 1):
        for name, command in contestants(stage, args).items():
            if name == "chiso" and STAGES[stage][1] == "ingest":
                shutil.rmtree(args.dir / LAKES[STAGES[stage][2]], ignore_errors=True)
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


def table(stage, runs):
    title, _, _, _, _, allowed, memory = STAGES[stage]
    lines = [
        f"## {title}", "",
        "| engine | wall s (min / median / max) | CPU s | peak MiB | chiso's wall to it, pair by pair | runs |",
        "|---|---|---|---|---|---|",
    ]
    chiso = runs.get("chiso")
    ratios = {}
    for name, measured_runs in runs.items():
        ratio = "–"
        if chiso and name != "chiso":
            ratios[name] = [c["wall"] / r["wall"] for c, r in zip(chiso, measured_runs)]
            ratio = three(ratios[name])
        lines.append(
            f"| {name} | {three([r['wall'] for r in measured_runs])} | {three([r['cpu'] for r in measured_runs])} "
            f"| {max(r['peak'] for r in measured_runs) / 2**20:.0f} | {ratio} | {len(measured_runs)} |"
        )
    lines.append("")
    if ratios:
        worst = max(ratios, key=lambda name: statistics.median(ratios[name]))
        median = statistics.median(ratios[worst])
        peak = max(r["peak"] for r in chiso)
        if allowed is not None:
            verdict = "met" if median <= allowed else "NOT met"
            lines.append(f"Aim: at most {allowed} × the fastest ({worst}): {median:.2f} ×, {verdict}.")
        else:
            lines.append(f"To the fastest ({worst}): {median:.2f} ×.")
        verdict = "met" if peak < memory else "NOT met"
        lines.append(f"Aim: peak below {memory // GIB} GiB: {peak / 2**20:.0f} MiB, {verdict}.")
        lines.append("")
    return lines


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
    rivals = [name for name in contestants(stage, args) if name != "chiso"]
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
    if args.chiso:
        found = figures_of_chiso(outputs / f"{stage}.chiso.out", args.month)
        has_flow = any(indicator.startswith("flow.") for _, indicator in found)
        if not has_flow:
            lines.append("* The flow was compared among the rivals only: chiso's JSON has none.")
        against("chiso", found, sorted(k for k in expected if has_flow or not k[1].startswith("flow.")))
    return lines, differences


# ---------------------------------------------------------------------------------------------


def versions(args):
    out = []
    if args.chiso:
        said = subprocess.run([args.chiso, "--version"], capture_output=True, text=True)
        out.append(said.stdout.strip() or "chiso")
    for package in [*args.engines, "pyarrow"]:
        try:
            out.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            raise Failed(f"{package} is not installed for {sys.executable}; see bench/requirements.txt")
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
        if STAGES[stage][1] == "count":
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
