#!/usr/bin/env python3
"""The same work as `chiso ingest` and `chiso count`, in other engines, at their best.

    rivals.py ENGINE STAGE DIR [--month 2026-05] [--threads 2]

ENGINE is duckdb, polars, pandas, datafusion or chdb. STAGE is

* ingest        CSV to typed Parquet (zstd), the 22 canonical columns. Nothing is checked: a date
                that cannot be read becomes null (DuckDB: the row is left out), a dossier sent
                twice stands there twice.
* ingest_dedup  the same, and only the last row of a dossier is kept, and rows with a date that
                cannot be read are left out, as `chiso` does.
* count         one month's indicators per unit from the Parquet of `ingest_dedup`, as sorted lines
                `unit,indicator,numerator,denominator` on stdout.
* ingest_national, ingest_national_dossiers  the messages of generate_national.py to Parquet: both
                files, or the dossiers alone (duckdb only).
* count_national  one month from that, judged with its trail; lines as in `count` (duckdb only).

An engine is imported only when it is asked for, after its number of threads has been fixed.
"""

import argparse
import csv
import importlib
import os
import sys
import tomllib
from pathlib import Path

from work import (
    BIG, BOOLEANS, CANONICAL, DATES, FORMAT, HEADER, MEASURES, POPULATION_DATABASE, SMALL, STRINGS, bounds,
)

ENGINES = ["duckdb", "polars", "pandas", "datafusion", "chdb"]
STAGES = ["ingest", "ingest_dedup", "count", "ingest_national", "ingest_national_dossiers", "count_national"]


# ---------------------------------------------------------------------------------------------
# DuckDB


def duckdb_connection(threads):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def duckdb_csv(connection, path):
    """The view `csv`. Its reader is fastest when it types the columns itself; it then leaves out
    rows with a date that cannot be read, where polars and pandas make it null."""
    types = {c: "VARCHAR" for c in HEADER}
    types |= {c: "BOOLEAN" for c in BOOLEANS} | {c: "TINYINT" for c in SMALL} | {c: "BIGINT" for c in BIG}
    types |= {c: "TIMESTAMP" for c in DATES}
    columns = ", ".join(f"'{c}': '{types[c]}'" for c in HEADER)
    wanted = ", ".join(f"nullif(trim({c}), '') AS {c}" if c in STRINGS else c for c in CANONICAL)
    connection.execute(
        f"CREATE VIEW csv AS SELECT {wanted} FROM read_csv('{path}', header = true, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', ignore_errors = true, columns = {{{columns}}})"
    )


def duckdb_ingest(source, target, threads):
    connection = duckdb_connection(threads)
    duckdb_csv(connection, source)
    connection.execute(f"COPY (FROM csv) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def duckdb_ingest_dedup(source, target, threads):
    # Measured against a window over all rows and against a table in memory: a plain Parquet first,
    # then the few rows that a later one replaces, then the rest, is as fast and needs least memory.
    connection = duckdb_connection(threads)
    duckdb_csv(connection, source)
    plain = target.with_suffix(".plain")
    connection.execute(f"COPY (FROM csv) TO '{plain}' (FORMAT parquet, COMPRESSION lz4)")
    connection.execute(f"CREATE VIEW plain AS FROM read_parquet('{plain}', file_row_number = true)")
    connection.execute(
        """CREATE TEMP TABLE replaced AS SELECT line FROM (
            SELECT file_row_number AS line, max(file_row_number) OVER (PARTITION BY dossier_id) AS last
            FROM plain WHERE dossier_id IN (SELECT dossier_id FROM plain GROUP BY ALL HAVING count(*) > 1)
        ) WHERE line < last"""
    )
    connection.execute(
        f"""COPY (
            SELECT * EXCLUDE (file_row_number) FROM plain WHERE file_row_number NOT IN (FROM replaced)
        ) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"""
    )
    plain.unlink()


def duckdb_count(parquet, month, threads):
    connection = duckdb_connection(threads)
    start, end = bounds(month)
    measures = ", ".join(f"count(*) FILTER ({text}) AS {name}" for name, text in MEASURES.items())
    rows = connection.execute(
        f"""
        WITH hand AS (
            SELECT unit_id, procedure_id, channel, received_at, due_at, result_file, components_digitized,
                component_reused, from_personal_store, vneid_verified, fee_due, online_payment,
                TIMESTAMP '{start}' AS S, TIMESTAMP '{end}' AS E,
                received_at >= S AS R,
                greatest(ended_at, received_at) AS ended,
                ended_at IS NOT NULL AND ended < E AS X,
                list_contains(string_split(databases, ';'), '{POPULATION_DATABASE}') AS population_database,
                coalesce(end_kind, CASE status WHEN 7 THEN 'withdrawn' WHEN 8 THEN 'stopped' WHEN 3 THEN 'refused' END)
                    AS end_kind
            FROM read_parquet('{parquet}')
            WHERE status <> 1 AND received_at < TIMESTAMP '{end}'
                AND (ended_at IS NULL OR ended_at >= TIMESTAMP '{start}' OR received_at >= TIMESTAMP '{start}')
        )
        SELECT unit_id, procedure_id, {measures},
            coalesce(sum(epoch(ended) - epoch(received_at)) FILTER (X), 0)::BIGINT AS seconds
        FROM hand GROUP BY ALL
        """
    ).fetchall()
    names = ["unit_id", "procedure_id", *MEASURES, "seconds"]
    return [dict(zip(names, row)) for row in rows]


# ---------------------------------------------------------------------------------------------
# polars, streaming


def polars_frame(source):
    import polars as pl

    # Flags are 1/0 or true/false and come as text; dates too, with one explicit format and no cache:
    # its reader parses dates three times slower by itself.
    schema = {c: pl.String for c in HEADER}
    schema |= {c: pl.Int8 for c in SMALL} | {c: pl.Int64 for c in BIG}
    for c in BOOLEANS:
        schema[c] = pl.Boolean if c in ("vneid_verified", "synced") else pl.Int8

    def trimmed(c):
        return pl.col(c).str.strip_chars()

    expressions = []
    for c in CANONICAL:
        if c in STRINGS:
            expressions.append(trimmed(c))
        elif c in DATES:
            expressions.append(trimmed(c).str.to_datetime(FORMAT, time_unit="us", strict=False, cache=False))
        elif c in BOOLEANS:
            expressions.append(pl.col(c).cast(pl.Boolean))
        else:
            expressions.append(pl.col(c))
    return pl.scan_csv(source, schema=schema), expressions


def polars_ingest(source, target, threads):
    frame, expressions = polars_frame(source)
    frame.select(expressions).sink_parquet(target, compression="zstd")


def polars_ingest_dedup(source, target, threads):
    import polars as pl

    def dates():
        return pl.sum_horizontal(pl.col(c).is_not_null() for c in DATES)

    # In two steps, as with DuckDB: `unique` over everything is twice as slow and needs five times
    # the memory. A row whose dates are fewer after reading than before has one that cannot be read.
    frame, expressions = polars_frame(source)
    plain = target.with_suffix(".plain")
    (
        frame.with_columns(dates=dates()).select(*expressions, "dates")
        .filter(pl.col("dates") == dates()).drop("dates")
        .sink_parquet(plain, compression="lz4")
    )
    kept = pl.scan_parquet(plain, row_index_name="line")
    twice = (
        kept.select("dossier_id").group_by("dossier_id").len().filter(pl.col("len") > 1)
        .select("dossier_id").collect(engine="streaming")
    )
    lines = kept.select("line", "dossier_id").join(twice.lazy(), on="dossier_id", how="semi").collect(engine="streaming")
    replaced = lines.filter(pl.col("line") < pl.col("line").max().over("dossier_id")).select("line")
    (
        kept.join(replaced.lazy(), on="line", how="anti", maintain_order="left").drop("line")
        .sink_parquet(target, compression="zstd")
    )
    plain.unlink()


def polars_count(parquet, month, threads):
    import polars as pl

    start, end = bounds(month)
    S, E = pl.lit(start), pl.lit(end)
    c = pl.col
    hand = (
        pl.scan_parquet(parquet)
        .filter(
            (c("status") != 1) & (c("received_at") < end)
            & (c("ended_at").is_null() | (c("ended_at") >= start) | (c("received_at") >= start))
        )
        .with_columns(
            R=c("received_at") >= start,
            ended=pl.when(c("ended_at").is_not_null()).then(pl.max_horizontal("ended_at", "received_at")),
            end_kind=pl.coalesce(
                c("end_kind"), c("status").replace_strict({7: "withdrawn", 8: "stopped", 3: "refused"}, default=None)
            ),
        )
        .with_columns(X=(c("ended") < end).fill_null(False))
    )
    R, X, due, ended, kind = c("R"), c("X"), c("due_at"), c("ended"), c("end_kind")
    judged = due.is_not_null()
    digitized, result, store = c("components_digitized"), c("result_file"), c("from_personal_store")
    population = c("databases").str.split(";").list.contains(POPULATION_DATABASE)
    paid = c("online_payment").is_in([1, 2])
    measures = {
        "received": R,
        "received_online": R & (c("channel") == "online"),
        "received_counter": R & (c("channel") == "counter"),
        "received_post": R & (c("channel") == "post"),
        "result_file": judged & X & result,
        "digitized": judged & digitized,
        "digitized_with_result": judged & X & digitized & result,
        "reused": judged & c("component_reused"),
        "personal_store": judged & store,
        "population": judged & (c("vneid_verified") | store | population),
        "fee_dossiers": judged & c("fee_due").ne_missing(0),
        "fee_dossiers_paid": judged & c("fee_due").ne_missing(0) & paid,
        "paid": R & paid,
        "fee_above_zero": R & (c("fee_due") > 0),
        "opening": c("received_at") < S,
        "in_hand": pl.lit(True),
        "judged": judged,
        "on_time": pl.when(X).then(ended).otherwise(E) <= due,
        "ended": X,
        "ended_undated": X & due.is_null(),
        "ended_in_time": X & (ended <= due),
        "ended_early": X & (ended.dt.date() < due.dt.date()) & (ended <= due),
        "ended_withdrawn": X & (kind == "withdrawn"),
        "ended_refused": X & (kind == "refused"),
        "ended_stopped": X & (kind == "stopped"),
        "closing_in_time": ~X & (E <= due),
        "closing_undated": ~X & due.is_null(),
    }
    assert list(measures) == list(MEASURES)
    sums = [
        (pl.len() if name == "in_hand" else expression.sum()).cast(pl.Int64).alias(name)
        for name, expression in measures.items()
    ]
    sums.append((ended - c("received_at")).filter(X).dt.total_seconds().sum().alias("seconds"))
    return hand.group_by("unit_id", "procedure_id").agg(sums).collect(engine="streaming").to_dicts()


# ---------------------------------------------------------------------------------------------
# pandas, reading and writing through pyarrow


def pandas_read(source, threads):
    import pandas as pd
    import pyarrow as pa

    pa.set_cpu_count(threads)
    pa.set_io_thread_count(threads)
    string, small = pd.ArrowDtype(pa.string()), pd.ArrowDtype(pa.int8())
    dtypes = {c: string for c in STRINGS + DATES} | {c: small for c in SMALL} | {c: pd.ArrowDtype(pa.int64()) for c in BIG}
    dtypes |= {c: pd.ArrowDtype(pa.bool_()) for c in BOOLEANS}
    return pd.read_csv(source, engine="pyarrow", dtype_backend="pyarrow", usecols=CANONICAL, dtype=dtypes)


def pandas_ingest(source, target, threads, dedup=False):
    import pandas as pd

    frame = pandas_read(source, threads)
    for c in STRINGS:
        frame[c] = frame[c].str.strip()
    unreadable = None
    for c in DATES:
        # Not `pyarrow.compute.strptime`, which is twice as fast but reads 30 February as 2 March.
        read = pd.to_datetime(frame[c].str.strip(), format=FORMAT, errors="coerce")
        if dedup:
            bad = frame[c].notna() & read.isna()
            unreadable = bad if unreadable is None else unreadable | bad
        frame[c] = read
    if dedup:
        frame = frame[~unreadable].drop_duplicates("dossier_id", keep="last")
    frame[CANONICAL].to_parquet(target, engine="pyarrow", compression="zstd", index=False)


def pandas_ingest_dedup(source, target, threads):
    pandas_ingest(source, target, threads, dedup=True)


def pandas_count(parquet, month, threads):
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    pa.set_cpu_count(threads)
    pa.set_io_thread_count(threads)
    start, end = bounds(month)
    field = pc.field
    hand = pd.read_parquet(
        parquet,
        engine="pyarrow",
        dtype_backend="pyarrow",
        columns=[
            "unit_id", "procedure_id", "channel", "status", "received_at", "due_at", "ended_at", "end_kind",
            "components_digitized", "component_reused", "from_personal_store", "result_file", "vneid_verified",
            "databases", "fee_due", "online_payment",
        ],
        filters=(field("status") != 1) & (field("received_at") < end)
        & (field("ended_at").is_null() | (field("ended_at") >= start) | (field("received_at") >= start)),
    )
    # The month's rows are few: plain numpy booleans, missing as false, from here on.
    def true(c):
        return hand[c].fillna(False).to_numpy(bool)

    def instants(c):
        return hand[c].astype("datetime64[s]").to_numpy()

    S, E = np.datetime64(start, "s"), np.datetime64(end, "s")
    received, due, raw_end = instants("received_at"), instants("due_at"), instants("ended_at")
    dated, has_end = ~np.isnat(due), ~np.isnat(raw_end)
    ended = np.where(has_end, np.fmax(raw_end, received), raw_end)
    R = received >= S
    X = has_end & (ended < E)
    status = hand["status"].to_numpy()
    kind = hand["end_kind"].to_numpy(object, na_value=None)
    kind = np.where(pd.isna(kind), np.select([status == 7, status == 8, status == 3], ["withdrawn", "stopped", "refused"], ""), kind)
    channel = hand["channel"].fillna("other").to_numpy(object)
    fee = hand["fee_due"].to_numpy("float64", na_value=np.nan)
    paid = np.isin(hand["online_payment"].to_numpy("int64", na_value=0), [1, 2])
    digitized, result, store = true("components_digitized"), true("result_file"), true("from_personal_store")
    population = (";" + hand["databases"].fillna("") + ";").str.contains(f";{POPULATION_DATABASE};", regex=False).to_numpy(bool)
    judged_at = np.where(X, ended, E)
    measures = {
        "received": R,
        "received_online": R & (channel == "online"),
        "received_counter": R & (channel == "counter"),
        "received_post": R & (channel == "post"),
        "result_file": dated & X & result,
        "digitized": dated & digitized,
        "digitized_with_result": dated & X & digitized & result,
        "reused": dated & true("component_reused"),
        "personal_store": dated & store,
        "population": dated & (true("vneid_verified") | store | population),
        "fee_dossiers": dated & (fee != 0),
        "fee_dossiers_paid": dated & (fee != 0) & paid,
        "paid": R & paid,
        "fee_above_zero": R & (fee > 0),
        "opening": received < S,
        "in_hand": np.ones(len(hand), bool),
        "judged": dated,
        "on_time": judged_at <= due,
        "ended": X,
        "ended_undated": X & ~dated,
        "ended_in_time": X & (ended <= due),
        "ended_early": X & (ended.astype("datetime64[D]") < due.astype("datetime64[D]")) & (ended <= due),
        "ended_withdrawn": X & (kind == "withdrawn"),
        "ended_refused": X & (kind == "refused"),
        "ended_stopped": X & (kind == "stopped"),
        "closing_in_time": ~X & (E <= due),
        "closing_undated": ~X & ~dated,
    }
    assert list(measures) == list(MEASURES)
    facts = pd.DataFrame({name: values.astype("int64") for name, values in measures.items()})
    facts["seconds"] = np.where(X, (ended - received).astype("int64"), 0)
    keys = [hand["unit_id"].astype("category").reset_index(drop=True), hand["procedure_id"].astype("category").reset_index(drop=True)]
    return facts.groupby(keys, observed=True).sum().reset_index().to_dict("records")


# ---------------------------------------------------------------------------------------------
# From (unit, procedure) sums to indicators: the same for every engine, a few milliseconds


def truth(text):
    return text.strip() in ("1", "true")


def catalogue(folder, end):
    last = end.date().isoformat()
    with open(folder / "procedures.csv", encoding="utf-8", newline="") as f:
        rows = {row["procedure_id"]: row for row in csv.DictReader(f)}
    for row in rows.values():
        row["public"] = (not row["public_from"] or row["public_from"] < last) and (not row["public_to"] or row["public_to"] >= last)
        row["units"] = set(filter(None, row["unit_ids"].split(";")))
        for c in ("has_fee", "paper_result", "citizen_subject", "complete"):
            row[c] = truth(row[c])
        row["online"] = row["online_level"] in ("full", "partial")
    return rows


def indicators(folder, month, sums):
    _, end = bounds(month)
    authority = tomllib.loads((folder / "chiso.toml").read_text(encoding="utf-8"))["authority"]["id"]
    procedures = catalogue(folder, end)
    with open(folder / "units.csv", encoding="utf-8", newline="") as f:
        units = [row["unit_id"] for row in csv.DictReader(f)]
    unknown = {"has_fee": False, "paper_result": True, "citizen_subject": False}
    of = {unit: [] for unit in [authority, *units]}
    for row in sums:
        row["procedure"] = procedures.get(row["procedure_id"], unknown)
        of[authority].append(row)
        of[row["unit_id"]].append(row)

    out = []
    everywhere = {p for p, row in procedures.items() if row["public"]}
    for unit, rows in of.items():
        def total(name, where=lambda p: True):
            return sum(int(row.get(name, 0)) for row in rows if where(row["procedure"]))

        def some(name):
            return {row["procedure_id"] for row in rows if row[name] > 0}

        if unit == authority:
            public = everywhere
        else:
            public = {p for p in everywhere if not procedures[p]["units"] or unit in procedures[p]["units"]}
        online = {p for p in public if procedures[p]["online"]}
        citizen = {p for p in public if procedures[p]["citizen_subject"]}
        fee = {p for p in public if procedures[p]["has_fee"]}
        received, judged = total("received"), total("judged")
        has_fee = lambda p: p["has_fee"]
        no_paper = lambda p: not p["paper_result"]
        paper = lambda p: p["paper_result"]
        out += [
            # A child unit carries the authority's own figure.
            (unit, "contents_complete", sum(procedures[p]["complete"] for p in everywhere), len(everywhere)),
            (unit, "handled_on_time", total("on_time"), judged),
            (unit, "mean_handling_time", total("seconds"), total("ended")),
            (unit, "electronic_result", total("result_file"), judged),
            (unit, "dossier_digitized", total("digitized_with_result", paper) + total("digitized", no_paper), judged),
            (unit, "data_reused", total("reused"), judged),
            (unit, "shared_with_personal_store", total("personal_store"), judged),
            (unit, "procedures_using_population_data", len(citizen & some("population")), len(citizen)),
            (unit, "dossiers_using_population_data", total("population"), judged),
            (unit, "procedures_offered_online", len(online), len(public)),
            (unit, "online_services_used", len(online & some("received_online")), len(online)),
            (unit, "submitted_online", total("received_online"), received),
            (unit, "dossiers_paid_online", total("fee_dossiers_paid", has_fee), total("fee_dossiers", has_fee)),
            (unit, "procedures_paid_online", len(fee & some("paid")), len(fee)),
            (unit, "procedures_with_fee_synced", len(fee & some("fee_above_zero")), len(fee)),
        ]
        ended, in_hand = total("ended"), total("in_hand")
        in_time, early, undated = total("ended_in_time"), total("ended_early"), total("ended_undated")
        waiting = total("closing_waiting")
        closing, closing_in_time, closing_undated = in_hand - ended, total("closing_in_time"), total("closing_undated")
        counter, by_post, by_web = total("received_counter"), total("received_post"), total("received_online")
        flow = {
            "opening": total("opening"),
            "received": received,
            "received_online": by_web,
            "received_counter": counter,
            "received_post": by_post,
            "received_other": received - by_web - counter - by_post,
            "ended": ended,
            "ended_early": early,
            "ended_on_time": in_time - early,
            "ended_late": ended - in_time - undated,
            "ended_undated": undated,
            "ended_withdrawn": total("ended_withdrawn"),
            "ended_refused": total("ended_refused"),
            "ended_stopped": total("ended_stopped"),
            "closing": closing,
            "closing_in_time": closing_in_time,
            "closing_overdue": closing - closing_in_time - closing_undated - waiting,
            "closing_waiting": waiting,
            "closing_undated": closing_undated,
            "on_time_numerator": total("on_time"),
            "on_time_denominator": judged,
        }
        assert flow["opening"] + received == ended + closing, unit
        out += [(unit, f"flow.{name}", value, "") for name, value in flow.items()]
    return sorted(out)


# ---------------------------------------------------------------------------------------------


def functions(engine):
    """What an engine does at each stage; two of them have a file of their own."""
    if engine in ("datafusion", "chdb"):
        return vars(importlib.import_module(f"with_{engine}"))
    return {stage: globals()[f"{engine}_{stage}"] for stage in ("ingest", "ingest_dedup", "count")}


def show(args, sums):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["unit", "indicator", "numerator", "denominator"])
    out.writerows(indicators(args.dir, args.month, sums))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--month", default="2026-05")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    os.environ["POLARS_MAX_THREADS"] = str(args.threads)
    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    folder = args.dir / "rivals"
    folder.mkdir(exist_ok=True)

    if "national" in args.stage:
        if args.engine != "duckdb":
            parser.error(f"{args.stage} is written for duckdb only")
        import national_duckdb

        if args.stage == "count_national":
            show(args, national_duckdb.count(folder, args.month, args.threads, MEASURES))
            return
        national_duckdb.ingest_dossiers(args.dir, folder, args.threads)
        if args.stage == "ingest_national":
            national_duckdb.ingest_events(args.dir, folder, args.threads)
        return
    work = functions(args.engine)
    if args.stage == "count":
        parquet = folder / f"{args.engine}.ingest_dedup.parquet"
        show(args, work["count"](parquet, args.month, args.threads))
    else:
        target = folder / f"{args.engine}.{args.stage}.parquet"
        work[args.stage](args.dir / "dossiers.csv", target, args.threads)


if __name__ == "__main__":
    main()
