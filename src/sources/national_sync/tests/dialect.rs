//! The dialect of 2026 (section 8).

use super::*;

#[test]
fn a_dossier_of_2026_has_the_code_of_its_unit_and_its_files_in_its_components() {
    let text = r#"{"MaHoSo":"G06.92-20260304-0092637","MaTTHC":"1.009991","MaDichVuCong":"1.1","ChuHoSo":"NGƯỜI MẪU","LoaiDoiTuong":0,
        "MaDonViTiepNhan":"G06.91","NgayNop":"2026-03-03 17:05:10","NgayTiepNhan":"2026-03-04 08:15:00","EformThongTinChiTiet":{"a":[{"MaHoSo":"?"}]},
        "ThanhPhanHoSo":[{"MaThanhPhanHoSo":"1","SoLuong":1,"LoaiBan":2,"GiayToDinhKem":[{"IdGiayTo":"","HashTepTin":"ab"}]}],
        "ThongTinNguoiNop":{"LoaiDoiTuong":0,"IdDoiTuong":"7","ThongTinChiTiet":{"MaHoSo":"?"}}}"#;
    let read = read_dossiers(text);
    let dossier = read.dossiers().remove(0);
    assert_eq!((dossier.id, &*read.unit(dossier.unit)), ("G06.92-20260304-0092637", "G06.91"));
    assert_eq!(dossier.submitted.map(|time| time.to_string()), Some("2026-03-03 17:05:10".into()));
    assert_eq!((dossier.received, dossier.due), (march(4, 8, 15), None));
    assert_eq!(dossier.flags.components_digitized, Some(true));
    // These come with other messages of the dialect.
    assert_eq!((dossier.flags.result_file, dossier.flags.component_reused), (None, None));
    let given = read.contents.unwrap().given;
    assert!(!given.contains(&"result_file") && !given.contains(&"fee_due"));
}

#[test]
fn a_component_without_an_attached_file_is_not_digitised() {
    for (components, expected) in [
        (r#"[{"GiayToDinhKem":[]}]"#, Some(false)),
        (r#"[{"GiayToDinhKem":[{"TenGiayTo":"đơn","MaKetQua":"KQ.1"}]}]"#, Some(false)),
        (r#"[{"GiayToDinhKem":null},{"giaytodinhkem":[{"IdGiayTo":5}]}]"#, Some(true)),
        ("null", None),
    ] {
        let dossier =
            dossier_with(&format!(r#""MaDonViTiepNhan":"G06.91","ThanhPhanHoSo":{components}"#));
        assert_eq!(dossier.flags.components_digitized, expected, "{components}");
    }
}

#[test]
fn progress_of_2026_has_numbers_and_dates_with_fractions() {
    let text = r#"[{"IDHoSo":"x-1","MaHoSo":"H1","NguoiXuLy":"Cán bộ mẫu","ThoiDiemXuLy":"2026-03-04T08:15:00.123","NoiDungXuLy":"Tiếp nhận","TrangThai":2}]"#;
    let entry = read_events(text).entries().remove(0);
    assert_eq!((entry.dossier_id, entry.status.0), ("H1", 2));
    assert_eq!(entry.at.to_string(), "2026-03-04 08:15:00.123");
}

#[test]
fn a_status_message_has_no_time_and_cannot_stand_in_a_trail() {
    let text = r#"{"IdHoSo":"x-1","MaHoSo":"H1","TrangThai":9,"NoiDungYKien":"","PhongBanXuLy":"","NoiDungXuLy":"Xong",
        "DanhSachLePhi":[],"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1"}]}"#;
    for kind in [Kind::Dossiers, Kind::Events] {
        let rows = read_as(kind, "a.json", text.as_bytes(), 1).rows();
        assert_eq!(rows, [Row::Rejected(Reason::AtMissing, "at")]);
    }
    let timed =
        text.replace(r#""NoiDungYKien""#, r#""ThoiDiemXuLy":"20260304081500","NoiDungYKien""#);
    assert_eq!(read_events(&timed).entries()[0].status.0, 9);
}
