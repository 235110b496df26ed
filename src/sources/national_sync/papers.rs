//! Papers: those submitted (`TaiLieuNop`, and `ThanhPhanHoSo` in the dialect of 2026) and those that
//! are the result. A paper has a file where it has a link: senders give names and ids to papers that
//! were only shown. Links are compared where they stand and go no further.

use std::sync::LazyLock;

use super::{
    cursor::{Cursor, Raw, Read},
    habits::Table,
    key_table::{KeyTable, Met},
    scalars::{Number, is_given},
};

/// Papers submitted with one dossier, as far as they are not deleted.
#[derive(Debug, Default)]
pub struct Papers<'b> {
    pub with_file: bool,
    /// `None` where no paper says.
    pub reused: Option<bool>,
    pub from_personal_store: Option<bool>,
    /// Each part that `##` separates for itself.
    pub links: Vec<&'b [u8]>,
    pub repeated_key: bool,
}

impl<'b> Papers<'b> {
    /// As new, in the memory of the last.
    pub fn clear(&mut self) {
        let mut links = std::mem::take(&mut self.links);
        links.clear();
        *self = Self { links, ..Self::default() };
    }
}

#[derive(Clone, Copy)]
enum PaperKey {
    Deleted,
    Link,
    Reused,
    Store,
    Skipped,
}

static PAPER_KEYS: LazyLock<KeyTable<PaperKey>> = LazyLock::new(|| {
    KeyTable::new(
        Table::Paper,
        [
            ("IsDeleted", PaperKey::Deleted),
            ("DuongDanTaiTepTin", PaperKey::Link),
            ("DuocTaiSuDung", PaperKey::Reused),
            ("DuocLayTuKhoDMQG", PaperKey::Store),
            ("TepDinhKemId", PaperKey::Skipped),
            ("TenTepDinhKem", PaperKey::Skipped),
            ("MaThanhPhanHoSo", PaperKey::Skipped),
            ("DuocSoHoa", PaperKey::Skipped),
            ("MaKetQuaThayThe", PaperKey::Skipped),
        ],
    )
});

impl<'b> Papers<'b> {
    /// Reads the list at hand in the place of what was read before; true where there is one.
    pub fn read(&mut self, cursor: &mut Cursor<'b>) -> Read<bool> {
        self.clear();
        cursor.objects(|cursor| self.paper(cursor))
    }

    fn paper(&mut self, cursor: &mut Cursor<'b>) -> Read<()> {
        let mut met = Met::default();
        let first_link = self.links.len();
        let (mut deleted, mut reused, mut store) =
            (Number::Missing, Number::Missing, Number::Missing);
        let keys = &*PAPER_KEYS;
        cursor.members(keys, &mut met, |cursor, key| {
            match key {
                Some(PaperKey::Deleted) => deleted = Number::read(cursor)?,
                Some(PaperKey::Link) => {
                    self.links.truncate(first_link);
                    links(cursor, &mut self.links)?;
                }
                Some(PaperKey::Reused) => reused = Number::read(cursor)?,
                Some(PaperKey::Store) => store = Number::read(cursor)?,
                Some(PaperKey::Skipped) | None => cursor.skip()?,
            }
            Ok(())
        })?;
        self.repeated_key |= met.repeated();
        if deleted.flag() == Some(true) {
            self.links.truncate(first_link);
            return Ok(());
        }
        self.with_file |= self.links.len() > first_link;
        let is_reused = matches!(reused, Number::Int(1 | 2) | Number::Flag(true));
        said(&mut self.reused, reused, is_reused);
        said(&mut self.from_personal_store, store, store.flag() == Some(true));
        Ok(())
    }
}

/// Adds what one paper says to what the others said.
fn said(known: &mut Option<bool>, number: Number, holds: bool) {
    if number != Number::Missing {
        *known = Some(holds || *known == Some(true));
    }
}

/// Reads the links at hand, of which there may be several with `##` between.
fn links<'b>(cursor: &mut Cursor<'b>, links: &mut Vec<&'b [u8]>) -> Read<()> {
    if let Raw::Text(mut rest) | Raw::Number(mut rest) = cursor.scalar()? {
        let several = memchr::memchr(b'#', rest).is_some();
        while let Some(end) = several.then(|| memchr::memmem::find(rest, b"##")).flatten() {
            links.extend(Some(rest[..end].trim_ascii()).filter(|link| !link.is_empty()));
            rest = &rest[end + 2..];
        }
        links.extend(Some(rest.trim_ascii()).filter(|link| !link.is_empty()));
    }
    Ok(())
}

/// Papers in the dialect of 2026: a component has a file where one is attached to it.
#[derive(Debug, Default)]
pub struct Components {
    pub with_file: bool,
    pub repeated_key: bool,
}

#[derive(Clone, Copy)]
enum ComponentKey {
    Attached,
    Skipped,
}

static COMPONENT_KEYS: LazyLock<KeyTable<ComponentKey>> = LazyLock::new(|| {
    KeyTable::new(
        Table::Component,
        [
            ("GiayToDinhKem", ComponentKey::Attached),
            ("MaThanhPhanHoSo", ComponentKey::Skipped),
            ("TenThanhPhanHoSo", ComponentKey::Skipped),
            ("SoLuong", ComponentKey::Skipped),
            ("LoaiBan", ComponentKey::Skipped),
        ],
    )
});

impl Components {
    /// Reads the list at hand in the place of what was read before; true where there is one.
    pub fn read(&mut self, cursor: &mut Cursor<'_>) -> Read<bool> {
        *self = Self::default();
        cursor.objects(|cursor| {
            let mut met = Met::default();
            let mut attached = false;
            let mut repeated_key = false;
            cursor.members(&COMPONENT_KEYS, &mut met, |cursor, key| match key {
                Some(ComponentKey::Attached) => {
                    attached = false;
                    cursor
                        .objects(|cursor| is_attached(cursor, &mut attached, &mut repeated_key))
                        .map(|_| ())
                }
                Some(ComponentKey::Skipped) | None => cursor.skip(),
            })?;
            self.with_file |= attached;
            self.repeated_key |= met.repeated() || repeated_key;
            Ok(())
        })
    }
}

static ATTACHED_KEYS: LazyLock<KeyTable<bool>> = LazyLock::new(|| {
    KeyTable::new(
        Table::Attached,
        [("IdGiayTo", true), ("HashTepTin", true), ("MaKetQua", false), ("TenGiayTo", false)],
    )
});

/// A file attached to a component has an id or the hash of its bytes.
fn is_attached(cursor: &mut Cursor<'_>, attached: &mut bool, repeated_key: &mut bool) -> Read<()> {
    let mut met = Met::default();
    cursor.members(&ATTACHED_KEYS, &mut met, |cursor, key| {
        if key == Some(true) {
            *attached |= is_given(cursor)?;
            return Ok(());
        }
        cursor.skip()
    })?;
    *repeated_key |= met.repeated();
    Ok(())
}

/// Papers that are the result.
#[derive(Debug, Default)]
pub struct Results<'b> {
    /// One has both a code and a link.
    pub with_file: bool,
    pub links: Vec<&'b [u8]>,
    pub repeated_key: bool,
}

#[derive(Clone, Copy)]
enum ResultKey {
    Code,
    Link,
    Skipped,
}

static RESULT_KEYS: LazyLock<KeyTable<ResultKey>> = LazyLock::new(|| {
    KeyTable::new(
        Table::Result,
        [
            ("MaGiayToKetQua", ResultKey::Code),
            ("DuongDanTepTinKetQua", ResultKey::Link),
            ("TenGiayTo", ResultKey::Skipped),
            ("MaThanhPhanHoSo", ResultKey::Skipped),
            ("GiayToId", ResultKey::Skipped),
        ],
    )
});

impl<'b> Results<'b> {
    /// As new, in the memory of the last.
    pub fn clear(&mut self) {
        let mut links = std::mem::take(&mut self.links);
        links.clear();
        *self = Self { links, ..Self::default() };
    }

    /// Reads the list at hand in the place of what was read before; true where there is one.
    pub fn read(&mut self, cursor: &mut Cursor<'b>) -> Read<bool> {
        self.clear();
        let keys = &*RESULT_KEYS;
        cursor.objects(|cursor| {
            let mut met = Met::default();
            let first_link = self.links.len();
            let mut code = false;
            cursor.members(keys, &mut met, |cursor, key| {
                match key {
                    Some(ResultKey::Code) => code = is_given(cursor)?,
                    Some(ResultKey::Link) => {
                        self.links.truncate(first_link);
                        links(cursor, &mut self.links)?;
                    }
                    Some(ResultKey::Skipped) | None => cursor.skip()?,
                }
                Ok(())
            })?;
            self.with_file |= code && self.links.len() > first_link;
            self.repeated_key |= met.repeated();
            Ok(())
        })
    }
}
