//! A published figure: its exact value, its place in a table of the edition, and why it is absent
//! where it is. Figures are made only from rows of published tables (`book.rs`), so that no output can
//! show a number that was not published; how a figure is written stands here, once for all outputs.

use crate::{
    domain::{
        cell::Status,
        number::Decimal,
        text::{Lang, Text},
    },
    edition::shown,
};

/// Where a figure stands: `tables/indicators`, key of the row, column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the table within the edition, without `.csv`.
    pub table: String,
    pub key: String,
    /// `a-b` is what the column `a` exceeds the column `b`, `a/b` the share of one in the other.
    pub column: String,
    /// The row whose value is taken off, of a change.
    pub since: Option<String>,
}

/// A number as a table holds it, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub exact: Decimal,
    pub form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    /// A difference in time, with its sign.
    Change,
    /// A share, written in percent, rounded once from the cases themselves.
    Share(Decimal),
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub place: Place,
    pub value: Option<Amount>,
    /// Why there is no value, where something says so.
    pub absent: Option<Status>,
    /// A dash is enough where it is absent: another cell of its row says why.
    pub is_brief: bool,
    /// What it is a part of, in the same units, where that is shown as a bar.
    pub bar: Option<(i64, i64)>,
}

impl Figure {
    /// The same with a dash where it is absent.
    pub fn brief(self) -> Self {
        Self { is_brief: true, ..self }
    }

    /// The same without decimals that are zero, as goals are written.
    pub fn trimmed(self) -> Self {
        let form = |form| match form {
            Form::Share(percent) => Form::Share(percent.trimmed()),
            other => other,
        };
        let value = self.value.map(|amount| Amount { form: form(amount.form), ..amount });
        Self { value, ..self }
    }

    pub fn is_known(&self) -> bool {
        self.value.is_some()
    }

    /// The figure as readers see it: a number, or a word or an en dash and never a digit.
    pub fn text(&self, lang: Lang) -> String {
        match (self.value, self.absent) {
            (Some(amount), _) => amount.text(lang),
            (None, Some(status)) if !self.is_brief => shown::status(status).get(lang).to_owned(),
            (None, _) => shown::ABSENT.to_owned(),
        }
    }

    /// The same in both languages.
    pub fn texts(&self) -> Text {
        Text::both(|lang| self.text(lang))
    }
}

impl Amount {
    fn text(self, lang: Lang) -> String {
        match self.form {
            Form::Change if self.exact > Decimal::ZERO => format!("+{}", self.exact.text(lang)),
            Form::Plain | Form::Change => self.exact.text(lang),
            Form::Share(percent) => percent.text(lang) + "%",
        }
    }
}
