#!/usr/bin/env python3
"""Recounts one month with plain loops, to show that the rivals count the right thing.

    recount.py DIR [--month 2026-05]

For small folders of generate.py or generate_national.py (200,000 dossiers take some seconds). No
engine and no line is shared with rivals.py; the output has the same form, so `diff` tells.
"""

import argparse
import csv
import datetime as dt
import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path


def instant(text, form):
    text = (text or "").strip()
    return dt.datetime.strptime(text, form) if text else None


def true(text):
    return (text or "").strip() in ("1", "true")


def table(folder):
    """Dossiers of the CSV: the last row of each, none that is registered only or unreadable."""
    last = {}
    with open(folder / "dossiers.csv", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            last[row["dossier_id"]] = row
    for row in last.values():
        if row["status"] == "1":
            continue
        try:
            dates = {c: instant(row[c], "%Y-%m-%d %H:%M:%S") for c in row if c.endswith("_at")}
        except ValueError:
            continue
        yield {
            "unit": row["unit_id"].strip(),
            "procedure": row["procedure_id"].strip(),
            "channel": row["channel"] or "other",
            "R": dates["received_at"],
            "D": dates["due_at"],
            "X": dates["ended_at"],
            "kind": row["end_kind"] or {"7": "withdrawn", "8": "stopped", "3": "refused"}.get(row["status"]),
            "rounds": [],
            "requests": 0,
            "files": true(row["components_digitized"]),
            "reused": true(row["component_reused"]),
            "store": true(row["from_personal_store"]),
            "result": true(row["result_file"]),
            "population": true(row["vneid_verified"]) or true(row["from_personal_store"]) or "7" in row["databases"].split(";"),
            "fee": int(row["fee_due"]) if row["fee_due"] else None,
            "paid": row["online_payment"] in ("1", "2"),
        }


def messages(path):
    with open(path, encoding="utf-8") as f:
        if f.read(1) == "[":
            f.seek(0)
            yield from json.load(f)
        else:
            f.seek(0)
            yield from map(json.loads, f)


def national(folder, cut_off):
    form = "%Y%m%d%H%M%S"
    trails = defaultdict(set)
    for e in messages(folder / "progress.json"):
        at = instant(e["ThoiDiemXuLy"], form)
        if at < cut_off:
            trails[e["MaHoSo"]].add((at, int(e["TrangThai"]), e["NoiDungXuLy"].lower()))
    with open(folder / "units.csv", encoding="utf-8") as f:
        by_name = {row["name"]: row["unit_id"] for row in csv.DictReader(f)}
    for m in messages(folder / "dossiers.json"):
        status = m["TrangThaiHoSo"]
        if status == "1":
            continue

        def rank(entry):
            at, s, text = entry
            asks = s == 5 and "bổ sung" in text and "hoàn thành" not in text
            return (at, 0 if asks else 1 if s == 5 else 2, s, text)

        trail = sorted(trails[m["MaHoSo"]], key=rank)
        # The end.
        end = None
        for wanted in (9, 10):
            if end is None:
                end = next((at for at, s, _ in trail if s == wanted), None)
        if end is None:
            for i, (at, s, _) in enumerate(trail):
                if s in (8, 3, 7) and not any(later in (2, 4) for _, later, _ in trail[i + 1 :]):
                    end = at
                    break
        if end is None:
            fields = {"9": ["NgayKetThucXuLy", "NgayTra"], "10": ["NgayKetThucXuLy", "NgayTra"]}
            fields |= dict.fromkeys("378", ["NgayTuChoi", "NgayKetThucXuLy"])
            end = next((instant(m[f], form) for f in fields.get(status, []) if m.get(f)), None)
        # The supplements.
        rounds, requests, open_round = [], 0, None
        listed = m.get("DanhSachHoSoBoSung") or []
        if listed:
            for s in listed:
                asked, done = (instant(s[c], "%Y-%m-%dT%H:%M:%S") for c in ("NgayBoSung", "NgayTiepNhanBoSung"))
                if asked < cut_off:
                    requests += 1
                    before, after = s["NgayHenTraTruoc"], s["NgayHenTraMoi"]
                    moved = bool(before and after and before != after)
                    rounds.append((asked, done if done and done < cut_off else None, moved))
        else:
            for at, s, text in trail:
                if s == 5 and "hoàn thành bổ sung" not in text:
                    requests += 1
                    open_round = open_round or at
                elif s in (2, 4, 5, 9, 10) and open_round:
                    rounds.append((open_round, at, False))
                    open_round = None
            if open_round:
                rounds.append((open_round, None, False))
        due = instant(m["NgayHenTra"], form)
        if due and due.time() == dt.time():
            due = due.replace(hour=23, minute=59, second=59)
        papers = [p for p in m["TaiLieuNop"] if p["IsDeleted"] != "True"]
        store = any(p["DuocLayTuKhoDMQG"] == "1" for p in papers)
        fees = [int(f["Gia"].replace(".", "")) for f in m.get("DanhSachLePhi", [])]
        root = re.match(r"\d\.\d{6}", m["MaTTHC"])
        yield {
            "unit": by_name[m["DonViXuLy"]],
            "procedure": root.group() if root else m["MaTTHC"],
            "channel": {"1": "counter", "2": "online", "3": "post", "": "counter"}.get(m.get("KenhThucHien", ""), "other"),
            "R": instant(m["NgayTiepNhan"], form),
            "D": due,
            "X": end,
            "kind": {"7": "withdrawn", "8": "stopped", "3": "refused"}.get(status),
            "rounds": rounds,
            "requests": requests,
            "files": any(p["DuongDanTaiTepTin"] for p in papers),
            "reused": any(p["DuocTaiSuDung"] in "12" for p in papers),
            "store": store,
            "result": any(p.get("DuongDanTepTinKetQua") and p.get("MaGiayToKetQua") for p in m.get("DanhSachGiayToKetQua", [])),
            "population": store or m["TaiKhoanDuocXacThucVoiVNeID"] == "1" or {"MaCSDL": "7"} in m["DSKetNoiCSDL"],
            "fee": sum(fees) if fees else None,
            "paid": m["DuocThanhToanTrucTuyen"] in ("1", "2"),
        }


def recount(folder, month):
    S = dt.datetime.strptime(month, "%Y-%m")
    E = (S + dt.timedelta(days=31)).replace(day=1)
    with open(folder / "procedures.csv", encoding="utf-8") as f:
        procedures = {row["procedure_id"]: row for row in csv.DictReader(f)}
    with open(folder / "units.csv", encoding="utf-8") as f:
        units = [row["unit_id"] for row in csv.DictReader(f)]
    public = [
        p for p in procedures.values()
        if (not p["public_from"] or dt.datetime.fromisoformat(p["public_from"]) < E)
        and (not p["public_to"] or dt.datetime.fromisoformat(p["public_to"]) >= E)
    ]
    authority = tomllib.loads((folder / "chiso.toml").read_text(encoding="utf-8"))["authority"]["id"]
    n = defaultdict(int)  # (unit, name) -> how many
    seen = defaultdict(set)  # (unit, name) -> procedures

    dossiers = national(folder, E) if (folder / "progress.json").exists() else table(folder)
    for d in dossiers:
        R, D, X = d["R"], d["D"], d["X"]
        if X is not None and X < R:
            X = R
        if R >= E or (X is not None and X < S):
            continue
        facts = {"in hand"}
        waiting = next((asked for asked, done, _ in d["rounds"] if done is None), None)
        ended = X is not None and X < E
        until = X if ended else waiting or E
        paused = sum(
            (done - asked for asked, done, moved in d["rounds"] if done and done <= until and not moved and done > asked),
            dt.timedelta(),
        )
        if D is None:
            verdict = "undated"
        elif not ended and d["requests"] >= 2:
            verdict = "late"
        else:
            verdict = "in time" if until - paused <= D else "late"
        facts.add(verdict)
        facts.add("opening" if R < S else "received")
        if ended:
            facts |= {"ended", f"ended {verdict}", f"ended {d['kind']}"}
            if verdict == "in time" and (X - paused).date() < D.date():
                facts.add("early")
            for u in (authority, d["unit"]):
                n[u, "seconds"] += int((X - R - paused).total_seconds())
        else:
            facts |= {"closing", "closing waiting" if waiting else f"closing {verdict}"}
        if R >= S:
            facts.add(f"by {d['channel']}")
            if d["paid"]:
                facts.add("received paid")
            if (d["fee"] or 0) > 0:
                facts.add("fee above 0")
        if verdict != "undated":
            procedure = procedures.get(d["procedure"], {"has_fee": "0", "paper_result": "1"})
            result = d["result"] and ended  # no result is there before the end
            facts |= {f"judged {name}" for name in ("reused", "store", "population") if d[name]}
            if result:
                facts.add("judged result")
            if d["files"] and (result or procedure["paper_result"] == "0"):
                facts.add("digitized")
            if procedure["has_fee"] == "1" and d["fee"] != 0:
                facts |= {"to pay", "to pay, paid"} if d["paid"] else {"to pay"}
        for u in (authority, d["unit"]):
            for fact in facts:
                n[u, fact] += 1
                seen[u, fact].add(d["procedure"])

    for u in [authority, *units]:
        own = [p for p in public if u == authority or not p["unit_ids"] or u in p["unit_ids"].split(";")]

        def of(condition, fact=None):
            ids = {p["procedure_id"] for p in own if condition(p)}
            return len(ids if fact is None else ids & seen[u, fact])

        online = lambda p: p["online_level"] in ("full", "partial")
        citizen = lambda p: p["citizen_subject"] == "1"
        fee = lambda p: p["has_fee"] == "1"
        received, judged = n[u, "received"], n[u, "in hand"] - n[u, "undated"]
        yield u, "contents_complete", sum(p["complete"] == "1" for p in public), len(public)
        yield u, "handled_on_time", n[u, "in time"], judged
        yield u, "mean_handling_time", n[u, "seconds"], n[u, "ended"]
        yield u, "electronic_result", n[u, "judged result"], judged
        yield u, "dossier_digitized", n[u, "digitized"], judged
        yield u, "data_reused", n[u, "judged reused"], judged
        yield u, "shared_with_personal_store", n[u, "judged store"], judged
        yield u, "dossiers_using_population_data", n[u, "judged population"], judged
        yield u, "procedures_using_population_data", of(citizen, "judged population"), of(citizen)
        yield u, "procedures_offered_online", of(online), len(own)
        yield u, "online_services_used", of(online, "by online"), of(online)
        yield u, "submitted_online", n[u, "by online"], received
        yield u, "dossiers_paid_online", n[u, "to pay, paid"], n[u, "to pay"]
        yield u, "procedures_paid_online", of(fee, "received paid"), of(fee)
        yield u, "procedures_with_fee_synced", of(fee, "fee above 0"), of(fee)
        for name, fact in {
            "opening": "opening", "received": "received", "received_online": "by online", "received_counter": "by counter",
            "received_post": "by post", "received_other": "by other", "ended": "ended", "ended_early": "early",
            "ended_late": "ended late", "ended_undated": "ended undated", "ended_withdrawn": "ended withdrawn",
            "ended_refused": "ended refused", "ended_stopped": "ended stopped", "closing": "closing",
            "closing_in_time": "closing in time", "closing_overdue": "closing late", "closing_waiting": "closing waiting",
            "closing_undated": "closing undated", "on_time_numerator": "in time",
        }.items():
            yield u, f"flow.{name}", n[u, fact], ""
        yield u, "flow.ended_on_time", n[u, "ended in time"] - n[u, "early"], ""
        yield u, "flow.on_time_denominator", judged, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--month", default="2026-05")
    args = parser.parse_args()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["unit", "indicator", "numerator", "denominator"])
    out.writerows(sorted(recount(args.dir, args.month)))


if __name__ == "__main__":
    main()
