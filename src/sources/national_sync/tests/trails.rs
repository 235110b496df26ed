//! Steps of a trail (section 4), also in the dialect of 2026, and what their texts make of them (4.1.3,
//! 4.1.4).

use super::{cases::check, *};

const CASES: &str = r##"
# a trail is read step by step
[{"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ một cửa","ChucDanh":"","ThoiDiemXuLy":"20260304081500","PhongBanXuLy":"","NoiDungXuLy":"Tiếp nhận hồ sơ","TrangThai":"2","NgayBatDau":"","NgayKetThucTheoQuyDinh":"20260304170000"},{"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260309100000","NoiDungXuLy":"Yêu cầu bổ sung hồ sơ","TrangThai":"5"},{"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260311090000","NoiDungXuLy":"Hoàn thành bổ sung hồ sơ","TrangThai":"5"},{"MaHoSo":"G06.91-260304-0007","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"20260317153000","NoiDungXuLy":"Đã xử lý xong","TrangThai":"9"}] → step G06.91-260304-0007, at 2026-03-04 08:15:00, status 2 / step G06.91-260304-0007, at 2026-03-09 10:00:00, status 5, class Plain(Request) / step G06.91-260304-0007, at 2026-03-11 09:00:00, status 5, class Plain(Completion) / step G06.91-260304-0007, at 2026-03-17 15:30:00, status 9

# an end that is none is told by its text
"ThoiDiemXuLy":"20260304081500","TrangThai":"9","NoiDungXuLy":"Hồ sơ không có ngày hẹn trả" → at 2026-03-04 08:15:00, status 9, class FalseEnd
"ThoiDiemXuLy":"20260304081500","TrangThai":"9","NoiDungXuLy":"Cán bộ trả hồ sơ  BỔ SUNG" → at 2026-03-04 08:15:00, status 5, class MislabelledRequest
"ThoiDiemXuLy":"20260304081500","TrangThai":"9","NoiDungXuLy":"C\u00f4ng d\u00e2n th\u1ef1c hi\u1ec7n NVTC" → at 2026-03-04 08:15:00, status 6, class MislabelledPayment

# a text with a wrong escape makes its step malformed each time it comes
{"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","NoiDungXuLy":"\x"} {"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","NoiDungXuLy":"\x"} → rejected malformed_record / rejected malformed_record

# a step without a time or a number is rejected
"ThoiDiemXuLy":"hôm qua","TrangThai":"2" → rejected date_unreadable at
"ThoiDiemXuLy":"","TrangThai":"2" → rejected at_missing at
"ThoiDiemXuLy":null,"TrangThai":"2" → rejected at_missing at
"ThoiDiemXuLy":"0001-01-01T00:00:00","TrangThai":"2" → rejected at_missing at
[{"ThoiDiemXuLy":"20260304081500","TrangThai":"2"},{}] → rejected dossier_id_missing dossier_id / rejected dossier_id_missing dossier_id

# an unknown status is kept
"ThoiDiemXuLy":"20260304081500","TrangThai":"0" → at 2026-03-04 08:15:00, status 0
"ThoiDiemXuLy":"20260304081500","TrangThai":"xong" → at 2026-03-04 08:15:00, status 0
"ThoiDiemXuLy":"20260304081500","TrangThai":null → at 2026-03-04 08:15:00, status 0
"ThoiDiemXuLy":"20260304081500","TrangThai":12 → at 2026-03-04 08:15:00, status 0

# of a key that comes twice the last stands, and the step is told of
"ThoiDiemXuLy":"20260304081500","thoidiemxuly":"20260305081500" → at 2026-03-05 08:15:00, status 0, told repeated_key

# progress of 2026 has numbers, and dates with fractions
[{"IDHoSo":"x-1","MaHoSo":"H1","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"2026-03-04T08:15:00.123","NoiDungXuLy":"Tiếp nhận","TrangThai":2}] → step H1, at 2026-03-04 08:15:00.123, status 2
"##;

/// A message of 2026 that has no time of its own.
const UNTIMED: &str = r##"
# a status message has no time and cannot stand in a trail
{"IdHoSo":"x-1","MaHoSo":"H1","TrangThai":9,"NoiDungYKien":"","PhongBanXuLy":"","NoiDungXuLy":"Xong","DanhSachLePhi":[],"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1"}]} → rejected at_missing at
{"IdHoSo":"x-1","MaHoSo":"H1","TrangThai":9,"ThoiDiemXuLy":"20260304081500","NoiDungYKien":"","PhongBanXuLy":"","NoiDungXuLy":"Xong","DanhSachLePhi":[],"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1"}]} → step H1, at 2026-03-04 08:15:00, status 9
"##;

#[test]
fn a_step_is_what_its_message_says() {
    check(Kind::Events, r#""MaHoSo":"H1""#, CASES);
    check(Kind::Events, "", UNTIMED);
    check(Kind::Dossiers, "", UNTIMED);
    let given = read_events("[]").contents.unwrap().given;
    assert_eq!(given, ["dossier_id", "at", "status", "content"]);
}

#[test]
fn who_took_a_step_makes_no_difference() {
    let by = |who: &str| {
        read_events(&format!(
            r#"{{"MaHoSo":"H1","NguoiXuLy":{who},"ThoiDiemXuLy":"20260304081500","TrangThai":"2","NoiDungXuLy":"Tiếp nhận"}}"#
        ))
        .rows
    };
    for who in [r#""Cán bộ mẫu""#, "null", r#"{"ten":["Cán bộ"]}"#, "7"] {
        assert_eq!(by(who), by(r#""Một người khác""#), "{who}");
    }
}
