//! Fees (`DanhSachLePhi`) as a sum, and databases used (`DSKetNoiCSDL`) as a list of codes.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    cursor::{Cursor, Kind, Read},
    habits::Table,
    key_table::{KeyTable, Met, Places},
    scalars::amount,
};

/// The fees of one dossier. A fee without an amount, or with one that cannot be read, is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fees {
    /// There is a list of them.
    pub given: bool,
    /// Of those that are known.
    pub sum: Option<i64>,
    pub any_unreadable: bool,
}

static FEES: Places = LazyLock::new(|| {
    let others = ["TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "LoaiPhiLePhi", "TrangThaiThanhToan"];
    KeyTable::places(Table::Fee, &["Gia"], &others)
});

impl Fees {
    /// There is a fee, and each is known to be 0.
    pub fn all_zero(self) -> bool {
        self.sum == Some(0) && !self.any_unreadable
    }

    /// Reads the list at hand.
    pub fn read(cursor: &mut Cursor<'_>, repeated: &mut bool) -> Read<Self> {
        let mut fees = Self::default();
        fees.given = cursor.rows(&FEES, repeated, |[fee]| match amount(fee) {
            Some(dong) => fees.sum = Some(fees.sum.unwrap_or(0).saturating_add(dong)),
            None => fees.any_unreadable = true,
        })?;
        Ok(fees)
    }
}

/// Codes of databases; most dossiers use one or none.
#[derive(Debug, Default)]
pub struct Databases<'b> {
    first: Cow<'b, str>,
    others: Vec<Cow<'b, str>>,
    /// How many of the others were found to be distinct.
    distinct: usize,
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

static DATABASES: Places =
    LazyLock::new(|| KeyTable::places(Table::Database, &["MaCSDL", "MaCSDLDaKetNoi"], &[]));

impl<'b> Databases<'b> {
    /// Reads what is at hand: a list of objects or of codes, or codes in one text.
    pub fn read(&mut self, cursor: &mut Cursor<'b>, repeated: &mut bool) -> Read<()> {
        match cursor.kind() {
            Kind::List => cursor.list(|cursor| self.one(cursor, repeated)),
            _ => self.one(cursor, repeated),
        }
    }

    fn one(&mut self, cursor: &mut Cursor<'b>, repeated: &mut bool) -> Read<()> {
        let mut code = Cow::Borrowed("");
        if cursor.kind() == Kind::Object {
            let mut met = Met::default();
            cursor.members(&DATABASES, &mut met, |cursor, key| match key {
                Some(_) => cursor.text().map(|text| code = text),
                None => cursor.skip(),
            })?;
            *repeated |= met.repeated();
        } else {
            code = cursor.text()?;
        }
        self.add(code);
        Ok(())
    }
}
