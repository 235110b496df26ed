"""The work of rivals.py in DataFusion, through its SQL."""

from work import BIG, BOOLEANS, CANONICAL, DATES, HEADER, POPULATION_DATABASE, SMALL, STRINGS, bounds, measures


def context(threads, **more):
    from datafusion import SessionConfig, SessionContext

    config = SessionConfig().with_target_partitions(threads)
    for name, value in more.items():
        config = config.set(f"datafusion.{name.replace('__', '.')}", value)
    return SessionContext(config)


def select_csv(ctx, path, more=""):
    """The query that types the columns of the CSV. Dates come as text: its reader stops at one that is none."""
    import pyarrow as pa

    types = dict.fromkeys(HEADER, pa.string())
    types |= dict.fromkeys(SMALL, pa.int8()) | dict.fromkeys(BIG, pa.int64())
    ctx.register_csv("csv", path, schema=pa.schema([(c, types[c]) for c in HEADER]), has_header=True)
    typed = dict.fromkeys(STRINGS, "nullif(trim({0}), '') AS {0}")
    typed |= dict.fromkeys(DATES, "try_cast(trim({0}) AS TIMESTAMP(6)) AS {0}")
    typed |= dict.fromkeys(BOOLEANS, "{0} IN ('1', 'true') AS {0}")
    return f"SELECT {', '.join(typed.get(c, c).format(c) for c in CANONICAL)}{more} FROM csv"


def copy(ctx, query, target, compression):
    ctx.sql(f"COPY ({query}) TO '{target}' STORED AS PARQUET OPTIONS ('compression' '{compression}')").collect()


def ingest(source, target, threads):
    ctx = context(threads)
    copy(ctx, select_csv(ctx, source), target, "zstd(3)")


def ingest_dedup(source, target, threads):
    # In two steps, as with the others. Rows know their place only where one thread reads the file.
    ctx = context(threads, optimizer__repartition_file_scans="false")
    plain = target.with_name(f"{target.stem}.plain.parquet")
    dates = " + ".join(f"({c} IS NOT NULL)::INT" for c in DATES)
    rows = select_csv(ctx, source, f", {dates} AS dates, row_number() OVER () AS line")
    copy(ctx, f"SELECT * EXCLUDE (dates) FROM ({rows}) WHERE dates = {dates}", plain, "lz4_raw")
    ctx = context(threads)
    ctx.register_parquet("plain", plain)
    twice = "SELECT dossier_id FROM plain GROUP BY dossier_id HAVING count(*) > 1"
    lines = f"SELECT line, max(line) OVER (PARTITION BY dossier_id) AS last FROM plain WHERE dossier_id IN ({twice})"
    replaced = f"SELECT line FROM ({lines}) WHERE line < last"
    copy(ctx, f"SELECT {', '.join(CANONICAL)} FROM plain WHERE line NOT IN ({replaced})", target, "zstd(3)")
    plain.unlink()


def count(parquet, month, threads):
    start, end = (f"TIMESTAMP '{instant}'" for instant in bounds(month))
    ctx = context(threads, execution__parquet__pushdown_filters="true")
    ctx.register_parquet("dossiers", parquet)
    sums = ", ".join(f"count(*) FILTER (WHERE {text}) AS n_{name}" for name, text in measures(start, end).items())
    rows = ctx.sql(
        f"""
        WITH hand AS (
            SELECT *, received_at >= {start} AS R,
                ended_at IS NOT NULL AND ended_at < {end} AS X,
                CASE WHEN ended_at < received_at THEN received_at ELSE ended_at END AS ended,
                concat(';', databases, ';') LIKE '%;{POPULATION_DATABASE};%' AS population_database,
                coalesce(end_kind, CASE status WHEN 7 THEN 'withdrawn' WHEN 8 THEN 'stopped' WHEN 3 THEN 'refused' END)
                    AS kind
            FROM dossiers
            WHERE status <> 1 AND received_at < {end}
                AND (ended_at IS NULL OR ended_at >= {start} OR received_at >= {start})
        )
        SELECT unit_id, procedure_id, {sums.replace("end_kind", "kind")},
            coalesce(sum(ended::BIGINT - received_at::BIGINT) FILTER (WHERE X), 0) / 1000000 AS seconds
        FROM hand GROUP BY unit_id, procedure_id
        """
    ).to_pylist()
    return [{name.removeprefix("n_"): value for name, value in row.items()} for row in rows]
