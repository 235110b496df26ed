"""Runs the SQL that `chiso rules sql` prints in DuckDB and compares every cell with `chiso count`.

The demonstration is made and read once. For each built-in rule set and some periods the facts are
written, the printed text is run as it is, and every numerator, denominator and count of the flow
must be what the program counted. What the header of the text leaves to be applied after counting is
applied here, by plain loops. Called with the program: `duckdb_sql.py target/release/chiso`.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Columns of the flow that are no counts.
NOT_COUNTED = {"period", "period_kind", "period_start", "unit_id", "unit_name", "coverage", "status", "rounded_to"}
RULE_SETS = ["portal-2026", "document-2026", "vendor-2022"]
TABLES = {
    "--output": "facts",
    "--units": "unit_tree",
    "--procedures": "procedure_facts",
    "--announcements": "announcement_facts",
    "--petitions": "petition_facts",
}
PARTS_OF_A_YEAR = {"": 12, "Q": 4, "H": 2, None: 1}


class Chiso:
    """The program in the folder of the demonstration."""

    def __init__(self, program, folder):
        self.program, self.folder = Path(program).resolve(), folder

    def __call__(self, *words):
        call = subprocess.run(
            [self.program, *words], cwd=self.folder, capture_output=True, encoding="utf-8"
        )
        if call.returncode != 0:
            sys.exit(f"{' '.join(words)} ended with {call.returncode}:\n{call.stderr}{call.stdout}")
        return call.stdout

    def json(self, *words):
        return json.loads(self(*words, "--format", "json"))


def configuration(folder, rule_set):
    """The configuration of the demonstration under another rule set, on the same lake."""
    text = (folder / "chiso.toml").read_text(encoding="utf-8")
    text, changed = re.subn(r"(?m)^set\s*=.*$", f'set = "{rule_set}"', text)
    if changed != 1:
        sys.exit("the demonstration's chiso.toml has not one line `set = …`")
    name = f"chiso-{rule_set}.toml"
    (folder / name).write_text(text, encoding="utf-8")
    return name


def statements(text):
    """The statements of a text; its comments are lines of their own."""
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [part for part in "\n".join(lines).split(";") if part.strip()]


def duckdb_engine(paths):
    """What runs a statement over these files, by table; it gives columns with their types, and rows."""
    import duckdb

    engine = duckdb.connect()
    for table, path in paths.items():
        engine.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}')")

    def rows(statement):
        result = engine.execute(statement)
        return [(column[0], str(column[1])) for column in result.description], result.fetchall()

    return rows


def counted_by_sql(chiso, rule_set, config, period, engine):
    """Figures by unit and indicator, and the flow by unit."""
    words = [word for option, table in TABLES.items() for word in (option, f"{table}.parquet")]
    chiso("facts", "--config", config, "--month", period, *words)
    rows = engine({table: chiso.folder / f"{table}.parquet" for table in TABLES.values()})
    cells, flow = {}, {}
    for statement in statements(chiso("rules", "sql", rule_set)):
        columns, found = rows(statement)
        for name, kind in columns:
            if name not in ("unit_id", "indicator_id") and kind != "BIGINT":
                sys.exit(f"{name} is {kind}, expected BIGINT")
        for row in found:
            row = dict(zip([name for name, _ in columns], row))
            table, key = flow, row["unit_id"]
            if "indicator_id" in row:
                table, key = cells, (row["unit_id"], row["indicator_id"])
            if key in table:
                sys.exit(f"two rows of {key}")
            table[key] = row
    return cells, flow


def national_totals(folder):
    """By unit and period; of two rows the last wins."""
    with open(folder / "inputs/totals.csv", encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["dossiers_received"]]
    return {(row["unit_id"], row["period"]): int(row["dossiers_received"]) for row in rows}


def total(totals, unit, period):
    """The total of the period, else last year's in equal parts, rounded half up."""
    if (unit, period) in totals:
        return totals[unit, period]
    year, kind = re.fullmatch(r"(\d{4})(?:-(Q|H|)\d+)?", period).groups()
    parts = PARTS_OF_A_YEAR[kind]
    last = totals.get((unit, str(int(year) - 1)))
    return None if last is None else (2 * last + parts) // (2 * parts)


def expected_of(cell, rule, figures, totals):
    """What the program should say, from the SQL: the steps after counting."""
    numerator, denominator = figures["numerator"], figures["denominator"]
    if rule["measure"] == "larger_of":
        denominator = max(denominator, total(totals, cell["unit_id"], cell["period"]) or 0)
    return numerator, denominator


def compare(chiso, rule_set, period, totals, tally, engine=duckdb_engine):
    config = configuration(chiso.folder, rule_set)
    cells, flow = counted_by_sql(chiso, rule_set, config, period, engine)
    rules = chiso.json("rules", "show", rule_set)["indicators"]
    rules = {rule["id"]: rule for rule in rules}
    counted = chiso.json("count", "--config", config, "--month", period)["periods"][0]
    authority = counted["indicators"][0]["unit_id"]
    shown = {cell["unit_id"] for cell in counted["indicators"]}
    found = []

    def check(place, by_sql, by_chiso):
        tally["failed" if by_sql != by_chiso else "passed"] += 1
        if by_sql != by_chiso:
            found.append(f"{rule_set} {period} {place}: SQL {by_sql}, chiso {by_chiso}")

    for cell in counted["indicators"]:
        rule = rules[cell["indicator_id"]]
        if cell["status"] in ("missing_source", "not_applicable"):
            tally[cell["status"]] += 1
            continue
        unit = authority if rule["child_units"] == "inherit" else cell["unit_id"]
        figures = cells.get((unit, rule["id"]))
        by_sql = figures and expected_of(cell, rule, figures, totals)
        check(f"{cell['unit_id']} {rule['id']}", by_sql, (cell["numerator"], cell["denominator"]))
    for row in counted["flow"]:
        of_unit = flow.get(row["unit_id"], {})
        for name in row.keys() - NOT_COUNTED:
            check(f"{row['unit_id']} flow {name}", of_unit.get(name), row[name])
    # What the program does not list (an unmapped unit without a dossier) must be empty.
    for unit in flow.keys() - shown:
        counts = [count for name, count in flow[unit].items() if name != "unit_id"]
        check(f"{unit} flow, not listed", sum(counts), 0)
    # The statement of one indicator alone is the same as its part of the whole.
    alone = chiso("rules", "sql", rule_set, "--indicator", "handled_on_time")
    check("one indicator alone", len(statements(alone)), 1)
    return found


def main(program):
    tally = {"passed": 0, "failed": 0, "missing_source": 0, "not_applicable": 0}
    with tempfile.TemporaryDirectory(prefix="chiso-sql-") as scratch:
        folder = Path(scratch).resolve()
        chiso = Chiso(program, folder)
        chiso("demo", ".")
        last = max(path.stem[-7:] for path in (folder / "inputs").glob("dossiers-*.csv"))
        totals = national_totals(folder)
        found = []
        for rule_set in RULE_SETS:
            for period in (last, last[:4]):
                found += compare(chiso, rule_set, period, totals, tally)
    print("\n".join(found[:100]))
    print(f"left as they are: {tally['missing_source']} missing_source, {tally['not_applicable']} not_applicable")
    print(f"{tally['passed']} passed, {tally['failed']} failed")
    return 1 if tally["failed"] or not tally["passed"] else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
