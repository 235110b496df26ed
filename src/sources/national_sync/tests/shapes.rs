//! The shapes of section 1: whatever stands around the records, they are the same records.

use std::io::Write;

use super::*;
use crate::sources::FaultClass;

fn records() -> Vec<String> {
    (1..=7)
        .map(|number| {
            format!(
                r#"{{"MaHoSo":"G06.91-260304-000{number}","GhiChu":"}},{{\"]\\","TaiLieuNop":[{{"DuongDanTaiTepTin":"x"}}],"NgayTiepNhan":"2026030408150{number}"}}"#
            )
        })
        .collect()
}

/// The positions and rows of a file.
#[track_caller]
fn rows_of(name: &str, bytes: &[u8]) -> Vec<(u64, String)> {
    let read = read_as(Kind::Dossiers, name, bytes, 3);
    assert!(read.contents.is_ok(), "{:?}", read.contents);
    read.rows
}

#[test]
fn every_shape_gives_the_same_messages_at_the_same_positions() {
    let records = records();
    let expected = rows_of("a.json", format!("[{}]", records.join(",")).as_bytes());
    assert_eq!(expected.len(), 7);
    assert!(expected.iter().zip(1..).all(|((position, row), number)| {
        *position == number && row.starts_with("dossier") && row.contains(", received 2026")
    }));
    let pretty = |record: &String| {
        let value: serde_json::Value = serde_json::from_str(record).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let indented: Vec<String> = records.iter().map(pretty).collect();
    let (list, one_by_one) = (records.join(","), |around: fn(&String) -> String| {
        records.iter().map(around).collect::<String>()
    });
    let (two, five) = (records[..2].join(","), records[2..].join(","));
    let (third, four) = (&records[2], records[3..].join(","));
    for (shape, text) in [
        ("an indented list", format!("\n [ {} ] \n", indented.join(" ,\r\n"))),
        ("one object per line", records.join("\n")),
        ("one object per line, ended as Windows does", records.join("\r\n") + "\r\n\r\n"),
        ("one object per line, commas at the ends", records.join(",\n")),
        ("objects one after the other", records.concat()),
        ("indented objects one after the other", indented.join("\n")),
        (
            "an envelope",
            format!(r#"{{"session":"","madonvi":"G06","isUpdating":"True","data":[{list}]}}"#),
        ),
        ("its list first", format!(r#"{{"DATA":[{list}],"madonvi":"G06","x":[1,{{"y":2}}]}}"#)),
        ("a list on each line", format!("[{two}]\n[{five}]\n[]\n")),
        ("a list of lists", format!("[[{two}],[[{five}]],[]]")),
        ("an envelope on each line", one_by_one(|record| format!("{{\"data\":[{record}]}}\n"))),
        ("a list of envelopes", format!(r#"[{{"data":[{two}]}},{{"data":[{five}]}}]"#)),
        ("envelopes around one record each", one_by_one(|record| format!("{{\"data\":{record}}}"))),
        ("all of it at once", format!("[{two}]{third}\n{{\"data\":[{four}]}}")),
    ] {
        assert_eq!(rows_of("b.json", text.as_bytes()), expected, "{shape}: {text}");
    }
}

#[test]
fn a_file_may_be_compressed_or_in_another_encoding() {
    let text = format!("[{}]", records().join(",").replace("\"x\"", "\"đường dẫn\""));
    let expected = rows_of("a.json", text.as_bytes());
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    for (name, bytes) in [
        ("a.json.gz", gz.finish().unwrap()),
        ("a.json.zst", zstd::encode_all(text.as_bytes(), 1).unwrap()),
        ("a.JSON", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("little.json", utf16([0xFF, 0xFE], u16::to_le_bytes)),
        ("big.json", utf16([0xFE, 0xFF], u16::to_be_bytes)),
    ] {
        assert_eq!(rows_of(name, &bytes), expected, "{name}");
    }
}

#[test]
fn a_pair_is_a_dossier_and_the_steps_of_its_trail_at_one_position() {
    let pair = r#"{"hoSo":{"MaHoSo":"H1","NgayTiepNhan":"20260304081500"},"tienTrinhDongBo":[
        {"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","TrangThai":"2"},
        {"ThoiDiemXuLy":"20260305081500","TrangThai":4}]}"#;
    let turned = r#"{"TIENTRINHDONGBO":[{"MaHoSo":"H2","ThoiDiemXuLy":"20260304081500"}],"hoSo":{"MaHoSo":"H2"}}"#;
    let lone =
        r#"{"hoSo":null,"tienTrinhDongBo":[{"MaHoSo":"H3","ThoiDiemXuLy":"20260304081500"}]}"#;
    for text in [format!("[{pair},{turned},{lone}]"), format!("{pair}\n{turned}\n{lone}")] {
        let rows = read_dossiers(&text).rows;
        let rows = rows.iter().map(|(position, row)| (*position, row.split(',').next().unwrap()));
        let h1 = [(1, "dossier H1"), (1, "step H1"), (1, "step H1")];
        let rest = [(2, "dossier H2"), (2, "step H2"), (3, "step H3")];
        assert_eq!(rows.collect::<Vec<_>>(), [h1, rest].concat());
    }
}

#[test]
fn a_wrong_step_of_a_pair_costs_that_step_and_an_empty_pair_is_told_of() {
    let steps =
        r#"[{"ThoiDiemXuLy":"20260304081500"},null,{"ThoiDiemXuLy":[]},7,{"ThoiDiemXuLy":""}]"#;
    let pair = format!(r#"{{"hoSo":{{"MaHoSo":"H1"}},"tienTrinhDongBo":{steps}}}"#);
    let read = read_dossiers(&format!("[{pair},{{\"hoSo\":null}}]"));
    assert_eq!(
        read.rows(),
        [
            "dossier H1",
            "step H1, at 2026-03-04 08:15:00, status 0",
            MALFORMED,
            MALFORMED,
            "rejected at_missing at",
            "rejected dossier_id_missing dossier_id",
        ]
    );
    let many = format!(
        r#"{{"tienTrinhDongBo":[{}{{}}],"hoSo":{{"MaHoSo":"H1"}}}}"#,
        "{},".repeat(299_999)
    );
    assert_eq!(read_dossiers(&many).rows.len(), 300_001);
}

#[test]
fn a_record_is_what_its_keys_say_whatever_the_file_should_hold() {
    let text = r#"[{"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","TrangThai":"2"},
        {"MaHoSo":"H1","NgayTiepNhan":"20260304081500","TrangThaiHoSo":"2"}]"#;
    for kind in [Kind::Dossiers, Kind::Events] {
        let read = read_as(kind, "a.json", text.as_bytes(), 1);
        let kinds: Vec<&str> = read.rows().iter().filter_map(|row| row.split(' ').next()).collect();
        assert_eq!(kinds, ["step", "dossier"]);
    }
}

#[test]
fn lines_that_only_look_like_whole_records_are_followed_to_their_ends() {
    let one = |id: &str| format!(r#"{{"MaHoSo":"{id}","x":{{"y":1}}}}"#);
    let broken_behind_a_brace = r#"{"MaHoSo":"B","x":{"y":1}
        ,"z":{"MaHoSo":"no"}}"#;
    let broken_in_a_list = r#"{"MaHoSo":"C","x":[{"y":1},
        {"z":1}
        ]}"#;
    let text = [
        one("1"),
        one("2"),
        format!("{}{}", one("3"), one("4")),
        format!("{}, {} ,\t", one("5"), one("6")),
        broken_behind_a_brace.to_owned(),
        one("7"),
        broken_in_a_list.to_owned(),
        one("8") + " \r",
        format!("[{}", one("9")),
        one("10"),
        "]".to_owned(),
        one("11"),
    ]
    .join("\n");
    let read = read_dossiers(&text);
    let expected = ["1", "2", "3", "4", "5", "6", "B", "7", "C", "8", "9", "10", "11"];
    assert_eq!(read.ids(), (expected.to_vec(), 0));
    assert!(read.rows.iter().zip(1..).all(|((position, _), number)| *position == number));
}

#[test]
fn a_long_file_on_one_line_is_cut_between_its_records_for_any_number_of_threads() {
    let count = 20_000;
    let record = |number: usize| {
        let papers = r#"{"DuongDanTaiTepTin":"https://example.org/{}[]\"","IsDeleted":"False"},"#
            .repeat(number % 7);
        format!(
            r#"{{"MaHoSo":"H{number}","TaiLieuNop":[{papers}null],"GhiChu":"Hồ sơ mẫu","NgayTiepNhan":"20260304081500"}}"#
        )
    };
    let text = format!("[{}]", (1..=count).map(record).collect::<Vec<_>>().join(","));
    assert!(text.len() > 4 << 20);
    for threads in [1, 2, 5] {
        let read = read_as(Kind::Dossiers, "long.json", text.as_bytes(), threads);
        assert!(read.contents.is_ok());
        for ((position, row), number) in read.rows.iter().zip(1..) {
            let digitized = if number % 7 > 0 { ", digitized true" } else { "" };
            let expected = format!("dossier H{number}, received 2026-03-04 08:15:00{digitized}");
            assert_eq!((*position, row), (number as u64, &expected));
        }
        assert_eq!(read.rows.len(), count);
    }
}

#[test]
fn only_messages_are_read_in_this_format() {
    for kind in [Kind::Ratings, Kind::Petitions, Kind::Units] {
        let fault = read_as(kind, "a.json", b"[]", 1).contents.unwrap_err();
        assert!(fault.to_string().contains(kind.as_str()), "{fault}");
    }
}

#[test]
fn an_empty_list_says_that_there_was_no_message() {
    for text in ["[]", r#"{"data":[]}"#, r#"{"data":null}{"data":[]}"#, "[[],[]]"] {
        let read = read_dossiers(text);
        assert!(read.contents.is_ok() && read.rows.is_empty(), "{text}");
    }
}

#[test]
fn a_file_that_says_nothing_is_refused() {
    for text in ["", " \n", "null", r#"{"data":null,"madonvi":"G06"}"#, r#"{"result":""}"#] {
        let fault = read_dossiers(text).contents.unwrap_err();
        assert_eq!(fault.class, FaultClass::Data, "{text}: {fault}");
    }
    let read = read_dossiers(r#"{"data":null}{"data":[{"MaHoSo":"G06.91-260304-0007"}]}"#);
    assert!(read.contents.is_ok() && read.rows.len() == 1);
}
