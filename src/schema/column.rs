//! What a column is, and the short words in which tables declare theirs: name, type, codes, unit. The
//! meaning of a column stands in `data/words` under its table, or once for all tables that share it.

use super::words;
use crate::domain::{
    text::{Lang, Text},
    words as said,
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Bool,
    Int,
    /// A number with this many decimals; a double where a file has no exact ones.
    Decimal(u8),
    Date,
    /// Local wall-clock time.
    Time,
    /// One of a closed list of codes.
    Code(&'static [Code]),
}

impl Type {
    /// The name of the type, as files and programs say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Decimal(_) => "decimal",
            Self::Date => "date",
            Self::Time => "time",
            Self::Code(_) => "code",
        }
    }

    /// The type in words.
    pub fn words(self) -> Text {
        let places = match self {
            Self::Decimal(places) => Text::name(places.to_string()),
            _ => Text::default(),
        };
        said::filled(&format!("dictionary.type.{}", self.name()), &[("places", &places)])
    }
}

/// One code of a closed list, as files hold it; what it means stands in the files of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The list that explains it.
    pub list: &'static str,
    pub name: &'static str,
}

impl Code {
    /// What it means.
    pub fn meaning(&self) -> &'static Text {
        said::of(&format!("codes.{}.{}", self.list, self.name))
    }
}

/// One column: its name, type and unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Type,
    /// Unit of measure; empty for names, codes and flags.
    pub unit: &'static str,
    /// The table under which its meaning stands.
    pub table: &'static str,
}

impl Column {
    /// What it means.
    pub fn meaning(&self) -> Text {
        Text::both(|lang| self.means(lang))
    }

    /// What it means, in one language.
    pub fn means(&self, lang: Lang) -> &'static str {
        words::of_column(lang, self.table, self.name)
    }

    /// Its meaning in Vietnamese.
    pub fn vi(&self) -> &'static str {
        self.means(Lang::Vi)
    }

    /// Its meaning in English.
    pub fn en(&self) -> &'static str {
        self.means(Lang::En)
    }

    /// Its unit of measure in words; empty where it has none.
    pub fn unit_words(&self) -> Text {
        said::known(&format!("codes.unit.{}", self.unit)).cloned().unwrap_or_default()
    }
}

const fn column(name: &'static str, kind: Type, unit: &'static str) -> Column {
    Column { name, kind, unit, table: "" }
}

pub(crate) const fn text(name: &'static str) -> Column {
    column(name, Type::Text, "")
}

pub(crate) const fn flag(name: &'static str) -> Column {
    column(name, Type::Bool, "")
}

pub(crate) const fn int(name: &'static str) -> Column {
    column(name, Type::Int, "")
}

pub(crate) const fn number(name: &'static str, unit: &'static str) -> Column {
    column(name, Type::Int, unit)
}

pub(crate) const fn decimal(name: &'static str, places: u8, unit: &'static str) -> Column {
    column(name, Type::Decimal(places), unit)
}

pub(crate) const fn date(name: &'static str) -> Column {
    column(name, Type::Date, "")
}

pub(crate) const fn time(name: &'static str) -> Column {
    column(name, Type::Time, "")
}

pub(crate) const fn coded(name: &'static str, codes: &'static [Code]) -> Column {
    column(name, Type::Code(codes), "")
}

/// The columns of a table, whose meanings stand under its name.
pub(crate) const fn of<const N: usize>(table: &'static str, columns: [Column; N]) -> [Column; N] {
    joined(table, &[&columns])
}

/// The columns of a table from several lists; those that belong to a table already keep its words.
pub(crate) const fn joined<const N: usize>(
    table: &'static str,
    lists: &[&[Column]],
) -> [Column; N] {
    let mut columns = [text(""); N];
    let (mut list, mut from, mut to) = (0, 0, 0);
    while list < lists.len() {
        if from < lists[list].len() {
            columns[to] = lists[list][from];
            if columns[to].table.is_empty() {
                columns[to].table = table;
            }
            (from, to) = (from + 1, to + 1);
        } else {
            (list, from) = (list + 1, 0);
        }
    }
    assert!(to == N, "a table has as many columns as its lists");
    columns
}
