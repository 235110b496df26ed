#!/usr/bin/env python3
"""Writes the invented table that the speed of `chiso` is measured on.

    generate.py [--rows 10000000] [--out DIR] [--shuffled]

DIR receives `dossiers.csv` (25 columns: the 22 canonical dossier columns and three that are not
listed and must never be decoded), `units.csv`, `procedures.csv`, `chiso.toml` and `planted.json`
with the exact number of every planted defect. See README.md beside this file.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import polars as pl

import invented
from invented import MINISTRY, Catalogue, Dossiers, WorkingDays, below, chance

CHUNK = 500_000

DUPLICATES = 500  # rows in a million that send an earlier dossier again
UNREADABLE = 100  # rows in a million with a date that cannot be read
RESENT_WITHIN = 20_000  # rows between a dossier and its later message

UNREADABLE_DATES = ["2026-02-30 08:00:00", "31/12/2025", "chưa rõ", "2025-13-01 07:30:00", "20250101"]
DATE_COLUMNS = ["received_at", "due_at", "ended_at", "submitted_at", "returned_at"]
CHANNELS = pl.Series(["online", "counter", "post", "other", ""])
END_KIND = {9: "finished", 10: "returned", 3: "refused", 7: "withdrawn", 8: "stopped"}

CONFIG = """\
# Invented data for measuring speed; see bench/README.md of chiso.
[authority]
id = "AUTHORITY"
name = "NAME"
kind = "KIND"

[rules]
set = "portal-2026"

[paths]
lake = "lake"
reports = "reports"

[units]
path = "units.csv"

[[source]]
name = "dossiers"
kind = "dossiers"
format = "table"
path = "dossiers.csv"
datetime = ["%Y-%m-%d %H:%M:%S"]
on_duplicate = "last"

[[source]]
name = "catalogue"
kind = "procedures"
format = "table"
path = "procedures.csv"
datetime = ["%Y-%m-%d"]
"""


def unreadable(i):
    return chance(i, 52, UNREADABLE)


def resent(i):
    """Which rows send an earlier dossier again, and which one each of them sends."""
    earlier = i - 1 - below(i, 51, RESENT_WITHIN)
    # Never one that is itself a repetition or unreadable: what wins must not depend on a reading.
    yes = chance(i, 50, DUPLICATES) & (earlier >= 0) & ~unreadable(i)
    there = np.maximum(earlier, 0)
    yes &= ~chance(there, 50, DUPLICATES) & ~unreadable(there)
    return yes, np.where(yes, there, i)


def instants(values, present):
    text = pl.Series((values * 1000).astype("datetime64[ms]")).dt.to_string("%Y-%m-%d %H:%M:%S")
    return pl.select(pl.when(pl.Series(present)).then(text).otherwise(pl.lit(""))).to_series()


def flags(values, row, salt, words=("0", "1")):
    """A boolean column; one row in a hundred says nothing."""
    index = np.where(chance(row, salt, 10_000), 2, values.astype(np.int64))
    return pl.Series([words[0], words[1], ""]).gather(index)


def chunk(first, last, rows, catalogue, days, shuffle, planted):
    i = np.arange(first, last, dtype=np.int64)
    again, identity = resent(i)
    place = shuffle(identity)
    version = np.where(again, rows + i, place)
    d = Dossiers(catalogue, days, place, version, rows, registered_allowed=~again)

    accepted = ~d.registered
    texts = {
        "submitted_at": instants(d.submitted, np.ones(len(i), bool)),
        "received_at": instants(d.received, accepted),
        "due_at": instants(d.due, accepted & d.has_due),
        "ended_at": instants(d.ended, ~d.open),
        "returned_at": instants(d.returned, d.is_returned),
    }
    bad = unreadable(i) & accepted & ~again
    which = below(i, 53, len(DATE_COLUMNS))
    word = pl.Series(UNREADABLE_DATES).gather(below(i, 54, len(UNREADABLE_DATES)))
    for number, name in enumerate(DATE_COLUMNS):
        here = bad & (which == number)
        texts[name] = pl.select(pl.when(pl.Series(here)).then(word).otherwise(texts[name])).to_series()

    authority = catalogue.authority
    units = pl.Series([authority.unit_id(u) for u in range(len(authority.units))])
    procedures = pl.Series([invented.procedure_id(p) for p in range(authority.procedures)] + ["9.999999"])
    fields = pl.Series([authority.field_id(f) for f in range(20)])
    unit = units.gather(d.unit)
    procedure = procedures.gather(np.where(d.unknown_procedure, authority.procedures, d.procedure))
    padded = chance(i, 55, 1_000)  # a blank before or after, as exports have
    space = pl.Series(["", " "]).gather(padded.astype(np.int64))
    kinds = pl.Series([END_KIND.get(s, "") for s in range(11)])
    kind = kinds.gather(np.where(chance(i, 56, 50_000), 0, np.where(d.open, 0, d.status)))
    received_day = pl.Series((d.received * 1000).astype("datetime64[ms]")).dt.to_string("%y%m%d")
    notes = pl.Series(
        ["", "", "số liệu bịa", "hồ sơ mẫu, không có thật", 'ghi chú "mẫu", bịa đặt', "invented row", "", "mẫu"]
    )
    number = pl.Series(place.astype(np.int64)).cast(pl.String).str.zfill(8)
    frame = pl.DataFrame({"unit": unit, "day": received_day, "number": number, "space": space, "procedure": procedure})
    made = frame.select(
        dossier_id=pl.concat_str("unit", pl.lit("-"), "day", pl.lit("-"), "number"),
        unit_id=pl.concat_str("unit", "space"),
        procedure_id=pl.concat_str("space", "procedure"),
        applicant=pl.concat_str(pl.lit("NGƯỜI NỘP MẪU "), "number"),
        handled_by=pl.concat_str(pl.lit("CB mẫu "), pl.col("number").str.slice(5)),
    )
    fee = pl.Series(d.fee).cast(pl.String)
    fee = pl.select(pl.when(pl.Series(d.fee_state > 0)).then(fee).otherwise(pl.lit(""))).to_series()

    planted["rows"] += len(i)
    planted["sent_again"] += int(again.sum())
    planted["unreadable_date"] += int(bad.sum())
    planted["registered_rows"] += int(d.registered.sum())
    planted["ended_before_received"] += int((d.ended_before_received & ~d.open).sum())
    planted["without_due_date"] += int((accepted & ~d.has_due).sum())
    planted["unknown_procedure"] += int(d.unknown_procedure.sum())
    planted["padded_codes"] += int(padded.sum())

    return pl.DataFrame(
        {
            "dossier_id": made["dossier_id"],
            "unit_id": made["unit_id"],
            "procedure_id": made["procedure_id"],
            "field_id": fields.gather(catalogue.field[d.procedure]),
            "channel": CHANNELS.gather(d.channel),
            "status": d.status.astype(np.int8),
            "submitted_at": texts["submitted_at"],
            "received_at": texts["received_at"],
            "due_at": texts["due_at"],
            "ended_at": texts["ended_at"],
            "end_kind": kind,
            "returned_at": texts["returned_at"],
            "applicant": made["applicant"],  # not listed
            "components_digitized": flags(d.papers_with_file, i, 57),
            "component_reused": flags(d.reused, i, 58),
            "has_digitized_component": flags(d.digitized_flag, i, 59),
            "from_personal_store": flags(d.personal_store, i, 60),
            "result_file": flags(d.result_file, i, 61),
            "vneid_verified": flags(d.vneid, i, 62, ("false", "true")),
            "databases": pl.Series(invented.DATABASES).gather(d.databases),
            "fee_due": fee,
            "online_payment": d.payment.astype(np.int8),
            "synced": flags(d.synced, i, 63, ("false", "true")),
            "handled_by": made["handled_by"],  # not listed
            "note": notes.gather(below(i, 64, len(notes))),  # not listed
        }
    ).with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)))  # empty, not `""`


def write(folder, authority, rows, shuffled=False):
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    catalogue, days = Catalogue(authority), WorkingDays()
    catalogue.write(folder)
    config = CONFIG.replace("AUTHORITY", authority.id).replace("NAME", authority.name).replace("KIND", authority.kind)
    (folder / "chiso.toml").write_text(config, encoding="utf-8")

    def shuffle(k):
        if not shuffled:
            return k
        step = 1_000_003 if rows % 1_000_003 else 999_983  # prime: every place is taken once
        return k * step % rows

    planted = dict.fromkeys(
        "rows sent_again unreadable_date registered_rows ended_before_received without_due_date "
        "unknown_procedure padded_codes".split(), 0
    )
    with open(folder / "dossiers.csv", "wb") as out:
        for first in range(0, rows, CHUNK):
            last = min(first + CHUNK, rows)
            frame = chunk(first, last, rows, catalogue, days, shuffle, planted)
            frame.write_csv(out, include_header=first == 0)
    planted["rows_after_quarantine_and_duplicates"] = rows - planted["sent_again"] - planted["unreadable_date"]
    (folder / "planted.json").write_text(json.dumps(planted, indent=2) + "\n", encoding="utf-8")
    size = (folder / "dossiers.csv").stat().st_size
    print(f"{folder}/dossiers.csv: {rows:,} invented rows, {size / 1e9:.2f} GB, {time.monotonic() - started:.0f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of dossiers.csv")
    parser.add_argument("--out", type=Path, default=Path("bench-data"), help="folder to write")
    parser.add_argument("--shuffled", action="store_true", help="dossiers in no order instead of by day of receipt")
    args = parser.parse_args()
    write(args.out, MINISTRY, args.rows, args.shuffled)


if __name__ == "__main__":
    main()
