//! What a hostile or damaged file becomes: every record has its fate, and nothing panics.

use proptest::prelude::*;

use super::*;

fn record(number: usize) -> String {
    format!(
        r#"{{"MaHoSo":"H{number}","MaTTHC":"1.000001","GhiChu":"ghi chú","NgayTiepNhan":"20260304081500","TaiLieuNop":[{{"TepDinhKemId":"1","DuongDanTaiTepTin":"x"}},{{"IsDeleted":"False"}}],"DSKetNoiCSDL":[{{"MaCSDL":"7"}}],"TrangThaiHoSo":"2"}}"#
    )
}

#[test]
fn a_broken_record_is_one_malformed_row_at_its_position_and_the_rest_is_read() {
    let good = record(2);
    let broken: Vec<String> = vec![
        good.replace(r#""H2","#, r#""H2" "#),
        good.replace(r#""GhiChu":"#, r#""GhiChu""#),
        good.replace(r#""ghi chú""#, "ghi chú"),
        good.replace(r#""ghi chú""#, r#""ghi chú"#),
        good.replace(r#""ghi chú""#, r#""màn hình 24" mới""#),
        good.replace("}],\"DS", "}},\"DS"),
        good.replace("[{\"Tep", "[\"Tep"),
        good.replace("}],\"DS", "}]],\"DS"),
        good.replace(r#""2"}"#, r#""2""#),
        good.replace(r#""2"}"#, r#""2",}"#),
        good[..good.len() / 2].to_owned(),
        good[..30].to_owned(),
        good.replace(r#""MaHoSo":"H2""#, r#""MaHoSo":{"a":1}"#),
        good.replace(r#""20260304081500""#, "[1]"),
        good.replace(r#"[{"MaCSDL":"7"}]"#, r#"{"MaCSDL":[]}"#),
        good.replace(r#"{"IsDeleted":"False"}"#, "1"),
        good.replace(r#"{"IsDeleted":"False"}"#, "nul"),
        good.replace("ghi chú", "ghi\u{0}chú"),
        good.replace("ghi chú", "ghi\nchú"),
        good.replace("H2", "H\\x2"),
        "null".into(),
        "7".into(),
        "\"H2\"".into(),
        "[1]".into(),
        "xin chào".into(),
        "<html><body class=\"x\"></body></html>".into(),
    ];
    for broken in broken {
        for (open, between, close) in [
            ("[", ",", "]"),
            ("[", ",\n", "]"),
            ("", "\n", ""),
            (r#"{"data":["#, ",", r#"],"madonvi":"G06"}"#),
        ] {
            let list = [record(1), broken.clone(), record(3), record(4)].join(between);
            let text = format!("{open}{list}{close}");
            let read = read_dossiers(&text);
            assert!(read.contents.is_ok(), "{text}: {:?}", read.contents);
            assert_eq!(read.ids(), (vec!["H1", "H3", "H4"], 1), "{text}");
            assert_eq!(read.rows[1], (2, MALFORMED.to_owned()), "{text}");
        }
    }
}

#[test]
fn several_broken_records_one_after_the_other_do_not_hide_the_whole_ones() {
    let cut = &record(2)[..40];
    let text =
        format!("[{},{cut},{},{cut},{cut},{},{}]", record(1), record(3), record(6), record(7));
    let read = read_dossiers(&text);
    let (ids, rejected) = read.ids();
    assert_eq!(ids, ["H1", "H3", "H6", "H7"]);
    assert!((2..=3).contains(&rejected), "{rejected}");
    assert!(read.contents.is_ok());
}

#[test]
fn a_wrong_byte_anywhere_in_a_record_costs_at_most_that_record() {
    let whole = record(2);
    let (before, behind) = (record(1), format!("{},{}", record(3), record(4)));
    for place in 0..whole.len() {
        let bytes = b"\"{}[],:\\\n\0\xffx".chunks(1);
        for wrong in [&b""[..]].into_iter().chain(bytes) {
            for removed in [0, 1] {
                let (left, right) = whole.as_bytes().split_at(place);
                let damaged = [left, wrong, &right[removed..]].concat();
                let damaged =
                    [b"[", before.as_bytes(), b",", &damaged, b",", behind.as_bytes(), b"]"]
                        .concat();
                let read = read_as(Kind::Dossiers, "damaged.json", &damaged, 1);
                let shown = String::from_utf8_lossy(&damaged);
                let (ids, rejected) = read.ids();
                for kept in ["H1", "H3", "H4"] {
                    let times = ids.iter().filter(|id| **id == kept).count();
                    assert_eq!(times, 1, "{kept} of {shown}");
                }
                // With a list that nobody closes the file looks cut off.
                let is_read = read.contents.is_ok() || (wrong == b"[" && place == 0);
                assert!(is_read, "{shown}: {:?}", read.contents);
                // What a stray bracket leaves of it may look like a few records.
                assert!(ids.len() <= 4 && rejected <= 6, "{ids:?}, {rejected} rejected: {shown}");
            }
        }
    }
}

#[test]
fn a_file_that_is_cut_off_is_a_fault_and_its_whole_records_were_read() {
    let list = [record(1), record(2)].join(",");
    let begun = &record(3)[..50];
    for text in [
        format!("[{list},{begun}"),
        format!("[{list},"),
        format!("[{list}"),
        format!(r#"{{"madonvi":"G06","data":[{list},{begun}"#),
        format!(r#"{{"madonvi":"G06","data":[{list}]"#),
        format!(r#"{{"data":[{list}],"madonvi":"G0"#),
        format!("{}\n{}\n{begun}", record(1), record(2)),
    ] {
        let read = read_dossiers(&text);
        let fault = read.contents.as_ref().expect_err(&text).to_string();
        assert!(fault.contains("cut off") && fault.contains("record 2"), "{fault}");
        assert_eq!(read.ids(), (vec!["H1", "H2"], 0), "{text}");
    }
}

#[test]
fn a_compressed_file_that_is_cut_off_is_a_fault_too() {
    use std::io::Write;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let many: Vec<String> = (0..5000).map(record).collect();
    gz.write_all(many.join("\n").as_bytes()).unwrap();
    let bytes = gz.finish().unwrap();
    let read = read_as(Kind::Dossiers, "a.json.gz", &bytes[..bytes.len() / 2], 2);
    assert!(read.contents.unwrap_err().to_string().contains("cut off"));
    assert!(read.rows.len() > 1000 && read.rows.iter().all(|(_, row)| row.starts_with("dossier")));
}

#[test]
fn a_file_that_is_not_json_is_a_fault() {
    for text in [
        "<html><body>502 Bad Gateway</body></html>",
        "MaHoSo,MaTTHC\nH1,1.000001\n",
        "\u{0}\u{0}\u{0}\u{0}",
    ] {
        let fault = read_dossiers(text).contents.expect_err(text).to_string();
        assert!(fault.contains("not JSON"), "{fault}");
    }
}

#[test]
fn nesting_within_a_record_may_be_sixty_four_deep() {
    let nested = |depth: usize| {
        format!(r#"{{"MaHoSo":"H2","x":{}1{}}}"#, "[".repeat(depth - 1), "]".repeat(depth - 1))
    };
    for (depth, rejected) in [(64, 0), (65, 1), (200_000, 1)] {
        let read = read_dossiers(&format!("[{},{},{}]", record(1), nested(depth), record(3)));
        assert_eq!(read.ids().1, rejected, "{depth}");
        assert_eq!(read.ids().0.len(), 3 - rejected, "{depth}");
    }
    let lists =
        format!("[{},{}{},{}]", record(1), "[".repeat(100_000), "]".repeat(100_000), record(3));
    assert_eq!(read_dossiers(&lists).ids(), (vec!["H1", "H3"], 1));
    let open = format!("[{},{{\"x\":{}", record(1), "[".repeat(1_000_000));
    assert!(read_dossiers(&open).contents.is_err());
}

#[test]
fn a_million_empty_objects_are_a_million_rejected_rows() {
    let text = format!("[{}{{}}]", "{},".repeat(999_999));
    let read = read_as(Kind::Dossiers, "empty.json", text.as_bytes(), 2);
    assert_eq!(read.contents.unwrap().rows, 1_000_000);
    assert!(read.rows.iter().zip(1..).all(|((position, row), number)| {
        *position == number && row == "rejected dossier_id_missing dossier_id"
    }));
}

#[test]
fn a_record_longer_than_sixty_four_mebibytes_is_malformed_and_the_rest_is_read() {
    let long = |bytes: usize| format!(r#"{{"MaHoSo":"H2","GhiChu":"{}"}}"#, "x".repeat(bytes));
    let read = read_dossiers(&format!("[{},{},{}]", record(1), long(65 << 20), record(3)));
    assert!(read.contents.is_ok());
    assert_eq!(read.rows[1], (2, MALFORMED.to_owned()));
    assert_eq!(read.ids(), (vec!["H1", "H3"], 1));
    let read = read_dossiers(&format!("[{},{},{}]", record(1), long(20 << 20), record(3)));
    assert_eq!(read.ids(), (vec!["H1", "H2", "H3"], 0));
}

#[test]
fn wrong_bytes_in_what_is_read_are_malformed_and_in_what_is_skipped_are_not_looked_at() {
    let text = record(2).replace("H2", "H?").into_bytes();
    let at = text.iter().position(|byte| *byte == b'?').unwrap();
    let mut in_number = text.clone();
    in_number[at] = 0xFF;
    assert_eq!(read_as(Kind::Dossiers, "a.json", &in_number, 1).rows(), [MALFORMED]);
    let mut in_note = record(2).into_bytes();
    let at = in_note.windows(3).position(|bytes| bytes == b"ghi").unwrap();
    in_note[at] = 0xFF;
    assert_eq!(read_as(Kind::Dossiers, "a.json", &in_note, 1).ids(), (vec!["H2"], 0));
    let wrong_utf16 = [&[0xFF, 0xFE][..], &[0x00, 0xD8], &[0x5B, 0x00]].concat();
    assert!(read_as(Kind::Dossiers, "a.json", &wrong_utf16, 1).contents.is_err());
}

#[test]
fn a_paper_or_a_step_of_a_broken_record_is_not_taken_for_a_record() {
    let broken_pair = r#"{"hoSo":{"MaHoSo":"P1" "x":1},"tienTrinhDongBo":[{"MaHoSo":"P1","ThoiDiemXuLy":"20260304081500"},{"MaHoSo":"P1","ThoiDiemXuLy":"20260305081500"]}"#;
    let pair = r#"{"hoSo":{"MaHoSo":"P2"},"tienTrinhDongBo":[]}"#;
    let read = read_dossiers(&format!("[{pair},{broken_pair},{pair}]"));
    assert_eq!(read.ids(), (vec!["P2", "P2"], 1));
    let step = r#"{"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","NguoiXuLy":{"MaHoSo":"trong"}}"#;
    let read = read_events(&format!("[{step},{},{step}]", step.replace("}}", "]}")));
    assert_eq!(read.ids(), (vec!["H1", "H1"], 1));
}

#[test]
fn no_value_of_a_record_gets_into_what_is_said_of_it() {
    let secret = "0912345678";
    for text in [
        format!(r#"[{{"MaHoSo":"{secret}","x"}}]"#),
        format!(r#"[{{"MaHoSo":"H1","NgayTiepNhan":"{secret}"}}]"#),
        format!(r#"[{{"MaHoSo":"{secret}"#),
        secret.to_owned(),
    ] {
        let read = read_dossiers(&text);
        let told = format!("{:?} {:?}", read.rows, read.contents);
        // The number is what the row is kept under.
        let told = told.replace(&format!("dossier {secret}"), "");
        assert!(!told.contains(secret), "{told}");
    }
}

/// Bits of messages in any order, most of them no JSON.
fn scraps() -> impl Strategy<Value = String> {
    let scraps = r#"{ } [ ] , : " \ é 1 null {"MaHoSo":"H"} "MaHoSo": "data": "hoSo": "tienTrinhDongBo":
        "madonvi":"G06" "TaiLieuNop": "ThoiDiemXuLy": "MATTHC":"1.000001" "20260304081500" "x":{} },{"#;
    let scraps = scraps.split_whitespace().chain(["\n", " ", "\0"]);
    let scrap = prop::sample::select(scraps.collect::<Vec<_>>());
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic_or_depend_on_its_threads(text in scraps()) {
        for kind in [Kind::Dossiers, Kind::Events, Kind::Procedures] {
            let one = read_as(kind, "scraps.json", text.as_bytes(), 1);
            let three = read_as(kind, "scraps.json", text.as_bytes(), 3);
            prop_assert_eq!(&one.rows, &three.rows);
            prop_assert_eq!(one.contents.is_ok(), three.contents.is_ok());
        }
    }
}
