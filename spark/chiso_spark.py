"""The monthly job of `chiso` on Apache Spark.

    chiso_spark.py --config /shared/ministry/chiso.toml --shared /shared/work --chiso /shared/bin/chiso \\
        --month 2026-08 --shards 16

Every executor sees the configuration, its input files, the folder of the work and the program at the same
paths. Three steps, each by the program: `part` reads one file a task; `shard` resolves and counts one share
of all dossiers a task; `run --from-partials` puts the shares together on the driver and publishes. Spark
schedules, retries and speculates: a task may run twice or be killed, because what it makes appears under its
name in one step. What is published is what `chiso run` publishes from the same files, byte for byte.

For analysts, `facts` lays the facts of a period out as tables of Spark, and `count` runs over them the text
that `chiso rules sql` prints, as it is.
"""

import argparse
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyspark import TaskContext
from pyspark.sql import SparkSession

# The tables of `chiso facts` by the option that asks for each, as the text of `rules sql` names them.
TABLES = {
    "--output": "facts",
    "--units": "unit_tree",
    "--procedures": "procedure_facts",
    "--announcements": "announcement_facts",
    "--petitions": "petition_facts",
}


class ChisoFailed(RuntimeError):
    """The program ended with another code than 0; the message holds what it said."""


@dataclass(frozen=True)
class Job:
    """What is to be published, and by what."""

    program: str
    config: str
    shared: str
    month: str
    shards: int
    as_of: str | None = None
    # What `run` is given beside, such as --allow-empty.
    more: tuple[str, ...] = ()

    @property
    def parts(self):
        """The folder of the parts. It is kept: files that did not change are not read again."""
        return str(Path(self.shared) / "parts")

    @property
    def words(self):
        """The month, and until when what is known counts."""
        return ["--month", self.month, *(["--as-of", self.as_of] if self.as_of else [])]

    def call(self, *words, threads=None):
        """Runs the program; its result is JSON."""
        environment = dict(os.environ)
        if threads:
            environment["CHISO_THREADS"] = str(threads)
        command = [self.program, *words, "--config", self.config, "--format", "json"]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment, preexec_fn=_die_together
        )
        if done.returncode != 0:
            said = done.stderr.strip()
            raise ChisoFailed(f"{' '.join(command)} ended with {done.returncode}:\n{said}")
        return json.loads(done.stdout)

    def task(self, *words):
        """Runs the program within a task, with as many threads as the task has cores."""
        return self.call(*words, threads=TaskContext.get().cpus())


def _die_together():
    """Lets the kernel end the program when the worker that started it is killed."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _part(job, path):
    return job.task("part", path, "--into", job.parts)


def _shard(job, partials, share):
    return job.task(
        "shard", f"{share}/{job.shards}", "--parts", job.parts, "--into", partials, *job.words
    )


def files(job):
    """The input files as the program finds them, largest first, so that none is begun last."""
    found = job.call("part", "--list", "--into", job.parts)
    return [file["path"] for file in sorted(found, key=lambda file: -file["bytes"])]


def _spread(spark, act, items):
    """One task for each item."""
    items = list(items)
    context = spark.sparkContext
    # An executor does not have this file where it was imported and not run.
    context.addPyFile(__file__)
    return context.parallelize(items, max(len(items), 1)).map(act).collect()


def _clear(folder):
    """Removes what tasks left there that were killed a day ago or before."""
    for path in folder.glob(".*"):
        try:
            if path.stat().st_mtime < time.time() - 86400:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError:
            pass  # Another job was faster.


def make_parts(spark, job, paths):
    """Reads the files into parts; what the program says of each part."""
    parts = Path(job.parts)
    parts.mkdir(parents=True, exist_ok=True)
    _clear(parts)
    return [part for made in _spread(spark, partial(_part, job), paths) for part in made]


def make_partials(spark, job, partials, shares):
    """Resolves and counts these shares of all dossiers, from 1 to the number of shards."""
    return _spread(spark, partial(_shard, job, partials), shares)


def publish(job, partials):
    """Puts the shares together and publishes; what the program says of the edition."""
    return job.call("run", "--from-partials", partials, "--parts", job.parts, *job.words, *job.more)


def run(spark, job):
    """The three steps. The partials are of this job alone, and are removed when it ends."""
    make_parts(spark, job, files(job))
    partials = Path(job.shared) / f"partials-{job.month}-{uuid.uuid4().hex[:12]}"
    partials.mkdir()
    try:
        make_partials(spark, job, str(partials), range(1, job.shards + 1))
        return publish(job, str(partials))
    finally:
        shutil.rmtree(partials, ignore_errors=True)


def facts(spark, job, period, folder):
    """The facts of a period, from the lake that `chiso ingest` or `run` left, as views of Spark."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {table: str(folder / f"{table}.parquet") for table in TABLES.values()}
    options = [word for option, table in TABLES.items() for word in (option, paths[table])]
    command = [job.program, "facts", "--config", job.config, "--month", period, *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise ChisoFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.strip()}")
    return views(spark, paths)


def views(spark, paths):
    """Parquet files as views, by name."""
    tables = {name: spark.read.parquet(path) for name, path in paths.items()}
    for name, table in tables.items():
        table.createOrReplaceTempView(name)
    return tables


def count(spark, text):
    """A table for each statement of a text of `chiso rules sql`, over the views of `facts`."""
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [spark.sql(part) for part in "\n".join(lines).split(";") if part.strip()]


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--config", required=True, help="chiso.toml, seen by every executor")
    arguments.add_argument("--shared", required=True, help="a folder that every executor sees")
    arguments.add_argument("--chiso", required=True, help="the program, seen by every executor")
    arguments.add_argument("--month", required=True, help="such as 2026-08")
    arguments.add_argument("--shards", required=True, type=int, help="shares of the dossiers")
    arguments.add_argument("--as-of", help="read only what was known before this day")
    arguments.add_argument("--allow-empty", action="store_true", help="as `chiso run` has it")
    given = arguments.parse_args()
    if given.shards < 1:
        arguments.error("--shards: at least 1")
    job = Job(
        program=os.path.abspath(given.chiso),
        config=os.path.abspath(given.config),
        shared=os.path.abspath(given.shared),
        month=given.month,
        shards=given.shards,
        as_of=given.as_of,
        more=("--allow-empty",) if given.allow_empty else (),
    )
    spark = SparkSession.builder.appName(f"chiso {job.month}").getOrCreate()
    try:
        print(json.dumps(run(spark, job), ensure_ascii=False))
    except ChisoFailed as failed:
        sys.exit(str(failed))
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
