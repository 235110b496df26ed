//! Fees (`DanhSachLePhi`) as a sum, and databases used (`DSKetNoiCSDL`) as a list of codes.

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

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

/// Codes of databases, or several of them in one text; most dossiers use one or none.
#[derive(Debug, Default)]
pub struct Databases<'b>(BTreeSet<Cow<'b, str>>);

impl<'b> Databases<'b> {
    /// The distinct codes, sorted, `;` between; empty where there is none.
    pub fn joined(&self) -> Cow<'_, str> {
        match self.0.first() {
            None => Cow::Borrowed(""),
            Some(only) if self.0.len() == 1 && !only.contains([';', ',']) => Cow::Borrowed(only),
            Some(_) => {
                let codes = self.0.iter().flat_map(|codes| codes.split([';', ','])).map(str::trim);
                let codes: BTreeSet<&str> = codes.filter(|code| !code.is_empty()).collect();
                Cow::Owned(codes.into_iter().collect::<Vec<_>>().join(";"))
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
        if !code.is_empty() {
            self.0.insert(code);
        }
        Ok(())
    }
}
