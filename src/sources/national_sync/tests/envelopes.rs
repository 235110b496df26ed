//! The unit of a dossier, the envelope's `madonvi` last of all (4.1.9).

use super::*;

fn unit_of(text: &str) -> String {
    let read = read_dossiers(text);
    let unit = read.dossiers()[0].unit;
    read.unit(unit)
}

#[test]
fn a_code_beats_a_name_a_name_the_prefix_and_the_prefix_the_envelope() {
    for (record, expected) in [
        (
            r#"{"MaDonViTiepNhan":"G06.91","DonViXuLy":"Vụ Mẫu","MaHoSo":"G06.92-260304-0001"}"#,
            "G06.91",
        ),
        (
            r#"{"MaDonViTiepNhan":"lạ","DonViXuLy":"VỤ  mẫu cũ","MaHoSo":"G06.91-260304-0001"}"#,
            "G06.92",
        ),
        (r#"{"DonViXuLy":"Phòng lạ","MaHoSo":"G06.91.07-260304-0001"}"#, "G06.91"),
        (r#"{"DonViXuLy":"V\u1ee5 M\u1eabu","MaHoSo":"1"}"#, "G06.92"),
        (r#"{"MaDonViTiepNhan":null,"DonViXuLy":"","MaHoSo":"G06-260304-0001"}"#, "G06.91"),
    ] {
        let text = format!(r#"{{"madonvi":"000.00.91.G06","data":[{record}]}}"#);
        assert_eq!(unit_of(&text), expected, "{record}");
    }
    assert_eq!(unit_of(r#"[{"MaHoSo":"G06-260304-0001"}]"#), "unmapped");
    assert_eq!(unit_of(r#"{"madonvi":"lạ","data":[{"MaHoSo":"1"}]}"#), "unmapped");
}

#[test]
fn the_unit_of_the_envelope_may_stand_behind_the_records() {
    let text = r#"{"data":[{"MaHoSo":"1"},{"MaHoSo":"G06.91-260304-0001"}],"MaDonVi":"G06.92"}
        {"madonvi":"G06.91","data":[{"MaHoSo":"2"}]}
        {"data":[{"MaHoSo":"3"}]}
        {"data":[{"MaHoSo":"4"}],"x":{"madonvi":"G06.92"},"madonvi":"G06.91"}
        {"MaHoSo":"5"}"#;
    let read = read_dossiers(text);
    let units: Vec<String> =
        read.dossiers().iter().map(|dossier| read.unit(dossier.unit)).collect();
    assert_eq!(units, ["G06.92", "G06.91", "G06.91", "unmapped", "G06.91", "unmapped"]);
}

#[test]
fn an_envelope_that_spans_blocks_keeps_its_unit() {
    for (before, behind) in [(r#""madonvi":"G06.92","#, ""), ("", r#","madonvi":"G06.92""#)] {
        let filler = "x".repeat(1000);
        let record = format!(r#"{{"MaHoSo":"1","GhiChu":"{filler}"}}"#);
        let text = format!("{{{before}\"data\":[{}]{behind}}}", vec![record; 3000].join(","));
        let read = read_as(Kind::Dossiers, "a.json", text.as_bytes(), 3);
        assert!(read.dossiers().iter().all(|dossier| read.unit(dossier.unit) == "G06.92"));
    }
}
