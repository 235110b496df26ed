//! The keys of dossiers, steps and pairs. The list names every documented key: those that are read,
//! and those that are skipped, most of them because they tell of a person.

use std::sync::LazyLock;

use super::{habits::Table, key_table::KeyTable};

/// A key of a dossier, a step of its trail, or both together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Id,
    Procedure,
    Channel,
    Submitted,
    /// The same in the dialect of 2026.
    HandedIn,
    Received,
    Due,
    DossierStatus,
    Returned,
    Ended,
    Refused,
    UnitName,
    UnitCode,
    Papers,
    /// Papers in the dialect of 2026.
    Components,
    Fees,
    Supplements,
    Results,
    HasDigitizedComponent,
    Verified,
    OnlinePayment,
    Databases,
    DatabaseUsed,
    At,
    StepStatus,
    Content,
    Dossier,
    Steps,
    /// Documented, and not read.
    Skipped,
}

/// Keys of dossiers, steps and pairs, as `input-formats.md` spells them.
pub static KEYS: LazyLock<KeyTable<Key>> = LazyLock::new(|| {
    let read = [
        ("MaHoSo", Key::Id),
        ("MaTTHC", Key::Procedure),
        ("KenhThucHien", Key::Channel),
        ("NgayNopHoSo", Key::Submitted),
        ("NgayNop", Key::HandedIn),
        ("NgayTiepNhan", Key::Received),
        ("NgayHenTra", Key::Due),
        ("TrangThaiHoSo", Key::DossierStatus),
        ("NgayTra", Key::Returned),
        ("NgayKetThucXuLy", Key::Ended),
        ("NgayTuChoi", Key::Refused),
        ("DonViXuLy", Key::UnitName),
        ("MaDonViTiepNhan", Key::UnitCode),
        ("TaiLieuNop", Key::Papers),
        ("ThanhPhanHoSo", Key::Components),
        ("DanhSachLePhi", Key::Fees),
        ("DanhSachHoSoBoSung", Key::Supplements),
        ("DanhSachGiayToKetQua", Key::Results),
        ("HoSoCoThanhPhanSoHoa", Key::HasDigitizedComponent),
        ("TaiKhoanDuocXacThucVoiVNeID", Key::Verified),
        ("DuocThanhToanTrucTuyen", Key::OnlinePayment),
        ("DSKetNoiCSDL", Key::Databases),
        ("MaCSDLDaKetNoi", Key::DatabaseUsed),
        ("ThoiDiemXuLy", Key::At),
        ("TrangThai", Key::StepStatus),
        ("NoiDungXuLy", Key::Content),
        ("hoSo", Key::Dossier),
        ("tienTrinhDongBo", Key::Steps),
    ];
    let skipped = [
        "TenTTHC",
        "MaLinhVuc",
        "TenLinhVuc",
        "SoBienNhan",
        "SoGiayToChuHoSo",
        "ChuHoSo",
        "LoaiDoiTuong",
        "MaDoiTuong",
        "ThongTinKhac",
        "Email",
        "Fax",
        "SoDienThoai",
        "TrichYeuHoSo",
        "ThongTinTra",
        "HinhThuc",
        "GhiChu",
        "DanhSachTepDinhKemKhac",
        "NoiNopHoSo",
        "DinhDanhCHS",
        "LoaiDinhDanhCHS",
        "MaHoSoKhac",
        "MaDichVuCong",
        "EformThongTinChiTiet",
        "ThongTinNguoiNop",
        "IdHoSo",
        "NguoiXuLy",
        "ChucDanh",
        "PhongBanXuLy",
        "NgayBatDau",
        "NgayKetThucTheoQuyDinh",
        "NoiDungYKien",
    ];
    KeyTable::new(Table::Record, read.into_iter().chain(skipped.map(|name| (name, Key::Skipped))))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_any_case_and_not_with_another_letter() {
        for name in ["MaHoSo", "mahoso", "MAHOSO"] {
            assert_eq!(KEYS.find(name.as_bytes()).map(|found| found.0), Some(Key::Id));
        }
        let verified = KEYS.find(b"taikhoanduocxacthucvoiVNeID").map(|found| found.0);
        assert_eq!(verified, Some(Key::Verified));
        for name in ["MaHoSoX", "MaHoS0", "Mã hồ sơ", ""] {
            assert_eq!(KEYS.find(name.as_bytes()).map(|found| found.0), None, "{name}");
        }
    }
}
