//! Answers of the procedure catalogue (section 11).

use super::*;
use crate::domain::procedure::{Limit, ProcedureRow, Version};

fn procedures(text: &str) -> Vec<Row> {
    let read = read_as(Kind::Procedures, "catalogue.json", text.as_bytes(), 2);
    assert!(read.contents.is_ok(), "{:?}", read.contents);
    read.rows()
}

#[track_caller]
fn procedure_with(members: &str) -> Version {
    row_with(members).version
}

#[track_caller]
fn row_with(members: &str) -> ProcedureRow {
    let text = format!(r#"{{"error_code":"0","result":[{{"MATTHC":"1.000001",{members}}}]}}"#);
    match procedures(&text).remove(0) {
        Row::Procedure(row) => row,
        other => panic!("{other:?}"),
    }
}

const WHOLE: &str = r#""ID":"7","MaTTHC":"1.005129.000.00.00.G06","TENTTHC":"Cấp giấy phép mẫu","TRANGTHAI":"1","MOTA":"x",
    "LINHVUCTHUCHIEN":[{"MALINHVUC":"G06-KC09","TENLINHVUC":"Đo lường"}],"CAPTHUCHIEN":[{"CAPTHUCHIEN":"1","TENCAP":"Cấp Bộ"}],
    "TRINHTUTHUCHIEN":[{"TRUONGHOP":"","TRINHTU":[{"TENTRINHTU":"Bước 1"}]}],
    "CACHTHUCTHUCHIEN":[{"KENH":"1","THOIGIAN":[{"THOIGIANGIAIQUYET":"5","DONVITINH":"Ngày làm việc","MOTA":"","PHILEPHI":[{"SOTIEN":"150000"}]}]}],
    "DOITUONGTHUCHIEN":[{"MADOITUONG":"1","TENDOITUONG":"Công dân Việt Nam"}],
    "THANHPHANHOSO":[{"TRUONGHOP":"","GIAYTO":[{"MAGIAYTO":"1","TENGIAYTO":"Đơn","SOBANCHINH":"1","SOBANSAO":"0"}]}],
    "KETQUATHUCHIEN":[{"MAKETQUA":"KQ.1","TENKETQUA":"Giấy phép"}],
    "COQUANTHUCHIEN":[{"MADONVI":"000.00.91.G06","TENDONVI":"Cục Mẫu"}],"COQUANCOTHAMQUYEN":[{"MADONVI":"G06.91"},{"MADONVI":"G06.99"}],
    "CANCUPHAPLY":[{"SOVANBAN":"01/2026/NĐ-CP","NGAYHIEULUC":"01/03/2026"},{"SOVANBAN":""},{"SOVANBAN":"2/2025/TT-BKHCN"}]"#;

#[test]
fn an_answer_is_a_procedure_with_what_its_parts_say() {
    let row = row_with(WHOLE);
    let expected = Version {
        name: "Cấp giấy phép mẫu".into(),
        field_id: Some("G06-KC09".into()),
        field_name: Some("Đo lường".into()),
        unit_ids: vec!["G06.91".into(), "G06.99".into()],
        has_fee: Some(true),
        paper_result: Some(true),
        citizen_subject: Some(true),
        limit: Some(Limit::WorkingDays(5)),
        complete: Some(true),
        legal_basis: Some("01/2026/NĐ-CP; 2/2025/TT-BKHCN".into()),
        ..Version::default()
    };
    assert_eq!(row, ProcedureRow { id: "1.005129".into(), version: expected });
}

#[test]
fn a_procedure_is_complete_only_with_every_mandatory_part() {
    for part in [
        r#""TENTTHC":"Cấp giấy phép mẫu","#,
        r#"[{"TENTRINHTU":"Bước 1"}]"#,
        r#""KENH":"1","#,
        r#""THOIGIANGIAIQUYET":"5","#,
        r#"[{"MADOITUONG":"1","TENDOITUONG":"Công dân Việt Nam"}]"#,
        r#""SOBANCHINH":"1","SOBANSAO":"0""#,
        r#"[{"MADONVI":"000.00.91.G06","TENDONVI":"Cục Mẫu"}]"#,
    ] {
        assert_eq!(WHOLE.matches(part).count(), 1, "{part}");
        let empty = if part.starts_with('[') {
            "[]"
        } else if part.ends_with(',') {
            ""
        } else {
            r#""SOBANCHINH":"""#
        };
        assert_eq!(procedure_with(&WHOLE.replace(part, empty)).complete, Some(false), "{part}");
    }
    assert_eq!(procedure_with(r#""TENTTHC":"""#).complete, Some(false));
}

#[test]
fn what_an_answer_does_not_speak_of_is_unknown_and_an_empty_list_is_none() {
    let silent = procedure_with(r#""TENTTHC":"x","KETQUATHUCHIEN":null"#);
    assert_eq!((silent.has_fee, silent.paper_result, silent.citizen_subject), (None, None, None));
    assert_eq!((silent.unit_ids.len(), silent.limit, silent.complete), (0, None, Some(false)));
    let none = procedure_with(r#""CACHTHUCTHUCHIEN":[],"KETQUATHUCHIEN":[],"DOITUONGTHUCHIEN":[]"#);
    assert_eq!(
        (none.has_fee, none.paper_result, none.citizen_subject),
        (Some(false), Some(false), Some(false))
    );
}

#[test]
fn of_several_time_limits_the_longest_counts_in_its_own_unit() {
    let limit = |times: &[(&str, &str)]| {
        let times: Vec<String> = times
            .iter()
            .map(|(amount, unit)| format!(r#"{{"KENH":"1","THOIGIAN":[{{"THOIGIANGIAIQUYET":{amount},"DONVITINH":"{unit}"}}]}}"#))
            .collect();
        procedure_with(&format!(r#""CACHTHUCTHUCHIEN":[{}]"#, times.join(","))).limit
    };
    for (times, expected) in [
        (&[("\"8\"", "Ngày làm việc"), ("11", "Ngày")][..], Some(Limit::WorkingDays(8))),
        (&[("8", "Ngày làm việc"), ("12", "NGÀY")], Some(Limit::Days(12))),
        (&[("40", "Ngày làm việc"), ("1", "Tháng")], Some(Limit::WorkingDays(40))),
        (&[("1", "Tháng"), ("21", "Ngày làm việc")], Some(Limit::Months(1))),
        (&[("\"4\"", "Giờ")], Some(Limit::OfficeSeconds(4 * 3600))),
        (&[("\"0,5\"", "Giờ làm việc"), ("0", "Ngày")], Some(Limit::OfficeSeconds(1800))),
        (&[("2.5", "Ngày làm việc")], Some(Limit::OfficeSeconds(20 * 3600))),
        (
            &[("30", "Khác"), ("\"\"", "Ngày"), ("null", "Ngày"), ("\"theo quy định\"", "Ngày")],
            None,
        ),
    ] {
        assert_eq!(limit(times), expected, "{times:?}");
    }
}

#[test]
fn a_fee_is_any_amount_that_is_not_zero_or_blank() {
    for (amount, expected) in [
        ("\"150000\"", true),
        ("150000", true),
        ("\"theo quy định\"", true),
        ("\"0\"", false),
        ("0.0", false),
        ("\"\"", false),
        ("null", false),
    ] {
        let members = format!(
            r#""CACHTHUCTHUCHIEN":[{{"THOIGIAN":[{{"PHILEPHI":[{{"SOTIEN":{amount}}}]}}]}}]"#
        );
        assert_eq!(procedure_with(&members).has_fee, Some(expected), "{amount}");
    }
}

#[test]
fn citizens_are_subjects_under_three_names() {
    for (name, expected) in [
        ("CÔNG DÂN  Việt Nam", true),
        ("Người Việt Nam định cư ở nước ngoài", true),
        ("Người nước ngoài", true),
        ("Doanh nghiệp có vốn đầu tư nước ngoài", false),
    ] {
        let members = format!(r#""DOITUONGTHUCHIEN":[{{"TENDOITUONG":"{name}"}}]"#);
        assert_eq!(procedure_with(&members).citizen_subject, Some(expected), "{name}");
    }
}

#[test]
fn answers_come_in_every_shape_and_an_answer_without_a_procedure_is_no_row() {
    let record = |number: u32| format!(r#"{{"MATTHC":"1.00000{number}","TENTTHC":"x"}}"#);
    let answer = |number: u32| format!(r#"{{"error_code":"0","result":[{}]}}"#, record(number));
    for text in [
        format!("[{},{}]", answer(1), answer(2)),
        format!("{}\n{{\"error_code\":\"0\",\"result\":[]}}\n{}\n", answer(1), answer(2)),
        format!("{{\"result\":[{},{}]}}", record(1), record(2)),
        format!("[{},{}]", record(1), record(2)),
    ] {
        let ids: Vec<String> = procedures(&text)
            .into_iter()
            .map(|row| match row {
                Row::Procedure(procedure) => procedure.id,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(ids, ["1.000001", "1.000002"], "{text}");
    }
    let missing = Row::Rejected(Reason::KeyMissing, "procedure_id");
    assert_eq!(procedures(r#"[{"TENTTHC":"x"},{"MATTHC":""}]"#), [missing.clone(), missing]);
}
