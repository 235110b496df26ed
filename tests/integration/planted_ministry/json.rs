//! Messages as JSON text, as the senders of section 2 to 4 and of the dialect of 2026 write them:
//! keys in three spellings, scalars as texts or as numbers. Written by hand, so that nothing of the
//! program is used to make what the program reads.

use super::{
    clock::{compact, iso, spaced},
    dossier::{Message, ResultPaper, Sent, Step},
};

/// How a sender writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Keys as documented, scalars as texts.
    Plain,
    /// Keys in lower case.
    Lower,
    /// Keys in upper case, codes and dates as numbers.
    Numbers,
}

/// One object being written.
struct Object<'o> {
    out: &'o mut String,
    style: Style,
}

impl<'o> Object<'o> {
    fn new(out: &'o mut String, style: Style) -> Self {
        out.push('{');
        Self { out, style }
    }

    fn key(&mut self, key: &str) {
        self.out.push('"');
        match self.style {
            Style::Plain => self.out.push_str(key),
            Style::Lower => self.out.extend(key.chars().map(|c| c.to_ascii_lowercase())),
            Style::Numbers => self.out.extend(key.chars().map(|c| c.to_ascii_uppercase())),
        }
        self.out.push_str("\":");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.out.push('"');
        self.out.push_str(value);
        self.out.push_str("\",");
    }

    /// A number where the sender writes numbers.
    fn code(&mut self, key: &str, value: &str) {
        let digits = value.strip_prefix(|c: char| matches!(c, '1'..='9')).unwrap_or("x");
        let is_number = value == "0" || digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if self.style == Style::Numbers && is_number {
            self.raw(key, value);
        } else {
            self.text(key, value);
        }
    }

    fn raw(&mut self, key: &str, value: &str) {
        self.key(key);
        self.out.push_str(value);
        self.out.push(',');
    }

    fn date(&mut self, key: &str, sent: Sent) {
        match sent {
            Sent::Nothing => self.text(key, ""),
            Sent::At(time) => self.code(key, &compact(time)),
            Sent::Digits(digits) => self.code(key, digits),
        }
    }

    fn list(&mut self, key: &str, rows: impl FnOnce(&mut String, Style)) {
        self.key(key);
        self.out.push('[');
        rows(self.out, self.style);
        self.out.push_str("],");
    }

    fn end(self) {
        self.out.pop();
        self.out.push('}');
    }
}

/// `DongBoHoSoMC.data[]`.
pub fn dossier(out: &mut String, message: &Message, style: Style) {
    let mut object = Object::new(out, style);
    object.text("MaHoSo", &message.id);
    // A code sent as a number loses the nought at its end.
    let code = message.procedure.as_str();
    object.code("MaTTHC", if style == Style::Numbers { code.trim_end_matches('0') } else { code });
    object.text("TenTTHC", "Thủ tục bịa ra để thử chương trình");
    object.code("MaLinhVuc", "G99-KC01");
    match message.channel {
        Some("") => object.raw("KenhThucHien", "null"),
        Some(channel) => object.code("KenhThucHien", channel),
        None => {}
    }
    object.text("ChuHoSo", "NGƯỜI NỘP MẪU");
    object.code("LoaiDoiTuong", "1");
    object.text("TrichYeuHoSo", "Dinhkem");
    object.date("NgayNopHoSo", message.submitted);
    object.date("NgayTiepNhan", message.received);
    if message.due_before != Sent::Nothing {
        object.date("NGAYHENTRA", message.due_before);
    }
    object.date("NgayHenTra", message.due);
    object.code("TrangThaiHoSo", message.status);
    object.date("NgayTra", message.returned);
    object.code("HinhThuc", "0");
    object.date("NgayKetThucXuLy", message.ended);
    object.text("DonViXuLy", &message.unit_name);
    object.list("TaiLieuNop", |out, style| papers(out, message, style));
    object.list("DanhSachLePhi", |out, style| {
        if let Some(amount) = message.fee {
            let mut fee = Object::new(out, style);
            fee.text("TenPhiLePhi", "Phí thẩm định");
            fee.code("MaPhiLePhi", "1");
            fee.code("Gia", amount);
            fee.end();
        }
    });
    object.list("DanhSachHoSoBoSung", |_, _| {});
    object.list("DanhSachGiayToKetQua", |out, style| results(out, message, style));
    object.code("NoiNopHoSo", "2");
    object.code("HoSoCoThanhPhanSoHoa", if message.has_component { "1" } else { "0" });
    object.code("TaiKhoanDuocXacThucVoiVNeID", if message.verified { "1" } else { "0" });
    object.code("DuocThanhToanTrucTuyen", ["0", "1", "2"][usize::from(message.paid)]);
    object.list("DSKetNoiCSDL", |out, style| {
        let mut database = Object::new(out, style);
        database.code("MaCSDL", message.database);
        database.end();
    });
    object.end();
}

/// Two papers; the first holds what counts, the second was deleted.
fn papers(out: &mut String, message: &Message, style: Style) {
    let links = "https://example.org/f/1##https://example.org/f/2";
    for deleted in [false, true] {
        let mut paper = Object::new(out, style);
        paper.text("TenTepDinhKem", "don...pdf");
        paper.text("IsDeleted", if deleted { "True" } else { "False" });
        paper.text("DuongDanTaiTepTin", if deleted || message.digitized { links } else { "" });
        paper.code("DuocSoHoa", "1");
        let reused = ["0", "1", "2"][usize::from(message.reused)];
        paper.code("DuocTaiSuDung", if deleted { "1" } else { reused });
        paper.code("DuocLayTuKhoDMQG", if deleted || message.from_store { "1" } else { "0" });
        paper.end();
        out.push_str(if deleted { "" } else { "," });
    }
}

fn results(out: &mut String, message: &Message, style: Style) {
    if message.result == ResultPaper::None {
        return;
    }
    let mut paper = Object::new(out, style);
    paper.text("TenGiayTo", "gp.pdf");
    let link = if message.result == ResultPaper::Copied { "f/2" } else { "k/2" };
    paper.text("DuongDanTepTinKetQua", &format!("https://example.org/{link}"));
    let code = if message.result == ResultPaper::WithoutCode { "" } else { "KQ.G99.000001" };
    paper.text("MaGiayToKetQua", code);
    paper.end();
}

/// A dossier in the dialect of 2026, which knows no due date, no end and no channel.
pub fn dossier_of_2026(out: &mut String, message: &Message) {
    let mut object = Object::new(out, Style::Plain);
    object.text("MaHoSo", &message.id);
    object.text("MaTTHC", &message.procedure);
    object.text("MaDichVuCong", "");
    object.text("ChuHoSo", "NGƯỜI NỘP MẪU");
    object.raw("LoaiDoiTuong", "0");
    object.text("MaDonViTiepNhan", &message.unit_code);
    for (key, sent) in [("NgayNop", message.submitted), ("NgayTiepNhan", message.received)] {
        if let Sent::At(time) = sent {
            object.text(key, &spaced(time));
        }
    }
    object.raw("EformThongTinChiTiet", "{}");
    object.list("ThanhPhanHoSo", |out, style| {
        let mut component = Object::new(out, style);
        component.text("TenThanhPhanHoSo", "Đơn đề nghị");
        component.raw("SoLuong", "1");
        component.raw("LoaiBan", "2");
        component.list("GiayToDinhKem", |out, style| {
            if message.digitized {
                let mut paper = Object::new(out, style);
                paper.text("IdGiayTo", "7");
                paper.text("TenGiayTo", "don.pdf");
                paper.end();
            }
        });
        component.end();
    });
    object.raw("ThongTinNguoiNop", r#"{"LoaiDoiTuong":0,"ThongTinChiTiet":{"HoTen":"MẪU"}}"#);
    object.end();
}

/// `CapNhatTienDoHoSoMC.data[]`; in a pair the number of the dossier may be left out.
pub fn step(out: &mut String, id: &str, step: &Step, style: Style, of_2026: bool) {
    let mut object = Object::new(out, style);
    if !id.is_empty() {
        object.text("MaHoSo", id);
    }
    object.text("NguoiXuLy", "Chuyên viên");
    if of_2026 {
        object.text("IDHoSo", "7");
        object.text("ThoiDiemXuLy", &iso(step.at));
    } else {
        object.code("ThoiDiemXuLy", &compact(step.at));
    }
    object.text("NoiDungXuLy", step.text);
    let status = step.status.to_string();
    if of_2026 {
        object.raw("TrangThai", &status);
    } else {
        object.code("TrangThai", &status);
    }
    object.text("NgayKetThucTheoQuyDinh", "");
    object.end();
}
