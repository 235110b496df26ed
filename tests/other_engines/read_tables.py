"""Opens every published Parquet table of an edition in DuckDB and in pandas.

Each table is read by both and by its CSV, and every value must be the same in all three; the
equations of the case flow are checked in SQL. Called with the folder of an edition.
"""

import sys
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet

TABLES = ["indicators", "groups", "scorecard", "flow", "flow_by_procedure"]
BALANCE = """
    SELECT count(*) FROM read_parquet(?) WHERE
        opening + received <> ended + closing
        OR received <> received_online + received_counter + received_post + received_other
        OR ended <> ended_early + ended_on_time + ended_late + ended_undated
        OR closing <> closing_in_time + closing_overdue + closing_waiting + closing_undated
        OR on_time_numerator > on_time_denominator
"""


def text(value):
    """A value as text, so that the same number is the same text whoever read it."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(round(value, 6)).removesuffix(".0")
    if hasattr(value, "hour"):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)[:10] if hasattr(value, "year") else str(value)


def rows_of(frame):
    return [[text(value) for value in row] for row in frame.astype(object).where(frame.notna(), None).values.tolist()]


def faults_of(path):
    faults = []
    by_duckdb = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in by_duckdb.description]
    rows = [[text(value) for value in row] for row in by_duckdb.fetchall()]
    frame = pandas.read_parquet(path)
    if list(frame.columns) != names or rows_of(frame) != rows:
        faults.append("pandas and DuckDB read different values")
    # Tables under today's units are Parquet alone.
    if path.parent.name != "as_now":
        # Long series are packed.
        plain = path.with_suffix(".csv")
        csv = pandas.read_csv(
            plain if plain.exists() else path.with_suffix(".csv.gz"), dtype=str, keep_default_na=False
        )
        shown = [[value.removeprefix("'") for value in row] for row in csv.values.tolist()]
        is_number = lambda value: value.removeprefix("-").replace(".", "", 1).isdigit()
        number = lambda value: text(float(value)) if is_number(value) else value
        same = [[number(value) for value in row] for row in shown] == [[number(v) for v in row] for row in rows]
        if list(csv.columns) != names or not same:
            faults.append("the CSV says something else")
    schema = pyarrow.parquet.read_schema(path)
    for field in schema:
        meaning = field.metadata or {}
        if not meaning.get(b"vi") or not meaning.get(b"en"):
            faults.append(f"column {field.name} has no meaning in both languages")
    if path.parent.name in ("tables", "as_now") and b"chiso.rule_set_hash" not in (pyarrow.parquet.read_metadata(path).metadata or {}):
        faults.append("the file does not say by which rules it was made")
    # Public counts are rounded, each by itself.
    if path.stem.startswith("flow") and "public" not in path.parts:
        unbalanced = duckdb.execute(BALANCE, [str(path)]).fetchone()[0]
        if unbalanced:
            faults.append(f"{unbalanced} rows do not balance")
    return len(rows), faults


def main(edition):
    passed = failed = 0
    found = sorted(Path(edition).rglob("*.parquet"))
    present = {path.stem for path in found}
    for name in TABLES:
        if name not in present:
            print(f"{name}: not in the edition")
            failed += 1
    for path in found:
        count, faults = faults_of(path)
        print(f"{path.relative_to(edition)}: {count} rows" + "".join(f"\n  {fault}" for fault in faults))
        failed += bool(faults)
        passed += not faults
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
