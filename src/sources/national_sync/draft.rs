//! One record as it is being read: a dossier, a step of a trail, or a dossier with its steps. Which
//! of them it is shows when it is whole, by the keys it has. Each documented key is named once, with
//! the messages it belongs to and what is read of it; keys that are not read are skipped as bytes, and
//! what tells of a person never becomes a text.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    cursor::{Cursor, Kind, Quoted, Read},
    fees::{Databases, Fees},
    habits::Table,
    key_table::{KeyTable, Met},
    papers::{Papers, components},
    scalars::{Number, code, date},
    supplements::Rounds,
};
use crate::{
    domain::{account::Finding, message::FindingSet},
    sources::dates::{DateReader, Reading},
};

/// What was read of a record.
#[derive(Default)]
pub struct Draft<'b> {
    met: Met,
    pub id: Cow<'b, str>,
    pub procedure: Cow<'b, str>,
    pub unit_code: Cow<'b, str>,
    pub unit_name: Cow<'b, str>,
    pub content: Quoted<'b>,
    pub channel: Number,
    pub dossier_status: Number,
    pub step_status: Number,
    pub has_digitized_component: Number,
    pub verified: Number,
    pub online_payment: Number,
    pub submitted: Reading,
    /// The same in the dialect of 2026.
    pub handed_in: Reading,
    pub received: Reading,
    pub due: Reading,
    pub ended: Reading,
    pub returned: Reading,
    pub refused: Reading,
    pub at: Reading,
    pub papers: Papers<'b>,
    /// Whether a component has a file; `None` where there is no list of them.
    pub components: Option<bool>,
    pub results: Papers<'b>,
    pub fees: Fees,
    pub databases: Databases<'b>,
    pub rounds: Rounds,
    /// The dossier of a pair, and the list of its steps, which are read one by one.
    dossier: Option<Box<Draft<'b>>>,
    pub steps: Option<&'b [u8]>,
    /// The messages that its keys belong to.
    marks: u8,
    /// What was noticed in its dates.
    noticed: FindingSet,
    /// A key came twice in an object within it, or around it.
    repeated: bool,
}

/// Messages that a key may belong to.
pub const DOSSIER: u8 = 1;
pub const STEP: u8 = 2;
pub const PAIR: u8 = 4;
/// The dialect of 2026, whose dossiers have no lists of fees and results.
pub const OF_2026: u8 = 8;

/// What a key of a record says.
#[derive(Clone, Copy)]
pub struct Key {
    /// The messages it belongs to; none where many have it.
    pub marks: u8,
    read: for<'b> fn(&mut Draft<'b>, &mut Cursor<'b>, &DateReader) -> Read<()>,
}

macro_rules! keys {
    ($draft:ident, $cursor:ident, $dates:ident; $($name:literal: $marks:expr => $read:expr,)*) => {
        [$(($name, Key { marks: $marks, read: |$draft, $cursor, $dates| { let _ = $dates; $read; Ok(()) } })),*]
    };
}

/// Keys of dossiers, steps and pairs, as `input-formats.md` spells them: the messages that each belongs
/// to, and what is read of it.
pub static KEYS: LazyLock<KeyTable<Key>> = LazyLock::new(|| {
    let read = keys! { draft, cursor, dates;
        "MaHoSo": 0 => draft.id = cursor.text()?,
        "MaTTHC": 0 => draft.procedure = code(cursor)?,
        "KenhThucHien": 0 => draft.channel = Number::of(cursor.scalar()?),
        "NgayNopHoSo": DOSSIER => draft.submitted = draft.date(cursor, dates)?,
        "NgayNop": DOSSIER | OF_2026 => draft.handed_in = draft.date(cursor, dates)?,
        "NgayTiepNhan": DOSSIER => draft.received = draft.date(cursor, dates)?,
        "NgayHenTra": DOSSIER => draft.due = draft.date(cursor, dates)?,
        "TrangThaiHoSo": DOSSIER => draft.dossier_status = Number::of(cursor.scalar()?),
        "NgayTra": DOSSIER => draft.returned = draft.date(cursor, dates)?,
        "NgayKetThucXuLy": DOSSIER => draft.ended = draft.date(cursor, dates)?,
        "NgayTuChoi": DOSSIER => draft.refused = draft.date(cursor, dates)?,
        "DonViXuLy": 0 => draft.unit_name = cursor.text()?,
        "MaDonViTiepNhan": DOSSIER | OF_2026 => draft.unit_code = cursor.text()?,
        "TaiLieuNop": DOSSIER => draft.papers.read_submitted(cursor, &mut draft.repeated)?,
        "ThanhPhanHoSo": DOSSIER | OF_2026 => draft.components = components(cursor, &mut draft.repeated)?,
        "DanhSachLePhi": 0 => draft.fees = Fees::read(cursor, &mut draft.repeated)?,
        "DanhSachHoSoBoSung": 0 => draft.rounds = Rounds::read(cursor, dates, &mut draft.repeated)?,
        "DanhSachGiayToKetQua": 0 => draft.results.read_results(cursor, &mut draft.repeated)?,
        "HoSoCoThanhPhanSoHoa": DOSSIER => draft.has_digitized_component = Number::of(cursor.scalar()?),
        "TaiKhoanDuocXacThucVoiVNeID": 0 => draft.verified = Number::of(cursor.scalar()?),
        "DuocThanhToanTrucTuyen": 0 => draft.online_payment = Number::of(cursor.scalar()?),
        "DSKetNoiCSDL": 0 => {
            draft.databases = Databases::default();
            draft.databases.read(cursor, &mut draft.repeated)?
        },
        "MaCSDLDaKetNoi": 0 => draft.databases.read(cursor, &mut draft.repeated)?,
        "ThoiDiemXuLy": STEP => draft.at = draft.date(cursor, dates)?,
        "TrangThai": STEP => draft.step_status = Number::of(cursor.scalar()?),
        "NoiDungXuLy": STEP => draft.content = cursor.quoted()?,
        "hoSo": PAIR => {
            draft.dossier = None;
            if cursor.kind() != Kind::Object {
                return cursor.missing();
            }
            let mut dossier = Draft::new();
            dossier.read(cursor, dates)?;
            draft.dossier = Some(Box::new(dossier))
        },
        "tienTrinhDongBo": PAIR => draft.steps = cursor.raw_list()?,
    };
    let skipped = "TenTTHC MaLinhVuc TenLinhVuc SoBienNhan SoGiayToChuHoSo ChuHoSo LoaiDoiTuong MaDoiTuong \
        ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo ThongTinTra HinhThuc GhiChu \
        DanhSachTepDinhKemKhac NoiNopHoSo DinhDanhCHS LoaiDinhDanhCHS MaHoSoKhac MaDichVuCong \
        EformThongTinChiTiet ThongTinNguoiNop IdHoSo NguoiXuLy ChucDanh PhongBanXuLy NgayBatDau \
        NgayKetThucTheoQuyDinh NoiDungYKien";
    let skip = Key { marks: 0, read: |_, cursor, _| cursor.skip() };
    let skipped = skipped.split(' ').map(|name| (name, skip));
    KeyTable::new(Table::Record, read.into_iter().chain(skipped))
});

impl<'b> Draft<'b> {
    pub fn new() -> Self {
        Self { met: Met::of_record(), ..Self::default() }
    }

    /// As new, in the memory of the last record.
    pub fn clear(&mut self) {
        self.met.clear();
        self.papers.clear();
        self.results.clear();
        let Self { met, papers, results, .. } = std::mem::take(self);
        *self = Self { met, papers, results, ..Self::default() };
    }

    /// Reads the object at hand.
    pub fn read(&mut self, cursor: &mut Cursor<'b>, dates: &DateReader) -> Read<()> {
        let mut met = std::mem::take(&mut self.met);
        let read = cursor.members(&KEYS, &mut met, |cursor, key| match key {
            Some(key) => {
                self.marks |= key.marks;
                (key.read)(self, cursor, dates)
            }
            None => cursor.skip(),
        });
        self.repeated |= met.repeated();
        self.met = met;
        read
    }

    fn date(&mut self, cursor: &mut Cursor<'b>, dates: &DateReader) -> Read<Reading> {
        Ok(date(cursor.scalar()?, dates, &mut self.noticed))
    }

    /// Whether it has a key of such a message.
    pub fn is(&self, message: u8) -> bool {
        self.marks & message != 0
    }

    /// What was noticed in its dates, and whether a key came twice, in it or in what is nested in it.
    pub fn findings(&self) -> FindingSet {
        let mut findings = self.noticed;
        if self.repeated {
            findings.add(Finding::RepeatedKey);
        }
        findings
    }

    /// The dossier of a pair, which carries what was found in the object around it.
    pub fn dossier_of_pair(&mut self) -> Option<&mut Draft<'b>> {
        let dossier = self.dossier.as_deref_mut()?;
        dossier.repeated |= self.repeated;
        Some(dossier)
    }
}
