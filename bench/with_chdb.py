"""The work of rivals.py in chDB, which is ClickHouse in a process, through its SQL."""

import json

from work import BIG, BOOLEANS, CANONICAL, DATES, HEADER, MEASURES, POPULATION_DATABASE, SMALL, STRINGS, bounds, measures


def run(query, form="CSV", **settings):
    import chdb

    return chdb.query(f"{query} SETTINGS " + ", ".join(f"{k} = {v!r}" for k, v in settings.items()), form).bytes()


def select_csv(path, more=""):
    """The query that types the columns of the CSV. Dates come as text: its reader stops at one that is none."""
    types = dict.fromkeys(HEADER, "Nullable(String)") | dict.fromkeys(BOOLEANS, "Nullable(Bool)")
    types |= dict.fromkeys(SMALL, "Nullable(Int8)") | dict.fromkeys(BIG, "Nullable(Int64)")
    columns = ", ".join(f"{c} {types[c]}" for c in HEADER)
    typed = dict.fromkeys(STRINGS, "nullIf(trim({0}), '') AS {0}")
    # Not `toDateTimeOrNull`, which is faster but reads 30 February as 2 March.
    typed |= dict.fromkeys(DATES, "parseDateTimeOrNull(trim({0}), '%Y-%m-%d %H:%i:%S', 'UTC') AS {0}")
    wanted = ", ".join(typed.get(c, c).format(c) for c in CANONICAL)
    return f"SELECT {wanted}{more} FROM file('{path}', CSVWithNames, '{columns}')"


def copy(query, target, compression, threads):
    target.unlink(missing_ok=True)
    run(
        f"INSERT INTO FUNCTION file('{target}', Parquet) {query}",
        max_threads=threads, output_format_parquet_compression_method=compression, prefer_column_name_to_alias=1,
    )


def ingest(source, target, threads):
    copy(select_csv(source), target, "zstd", threads)


def ingest_dedup(source, target, threads):
    # In two steps, as with the others. Two threads write rows in no fixed order: each keeps the number of its line.
    plain = target.with_suffix(".plain")
    unread = " OR ".join(f"({c} IS NULL AND was_{c} != '')" for c in DATES)
    more = ", _row_number AS line" + "".join(f", {c} AS was_{c}" for c in DATES)
    columns = ", ".join(CANONICAL)
    copy(f"SELECT {columns}, line FROM ({select_csv(source, more)}) WHERE NOT coalesce({unread}, false)", plain, "lz4", threads)
    rows = f"file('{plain}', Parquet)"
    twice = f"SELECT dossier_id FROM {rows} GROUP BY dossier_id HAVING count() > 1"
    lines = f"SELECT line, max(line) OVER (PARTITION BY dossier_id) AS last FROM {rows} WHERE dossier_id IN ({twice})"
    replaced = f"SELECT line FROM ({lines}) WHERE line < last"
    copy(f"SELECT {columns} FROM {rows} WHERE line NOT IN ({replaced})", target, "zstd", threads)
    plain.unlink()


def count(parquet, month, threads):
    start, end = (f"toDateTime64('{instant}', 6, 'UTC')" for instant in bounds(month))
    sums = ", ".join(f"countIf({text}) AS {name}" for name, text in measures(start, end).items())
    rows = run(
        f"""
        WITH hand AS (
            SELECT unit_id, procedure_id, channel, received_at, due_at, result_file, components_digitized,
                component_reused, from_personal_store, vneid_verified, fee_due, online_payment,
                received_at >= {start} AS R,
                ended_at IS NOT NULL AND ended_at < {end} AS X,
                if(ended_at < received_at, received_at, ended_at) AS ended,
                has(splitByChar(';', coalesce(databases, '')), '{POPULATION_DATABASE}') AS population_database,
                coalesce(end_kind, multiIf(status = 7, 'withdrawn', status = 8, 'stopped', status = 3, 'refused', NULL))
                    AS kind
            FROM file('{parquet}', Parquet)
            WHERE status <> 1 AND received_at < {end}
                AND (ended_at IS NULL OR ended_at >= {start} OR received_at >= {start})
        )
        SELECT unit_id, procedure_id, {sums.replace("end_kind", "kind")},
            coalesce(sumIf(dateDiff('second', received_at, ended), X), 0) AS seconds
        FROM hand GROUP BY unit_id, procedure_id
        """,
        "JSONCompactEachRow", max_threads=threads, output_format_json_quote_64bit_integers=0,
        prefer_column_name_to_alias=1, cast_keep_nullable=1,
    )
    names = ["unit_id", "procedure_id", *MEASURES, "seconds"]
    return [dict(zip(names, json.loads(line), strict=True)) for line in rows.splitlines()]
