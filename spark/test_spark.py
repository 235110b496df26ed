"""The monthly job on a cluster of two Spark workers, against `chiso run` on the same files.

    test_spark.py target/release/chiso [FOLDER[@MONTH] …]

Without a FOLDER the demonstration is made; a FOLDER holds a `chiso.toml` and its inputs, and is not changed.
Each month is published once by the program alone and then by Spark: undisturbed; with shares that are begun
in random order, each task at the same time as itself; and with an executor that is killed while its task is at
work. The editions must have the same files with the same bytes, but for what names the lake and the hour.
Then every figure of `rules sql` in Spark SQL must be what the program counted.
"""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "other_engines")]

import chiso_spark
import duckdb_sql
from pyspark.sql import SparkSession

SHARDS = 5
ENGINE_RULE_SET = "portal-2026"

# A program in the place of `chiso`: it does the same, and harm beside it. Each harm is done once, which the
# folder that only one process can make tells.
WRAPPED = """#!{python}
import os, subprocess, sys, time
harm, step, once, program = {harm!r}, {step!r}, {once!r}, {program!r}
command = [program, *sys.argv[1:]]

def ancestor(name):
    process = os.getpid()
    while process > 1:
        status = open(f"/proc/{{process}}/status").read().split("\\n")
        if status[0].split()[1] == name:
            return process
        process = int(next(line for line in status if line.startswith("PPid:")).split()[1])
    sys.exit("no executor above this task")

def first():
    try:
        os.mkdir(once)
        return True
    except FileExistsError:
        return False

is_task = sys.argv[1] in ("part", "shard") and "--list" not in sys.argv
if is_task and sys.argv[1] == step and harm == "kill" and first():
    executor = ancestor("java")
    at_work = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    time.sleep(0.01)
    os.kill(executor, 9)
    time.sleep(600)
if is_task and harm == "twice":
    beside = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ended = subprocess.call(command)
    sys.exit(ended or beside.wait())
os.execv(program, command)
"""


def wrapped(folder, program, harm, step=""):
    """The program with a harm beside it."""
    path = folder / f"chiso-{harm}-{step}"
    text = WRAPPED.format(
        python=sys.executable, harm=harm, step=step, once=str(path) + ".done", program=str(program)
    )
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def configured(ministry, name, folder):
    """The configuration of a ministry with a lake and reports of its own, beside the one it has."""
    text = (ministry / "chiso.toml").read_text(encoding="utf-8")
    for key in ("lake", "reports"):
        text, changed = re.subn(rf'(?m)^{key}\s*=\s*"[^"]*"', f'{key} = "{folder / key}"', text)
        if changed != 1:
            sys.exit(f"{ministry}/chiso.toml has not one line `{key} = …`")
    path = ministry / f"chiso-{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def hashes(edition):
    """The hash of each file of an edition but the manifests, which name the edition before."""
    found = {}
    for path in sorted(edition.rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            found[str(path.relative_to(edition))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def told(edition):
    """What the manifest says but for the edition before this one."""
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    manifest.pop("after", None)
    manifest.pop("published_at", None)
    return manifest


class Trial:
    """One ministry, published by the program alone and then in other ways."""

    def __init__(self, spark, program, ministry, month, scratch):
        self.spark, self.program, self.ministry, self.month = spark, program, ministry, month
        self.scratch, self.failed = scratch, []
        alone = scratch / "alone"
        config = configured(ministry, "alone", alone)
        begun = time.monotonic()
        run = subprocess.run(
            [program, "run", "--month", month, "--config", config], capture_output=True, encoding="utf-8"
        )
        if run.returncode != 0:
            sys.exit(f"chiso run ended with {run.returncode}:\n{run.stderr}")
        self.config = config
        self.edition = (alone / "reports" / "current").resolve()
        self.expected, self.told = hashes(self.edition), told(self.edition)
        self.say(f"chiso run: {len(self.expected)} files", begun)

    def say(self, what, begun):
        print(f"{self.ministry.name} {self.month}, {what}, {time.monotonic() - begun:.1f} s", flush=True)

    def job(self, name, program):
        """The same job in a folder of its own."""
        folder = self.scratch / name
        config = configured(self.ministry, name, folder)
        return folder, chiso_spark.Job(
            program=str(program), config=str(config), shared=str(folder), month=self.month, shards=SHARDS
        )

    def check(self, name, folder, begun, may_leave=False):
        edition = (folder / "reports" / "current").resolve()
        found = hashes(edition)
        names = found.keys() | self.expected.keys()
        other = sorted(file for file in names if found.get(file) != self.expected.get(file))
        if told(edition) != self.told:
            other.append("manifest.json")
        left = [path.name for path in (folder / "parts").glob(".*")] + [
            path.name for path in folder.glob("partials-*")
        ]
        self.failed += [f"{name}: {file} differs" for file in other]
        self.failed += [f"{name}: {path} is left" for path in left if not may_leave]
        shutil.rmtree(folder)
        self.say(f"{name}: {len(found) - len(other)} files alike, {len(other)} not", begun)

    def undisturbed(self):
        begun = time.monotonic()
        folder, job = self.job("undisturbed", self.program)
        chiso_spark.run(self.spark, job)
        # What is known is not read again.
        again = chiso_spark.make_parts(self.spark, job, chiso_spark.files(job))
        self.failed += [f"{part['file']} was read twice" for part in again if not part["was_there"]]
        self.check("undisturbed", folder, begun)

    def twice_and_in_any_order(self):
        begun = time.monotonic()
        folder, job = self.job("twice", wrapped(self.scratch, self.program, "twice"))
        dice = random.Random(7)
        paths = chiso_spark.files(job) * 2
        shares = [*range(1, SHARDS + 1)] * 2
        dice.shuffle(paths)
        dice.shuffle(shares)
        chiso_spark.make_parts(self.spark, job, paths)
        partials = folder / "shares"
        partials.mkdir()
        chiso_spark.make_partials(self.spark, job, str(partials), shares)
        chiso_spark.publish(job, str(partials))
        self.check("twice", folder, begun)

    def killed(self, step):
        begun = time.monotonic()
        program = wrapped(self.scratch, self.program, "kill", step)
        folder, job = self.job("killed", program)
        chiso_spark.run(self.spark, job)
        if not Path(f"{program}.done").exists():
            self.failed.append(f"no executor was killed in {step}")
        self.check(f"an executor killed in {step}", folder, begun, may_leave=True)

    def refused(self):
        """What the program says of a wrong file reaches the one who asked."""
        folder, job = self.job("refused", self.program)
        try:
            chiso_spark.make_parts(self.spark, job, ["no/such/file.csv"])
            self.failed.append("a file that no source has was read")
        except Exception as error:
            if "no/such/file.csv: no source of the configuration has this file" not in str(error):
                self.failed.append(f"a wrong file was refused with other words: {error}")
        shutil.rmtree(folder, ignore_errors=True)


def sql(spark, program, scratch):
    """Every figure of the demonstration by the text of `rules sql` in Spark SQL."""
    begun = time.monotonic()
    folder = scratch / "sql"
    folder.mkdir()
    chiso = duckdb_sql.Chiso(program, folder)
    chiso("demo", ".")

    def engine(paths):
        chiso_spark.views(spark, {table: str(path) for table, path in paths.items()})

        def rows(statement):
            (table,) = chiso_spark.count(spark, statement)
            return [(name, kind.upper()) for name, kind in table.dtypes], [tuple(row) for row in table.collect()]

        return rows

    tally = {"passed": 0, "failed": 0, "missing_source": 0, "not_applicable": 0}
    last = max(path.stem[-7:] for path in (folder / "inputs").glob("dossiers-*.csv"))
    totals = duckdb_sql.national_totals(folder)
    found = duckdb_sql.compare(chiso, ENGINE_RULE_SET, last, totals, tally, engine)
    print(f"rules sql in Spark: {tally['passed']} passed, {tally['failed']} failed, {time.monotonic() - begun:.1f} s")
    return found if tally["passed"] else [*found, "no figure was compared"]


def month_of(ministry):
    """The month that is published where none is given: the last of the demonstration, or of `bench/`."""
    dated = [path.stem[-7:] for path in (ministry / "inputs").glob("dossiers-*.csv")]
    return max(dated, default="2026-05")


def main(program, ministries):
    # One clock for all runs: the series says when each edition was published.
    os.environ["CHISO_TODAY"] = "2030-01-01"
    program = Path(program).resolve()
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("chiso")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        # The text is one large union over small tables: planning it again at every stage takes longer.
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.executor.memory", "768m")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    failed = []
    with tempfile.TemporaryDirectory(prefix="chiso-spark-") as scratch:
        scratch = Path(scratch).resolve()
        given = []
        for number, ministry in enumerate(ministries):
            ministry, _, month = ministry.partition("@")
            copy = scratch / f"{number}-{Path(ministry).name}"
            shutil.copytree(ministry, copy, ignore=shutil.ignore_patterns("lake", "reports"))
            given.append((copy, month or month_of(copy)))
        if not given:
            demonstration = scratch / "demonstration"
            subprocess.run([program, "demo", demonstration], check=True, capture_output=True)
            given.append((demonstration, month_of(demonstration)))
        for ministry, month in given:
            trial = Trial(spark, program, ministry, month, scratch / f"of-{ministry.name}")
            trial.undisturbed()
            trial.twice_and_in_any_order()
            trial.killed("part")
            trial.killed("shard")
            trial.refused()
            failed += trial.failed
        failed += sql(spark, program, scratch)
    spark.stop()
    print("\n".join(failed[:100]) or "all alike")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
