//! What becomes of each field of a dossier message (sections 2 and 3), and of its dirt (section 9).

use super::*;
use crate::domain::{
    account::Finding,
    dossier::{Channel, Flags, Origin, Status, Supplement},
};

/// Section 15, with everything personal filled.
const EXAMPLE: &str = r#"[{"MaHoSo":"G06.91-260304-0007","MaTTHC":"1.009991","TenTTHC":"Cấp giấy phép thử nghiệm thiết bị mẫu","MaLinhVuc":"G06-KC09",
"TenLinhVuc":"Đo lường","KenhThucHien":"2","SoGiayToChuHoSo":"000000000007","ChuHoSo":"NGƯỜI NỘP MẪU","LoaiDoiTuong":"1",
"MaDoiTuong":"","ThongTinKhac":"","Email":"mau@example.org","Fax":"","SoDienThoai":"0000000007","TrichYeuHoSo":"Đề nghị cấp phép",
"NgayNopHoSo":"20260303170510","NgayTiepNhan":"20260304081500","NgayHenTra":"20260318081500","TrangThaiHoSo":"10",
"NgayTra":"20260320093000","ThongTinTra":"","HinhThuc":"0","NgayKetThucXuLy":"20260317153000","NgayTuChoi":"",
"DonViXuLy":"Cục Mẫu thuộc Bộ Khoa học và Công nghệ","GhiChu":"",
"TaiLieuNop":[{"TepDinhKemId":"88001","TenTepDinhKem":"don.pdf","IsDeleted":"False","MaThanhPhanHoSo":"000.00.00.G06-KQ009901",
 "DuongDanTaiTepTin":"https://example.org/f/88001","DuocSoHoa":"1","DuocTaiSuDung":"0","DuocLayTuKhoDMQG":"1","MaKetQuaThayThe":""}],
"DanhSachLePhi":[{"TenPhiLePhi":"Phí thẩm định","MaPhiLePhi":"1","HinhThucThu":"1","Gia":"400000","LoaiPhiLePhi":"1"}],
"DanhSachTepDinhKemKhac":[],
"DanhSachHoSoBoSung":[{"HoSoBoSungId":1,"NguoiYeuCauBoSung":"Cán bộ mẫu","NoiDungBoSung":"Thiếu bản vẽ","NgayBoSung":"20260309100000",
 "NguoiTiepNhanBoSung":"Cán bộ mẫu","ThongTinTiepNhan":"","NgayTiepNhanBoSung":"20260311090000","TrangThaiBoSung":true,
 "DanhSachGiayToBoSung":[],"DanhSachLePhiBoSung":[],"NgayHenTraTruoc":"20260316081500","NgayHenTraMoi":"20260318081500"}],
"DanhSachGiayToKetQua":[{"TenGiayTo":"gp.pdf","MaThanhPhanHoSo":"","GiayToId":"99001","DuongDanTepTinKetQua":"https://example.org/k/99001",
 "MaGiayToKetQua":"KQ.G06.009901"}],
"NoiNopHoSo":"1","HoSoCoThanhPhanSoHoa":"1","TaiKhoanDuocXacThucVoiVNeID":"1","DuocThanhToanTrucTuyen":"1",
"DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"000000000007"}],"DSKetNoiCSDL":[{"MaCSDL":"1"}]}]"#;

#[test]
fn the_example_of_the_formats_page_is_read_field_by_field() {
    let read = read_dossiers(EXAMPLE);
    let dossier = read.dossiers().remove(0);
    assert_eq!(dossier.id, "G06.91-260304-0007");
    assert_eq!(read.unit(dossier.unit), "G06.91");
    assert_eq!(read.context.procedure_names.list()[dossier.procedure as usize], "1.009991");
    assert_eq!((dossier.channel, dossier.origin), (Channel::Online, Origin::National));
    assert_eq!((dossier.status, dossier.status_given), (Status(10), true));
    assert_eq!(dossier.submitted.map(|time| time.to_string()), Some("2026-03-03 17:05:10".into()));
    assert_eq!((dossier.received, dossier.due), (march(4, 8, 15), march(18, 8, 15)));
    assert_eq!((dossier.ended, dossier.returned), (march(17, 15, 30), march(20, 9, 30)));
    assert_eq!((dossier.end_kind, dossier.refused), (None, None));
    let flags = Flags {
        components_digitized: Some(true),
        component_reused: Some(false),
        has_digitized_component: Some(true),
        from_personal_store: Some(true),
        result_file: Some(true),
        vneid_verified: Some(true),
        synced: Some(true),
        online_payment: Some(1),
        fees_all_zero: false,
        fee_above_zero: true,
        population_database: false,
    };
    assert_eq!((dossier.flags, dossier.fee), (flags, Some(400_000)));
    assert_eq!(read.context.database_names.list()[dossier.databases.unwrap() as usize], "1");
    let round =
        Supplement { asked: march(9, 10, 0).unwrap(), completed: march(11, 9, 0), due_moved: true };
    assert_eq!(dossier.supplements, Some(vec![round]));
    assert_eq!((dossier.reject, dossier.findings), (None, Default::default()));
    let given = read.contents.unwrap().given;
    assert!(
        ["vneid_verified", "fee_due", "databases", "synced"]
            .iter()
            .all(|name| given.contains(name))
    );
}

/// The dirty text of another sender, and the clean one, mean the same.
#[track_caller]
fn same(dirty: &str, clean: &str) {
    assert_eq!(dossier_with(dirty), dossier_with(clean), "{dirty}");
}

#[test]
fn keys_come_in_any_case_and_scalars_as_texts_numbers_or_flags() {
    same(r#""trangthaihoso":9,"KENHTHUCHIEN":2"#, r#""TrangThaiHoSo":"9","KenhThucHien":"2""#);
    same(r#""taikhoanduocxacthucvoiVNeID":true"#, r#""TaiKhoanDuocXacThucVoiVNeID":"1""#);
    same(
        r#""NgayHenTra":20260318081500,"DuocThanhToanTrucTuyen":2.0"#,
        r#""NgayHenTra":"20260318081500","DuocThanhToanTrucTuyen":"2""#,
    );
    same(
        r#""TaiLieuNop":[{"DuoclaytukhoDMQG":true,"isdeleted":false,"DUOCTAISUDUNG":2}]"#,
        r#""TaiLieuNop":[{"DuocLayTuKhoDMQG":"1","IsDeleted":"False","DuocTaiSuDung":"2"}]"#,
    );
    same(r#""DSKetNoiCSDL":[{"MaCSDL":7}]"#, r#""DSKetNoiCSDL":[{"MaCSDL":"7"}]"#);
    same(r#""DanhSachLePhi":[{"Gia":135000}]"#, r#""DanhSachLePhi":[{"Gia":"135.000"}]"#);
}

#[test]
fn an_absent_key_null_and_a_blank_are_the_same() {
    let absent = r#""x":0"#;
    for key in [
        "NgayHenTra",
        "NgayTra",
        "TrangThaiHoSo",
        "KenhThucHien",
        "DSKetNoiCSDL",
        "DanhSachHoSoBoSung",
        "TaiLieuNop",
        "HoSoCoThanhPhanSoHoa",
        "DonViXuLy",
        "MaTTHC",
    ] {
        for value in ["null", r#""""#, r#""  ""#] {
            same(&format!(r#""{key}":{value}"#), absent);
        }
    }
}

#[test]
fn a_number_sent_as_a_number_is_found_and_a_missing_one_rejected() {
    assert_eq!(read_dossiers(r#"{"MaHoSo":123,"NgayTiepNhan":""}"#).dossiers()[0].id, "123");
    for text in [
        "{}",
        r#"{"MaHoSo":null}"#,
        r#"{"MaHoSo":" ","TrangThaiHoSo":"2"}"#,
        r#"{"NgayTiepNhan":"20260304081500"}"#,
    ] {
        let expected = Row::Rejected(Reason::DossierIdMissing, "dossier_id");
        assert_eq!(read_dossiers(text).rows(), [expected], "{text}");
    }
}

#[test]
fn a_local_code_is_joined_by_its_root() {
    let read = read_dossiers(
        r#"[{"MaHoSo":"1","MaTTHC":"1.005129.000.00.00.H56"},{"MaHoSo":"2","MaTTHC":1.005129},{"MaHoSo":"3","MaTTHC":"TS_lop1.000.00.00.H22"},{"MaHoSo":"4","MaTTHC":1.00512}]"#,
    );
    let names = read.context.procedure_names.list();
    let codes: Vec<&str> =
        read.dossiers().iter().map(|dossier| names[dossier.procedure as usize].as_str()).collect();
    assert_eq!(codes, ["1.005129", "1.005129", "TS_lop1.000.00.00.H22", "1.005120"]);
}

#[test]
fn a_missing_channel_is_the_counter_and_told_and_an_unknown_one_is_other() {
    for (members, channel, told) in [
        (r#""KenhThucHien":"1""#, Channel::Counter, false),
        (r#""KenhThucHien":"3""#, Channel::Post, false),
        (r#""KenhThucHien":null"#, Channel::Counter, true),
        (r#""x":1"#, Channel::Counter, true),
        (r#""KenhThucHien":"9""#, Channel::Other, false),
        (r#""KenhThucHien":"trực tuyến""#, Channel::Other, false),
    ] {
        let dossier = dossier_with(members);
        assert_eq!(dossier.channel, channel, "{members}");
        assert_eq!(dossier.findings.has(Finding::ChannelMissing), told, "{members}");
        let unknown = channel == Channel::Other;
        assert_eq!(dossier.findings.has(Finding::ValueUnlisted), unknown, "{members}");
    }
}

#[test]
fn a_status_outside_one_to_ten_is_unknown_and_was_given_unless_it_is_blank() {
    for (value, status, given) in [
        (r#""1""#, 1, true),
        ("10", 10, true),
        (r#""0""#, 0, true),
        (r#""11""#, 0, true),
        (r#""Đã xong""#, 0, true),
        ("true", 0, true),
        (r#""""#, 0, false),
        ("null", 0, false),
    ] {
        let dossier = dossier_with(&format!(r#""TrangThaiHoSo":{value}"#));
        assert_eq!((dossier.status, dossier.status_given), (Status(status), given), "{value}");
    }
}

#[test]
fn a_promised_date_without_an_hour_is_the_last_second_of_its_day_and_no_other_date_is() {
    let last = march(18, 23, 59).map(|time| LocalTime::new(time.day(), 86_399));
    for value in ["20260318000000", "2026-03-18", "18/03/2026", "2026-03-18T00:00:00", "20260318"] {
        let dossier =
            dossier_with(&format!(r#""NgayHenTra":"{value}","NgayKetThucXuLy":"{value}""#));
        assert_eq!((dossier.due, dossier.ended), (last, march(18, 0, 0)), "{value}");
    }
    assert_eq!(
        dossier_with(r#""NgayHenTra":"20260318000001""#).due.map(|time| time.second_of_day()),
        Some(1)
    );
}

#[test]
fn dates_come_in_every_form_that_was_seen() {
    for value in [
        "20260317153000",
        "2026-03-17T15:30:00",
        "2026-03-17T15:30:00.000",
        "2026-03-17 15:30:00",
        "2026-03-17T15:30:00.0000000+07:00",
        "2026-03-17T08:30:00Z",
        "17/03/2026 15:30:00",
        "17/03/2026 15:30",
        " 20260317153000 ",
    ] {
        assert_eq!(
            dossier_with(&format!(r#""NgayTra":"{value}""#)).returned,
            march(17, 15, 30),
            "{value}"
        );
    }
    for value in ["", "0001-01-01T00:00:00", "19000101000000", "00010101000000", "1900-01-01"] {
        let dossier = dossier_with(&format!(r#""NgayTra":"{value}""#));
        assert_eq!((dossier.returned, dossier.reject), (None, None), "{value}");
    }
}

#[test]
fn a_date_that_is_there_and_cannot_be_read_rejects_the_row_should_it_count() {
    for (key, column) in [
        ("NgayNopHoSo", "submitted_at"),
        ("NgayHenTra", "due_at"),
        ("NgayKetThucXuLy", "ended_at"),
        ("NgayTra", "returned_at"),
        ("NgayTuChoi", "ended_at"),
    ] {
        for value in [
            r#""hôm qua""#,
            r#""20260230000000""#,
            r#""2026030408150""#,
            "5",
            "true",
            "\"\\u0000\"",
        ] {
            let dossier = dossier_with(&format!(r#""TrangThaiHoSo":"1","{key}":{value}"#));
            assert_eq!(dossier.reject, Some((Reason::DateUnreadable, column)), "{key} {value}");
            assert_eq!(dossier.status, Status::REGISTERED, "status 1 is tested before any date");
        }
    }
    let dossier = dossier_with(r#""NgayTra":"x","NgayHenTra":"y""#);
    assert_eq!(dossier.reject, Some((Reason::DateUnreadable, "due_at")));
}

#[test]
fn components_are_digitised_where_a_paper_that_is_not_deleted_has_a_link() {
    for (papers, expected) in [
        (r#"[{"DuongDanTaiTepTin":"https://example.org/f/1"}]"#, Some(true)),
        (
            r#"[{"DuongDanTaiTepTin":"","DuocSoHoa":"1","TepDinhKemId":"8","TenTepDinhKem":"don.pdf"}]"#,
            Some(false),
        ),
        (
            r#"[{"DuongDanTaiTepTin":"x","IsDeleted":"True"},{"DuongDanTaiTepTin":null}]"#,
            Some(false),
        ),
        (r#"[{"DuongDanTaiTepTin":"x","IsDeleted":1}]"#, Some(false)),
        (
            r#"[{"IsDeleted":true,"DuongDanTaiTepTin":"x"},{"DuongDanTaiTepTin":"y","IsDeleted":"0"}]"#,
            Some(true),
        ),
        ("[]", Some(false)),
        ("null", Some(false)),
    ] {
        let dossier = dossier_with(&format!(r#""TaiLieuNop":{papers}"#));
        assert_eq!(dossier.flags.components_digitized, expected, "{papers}");
    }
}

#[test]
fn reuse_and_the_personal_store_are_known_where_a_paper_says_so() {
    for (papers, reused, store) in [
        (r#"[{"DuocTaiSuDung":"1","DuocLayTuKhoDMQG":"0"}]"#, Some(true), Some(false)),
        (r#"[{"DuocTaiSuDung":"2"},{"DuocTaiSuDung":"0"}]"#, Some(true), None),
        (r#"[{"DuocTaiSuDung":"3","DuocLayTuKhoDMQG":"2"}]"#, Some(false), Some(false)),
        (r#"[{"DuocTaiSuDung":"1","DuocLayTuKhoDMQG":"1","IsDeleted":"1"}]"#, None, None),
        (r#"[{"DuongDanTaiTepTin":"x"}]"#, None, None),
        ("[]", None, None),
    ] {
        let flags = dossier_with(&format!(r#""TaiLieuNop":{papers}"#)).flags;
        assert_eq!(
            (flags.component_reused, flags.from_personal_store),
            (reused, store),
            "{papers}"
        );
    }
}

#[test]
fn a_result_has_a_file_where_one_paper_has_both_code_and_link() {
    for (papers, expected) in [
        (r#"[{"MaGiayToKetQua":"KQ.1","DuongDanTepTinKetQua":"x"}]"#, true),
        (r#"[{"MaGiayToKetQua":"KQ.1"},{"DuongDanTepTinKetQua":"x"}]"#, false),
        (r#"[{"MaGiayToKetQua":"","DuongDanTepTinKetQua":"x"}]"#, false),
        ("[]", false),
    ] {
        let dossier = dossier_with(&format!(r#""DanhSachGiayToKetQua":{papers}"#));
        assert_eq!(dossier.flags.result_file, Some(expected), "{papers}");
    }
}

#[test]
fn a_result_link_that_equals_a_submitted_one_is_told_in_whatever_order_they_come() {
    let result = r#""DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"https://example.org/f/2"}]"#;
    for (papers, told) in [
        (
            r#"[{"DuongDanTaiTepTin":"https://example.org/f/1"},{"DuongDanTaiTepTin":"https://example.org/f/2"}]"#,
            true,
        ),
        (r#"[{"DuongDanTaiTepTin":"https://example.org/f/1##https://example.org/f/2"}]"#, true),
        (r#"[{"DuongDanTaiTepTin":"https://example.org/f/2#1"}]"#, false),
        (r#"[{"DuongDanTaiTepTin":"https://example.org/f/2","IsDeleted":"True"}]"#, false),
        ("[]", false),
    ] {
        let papers = format!(r#""TaiLieuNop":{papers}"#);
        for members in [format!("{papers},{result}"), format!("{result},{papers}")] {
            let told_of = dossier_with(&members).findings.has(Finding::ResultLinkIsSubmitted);
            assert_eq!(told_of, told, "{members}");
        }
    }
}

#[test]
fn many_links_are_compared_as_well_as_few() {
    let many: Vec<String> =
        (0..2_000).map(|number| format!("https://example.org/f/{number}")).collect();
    let papers = format!(r#""TaiLieuNop":[{{"DuongDanTaiTepTin":"{}"}}]"#, many.join("##"));
    for (link, told) in
        [("https://example.org/f/1999", true), ("https://example.org/f/2000", false)]
    {
        let result = format!(r#"{{"DuongDanTepTinKetQua":"{link}"}}"#);
        let members = format!(r#"{papers},"DanhSachGiayToKetQua":[{result}]"#);
        assert_eq!(
            dossier_with(&members).findings.has(Finding::ResultLinkIsSubmitted),
            told,
            "{link}"
        );
    }
}

#[test]
fn fees_are_summed_and_one_that_cannot_be_read_is_unknown_and_not_zero() {
    for (fees, sum, all_zero, unreadable) in [
        (r#"[{"Gia":"135.000"},{"Gia":"135000.0"}]"#, Some(270_000), false, false),
        (r#"[{"Gia":"0"},{"Gia":0}]"#, Some(0), true, false),
        (r#"[{"Gia":"0"},{"Gia":""}]"#, Some(0), false, true),
        (r#"[{"Gia":"miễn phí"}]"#, None, false, true),
        (r#"[{"TenPhiLePhi":"Phí"}]"#, None, false, true),
        ("[]", None, false, false),
    ] {
        let dossier = dossier_with(&format!(r#""DanhSachLePhi":{fees}"#));
        assert_eq!((dossier.fee, dossier.flags.fees_all_zero), (sum, all_zero), "{fees}");
        assert_eq!(dossier.findings.has(Finding::FeeUnreadable), unreadable, "{fees}");
        assert_eq!(dossier.flags.fee_above_zero, sum.is_some_and(|sum| sum > 0), "{fees}");
    }
}

#[test]
fn databases_are_a_sorted_list_of_distinct_codes() {
    for (members, expected) in [
        (r#""DSKetNoiCSDL":[{"MaCSDL":"7"},{"MaCSDL":"1"},{"MaCSDL":"7"}]"#, Some("1;7")),
        (r#""DSKetNoiCSDL":[{"MaCSDLDaKetNoi":"7"}]"#, Some("7")),
        (r#""DSKetNoiCSDL":["7",1]"#, Some("1;7")),
        (r#""MaCSDLDaKetNoi":"7,1""#, Some("1;7")),
        (&format!(r#""DSKetNoiCSDL":["9"{}]"#, r#","7","1""#.repeat(500)), Some("1;7;9")),
        (r#""DSKetNoiCSDL":[{"MaCSDL":""}]"#, None),
        (r#""DSKetNoiCSDL":[]"#, None),
    ] {
        let text = format!(r#"[{{"MaHoSo":"1",{members}}}]"#);
        let read = read_dossiers(&text);
        let names = read.context.database_names.list();
        let found = read.dossiers()[0].databases.map(|number| names[number as usize].as_str());
        assert_eq!(found, expected, "{members}");
    }
}

#[test]
fn rounds_of_supplement_are_listed_in_time_order_without_those_that_nobody_asked_for() {
    let dossier = dossier_with(
        r#""DanhSachHoSoBoSung":[
            {"NgayBoSung":"2026-03-16T08:00:00","NgayTiepNhanBoSung":null},
            {"NgayBoSung":"","NgayTiepNhanBoSung":"2026-03-09T08:00:00"},
            {"NgayBoSung":"20260309080000","NgayTiepNhanBoSung":"2026-03-10T08:00:00.0000000","NgayHenTraTruoc":"2026-03-18","NgayHenTraMoi":"20260318000000"},
            {"NgayBoSung":"2026-03-12T08:00:00","NgayHenTraTruoc":"2026-03-18","NgayHenTraMoi":""}]"#,
    );
    let round = |day, completed, due_moved| Supplement {
        asked: march(day, 8, 0).unwrap(),
        completed,
        due_moved,
    };
    let expected =
        vec![round(9, march(10, 8, 0), false), round(12, None, false), round(16, None, false)];
    assert_eq!((dossier.supplements, dossier.reject), (Some(expected), None));
    assert_eq!(dossier_with(r#""DanhSachHoSoBoSung":[{"NgayBoSung":""}]"#).supplements, None);
    let dossier = dossier_with(
        r#""DanhSachHoSoBoSung":[{"NgayBoSung":"20260309080000","NgayHenTraMoi":"sớm"}]"#,
    );
    assert_eq!(dossier.reject, Some((Reason::DateUnreadable, "due_after_at")));
}

#[test]
fn columns_that_no_message_speaks_of_are_not_given() {
    let given = |text: &str| read_dossiers(text).contents.unwrap().given;
    let bare = given(
        r#"{"MaHoSo":"1","NgayTiepNhan":"20260304081500","KenhThucHien":null,"DuocThanhToanTrucTuyen":""}"#,
    );
    assert_eq!(
        bare,
        ["dossier_id", "received_at", "components_digitized", "result_file", "fee_due", "synced"]
    );
    let two = given(
        r#"{"MaHoSo":"1"}{"MaHoSo":"2","TaiLieuNop":[{"DuocTaiSuDung":"0"}],"DuocThanhToanTrucTuyen":"0"}"#,
    );
    assert!(two.contains(&"component_reused") && two.contains(&"online_payment"));
    assert!(!two.contains(&"from_personal_store"));
}

#[test]
fn a_number_of_a_dossier_is_one_however_it_is_written_and_blanks_are_no_part_of_it() {
    for (written, expected) in [
        ("1001", "1001"),
        ("1001.0", "1001"),
        ("2.0260801e+19", "20260801000000000000"),
        ("\"1001.0\"", "1001.0"),
        ("\"\u{feff}H1\u{a0}\"", "H1"),
        (r#""\u00a0H1\ufeff""#, "H1"),
    ] {
        let text = format!(r#"[{{"MaHoSo":{written},"NgayTiepNhan":"\u00a020260304081500"}}]"#);
        let dossier = read_dossiers(&text).dossiers().remove(0);
        assert_eq!(dossier.id, expected, "{written}");
        assert_eq!(dossier.received, march(4, 8, 15), "{written}");
    }
    let blank = read_dossiers("[{\"MaHoSo\":\"\u{a0}\",\"NgayTiepNhan\":\"20260304081500\"}]");
    assert_eq!(blank.rows(), [Row::Rejected(Reason::DossierIdMissing, "dossier_id")]);
}
