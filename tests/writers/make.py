#!/usr/bin/env python3
"""Writes the same dossiers with other programs: the inputs of tests/integration/door/writers.rs.

Every record is invented. Run by hand where a program has a new version; what it writes is kept in
`files/`, so that the tests need none of these programs:

    pip install -r requirements.txt      # and LibreOffice, Java
    python3 make.py

`DOSSIERS` is what every file says. The expected figures stand in the test, worked out by hand.
"""

import csv
import datetime
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
OUT = HERE / "files"
ZONE = "Asia/Ho_Chi_Minh"


def at(day, hour, minute=0, month=8):
    return datetime.datetime(2026, month, day, hour, minute)


# Number, unit, procedure, received, due, ended, status, result file, fee, a note that is not read.
COLUMNS = ["dossier_id", "unit_name", "procedure_id", "received_at", "due_at", "ended_at",
           "status", "result_file", "fee_due", "note"]
DOSSIERS = [
    ("20260801000000000001", "Cục Một, Hà Nội", "1.000001", at(3, 8), at(10, 17), at(7, 10), 9, True, 135000, 'có "ngoặc kép"'),
    ("20260801000000000002", "Cục Một, Hà Nội", "1.000001", at(3, 9), at(10, 17), at(12, 10), 9, True, 135000, "hai\ndòng"),
    ("20260801000000000003", "Cục Một, Hà Nội", "1.000001", at(4, 8), at(11, 17), None, None, None, None, ""),
    ("20260801000000000004", "Cục Một, Hà Nội", "1.000002", at(5, 8), at(12, 17), at(12, 17), 10, False, 0, "dấu ; và ,"),
    ("20260801000000000005", "Cục Một, Hà Nội", "1.000002", at(1, 8, month=9), at(8, 17, month=9), None, 2, False, None, None),
    ("20260801000000000006", "Cục Hai", "1.000001", at(31, 23, 30), at(8, 17, month=9), None, 4, False, None, None),
    ("20260801000000000007", "Cục Hai", "1.000001", at(31, 0, 30, month=7), at(7, 17), at(6, 10), 9, True, 50000, "=1+1"),
    ("20260801000000000008", "Cục Hai", "1.000002", at(6, 8), at(13, 17), at(13, 8), 9, True, 50000, None),
    ("20260801000000000009", "Cục Hai", "1.000002", at(7, 8), at(14, 17), None, 1, None, None, None),
]


def text(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def reference():
    with open(OUT / "reference.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([[text(value) for value in row] for row in DOSSIERS])


def with_pandas():
    import pandas

    frame = pandas.DataFrame(DOSSIERS, columns=COLUMNS)
    # Whole numbers with gaps become decimals, as they do for everybody who does not ask otherwise.
    frame.to_csv(OUT / "pandas.csv", index=False)
    frame.to_parquet(OUT / "pandas.parquet", engine="pyarrow", compression="snappy")
    local = frame.copy()
    for name in ["received_at", "due_at", "ended_at"]:
        local[name] = local[name].astype("datetime64[us]").dt.tz_localize(ZONE)
    local["unit_name"] = local["unit_name"].astype("category")
    local.to_parquet(OUT / "pandas-zoned.parquet", engine="pyarrow")
    # Its INT96 are nanoseconds whatever the unit of the column.
    plain = frame.astype({name: "datetime64[ns]" for name in ["received_at", "due_at", "ended_at"]}).astype({"result_file": "boolean", "status": "Int64", "note": "string", "fee_due": "Int64"})
    plain.to_parquet(OUT / "fastparquet.parquet", engine="fastparquet", times="int96")
    frame.to_excel(OUT / "pandas.xlsx", index=False)
    frame.to_json(OUT / "pandas.jsonl", orient="records", lines=True, date_format="iso", force_ascii=False)
    local.to_json(OUT / "pandas.json", orient="records", date_format="epoch", date_unit="ms")


def frame_of_polars():
    import polars

    types = {"dossier_id": polars.String, "unit_name": polars.String, "procedure_id": polars.String,
             "received_at": polars.Datetime("us"), "due_at": polars.Datetime("us"), "ended_at": polars.Datetime("us"),
             "status": polars.Int32, "result_file": polars.Boolean, "fee_due": polars.Int64, "note": polars.String}
    return polars.DataFrame(DOSSIERS, schema=types, orient="row")


def with_polars():
    import polars

    frame = frame_of_polars()
    frame.write_csv(OUT / "polars.csv")
    number = frame.with_columns(polars.col("dossier_id").cast(polars.Decimal(38, 0)),
                                polars.col("unit_name").cast(polars.Categorical))
    number.write_parquet(OUT / "polars.parquet")
    frame.write_ndjson(OUT / "polars.jsonl")
    frame.write_excel(OUT / "polars.xlsx")


def with_duckdb():
    import duckdb

    polars_frame = frame_of_polars()  # noqa: F841 (named in the query)
    database = duckdb.connect()
    database.execute("CREATE TABLE dossiers AS SELECT * FROM polars_frame")
    for name, options in [("duckdb.csv", "HEADER"), ("duckdb.parquet", "FORMAT parquet"), ("duckdb.jsonl", "FORMAT json"),
                          ("duckdb.json", "FORMAT json, ARRAY true"), ("duckdb-semicolon.csv", "HEADER, DELIMITER ';'")]:
        database.execute(f"COPY dossiers TO '{OUT / name}' ({options})")


def with_spark():
    from pyspark.sql import SparkSession, types

    schema = types.StructType([
        types.StructField(name, kind) for name, kind in zip(COLUMNS, [
            types.StringType(), types.StringType(), types.StringType(), types.TimestampType(), types.TimestampType(),
            types.TimestampType(), types.IntegerType(), types.BooleanType(), types.LongType(), types.StringType()])])
    os.environ["TZ"] = ZONE
    import time
    time.tzset()
    session = (SparkSession.builder.master("local[1]").config("spark.sql.session.timeZone", ZONE)
               .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1").getOrCreate())
    frame = session.createDataFrame(DOSSIERS, schema).coalesce(1)
    for name, kind in [("spark-int96.parquet", "INT96"), ("spark-micros.parquet", "TIMESTAMP_MICROS")]:
        session.conf.set("spark.sql.parquet.outputTimestampType", kind)
        frame.write.mode("overwrite").parquet(str(OUT / name))
    wall = frame
    for name in ["received_at", "due_at", "ended_at"]:
        wall = wall.withColumn(name, wall[name].cast("timestamp_ntz"))
    wall.write.mode("overwrite").parquet(str(OUT / "spark-ntz.parquet"))
    frame.drop("note").write.mode("overwrite").option("header", True).csv(str(OUT / "spark.csv"))
    frame.write.mode("overwrite").json(str(OUT / "spark.json"))
    session.stop()


def with_libreoffice():
    def convert(kind, source, made, name, read=None):
        """Lets LibreOffice read `source` and write it as `name`."""
        aside = OUT / "lo"
        options = [f"--infilter={read}"] if read else []
        subprocess.run(["soffice", "--headless", "--convert-to", kind, *options, "--outdir", str(aside), str(source)],
                       check=True, capture_output=True)
        shutil.move(aside / made, OUT / name)
        aside.rmdir()

    as_csv = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,true"
    as_xlsx = "xlsx:Calc MS Excel 2007 XML"
    # Columns 1 to 3 are read as text; where nobody says so, a long number loses its last digits.
    texts = "CSV:44,34,76,1,1/2/2/2/3/2,1066,false,true"
    convert(as_xlsx, OUT / "reference.csv", "reference.xlsx", "libreoffice.xlsx", texts)
    convert(as_csv, OUT / "libreoffice.xlsx", "libreoffice.csv", "libreoffice.csv")
    plain = "CSV:44,34,76,1,,1066,false,true"
    convert(as_csv, OUT / "reference.csv", "reference.csv", "libreoffice-lost-digits.csv", plain)
    convert(as_xlsx, OUT / "reference.csv", "reference.xlsx", "libreoffice-lost-digits.xlsx", plain)


if __name__ == "__main__":
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    reference()
    with_pandas()
    with_polars()
    with_duckdb()
    with_libreoffice()
    with_spark()
