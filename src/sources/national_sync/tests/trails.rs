//! Steps of a trail (section 4), and what their texts make of them (4.1.3, 4.1.4).

use super::*;
use crate::domain::{dossier::EntryKind, dossier::Status, message::EntryClass};

fn step(members: &str) -> Row {
    read_events(&format!(r#"[{{"MaHoSo":"H1",{members}}}]"#)).rows().remove(0)
}

#[test]
fn a_trail_is_read_step_by_step() {
    let text = r#"[{"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ một cửa","ChucDanh":"","ThoiDiemXuLy":"20260304081500","PhongBanXuLy":"",
      "NoiDungXuLy":"Tiếp nhận hồ sơ","TrangThai":"2","NgayBatDau":"","NgayKetThucTheoQuyDinh":"20260304170000"},
     {"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260309100000","NoiDungXuLy":"Yêu cầu bổ sung hồ sơ","TrangThai":"5"},
     {"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260311090000","NoiDungXuLy":"Hoàn thành bổ sung hồ sơ","TrangThai":"5"},
     {"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260317153000","NoiDungXuLy":"Đã xử lý xong","TrangThai":"9"}]"#;
    let read = read_events(text);
    let steps: Vec<(u64, Option<LocalTime>, u8, EntryClass)> = read
        .rows
        .iter()
        .zip(read.entries())
        .map(|((position, _), entry)| (*position, Some(entry.at), entry.status.0, entry.class))
        .collect();
    let plain = EntryClass::Plain;
    assert_eq!(
        steps,
        [
            (1, march(4, 8, 15), 2, plain(EntryKind::Step)),
            (2, march(9, 10, 0), 5, plain(EntryKind::Request)),
            (3, march(11, 9, 0), 5, plain(EntryKind::Completion)),
            (4, march(17, 15, 30), 9, plain(EntryKind::Step)),
        ]
    );
    assert_eq!(read.contents.unwrap().given, ["dossier_id", "at", "status", "content"]);
}

#[test]
fn an_end_that_is_none_is_told_by_its_text() {
    for (text, status, class) in [
        ("Hồ sơ không có ngày hẹn trả", 9, EntryClass::FalseEnd),
        ("Cán bộ trả hồ sơ  BỔ SUNG", 5, EntryClass::MislabelledRequest),
        (r"C\u00f4ng d\u00e2n th\u1ef1c hi\u1ec7n NVTC", 6, EntryClass::MislabelledPayment),
    ] {
        let members =
            format!(r#""ThoiDiemXuLy":"20260304081500","TrangThai":"9","NoiDungXuLy":"{text}""#);
        let Row::Entry(entry) = step(&members) else { panic!("{members}") };
        assert_eq!((entry.status, entry.class), (Status(status), class), "{text}");
    }
}

#[test]
fn a_text_with_a_wrong_escape_makes_its_step_malformed_each_time_it_comes() {
    let step = r#"{"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","NoiDungXuLy":"\x"}"#;
    let malformed = Row::Rejected(Reason::MalformedRecord, "");
    assert_eq!(read_events(&format!("{step}\n{step}")).rows(), [malformed.clone(), malformed]);
}

#[test]
fn who_took_a_step_makes_no_difference() {
    let by = |who: &str| {
        step(&format!(
            r#""NguoiXuLy":{who},"ThoiDiemXuLy":"20260304081500","TrangThai":"2","NoiDungXuLy":"Tiếp nhận""#
        ))
    };
    for who in [r#""Cán bộ mẫu""#, "null", r#"{"ten":["Cán bộ"]}"#, "7"] {
        assert_eq!(by(who), by(r#""Một người khác""#), "{who}");
    }
}

#[test]
fn a_step_without_a_time_or_a_number_is_rejected_and_an_unknown_status_is_kept() {
    let unreadable = Row::Rejected(Reason::DateUnreadable, "at");
    assert_eq!(step(r#""ThoiDiemXuLy":"hôm qua","TrangThai":"2""#), unreadable);
    for time in [r#""""#, "null", r#""0001-01-01T00:00:00""#] {
        let missing = Row::Rejected(Reason::AtMissing, "at");
        assert_eq!(step(&format!(r#""ThoiDiemXuLy":{time},"TrangThai":"2""#)), missing, "{time}");
    }
    let nobody = read_events(r#"[{"ThoiDiemXuLy":"20260304081500","TrangThai":"2"},{}]"#).rows();
    assert_eq!(nobody, vec![Row::Rejected(Reason::DossierIdMissing, "dossier_id"); 2]);
    for status in [r#""0""#, r#""xong""#, "null", "12"] {
        let members = format!(r#""ThoiDiemXuLy":"20260304081500","TrangThai":{status}"#);
        let Row::Entry(entry) = step(&members) else { panic!("{members}") };
        assert_eq!(entry.status, Status::UNKNOWN, "{status}");
    }
}
