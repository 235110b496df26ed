#!/usr/bin/env python3
"""Measures what monthly editions take: MB by folder, files, CPU seconds of each run.

    sizes.py DIR [--chiso target/release/chiso] --from 2025-06 --to 2026-05 [--most 25] [--most-cpu 12]

DIR has a chiso.toml: what generate.py or province.py has written, or an invented ministry of
tests/pages/editions.mjs. The months are run one by one, as an authority does, into a lake and reports beside it,
both begun anew. A file of several names is counted once, as the disk holds it. With `--most` the mean of the last
twelve editions is an aim, with `--most-cpu` the CPU time of every run, the first of which reads all inputs; the
script ends with 1 if one is missed.
"""

import argparse
import collections
import os
import shutil
import sys
from datetime import date
from pathlib import Path

from run import Failed, measured

PLACES = "[paths]\nlake = \"sizes/lake\"\nreports = \"sizes/reports\"\n"


def months(first, last):
    year, month = map(int, first.split("-"))
    while (name := f"{date(year, month, 1):%Y-%m}") <= last:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def configuration(folder):
    """The configuration with places of its own; paths in it are those beside the configuration."""
    lines, out, skipped = (folder / "chiso.toml").read_text(encoding="utf-8").splitlines(True), [], False
    for line in lines:
        if line.startswith("["):
            skipped = line.strip() == "[paths]"
        if not skipped:
            out.append(line)
    path = folder / "sizes.toml"
    path.write_text("".join(out) + "\n" + PLACES, encoding="utf-8")
    return path


def files(edition):
    """Path within the edition, size and what tells one file from another."""
    for folder, _, names in os.walk(edition):
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                state = path.stat()
                yield path.relative_to(edition), state.st_size, state.st_ino


def sizes(edition):
    """MB and files of each folder, internal and public; of a file of several names the first counts."""
    bytes_of, names_of, seen = collections.Counter(), collections.Counter(), set()
    # Internal names first: what both parts share is the internal one's.
    for path, size, inode in sorted(files(edition), key=lambda file: (file[0].parts[0] == "public", file[0])):
        is_public, parts = path.parts[0] == "public", path.parts
        part = "public" if is_public else "internal"
        parts = parts[1:] if is_public else parts
        folder = parts[0] if len(parts) > 1 else "."
        names_of[part, folder] += 1
        bytes_of[part, folder] += 0 if inode in seen else size
        seen.add(inode)
    return bytes_of, names_of


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--chiso", type=Path, default=Path("target/release/chiso"))
    parser.add_argument("--from", dest="first", required=True)
    parser.add_argument("--to", dest="last", required=True)
    parser.add_argument("--most", type=float, help="MB that an edition may take, in the mean of the last twelve")
    parser.add_argument("--most-cpu", type=float, help="CPU seconds that a run may take")
    args = parser.parse_args()
    program, config = args.chiso.resolve(), configuration(args.dir.resolve())
    shutil.rmtree(config.parent / "sizes", ignore_errors=True)
    (config.parent / "sizes").mkdir()
    totals, cpu = [], []
    print("| month | MB | files | CPU s | wall s |\n|---|---|---|---|---|")
    for month in months(args.first, args.last):
        run = measured([program, "run", "--month", month, "--config", config], config.parent, config.with_suffix(".out"))
        edition = (config.parent / "sizes/reports/current").resolve()
        bytes_of, names_of = sizes(edition)
        cpu.append(run["cpu"])
        totals.append(sum(bytes_of.values()) / 1e6)
        print(f"| {month} | {totals[-1]:.1f} | {sum(names_of.values())} | {run['cpu']:.1f} | {run['wall']:.1f} |", flush=True)
    print("\n| last edition | internal MB; files | public MB, what is not shared; files |\n|---|---|---|")
    for folder in sorted({folder for _, folder in names_of}, key=lambda folder: -bytes_of["internal", folder]):
        told = [f"{bytes_of[part, folder] / 1e6:.2f}; {names_of[part, folder]}" for part in ("internal", "public")]
        print(f"| {folder} | {' | '.join(told)} |")
    year = totals[-12:]
    mean = sum(year) / len(year)
    print(f"\nAn edition takes {mean:.1f} MB in the mean of {len(year)}; a run at most {max(cpu):.1f} s of CPU.")
    missed = [args.most and mean > args.most, args.most_cpu and max(cpu) > args.most_cpu]
    sys.exit(1 if any(missed) else 0)


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit(str(failed))
