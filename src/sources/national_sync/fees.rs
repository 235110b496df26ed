//! Fees (`DanhSachLePhi`) as a sum, and databases used (`DSKetNoiCSDL`) as a list of codes.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    cursor::{Cursor, Kind, Read},
    habits::Table,
    key_table::{KeyTable, Met},
    scalars::amount,
};

/// The fees of one dossier. A fee without an amount, or with one that cannot be read, is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fees {
    /// Of those that are known.
    pub sum: Option<i64>,
    pub any_unreadable: bool,
    pub repeated_key: bool,
}

impl Fees {
    /// There is a fee, and each is known to be 0.
    pub fn all_zero(self) -> bool {
        self.sum == Some(0) && !self.any_unreadable
    }
}

static FEE_KEYS: LazyLock<KeyTable<bool>> = LazyLock::new(|| {
    KeyTable::new(
        Table::Fee,
        [
            ("Gia", true),
            ("TenPhiLePhi", false),
            ("MaPhiLePhi", false),
            ("HinhThucThu", false),
            ("LoaiPhiLePhi", false),
            ("TrangThaiThanhToan", false),
        ],
    )
});

impl Fees {
    /// Reads the list at hand in the place of what was read before; true where there is one.
    pub fn read(&mut self, cursor: &mut Cursor<'_>) -> Read<bool> {
        *self = Self::default();
        cursor.objects(|cursor| self.fee(cursor))
    }

    fn fee(&mut self, cursor: &mut Cursor<'_>) -> Read<()> {
        let mut met = Met::default();
        let mut dong = None;
        cursor.members(&FEE_KEYS, &mut met, |cursor, key| {
            if key == Some(true) {
                dong = amount(cursor)?;
                return Ok(());
            }
            cursor.skip()
        })?;
        match dong {
            Some(dong) => self.sum = Some(self.sum.unwrap_or(0).saturating_add(dong)),
            None => self.any_unreadable = true,
        }
        self.repeated_key |= met.repeated();
        Ok(())
    }
}

/// Codes of databases; most dossiers use one or none.
#[derive(Debug, Default)]
pub struct Databases<'b> {
    first: Cow<'b, str>,
    others: Vec<Cow<'b, str>>,
    /// How many of the others were found to be distinct.
    distinct: usize,
    pub repeated_key: bool,
}

impl<'b> Databases<'b> {
    /// The distinct codes, sorted, `;` between; empty where there is none.
    pub fn joined(&self) -> Cow<'_, str> {
        if self.others.is_empty() && !self.first.contains([';', ',']) {
            return Cow::Borrowed(&self.first);
        }
        let all = std::iter::once(&self.first).chain(&self.others);
        let mut codes: Vec<&str> = all
            .flat_map(|codes| codes.split([';', ',']))
            .map(str::trim)
            .filter(|c| !c.is_empty())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        Cow::Owned(codes.join(";"))
    }

    fn add(&mut self, code: Cow<'b, str>) {
        if self.first.is_empty() {
            self.first = code;
        } else if !code.is_empty() {
            self.others.push(code);
            if self.others.len() > 2 * self.distinct + 64 {
                self.others.sort_unstable();
                self.others.dedup();
                self.distinct = self.others.len();
            }
        }
    }
}

static DATABASE_KEYS: LazyLock<KeyTable<()>> =
    LazyLock::new(|| KeyTable::new(Table::Database, [("MaCSDL", ()), ("MaCSDLDaKetNoi", ())]));

impl<'b> Databases<'b> {
    /// Reads what is at hand: a list of objects or of codes, or codes in one text.
    pub fn read(&mut self, cursor: &mut Cursor<'b>) -> Read<()> {
        match cursor.kind() {
            Kind::List => cursor.list(|cursor| self.one(cursor)),
            _ => self.one(cursor),
        }
    }

    fn one(&mut self, cursor: &mut Cursor<'b>) -> Read<()> {
        if cursor.kind() != Kind::Object {
            self.add(cursor.text()?);
            return Ok(());
        }
        let mut met = Met::default();
        let mut code = Cow::Borrowed("");
        cursor.members(&DATABASE_KEYS, &mut met, |cursor, key| {
            match key {
                Some(()) => code = cursor.text()?,
                None => cursor.skip()?,
            }
            Ok(())
        })?;
        self.add(code);
        self.repeated_key |= met.repeated();
        Ok(())
    }
}
