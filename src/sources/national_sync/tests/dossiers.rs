//! What becomes of each field of a dossier message (sections 2 and 3), of its dirt (section 9), of the
//! dialect of 2026 (section 8), of keys that come twice (4.1.11), and of its unit (4.1.9).

use super::{cases::check, *};

const CASES: &str = r##"
# keys come in any case, and scalars as texts, numbers or flags
"trangthaihoso":9,"KENHTHUCHIEN":2 → channel online, status 9, told -
"TrangThaiHoSo":"9","KenhThucHien":"2" → channel online, status 9, told -
"taikhoanduocxacthucvoiVNeID":true → vneid true
"TaiKhoanDuocXacThucVoiVNeID":"1" → vneid true
"NgayHenTra":20260318081500,"DuocThanhToanTrucTuyen":2.0 → due 2026-03-18 08:15:00, online_payment 2
"NgayHenTra":"20260318081500","DuocThanhToanTrucTuyen":"2" → due 2026-03-18 08:15:00, online_payment 2
"TaiLieuNop":[{"DuoclaytukhoDMQG":true,"isdeleted":false,"DUOCTAISUDUNG":2}] → reused true, from_store true
"TaiLieuNop":[{"DuocLayTuKhoDMQG":"1","IsDeleted":"False","DuocTaiSuDung":"2"}] → reused true, from_store true
"DSKetNoiCSDL":[{"MaCSDL":7}] → databases 7
"DSKetNoiCSDL":[{"MaCSDL":"7"}] → databases 7
"DanhSachLePhi":[{"Gia":135000}] → above_zero true, fee 135000
"DanhSachLePhi":[{"Gia":"135.000"}] → above_zero true, fee 135000

# a number of a dossier is one however it is written, blanks are no part of it, and a missing one is rejected
{"MaHoSo":123,"NgayTiepNhan":""} → dossier 123
{"MaHoSo":1001,"NgayTiepNhan":"\u00a020260304081500"} → dossier 1001, received 2026-03-04 08:15:00
{"MaHoSo":1001.0} → dossier 1001
{"MaHoSo":2.0260801e+19} → dossier 20260801000000000000
{"MaHoSo":"1001.0"} → dossier 1001.0
{"MaHoSo":"﻿H1 "} → dossier H1
{"MaHoSo":"\u00a0H1\ufeff"} → dossier H1
{"MaHoSo":" ","NgayTiepNhan":"20260304081500"} → rejected dossier_id_missing dossier_id
{} → rejected dossier_id_missing dossier_id
{"MaHoSo":null} → rejected dossier_id_missing dossier_id
{"MaHoSo":" ","TrangThaiHoSo":"2"} → rejected dossier_id_missing dossier_id
{"NgayTiepNhan":"20260304081500"} → rejected dossier_id_missing dossier_id

# a local code is joined by its root
"MaTTHC":"1.005129.000.00.00.H56" → procedure 1.005129
"MaTTHC":1.005129 → procedure 1.005129
"MaTTHC":"TS_lop1.000.00.00.H22" → procedure TS_lop1.000.00.00.H22
"MaTTHC":1.00512 → procedure 1.005120

# a missing channel is the counter and told, and an unknown one is other
"KenhThucHien":"1" → told -
"KenhThucHien":"3" → channel post, told -
"KenhThucHien":null →
"x":1 →
"KenhThucHien":"9" → channel other, told value_unlisted
"KenhThucHien":"trực tuyến" → channel other, told value_unlisted

# a status outside 1 to 10 is unknown, and was given unless it is blank
"TrangThaiHoSo":"1" → status 1
"TrangThaiHoSo":10 → status 10
"TrangThaiHoSo":"0" → status 0
"TrangThaiHoSo":"11" → status 0
"TrangThaiHoSo":"Đã xong" → status 0
"TrangThaiHoSo":true → status 0
"TrangThaiHoSo":"" →
"TrangThaiHoSo":null →

# a promised date without an hour is the last second of its day, and no other date is
"NgayHenTra":"20260318000000","NgayKetThucXuLy":"20260318000000" → due 2026-03-18 23:59:59, ended 2026-03-18 00:00:00
"NgayHenTra":"2026-03-18","NgayKetThucXuLy":"2026-03-18" → due 2026-03-18 23:59:59, ended 2026-03-18 00:00:00
"NgayHenTra":"18/03/2026","NgayKetThucXuLy":"18/03/2026" → due 2026-03-18 23:59:59, ended 2026-03-18 00:00:00
"NgayHenTra":"2026-03-18T00:00:00","NgayKetThucXuLy":"2026-03-18T00:00:00" → due 2026-03-18 23:59:59, ended 2026-03-18 00:00:00
"NgayHenTra":"20260318","NgayKetThucXuLy":"20260318" → due 2026-03-18 23:59:59, ended 2026-03-18 00:00:00
"NgayHenTra":"20260318000001" → due 2026-03-18 00:00:01

# dates come in every form that was seen
"NgayTra":"20260317153000" → returned 2026-03-17 15:30:00
"NgayTra":"2026-03-17T15:30:00" → returned 2026-03-17 15:30:00
"NgayTra":"2026-03-17T15:30:00.000" → returned 2026-03-17 15:30:00
"NgayTra":"2026-03-17 15:30:00" → returned 2026-03-17 15:30:00
"NgayTra":"2026-03-17T15:30:00.0000000+07:00" → returned 2026-03-17 15:30:00
"NgayTra":"2026-03-17T08:30:00Z" → returned 2026-03-17 15:30:00
"NgayTra":"17/03/2026 15:30:00" → returned 2026-03-17 15:30:00
"NgayTra":"17/03/2026 15:30" → returned 2026-03-17 15:30:00
"NgayTra":" 20260317153000 " → returned 2026-03-17 15:30:00
"NgayTra":"" →
"NgayTra":"0001-01-01T00:00:00" → told channel_missing filler_date
"NgayTra":"19000101000000" → told channel_missing filler_date
"NgayTra":"00010101000000" → told channel_missing filler_date
"NgayTra":"1900-01-01" → told channel_missing filler_date
"NgayTra":"17/03/2026 03:30 CH" → reject date_unreadable returned_at

# of dates that cannot be read the first is told
"NgayTra":"x","NgayHenTra":"y" → reject date_unreadable due_at

# components are digitised where a paper that is not deleted has a link
"TaiLieuNop":[{"DuongDanTaiTepTin":"https://example.org/f/1"}] → digitized true
"TaiLieuNop":[{"DuongDanTaiTepTin":"","DuocSoHoa":"1","TepDinhKemId":"8","TenTepDinhKem":"don.pdf"}] →
"TaiLieuNop":[{"DuongDanTaiTepTin":"x","IsDeleted":"True"},{"DuongDanTaiTepTin":null}] →
"TaiLieuNop":[{"DuongDanTaiTepTin":"x","IsDeleted":1}] →
"TaiLieuNop":[{"IsDeleted":true,"DuongDanTaiTepTin":"x"},{"DuongDanTaiTepTin":"y","IsDeleted":"0"}] → digitized true
"TaiLieuNop":[] →
"TaiLieuNop":null →

# reuse and the personal store are known where a paper says so
"TaiLieuNop":[{"DuocTaiSuDung":"1","DuocLayTuKhoDMQG":"0"}] → reused true, from_store false
"TaiLieuNop":[{"DuocTaiSuDung":"2"},{"DuocTaiSuDung":"0"}] → reused true
"TaiLieuNop":[{"DuocTaiSuDung":"3","DuocLayTuKhoDMQG":"2"}] → reused false, from_store false
"TaiLieuNop":[{"DuocTaiSuDung":"1","DuocLayTuKhoDMQG":"1","IsDeleted":"1"}] →
"TaiLieuNop":[{"DuongDanTaiTepTin":"x"}] → digitized true

# a result has a file where one paper has both code and link
"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1","DuongDanTepTinKetQua":"x"}] → result_file true
"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1"},{"DuongDanTepTinKetQua":"x"}] →
"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"","DuongDanTepTinKetQua":"x"}] →
"DanhSachGiayToKetQua":[] →

# a result link that equals a submitted one is told, in whatever order they come
"TaiLieuNop":[{"DuongDanTaiTepTin":"f/1"},{"DuongDanTaiTepTin":"f/2"}],"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}] → digitized true, told channel_missing result_link_is_submitted
"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}],"TaiLieuNop":[{"DuongDanTaiTepTin":"f/1"},{"DuongDanTaiTepTin":"f/2"}] → digitized true, told channel_missing result_link_is_submitted
"TaiLieuNop":[{"DuongDanTaiTepTin":"f/1##f/2"}],"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}] → digitized true, told channel_missing result_link_is_submitted
"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}],"TaiLieuNop":[{"DuongDanTaiTepTin":"f/1##f/2"}] → digitized true, told channel_missing result_link_is_submitted
"TaiLieuNop":[{"DuongDanTaiTepTin":"f/2#1"}],"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}] → digitized true
"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}],"TaiLieuNop":[{"DuongDanTaiTepTin":"f/2#1"}] → digitized true
"TaiLieuNop":[{"DuongDanTaiTepTin":"f/2","IsDeleted":"True"}],"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}] →
"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}],"TaiLieuNop":[{"DuongDanTaiTepTin":"f/2","IsDeleted":"True"}] →
"TaiLieuNop":[],"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}] →
"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"f/2"}],"TaiLieuNop":[] →

# fees are summed, and one that cannot be read is unknown and not zero
"DanhSachLePhi":[{"Gia":"135.000"},{"Gia":"135000.0"}] → above_zero true, fee 270000
"DanhSachLePhi":[{"Gia":"0"},{"Gia":0}] → all_zero true, fee 0
"DanhSachLePhi":[{"Gia":"0"},{"Gia":""}] → fee 0, told channel_missing fee_unreadable
"DanhSachLePhi":[{"Gia":"miễn phí"}] → told channel_missing fee_unreadable
"DanhSachLePhi":[{"TenPhiLePhi":"Phí"}] → told channel_missing fee_unreadable
"DanhSachLePhi":[] →

# databases are a sorted list of distinct codes
"DSKetNoiCSDL":[{"MaCSDL":"7"},{"MaCSDL":"1"},{"MaCSDL":"7"}] → databases 1;7
"DSKetNoiCSDL":[{"MaCSDLDaKetNoi":"7"}] → databases 7
"DSKetNoiCSDL":["7",1] → databases 1;7
"MaCSDLDaKetNoi":"7,1" → databases 1;7
"DSKetNoiCSDL":[{"MaCSDL":""}] →
"DSKetNoiCSDL":[] →

# rounds of supplement are listed in time order, without those that nobody asked for
"DanhSachHoSoBoSung":[{"NgayBoSung":"2026-03-16T08:00:00","NgayTiepNhanBoSung":null},{"NgayBoSung":"","NgayTiepNhanBoSung":"2026-03-09T08:00:00"},{"NgayBoSung":"20260309080000","NgayTiepNhanBoSung":"2026-03-10T08:00:00.0000000","NgayHenTraTruoc":"2026-03-18","NgayHenTraMoi":"20260318000000"},{"NgayBoSung":"2026-03-12T08:00:00","NgayHenTraTruoc":"2026-03-18","NgayHenTraMoi":""}] → supplements (2026-03-09 08:00:00 to 2026-03-10 08:00:00)(2026-03-12 08:00:00 to -)(2026-03-16 08:00:00 to -)
"DanhSachHoSoBoSung":[{"NgayBoSung":""}] →
"DanhSachHoSoBoSung":[{"NgayBoSung":"20260309080000","NgayHenTraMoi":"sớm"}] → supplements (2026-03-09 08:00:00 to -), reject date_unreadable due_after_at

# a code beats a name, a name the prefix, and the prefix the envelope
{"madonvi":"000.00.91.G06","data":[{"MaDonViTiepNhan":"G06.91","DonViXuLy":"Vụ Mẫu","MaHoSo":"G06.92-260304-0001"}]} → dossier G06.92-260304-0001, unit G06.91, digitized -, result_file -
{"madonvi":"000.00.91.G06","data":[{"MaDonViTiepNhan":"lạ","DonViXuLy":"VỤ  mẫu cũ","MaHoSo":"G06.91-260304-0001"}]} → dossier G06.91-260304-0001, unit G06.92, digitized -, result_file -
{"madonvi":"000.00.91.G06","data":[{"DonViXuLy":"Phòng lạ","MaHoSo":"G06.91.07-260304-0001"}]} → dossier G06.91.07-260304-0001, unit G06.91
{"madonvi":"000.00.91.G06","data":[{"DonViXuLy":"V\u1ee5 M\u1eabu","MaHoSo":"1"}]} → dossier 1, unit G06.92
{"madonvi":"000.00.91.G06","data":[{"MaDonViTiepNhan":null,"DonViXuLy":"","MaHoSo":"G06-260304-0001"}]} → dossier G06-260304-0001, unit G06.91, digitized -, result_file -
[{"MaHoSo":"G06-260304-0001"}] → dossier G06-260304-0001
{"madonvi":"lạ","data":[{"MaHoSo":"1"}]} → dossier 1

# the unit of the envelope may stand behind the records
{"data":[{"MaHoSo":"1"},{"MaHoSo":"G06.91-260304-0001"}],"MaDonVi":"G06.92"} → dossier 1, unit G06.92 / dossier G06.91-260304-0001, unit G06.91
{"data":[{"MaHoSo":"1"}],"MaDonVi":"G06.92"} {"madonvi":"G06.91","data":[{"MaHoSo":"2"}]} {"data":[{"MaHoSo":"3"}]} {"data":[{"MaHoSo":"4"}],"x":{"madonvi":"G06.92"},"madonvi":"G06.91"} {"MaHoSo":"5"} → dossier 1, unit G06.92 / dossier 2, unit G06.91 / dossier 3 / dossier 4, unit G06.91 / dossier 5

# a dossier of 2026 has the code of its unit and its files in its components; results and fees come with other messages
{"MaHoSo":"G06.92-20260304-0092637","MaTTHC":"1.009991","MaDichVuCong":"1.1","ChuHoSo":"NGƯỜI MẪU","LoaiDoiTuong":0,"MaDonViTiepNhan":"G06.91","NgayNop":"2026-03-03 17:05:10","NgayTiepNhan":"2026-03-04 08:15:00","EformThongTinChiTiet":{"a":[{"MaHoSo":"?"}]},"ThanhPhanHoSo":[{"MaThanhPhanHoSo":"1","SoLuong":1,"LoaiBan":2,"GiayToDinhKem":[{"IdGiayTo":"","HashTepTin":"ab"}]}],"ThongTinNguoiNop":{"LoaiDoiTuong":0,"IdDoiTuong":"7","ThongTinChiTiet":{"MaHoSo":"?"}}} → dossier G06.92-20260304-0092637, unit G06.91, procedure 1.009991, submitted 2026-03-03 17:05:10, received 2026-03-04 08:15:00, digitized true, result_file -

# a component without an attached file is not digitised
"MaDonViTiepNhan":"G06.91","ThanhPhanHoSo":[{"GiayToDinhKem":[]}] → unit G06.91, result_file -
"MaDonViTiepNhan":"G06.91","ThanhPhanHoSo":[{"GiayToDinhKem":[{"TenGiayTo":"đơn","MaKetQua":"KQ.1"}]}] → unit G06.91, result_file -
"MaDonViTiepNhan":"G06.91","ThanhPhanHoSo":[{"GiayToDinhKem":null},{"giaytodinhkem":[{"IdGiayTo":5}]}] → unit G06.91, digitized true, result_file -
"MaDonViTiepNhan":"G06.91","ThanhPhanHoSo":null → unit G06.91, digitized -, result_file -

# the last of a repeated key stands, and the row is told of
"TrangThaiHoSo":"2","TrangThaiHoSo":"9" → status 9, told channel_missing repeated_key
"TrangThaiHoSo":"2","trangthaihoso":"9" → status 9, told channel_missing repeated_key
"TrangThaiHoSo":"9","TRANGTHAIHOSO":null → told channel_missing repeated_key
"TrangThaiHoSo":"9","TrangThai":"2" → status 9
"TrangThaiHoSo":"9","ChuHoSo":"A","chuhoso":"B" → status 9, told channel_missing repeated_key
"TrangThaiHoSo":"9","TruongLa":1,"truongla":2 → status 9, told channel_missing repeated_key
"TrangThaiHoSo":"9","TruongLa":1,"TruongKhac":2,"Khac":3 → status 9

# of a repeated list only the last counts
"TaiLieuNop":[{"DuongDanTaiTepTin":"x","DuocTaiSuDung":"1"}],"TaiLieuNop":[],"DanhSachLePhi":[{"Gia":"5000"}],"danhsachlephi":[],"DanhSachGiayToKetQua":[{"MaGiayToKetQua":"KQ.1","DuongDanTepTinKetQua":"x"}],"DanhSachGiayToKetQua":null,"DSKetNoiCSDL":[{"MaCSDL":"7"}],"DSKetNoiCSDL":[],"DanhSachHoSoBoSung":[{"NgayBoSung":"20260309080000"}],"DanhSachHoSoBoSung":[] → told channel_missing repeated_key

# a key repeated within a paper, a component, a fee, a round or a database counts too
"TaiLieuNop":[{"IsDeleted":"True","ISDELETED":"False","DuongDanTaiTepTin":"x"}] → digitized true, told channel_missing repeated_key
"TaiLieuNop":[{"DuongDanTaiTepTin":"","DuongDanTaiTepTin":"x"}] → digitized true, told channel_missing repeated_key
"TaiLieuNop":[{"DuongDanTaiTepTin":"x","TenTepDinhKem":1,"tentepdinhkem":2}] → digitized true, told channel_missing repeated_key
"ThanhPhanHoSo":[{"GiayToDinhKem":[{"IdGiayTo":5,"idgiayto":6}]}] → digitized true, result_file -, told channel_missing repeated_key
"DanhSachLePhi":[{"Gia":"1","gia":"2"}] → above_zero true, fee 2, told channel_missing repeated_key
"DanhSachHoSoBoSung":[{"NgayBoSung":"","NgayBoSung":"20260309080000"}] → supplements (2026-03-09 08:00:00 to -), told channel_missing repeated_key
"DSKetNoiCSDL":[{"MaCSDL":"7","macsdl":"1"}] → databases 1, told channel_missing repeated_key

# a pair is told of as well, and its steps by themselves
{"hoSo":{"MaHoSo":"H1"},"hoso":{"MaHoSo":"H2"},"tienTrinhDongBo":[{"ThoiDiemXuLy":"20260304081500"}]} → dossier H2, told channel_missing repeated_key / step H2, at 2026-03-04 08:15:00, status 0
"##;

#[test]
fn a_dossier_is_what_its_message_says() {
    check(Kind::Dossiers, r#""MaHoSo":"H1""#, CASES);
}

/// The rows of a dossier with these members beside its number.
fn dossier_with(members: &str) -> String {
    read_dossiers(&format!(r#"[{{"MaHoSo":"H1",{members}}}]"#)).rows().concat()
}

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
    assert_eq!(
        read.rows(),
        [
            "dossier G06.91-260304-0007, unit G06.91, procedure 1.009991, channel online, status 10, \
          submitted 2026-03-03 17:05:10, received 2026-03-04 08:15:00, due 2026-03-18 08:15:00, \
          ended 2026-03-17 15:30:00, returned 2026-03-20 09:30:00, digitized true, reused false, \
          has_digitized true, from_store true, result_file true, vneid true, online_payment 1, \
          above_zero true, databases 1, fee 400000, \
          supplements (2026-03-09 10:00:00 to 2026-03-11 09:00:00, due moved), told -"
        ]
    );
    let given = read.contents.unwrap().given;
    let expected = ["vneid_verified", "fee_due", "databases", "synced"];
    assert!(expected.iter().all(|name| given.contains(name)), "{given:?}");
}

#[test]
fn an_absent_key_null_and_a_blank_are_the_same() {
    let keys = "NgayHenTra NgayTra TrangThaiHoSo KenhThucHien DSKetNoiCSDL DanhSachHoSoBoSung TaiLieuNop \
                HoSoCoThanhPhanSoHoa DonViXuLy MaTTHC";
    for key in keys.split(' ') {
        for value in ["null", r#""""#, r#""  ""#] {
            assert_eq!(dossier_with(&format!(r#""{key}":{value}"#)), "dossier H1", "{key} {value}");
        }
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
        let texts = [r#""hôm qua""#, r#""20260230000000""#, r#""2026030408150""#, r#""\u0000""#];
        for value in texts.into_iter().chain(["5", "true"]) {
            // Status 1 is tested before any date.
            let found = dossier_with(&format!(r#""TrangThaiHoSo":"1","{key}":{value}"#));
            let expected = format!("dossier H1, status 1, reject date_unreadable {column}");
            assert_eq!(found, expected, "{key} {value}");
        }
    }
}

#[test]
fn many_links_and_many_databases_are_compared_as_well_as_few() {
    let many: Vec<String> = (0..2_000).map(|number| format!("f/{number}")).collect();
    let papers = format!(r#""TaiLieuNop":[{{"DuongDanTaiTepTin":"{}"}}]"#, many.join("##"));
    for (link, told) in [("f/1999", true), ("f/2000", false)] {
        let result = format!(r#""DanhSachGiayToKetQua":[{{"DuongDanTepTinKetQua":"{link}"}}]"#);
        let found = dossier_with(&format!("{papers},{result}"));
        assert_eq!(found.contains("result_link_is_submitted"), told, "{link}");
    }
    let many = format!(r#""DSKetNoiCSDL":["9"{}]"#, r#","7","1""#.repeat(500));
    assert_eq!(dossier_with(&many), "dossier H1, databases 1;7;9");
}

#[test]
fn columns_that_no_message_speaks_of_are_not_given() {
    let given = |text: &str| read_dossiers(text).contents.unwrap().given;
    let bare = r#"{"MaHoSo":"1","NgayTiepNhan":"20260304081500","KenhThucHien":null,"DuocThanhToanTrucTuyen":""}"#;
    assert_eq!(
        given(bare),
        ["dossier_id", "received_at", "components_digitized", "result_file", "fee_due", "synced"]
    );
    let two = given(
        r#"{"MaHoSo":"1"}{"MaHoSo":"2","TaiLieuNop":[{"DuocTaiSuDung":"0"}],"DuocThanhToanTrucTuyen":"0"}"#,
    );
    assert!(two.contains(&"component_reused") && two.contains(&"online_payment"));
    assert!(!two.contains(&"from_personal_store"));
    let of_2026 = given(r#"{"MaHoSo":"1","MaDonViTiepNhan":"G06.91"}"#);
    assert!(!of_2026.contains(&"result_file") && !of_2026.contains(&"fee_due"));
}

#[test]
fn an_envelope_that_spans_blocks_keeps_its_unit() {
    for (before, behind) in [(r#""madonvi":"G06.92","#, ""), ("", r#","madonvi":"G06.92""#)] {
        let filler = "x".repeat(1000);
        let record = format!(r#"{{"MaHoSo":"1","GhiChu":"{filler}"}}"#);
        let text = format!("{{{before}\"data\":[{}]{behind}}}", vec![record; 3000].join(","));
        let read = read_as(Kind::Dossiers, "a.json", text.as_bytes(), 3);
        assert_eq!(read.rows(), ["dossier 1, unit G06.92"; 3000]);
    }
}
