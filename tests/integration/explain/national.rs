//! The account of a cell where dossiers come as national messages: pairs of a dossier and its steps,
//! steps and rounds of supplement in files of their own. All invented and worked by hand.

use serde_json::{Value, json};

use super::{assert_closes, assert_steps};
use crate::support::Scratch;
use chiso::{
    cli::{
        args::{Common, Format},
        settings,
    },
    domain::text::Lang,
    pipeline::{
        explaining::{Explaining, Scope},
        registers::Registers,
    },
};

/// Papers, fees and flags, so that every indicator that reads them has a value.
const LISTS: &str = r#""TaiLieuNop":[{"IsDeleted":"False","DuongDanTaiTepTin":"https://example.org/f","DuocTaiSuDung":"0","DuocLayTuKhoDMQG":"1"}],"DanhSachLePhi":[{"Gia":"400000"}],"DanhSachGiayToKetQua":[],"TaiKhoanDuocXacThucVoiVNeID":"0","DuocThanhToanTrucTuyen":"1","DSKetNoiCSDL":[{"MaCSDL":"3"}]"#;

fn dossier(number: &str, unit: u8, due: &str, more: &str) -> String {
    format!(
        r#"{{"MaHoSo":"{number}","MaTTHC":"1.000001","KenhThucHien":"2","MaDonViTiepNhan":"G99.0{unit}","NgayTiepNhan":"20251002081500","NgayHenTra":"202510{due}170000","TrangThaiHoSo":"4",{LISTS}{more}}}"#
    )
}

fn step(number: &str, at: &str, status: u8, text: &str) -> String {
    let number =
        if number.is_empty() { String::new() } else { format!("\"MaHoSo\":\"{number}\",") };
    format!(r#"{{{number}"ThoiDiemXuLy":"{at}","TrangThai":"{status}","NoiDungXuLy":"{text}"}}"#)
}

fn pair(dossier: &str, steps: &[String]) -> String {
    format!(r#"{{"hoSo":{dossier},"tienTrinhDongBo":[{}]}}"#, steps.join(","))
}

const ACCEPTED: &str = "Tiếp nhận hồ sơ";
const ENDED: &str = "Đã xử lý xong";

/// P1, P2, L2 and L3 end in time, P2 and L3 thanks to their waits; P3 and L1 end late; L4 is only
/// registered. One step of P2 is there twice; of the other steps one is of nobody and one has no time.
fn ministry() -> Scratch {
    let scratch = Scratch::new("explain-national");
    let received = "20251002081500";
    let asked = step("", "20251003081500", 5, "Yêu cầu bổ sung hồ sơ");
    let pairs = [
        pair(
            &dossier("P1", 1, "10", ""),
            &[step("", received, 2, ACCEPTED), step("", "20251009160000", 9, ENDED)],
        ),
        pair(
            &dossier("P2", 1, "10", ""),
            &[
                step("", received, 2, ACCEPTED),
                asked.clone(),
                asked,
                step("", "20251008081500", 5, "Hoàn thành bổ sung hồ sơ"),
                step("", "20251014160000", 9, ENDED),
            ],
        ),
        pair(
            &dossier("P3", 2, "10", ""),
            &[step("", received, 2, ACCEPTED), step("", "20251013160000", 9, ENDED)],
        ),
    ];
    let list = [
        dossier("L1", 1, "20", ""),
        dossier("L2", 2, "20", ",\"NgayKetThucXuLy\":\"20251017160000\"").replace("\"4\"", "\"9\""),
        dossier("L3", 2, "10", ""),
        dossier("L4", 2, "20", "").replace("\"4\"", "\"1\""),
    ];
    let steps = [
        step("L1", received, 2, ACCEPTED),
        step("L1", "20251021160000", 9, ENDED),
        step("L3", "20251020080000", 9, ENDED),
        step("LAC", received, 2, ACCEPTED),
        step("L1", "", 4, "Thẩm định hồ sơ"),
    ];
    scratch.write("inputs/dossiers/pairs.jsonl", pairs.join("\n"));
    scratch.write("inputs/dossiers/list.json", format!("[{}]", list.join(",")));
    scratch.write("inputs/steps.json", format!("{{\"data\":[{}]}}", steps.join(",")));
    scratch.write(
        "inputs/supplements.csv",
        "dossier_id,asked_at,completed_at\nL3,2025-10-06 08:00:00,2025-10-16 08:00:00\n",
    );
    scratch.write("inputs/units.csv", "unit_id,name\nG99.01,Cục Mẫu\nG99.02,Vụ Mẫu\n");
    scratch.write(
        "inputs/procedures.csv",
        "procedure_id,name,online_level,has_fee,paper_result,citizen_subject,complete\n\
         1.000001,Thủ tục bịa ra,full,1,1,1,1\n1.000002,Thủ tục không ai nộp,none,0,0,0,0\n",
    );
    let mut text = "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra\"\nkind = \"ministry\"\n\n[units]\npath = \"inputs/units.csv\"\n".to_owned();
    for (kind, format, path) in [
        ("dossiers", "national-sync", "inputs/dossiers/*"),
        ("events", "national-sync", "inputs/steps.json"),
        ("supplements", "table", "inputs/supplements.csv"),
        ("procedures", "table", "inputs/procedures.csv"),
    ] {
        text += &format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"{format}\"\npath = \"{path}\"\n"
        );
    }
    scratch.write("chiso.toml", text);
    scratch.chiso_succeeds("run --month 2025-10");
    scratch
}

fn explained(scratch: &Scratch, cell: &str) -> Value {
    scratch
        .chiso_succeeds(&format!("explain {cell} --month 2025-10 --dossiers --format json"))
        .json()
}

#[test]
fn steps_within_pairs_stand_in_the_account_and_steps_of_other_files_beside_it() {
    let scratch = ministry();
    let found = explained(&scratch, "G99 handled_on_time");
    assert_steps(
        &found,
        &[
            // Three pairs with nine steps, and four dossiers of the list.
            ("read", "", 16, 16),
            ("duplicate", "", 1, 15),
            ("out_of_scope", "registered", 1, 14),
            ("other_rows", "", 8, 6),
            ("in_lake", "", 6, 6),
            ("unit", "", 0, 6),
            ("period", "received_later", 0, 6),
            ("period", "ended_before", 0, 6),
            ("of", "NOT in_hand", 0, 6),
            ("of", "undated", 0, 6),
            ("denominator", "", 6, 6),
            ("those", "late", 2, 4),
            ("numerator", "", 4, 4),
        ],
    );
    let lost = found["lost"].as_array().expect("a list");
    let named: Vec<_> = lost.iter().map(|lost| [&lost["id"], &lost["reason"]]).collect();
    assert_eq!(json!(named), json!([["L1", "late"], ["P3", "late"]]));
    assert!(lost.iter().all(|lost| lost["catalogue"]["due_from"] == "promise"), "{lost:?}");
    let beside = json!([
        {"kind": "events", "account": {
            "read": 5, "counted": 3, "duplicate": 0, "out_of_scope": {"unknown_dossier": 1},
            "quarantined": {"at_missing": 1}, "findings": {},
        }},
        {"kind": "supplements", "account": {
            "read": 1, "counted": 1, "duplicate": 0, "out_of_scope": {}, "quarantined": {},
            "findings": {},
        }},
    ]);
    assert_eq!(found["beside"], beside);
    let text = scratch.chiso_succeeds("explain G99 handled_on_time --month 2025-10").stdout;
    for line in [
        "Read beside them, steps of trails: 5 = 3 counted + 0 duplicate + 1 out of scope + 1 quarantined",
        "Read beside them, rounds of supplement: 1 = 1 counted + 0 duplicate + 0 out of scope + 0 quarantined",
    ] {
        assert!(text.lines().any(|found| found == line), "{text}");
    }
}

#[test]
fn what_no_clock_decides_has_no_trail_beside_it() {
    let scratch = ministry();
    let found = explained(&scratch, "G99.01 submitted_online");
    assert_eq!((&found["numerator"], &found["denominator"]), (&json!(3), &json!(3)));
    assert_eq!(found["beside"], json!([]));
}

#[test]
fn every_account_of_a_national_ministry_closes_on_the_published_figures() {
    let scratch = ministry();
    let common =
        Common { config: scratch.join("chiso.toml"), format: Format::Text, lang: Lang::En };
    let job = settings::load(&common).unwrap();
    let period = settings::period("2025-10").unwrap();
    let registers = Registers::open(&job).unwrap();
    let explaining =
        Explaining::open(&job, &registers, period, period.end(), Scope::AllUnits, true).unwrap();
    let mut values = 0;
    for row in scratch.table("indicators").iter().filter(|row| row["period"] == "2025-10") {
        let unit = registers.units.index(&row["unit_id"]).unwrap();
        let indicator = job.rules.indicator(&row["indicator_id"]).unwrap();
        let cell = format!("{} {}", row["unit_id"], indicator.id);
        let found = explaining.explain(unit, indicator).unwrap();
        assert_eq!(found.scored.status.as_str(), row["status"], "{cell}");
        let Ok(numerator) = row["numerator"].parse() else { continue };
        assert_closes(&cell, &found, (numerator, row["denominator"].parse().unwrap()));
        for beside in &found.beside {
            let account = &beside.account;
            let fates = account.out_of_scope.values().chain(account.quarantined.values());
            let sum: u64 = account.counted + account.duplicate + fates.sum::<u64>();
            assert_eq!(account.read, sum, "{cell}");
        }
        values += 1;
    }
    // Three units, each with the indicators that need dossiers, their trails and a catalogue.
    assert!(values >= 3 * 14, "{values} cells have a value");
}

/// A source of steps may hold whole pairs; then its rows stand in the account too.
#[test]
fn dossiers_that_came_in_a_file_of_steps_are_accounted_for() {
    let scratch = ministry();
    let received = "20251002081500";
    let pairs: Vec<String> = ["E1", "E2", "E3"]
        .iter()
        .map(|number| pair(&dossier(number, 1, "31", ""), &[step("", received, 2, ACCEPTED)]))
        .collect();
    scratch.write("inputs/steps.json", pairs.join("\n"));
    scratch.write("inputs/dossiers/list.json", "[]");
    scratch.write("inputs/dossiers/pairs.jsonl", dossier("P1", 1, "31", ""));
    scratch.chiso_succeeds("restate --month 2025-10 --reason test");
    let found = explained(&scratch, "G99.01 submitted_online");
    assert_eq!((&found["numerator"], &found["denominator"]), (&json!(4), &json!(4)));
    let first: Vec<Value> = found["steps"].as_array().unwrap()[..4].to_vec();
    let counts: Vec<(&str, u64)> = first
        .iter()
        .map(|step| (step["step"].as_str().unwrap(), step["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(counts, [("read", 7), ("duplicate", 0), ("other_rows", 3), ("in_lake", 4)]);
}
