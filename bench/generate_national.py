#!/usr/bin/env python3
"""Writes invented messages in the national form: `DongBoHoSoMC` and `CapNhatTienDoHoSoMC`.

    generate_national.py [--rows 2000000] [--out DIR] [--shape lines|array|envelope]

DIR receives `dossiers.json` (nested lists of papers, fees, supplements, results and databases),
`progress.json` (about six entries for each dossier, in the order of time, as they are sent),
`units.csv`, `procedures.csv`, `chiso.toml` (both files), `dossiers-only.toml` and `planted.json`.
The shapes are one object per line, one bare array on one line, and the envelope around it.
Every scalar is a string, as senders do. Personal fields are filled, with invented text: a reader
should skip them.
"""

import argparse
import io
import json
import time
from pathlib import Path

import numpy as np
import polars as pl

import invented
from invented import MINISTRY, Catalogue, Dossiers, WorkingDays, below, chance

CHUNK = 200_000
NOW = invented.seconds(invented.EXTRACTED)
HOUR, DAY = 3_600, 86_400

# The entries a trail may have: status and text. The last of them is the end, by the dossier's status.
ENTRIES = [
    ("2", "Tiếp nhận hồ sơ"),
    ("4", "Thẩm định hồ sơ"),
    ("5", "Yêu cầu bổ sung hồ sơ"),
    ("5", "Hoàn thành bổ sung hồ sơ"),
    ("5", "Yêu cầu bổ sung hồ sơ lần hai"),
    ("4", "Tiếp tục thẩm định hồ sơ"),
    ("4", "Trình lãnh đạo"),
    ("4", "Lãnh đạo phê duyệt"),
    ("9", "Đã xử lý xong"),
    ("10", "Đã trả kết quả"),
    ("3", "Từ chối hồ sơ"),
    ("7", "Công dân rút hồ sơ"),
    ("8", "Dừng xử lý hồ sơ"),
    ("1", "Mới đăng ký"),
]
END_ENTRY = {9: 8, 10: 8, 3: 10, 7: 11, 8: 12}
REPEATED_ENTRIES = 1_000  # in a million: the same entry sent twice

CONFIG = f"""\
# Invented data for measuring speed; see bench/README.md of chiso.
[authority]
id = "{MINISTRY.id}"
name = "{MINISTRY.name}"
kind = "{MINISTRY.kind}"

[rules]
set = "portal-2026"

[paths]
lake = "LAKE"
reports = "reports"

[units]
path = "units.csv"

[[source]]
name = "dossiers"
kind = "dossiers"
format = "national-sync"
path = "dossiers.json"
synced = true

[[source]]
name = "catalogue"
kind = "procedures"
format = "table"
path = "procedures.csv"
datetime = ["%Y-%m-%d"]
"""
CONFIG_EVENTS = """
[[source]]
name = "progress"
kind = "events"
format = "national-sync"
path = "progress.json"
"""


class Handling:
    """One dossier's way: what the dossier message and the trail both tell, as arrays."""

    def __init__(self, catalogue, days, k, rows):
        d = self.d = Dossiers(catalogue, days, k, k, rows)
        plan = np.maximum(d.ended, d.received + HOUR)
        odd = d.ended_before_received
        asked_for = chance(k, 200, 120_000) & ~odd & ~d.registered
        repeated = asked_for & chance(k, 201, 80_000)
        self.asked = d.received + 2 * HOUR + below(k, 202, np.maximum((plan - d.received) // 2, 1))
        waited = HOUR + below(k, 203, 6 * DAY)
        self.completed = self.asked + waited
        self.asked_again = self.completed + HOUR + below(k, 204, 2 * DAY)
        completed_again = self.asked_again + HOUR + below(k, 205, 3 * DAY)
        never_completed = asked_for & d.open & chance(k, 206, 400_000)
        last = np.where(repeated, completed_again, self.completed)
        self.end = np.where(asked_for, np.maximum(d.ended + (last - self.asked), last + 4 * HOUR), d.ended)
        self.open = d.open | (self.end >= NOW) | never_completed
        self.returned = self.end + (d.returned - d.ended)
        status = np.where(self.open, np.where(d.open & ~never_completed, d.status, 4), d.status)
        status = np.where((status == 10) & (self.returned >= NOW), 9, status)
        self.status = np.where(d.registered, 1, np.where(never_completed & (self.asked < NOW), 5, status))
        self.asked_for = asked_for & (self.asked < NOW)
        self.is_completed = self.asked_for & ~never_completed & (self.completed < NOW)
        self.repeated = repeated & self.is_completed & (self.asked_again < NOW)
        # The list of supplements is hardly ever filled; half of the time with a moved due date.
        self.listed = self.asked_for & ~repeated & chance(k, 207, 80_000)
        self.moved = self.listed & chance(k, 208, 500_000) & d.has_due
        self.due = np.where(self.moved, d.due + DAY, d.due)
        day_only = chance(k, 209, 10_000)
        self.due = np.where(day_only, self.due // DAY * DAY, self.due)

        # The trail: one row of `times` per kind of entry; 0 where there is none.
        completion_said = self.is_completed & chance(k, 210, 700_000)
        accepted = ~d.registered
        times = np.zeros((len(ENTRIES), len(k)), np.int64)
        times[0] = np.where(accepted, d.received, 0)
        times[1] = np.where(accepted, d.received + 60 + below(k, 211, HOUR), 0)
        times[2] = np.where(self.asked_for, self.asked, 0)
        times[3] = np.where(completion_said, self.completed, 0)
        times[4] = np.where(self.repeated, self.asked_again, 0)
        times[5] = np.where(self.is_completed & ~completion_said, self.completed, 0)
        times[5] = np.where(self.repeated & (completed_again < NOW) & ~self.open, completed_again, times[5])
        nearly = accepted & ~d.open & ~never_completed & (self.end - 2 * HOUR < NOW)
        times[6] = np.where(nearly, self.end - 2 * HOUR, 0)
        times[7] = np.where(nearly, self.end - HOUR, 0)
        for status, entry in END_ENTRY.items():
            times[entry] = np.where(~self.open & (self.status == status), self.end, times[entry])
        times[9] = np.where(~self.open & (self.status == 10), self.returned, 0)
        times[13] = np.where(d.registered, d.submitted, 0)
        times[times >= NOW] = 0
        self.times = times


def text_of(seconds, form="%Y%m%d%H%M%S"):
    return pl.Series((seconds * 1000).astype("datetime64[ms]")).dt.to_string(form)


UNIT_IDS = pl.Series([MINISTRY.unit_id(u) for u in range(len(MINISTRY.units))])
UNIT_NAMES = pl.Series([name for name, _, _ in MINISTRY.units])
PROCEDURES = pl.Series(
    [invented.procedure_id(p) for p in range(MINISTRY.procedures)]
    + [invented.procedure_id(p) + ".000.00.00.H99" for p in range(MINISTRY.procedures)]
    + ["9.999999"]
)


def padded(k):
    return pl.Series(k).cast(pl.String).str.zfill(8)


def dossier_ids(unit, received, k):
    frame = pl.DataFrame({"u": UNIT_IDS.gather(unit), "d": text_of(received, "%y%m%d"), "k": padded(k)})
    return frame.select(pl.concat_str("u", pl.lit("-"), "d", pl.lit("-"), "k")).to_series()


def dossier_lines(catalogue, h, k):
    d = h.d
    local = chance(k, 220, 50_000)
    procedure = np.where(d.unknown_procedure, 2 * MINISTRY.procedures, d.procedure + local * MINISTRY.procedures)
    second_paper, deleted_paper = chance(k, 221, 150_000), chance(k, 222, 30_000)
    databases = [
        ",".join(f'{{"MaCSDL":"{code}"}}' for code in codes.split(";")) if codes else "" for codes in invented.DATABASES
    ]
    yes_no = pl.Series(["0", "1"])
    fees = pl.Series(d.fee).cast(pl.String)
    grouped = chance(k, 223, 20_000)  # "135.000"
    frame = pl.DataFrame(
        {
            "id": dossier_ids(d.unit, d.received, k),
            "k": padded(k),
            "procedure": PROCEDURES.gather(procedure),
            "field": pl.Series([MINISTRY.field_id(f) for f in range(20)]).gather(catalogue.field[d.procedure]),
            "channel": pl.Series(['"KenhThucHien":"2",', '"KenhThucHien":"1",', '"KenhThucHien":"3",', '"KenhThucHien":"9",', ""]).gather(d.channel),
            "submitted": text_of(d.submitted),
            "received": text_of(d.received),
            "due": text_of(h.due),
            "has_due": h.d.has_due & ~d.registered,
            "registered": d.registered,
            "status": h.status.astype(np.int64),
            "end": text_of(h.end),
            "open": h.open,
            "end_said": ~chance(k, 224, 50_000),
            "returned": text_of(h.returned),
            "unit": UNIT_NAMES.gather(d.unit),
            "file": d.papers_with_file,
            "scan": yes_no.gather(d.papers_with_file.astype(int)),
            "reused": pl.Series(["0", "1", "2"]).gather(np.where(d.reused, 1 + chance(k, 225, 300_000), 0)),
            "store": yes_no.gather(d.personal_store.astype(int)),
            "second": second_paper,
            "deleted": deleted_paper,
            "fee": fees,
            "fee_state": d.fee_state,
            "grouped": grouped,
            "listed": h.listed,
            "asked": text_of(h.asked, "%Y-%m-%dT%H:%M:%S"),
            "completed": text_of(h.completed, "%Y-%m-%dT%H:%M:%S"),
            "is_completed": h.is_completed,
            "due_before": text_of(np.where(h.moved, h.due - DAY, h.due), "%Y-%m-%dT%H:%M:%S"),
            "due_after": text_of(h.due, "%Y-%m-%dT%H:%M:%S"),
            "result": d.result_file & ~h.open,
            "result_without_code": chance(k, 226, 30_000) & ~h.open,
            "digitized": yes_no.gather(d.digitized_flag.astype(int)),
            "vneid": yes_no.gather(d.vneid.astype(int)),
            "payment": pl.Series(["0", "1", "2"]).gather(d.payment),
            "databases": pl.Series(databases).gather(d.databases),
        }
    )
    lit, c = pl.lit, pl.col

    def only(condition, *parts):
        return pl.when(condition).then(pl.concat_str(*(lit(p) if isinstance(p, str) else p for p in parts))).otherwise(lit(""))

    def paper(deleted, link, scan, reused, store):
        return [
            '{"IsDeleted":"', deleted, '","DuongDanTaiTepTin":"', link, '","DuocSoHoa":"', scan,
            '","DuocTaiSuDung":"', reused, '","DuocLayTuKhoDMQG":"', store, '"}',
        ]

    link = only(c("file"), "https://example.org/f/", c("k"))
    fee = pl.when(c("grouped") & (c("fee_state") == 2) & (c("fee").str.len_bytes() <= 6)).then(
        c("fee").str.replace(r"^(\d+)(\d{3})$", "${1}.${2}")
    ).otherwise(c("fee"))
    status = c("status")
    parts = [
        '{"MaHoSo":"', c("id"), '","MaTTHC":"', c("procedure"), '","MaLinhVuc":"', c("field"), '",', c("channel"),
        '"ChuHoSo":"NGƯỜI MẪU ', c("k"), '","NgayNopHoSo":"', c("submitted"),
        '","NgayTiepNhan":"', only(~c("registered"), c("received")), '","NgayHenTra":"', only(c("has_due"), c("due")),
        '","TrangThaiHoSo":"', status.cast(pl.String), '",',
        only(status == 10, '"NgayTra":"', c("returned"), '",'),
        only(~c("open") & (status != 3) & c("end_said"), '"NgayKetThucXuLy":"', c("end"), '",'),
        only(~c("open") & (status == 3), '"NgayTuChoi":"', c("end"), '",'),
        '"DonViXuLy":"', c("unit"), '","TaiLieuNop":[', *paper("False", link, c("scan"), c("reused"), c("store")),
        only(c("second"), ",", *paper("False", "", "0", "0", "0")),
        only(c("deleted"), ",", *paper("True", "https://example.org/f/0", "1", "1", "1")),
        "],",
        only(c("fee_state") > 0, '"DanhSachLePhi":[{"Gia":"', fee, '"}],'),
        only(
            c("listed"), '"DanhSachHoSoBoSung":[{"HoSoBoSungId":1,"NgayBoSung":"', c("asked"), '","NgayTiepNhanBoSung":"',
            only(c("is_completed"), c("completed")), '","NgayHenTraTruoc":"', only(c("has_due"), c("due_before")),
            '","NgayHenTraMoi":"', only(c("has_due"), c("due_after")), '"}],',
        ),
        only(
            c("result"), '"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"https://example.org/k/', c("k"),
            '","MaGiayToKetQua":"KQ.X99.', c("k"), '"}],',
        ),
        only(~c("result") & c("result_without_code"), '"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"https://example.org/k/0"}],'),
        '"HoSoCoThanhPhanSoHoa":"', c("digitized"), '","TaiKhoanDuocXacThucVoiVNeID":"', c("vneid"),
        '","DuocThanhToanTrucTuyen":"', c("payment"), '","DSKetNoiCSDL":[', c("databases"), "]}",
    ]
    return frame.select(line=pl.concat_str(*(lit(p) if isinstance(p, str) else p for p in parts)))


def entry_lines(dossier, entry, at, unit, received):
    statuses = pl.Series([s for s, _ in ENTRIES])
    texts = pl.Series([t for _, t in ENTRIES])
    frame = pl.DataFrame(
        {
            "id": dossier_ids(unit[dossier], received[dossier], dossier),
            "by": (pl.Series(dossier % 97)).cast(pl.String),
            "at": text_of(at),
            "status": statuses.gather(entry),
            "text": texts.gather(entry),
        }
    )
    return frame.select(
        line=pl.concat_str(
            pl.lit('{"MaHoSo":"'), "id", pl.lit('","NguoiXuLy":"Cán bộ mẫu '), "by",
            pl.lit('","ChucDanh":"","ThoiDiemXuLy":"'), "at", pl.lit('","PhongBanXuLy":"","NoiDungXuLy":"'), "text",
            pl.lit('","TrangThai":"'), "status", pl.lit('","NgayBatDau":"","NgayKetThucTheoQuyDinh":""}'),
        )
    )


class Messages:
    """One file of messages in the wanted shape."""

    def __init__(self, path, shape, service):
        self.out = open(path, "wb")
        self.shape, self.first = shape, True
        if shape == "array":
            self.out.write(b"[")
        elif shape == "envelope":
            self.out.write(f'{{"session":"","madonvi":"{MINISTRY.id}","service":"{service}","data":['.encode())

    def write(self, frame):
        buffer = io.BytesIO()
        between = "\n" if self.shape == "lines" else ","
        frame.write_csv(buffer, include_header=False, quote_style="never", line_terminator=between)
        if self.shape == "lines":
            self.out.write(buffer.getbuffer())
            return
        if not self.first:
            self.out.write(b",")
        self.first = False
        self.out.write(buffer.getbuffer()[:-1])

    def close(self):
        self.out.write({"lines": b"", "array": b"]\n", "envelope": b"]}\n"}[self.shape])
        size = self.out.tell()
        self.out.close()
        return size


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_000_000, help="dossiers")
    parser.add_argument("--out", type=Path, default=Path("bench-national"), help="folder to write")
    parser.add_argument("--shape", choices=["lines", "array", "envelope"], default="lines")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    started = time.monotonic()
    rows = args.rows
    catalogue, days = Catalogue(MINISTRY), WorkingDays()
    catalogue.write(args.out)
    (args.out / "chiso.toml").write_text(CONFIG.replace("LAKE", "lake") + CONFIG_EVENTS, encoding="utf-8")
    (args.out / "dossiers-only.toml").write_text(CONFIG.replace("LAKE", "lake-dossiers"), encoding="utf-8")

    planted = dict.fromkeys("dossiers registered asked_for_more asked_twice listed_supplements moved_due_dates".split(), 0)
    unit, received = np.empty(rows, np.int8), np.empty(rows, np.int64)
    of, entry, at = [], [], []
    dossiers = Messages(args.out / "dossiers.json", args.shape, "DongBoHoSoMC")
    for first in range(0, rows, CHUNK):
        k = np.arange(first, min(first + CHUNK, rows), dtype=np.int64)
        h = Handling(catalogue, days, k, rows)
        dossiers.write(dossier_lines(catalogue, h, k))
        unit[k], received[k] = h.d.unit, h.d.received
        kind, which = np.nonzero(h.times)
        of.append(k[which].astype(np.int32))
        entry.append(kind.astype(np.int8))
        at.append(h.times[kind, which])
        for name, flag in [
            ("registered", h.d.registered), ("asked_for_more", h.asked_for), ("asked_twice", h.repeated),
            ("listed_supplements", h.listed), ("moved_due_dates", h.moved),
        ]:
            planted[name] += int(flag.sum())
    planted["dossiers"] = rows
    size = dossiers.close()

    of, entry, at = np.concatenate(of), np.concatenate(entry), np.concatenate(at)
    # Some entries are sent a second time, a few minutes later.
    again = np.nonzero(chance(np.arange(len(of)), 230, REPEATED_ENTRIES))[0]
    sent = np.concatenate([at, at[again] + 300])
    of, entry, at = (np.concatenate([a, a[again]]) for a in (of, entry, at))
    order = np.lexsort((entry, of, sent))
    del sent
    progress = Messages(args.out / "progress.json", args.shape, "CapNhatTienDoHoSoMC")
    for first in range(0, len(order), 2 * CHUNK):
        part = order[first : first + 2 * CHUNK]
        progress.write(entry_lines(of[part].astype(np.int64), entry[part], at[part], unit, received))
    planted["entries"], planted["entries_repeated"] = len(order), len(again)
    trail = progress.close()
    (args.out / "planted.json").write_text(json.dumps(planted, indent=2) + "\n", encoding="utf-8")
    print(
        f"{args.out}/dossiers.json: {rows:,} invented dossiers, {size / 1e9:.2f} GB ({size / rows:.0f} bytes each); "
        f"progress.json: {len(order):,} entries, {trail / 1e9:.2f} GB; {time.monotonic() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
