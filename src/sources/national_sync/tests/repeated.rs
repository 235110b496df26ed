//! One key twice, or in two spellings: the last wins and is told (4.1.11).

use super::*;
use crate::domain::account::Finding;

#[test]
fn the_last_of_a_repeated_key_stands_and_the_row_is_told_of() {
    for (members, status, told) in [
        (r#""TrangThaiHoSo":"2","TrangThaiHoSo":"9""#, 9, true),
        (r#""TrangThaiHoSo":"2","trangthaihoso":"9""#, 9, true),
        (r#""TrangThaiHoSo":"9","TRANGTHAIHOSO":null"#, 0, true),
        (r#""TrangThaiHoSo":"9","TrangThai":"2""#, 9, false),
        (r#""TrangThaiHoSo":"9","ChuHoSo":"A","chuhoso":"B""#, 9, true),
        (r#""TrangThaiHoSo":"9","TruongLa":1,"truongla":2"#, 9, true),
        (r#""TrangThaiHoSo":"9","TruongLa":1,"TruongKhac":2,"Khac":3"#, 9, false),
    ] {
        let dossier = dossier_with(members);
        assert_eq!(dossier.status.0, status, "{members}");
        assert_eq!(dossier.findings.has(Finding::RepeatedKey), told, "{members}");
    }
}

#[test]
fn of_a_repeated_list_only_the_last_counts() {
    let paper = r#"{"DuongDanTaiTepTin":"x","DuocTaiSuDung":"1"}"#;
    let fee = r#"{"Gia":"5000"}"#;
    let result = r#"{"MaGiayToKetQua":"KQ.1","DuongDanTepTinKetQua":"x"}"#;
    let round = r#"{"NgayBoSung":"20260309080000"}"#;
    let members = format!(
        r#""TaiLieuNop":[{paper}],"TaiLieuNop":[],"DanhSachLePhi":[{fee}],"danhsachlephi":[],"DanhSachGiayToKetQua":[{result}],"DanhSachGiayToKetQua":null,"DSKetNoiCSDL":[{{"MaCSDL":"7"}}],"DSKetNoiCSDL":[],"DanhSachHoSoBoSung":[{round}],"DanhSachHoSoBoSung":[]"#
    );
    let dossier = dossier_with(&members);
    assert!(dossier.findings.has(Finding::RepeatedKey));
    assert!(!dossier.findings.has(Finding::ResultLinkIsSubmitted));
    assert_eq!(
        (dossier.flags.components_digitized, dossier.flags.component_reused),
        (Some(false), None)
    );
    assert_eq!((dossier.fee, dossier.flags.result_file), (None, Some(false)));
    assert_eq!((dossier.databases, dossier.supplements), (None, None));
}

#[test]
fn a_key_repeated_within_a_paper_counts_too() {
    for members in [
        r#""TaiLieuNop":[{"IsDeleted":"True","ISDELETED":"False","DuongDanTaiTepTin":"x"}]"#,
        r#""TaiLieuNop":[{"DuongDanTaiTepTin":"","DuongDanTaiTepTin":"x"}]"#,
        r#""TaiLieuNop":[{"DuongDanTaiTepTin":"x","TenTepDinhKem":1,"tentepdinhkem":2}]"#,
    ] {
        let dossier = dossier_with(members);
        assert!(dossier.findings.has(Finding::RepeatedKey), "{members}");
        assert_eq!(dossier.flags.components_digitized, Some(true), "{members}");
    }
}

#[test]
fn steps_and_pairs_are_told_of_as_well() {
    let step = r#"{"MaHoSo":"H1","ThoiDiemXuLy":"20260304081500","thoidiemxuly":"20260305081500"}"#;
    let entry = read_events(step).entries().remove(0);
    assert!(entry.findings.has(Finding::RepeatedKey));
    assert_eq!(Some(entry.at), march(5, 8, 15));

    let pair = r#"{"hoSo":{"MaHoSo":"H1"},"hoso":{"MaHoSo":"H2"},"tienTrinhDongBo":[{"ThoiDiemXuLy":"20260304081500"}]}"#;
    let rows = read_dossiers(pair).rows();
    let [Row::Dossier(dossier), Row::Entry(entry)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((dossier.id, entry.dossier_id), ("H2", "H2"));
    assert!(
        dossier.findings.has(Finding::RepeatedKey) && !entry.findings.has(Finding::RepeatedKey)
    );
}
