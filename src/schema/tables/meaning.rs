//! What is said of one table beside its columns: where it stands, its key, what is filled, who may see
//! it. Its title and description stand in `data/words`.

use crate::{
    domain::text::Text,
    schema::{Column, canonical::Kind, words},
};

/// Where a table stands: what a user gives, what is judged, what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Input(Kind),
    Facts,
    Published,
    /// Over all history.
    Series,
    Quality,
    /// What somebody must look at.
    Insight,
    /// What commands write beside editions.
    Beside,
    /// The table beside a chart, by the form of the chart.
    Chart,
}

/// One table and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableMeaning {
    pub name: &'static str,
    pub room: Room,
    pub columns: &'static [Column],
    /// Columns that together tell rows apart; empty where nothing does.
    pub key: &'static [&'static str],
    /// Columns, beside the key, that hold a value in every row.
    pub filled: &'static [&'static str],
    /// Text columns in which an empty text is a value and does not mean "missing".
    pub empty: &'static [&'static str],
    /// Whether it is also part of the public edition.
    pub public: bool,
}

impl TableMeaning {
    pub fn title(&self) -> Text {
        Text::both(|lang| words::of_table(lang, self.name, "title"))
    }

    pub fn about(&self) -> Text {
        Text::both(|lang| words::of_table(lang, self.name, "about"))
    }

    /// Whether a row without a value in this column is at fault. Of alternatives, none is.
    pub fn is_required(&self, column: &str) -> bool {
        match self.room {
            Room::Input(kind) => kind.required().contains(&&[column][..]),
            _ => {
                !self.is_empty_a_value(column)
                    && (self.key.contains(&column) || self.filled.contains(&column))
            }
        }
    }

    pub fn is_empty_a_value(&self, column: &str) -> bool {
        self.empty.contains(&column)
    }

    /// The other columns of which one is enough, of an input.
    pub fn alternatives(&self, column: &str) -> &'static [&'static str] {
        let Room::Input(kind) = self.room else { return &[] };
        let found = kind.required().iter().find(|any| any.len() > 1 && any.contains(&column));
        found.copied().unwrap_or_default()
    }
}
