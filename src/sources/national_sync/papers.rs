//! Papers: those submitted (`TaiLieuNop`, and `ThanhPhanHoSo` in the dialect of 2026) and those that
//! are the result. A paper has a file where it has a link: senders give names and ids to papers that
//! were only shown. Links are compared where they stand and go no further.

use std::sync::LazyLock;

use super::{
    cursor::{Cursor, Raw, Read},
    habits::Table,
    key_table::{KeyTable, Met, Places},
    scalars::Number,
};

/// Papers submitted with one dossier, as far as they are not deleted, or those that are its result.
#[derive(Debug, Default)]
pub struct Papers<'b> {
    /// Whether one has a file; `None` where there is no list of them.
    pub with_file: Option<bool>,
    /// `None` where no paper says.
    pub reused: Option<bool>,
    pub from_personal_store: Option<bool>,
    /// Each part that `##` separates for itself.
    pub links: Vec<&'b [u8]>,
}

static SUBMITTED: Places = LazyLock::new(|| {
    KeyTable::places(
        Table::Paper,
        &["IsDeleted", "DuongDanTaiTepTin", "DuocTaiSuDung", "DuocLayTuKhoDMQG"],
        &["TepDinhKemId", "TenTepDinhKem", "MaThanhPhanHoSo", "DuocSoHoa", "MaKetQuaThayThe"],
    )
});

static RESULTS: Places = LazyLock::new(|| {
    KeyTable::places(
        Table::Result,
        &["MaGiayToKetQua", "DuongDanTepTinKetQua"],
        &["TenGiayTo", "MaThanhPhanHoSo", "GiayToId"],
    )
});

static COMPONENTS: Places = LazyLock::new(|| {
    KeyTable::places(
        Table::Component,
        &["GiayToDinhKem"],
        &["MaThanhPhanHoSo", "TenThanhPhanHoSo", "SoLuong", "LoaiBan"],
    )
});

static ATTACHED: Places = LazyLock::new(|| {
    KeyTable::places(Table::Attached, &["IdGiayTo", "HashTepTin"], &["MaKetQua", "TenGiayTo"])
});

impl<'b> Papers<'b> {
    /// As new, in the memory of the last.
    pub fn clear(&mut self) {
        let mut links = std::mem::take(&mut self.links);
        links.clear();
        *self = Self { links, ..Self::default() };
    }

    /// Reads the list of submitted papers at hand in the place of what was read before.
    pub fn read_submitted(&mut self, cursor: &mut Cursor<'b>, repeated: &mut bool) -> Read<()> {
        self.clear();
        let is_list = cursor.rows(&SUBMITTED, repeated, |[deleted, link, reused, store]| {
            if Number::of(deleted).flag() == Some(true) {
                return;
            }
            self.add_links(link, true);
            let (reused, store) = (Number::of(reused), Number::of(store));
            let is_reused = matches!(reused, Number::Int(1 | 2) | Number::Flag(true));
            said(&mut self.reused, reused, is_reused);
            said(&mut self.from_personal_store, store, store.flag() == Some(true));
        })?;
        self.with_file = is_list.then_some(self.with_file == Some(true));
        Ok(())
    }

    /// The same of papers that are the result; one is a file where it has both a code and a link.
    pub fn read_results(&mut self, cursor: &mut Cursor<'b>, repeated: &mut bool) -> Read<()> {
        self.clear();
        let is_list = cursor.rows(&RESULTS, repeated, |[code, link]| {
            self.add_links(link, code != Raw::Missing);
        })?;
        self.with_file = is_list.then_some(self.with_file == Some(true));
        Ok(())
    }

    /// Adds the links of one paper, of which there may be several with `##` between; they are of a file
    /// `if_any` is there.
    fn add_links(&mut self, raw: Raw<'b>, if_any: bool) {
        let (Raw::Text(mut rest) | Raw::Number(mut rest)) = raw else { return };
        let before = self.links.len();
        let several = memchr::memchr(b'#', rest).is_some();
        while let Some(end) = several.then(|| memchr::memmem::find(rest, b"##")).flatten() {
            self.links.extend(Some(rest[..end].trim_ascii()).filter(|link| !link.is_empty()));
            rest = &rest[end + 2..];
        }
        self.links.extend(Some(rest.trim_ascii()).filter(|link| !link.is_empty()));
        if if_any && self.links.len() > before {
            self.with_file = Some(true);
        }
    }
}

/// Adds what one paper says to what the others said.
fn said(known: &mut Option<bool>, number: Number, holds: bool) {
    if number != Number::Missing {
        *known = Some(holds || *known == Some(true));
    }
}

/// Reads the list of components at hand, as the dialect of 2026 has them: whether a file is attached to
/// one, which has an id or the hash of its bytes; `None` where there is no list.
pub fn components(cursor: &mut Cursor<'_>, repeated: &mut bool) -> Read<Option<bool>> {
    let mut with_file = false;
    let is_list = cursor.objects(|cursor| {
        let (mut met, mut attached) = (Met::default(), false);
        cursor.members(&COMPONENTS, &mut met, |cursor, key| match key.flatten() {
            Some(_) => {
                attached = false;
                let one = |given: [Raw<'_>; 2]| attached |= given != [Raw::Missing; 2];
                cursor.rows(&ATTACHED, repeated, one).map(drop)
            }
            None => cursor.skip(),
        })?;
        with_file |= attached;
        *repeated |= met.repeated();
        Ok(())
    })?;
    Ok(is_list.then_some(with_file))
}
