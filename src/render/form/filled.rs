//! A form with the counts of its rows, before a word of it is written.

use crate::{
    domain::{
        coverage::Coverage,
        days::{Days, Span},
        text::{Text, clean},
        time::LocalTime,
    },
    rules::forms::{By, Form, form::Shows},
};

/// A form with its figures.
pub struct Filled<'a> {
    pub form: &'a Form,
    pub by: By,
    /// Who reports.
    pub authority: &'a str,
    pub authority_id: &'a str,
    /// Its data is invented.
    pub invented: bool,
    /// Basis of the figures.
    pub rules: &'a Text,
    pub days: Days,
    pub cut_off: LocalTime,
    pub coverage: Coverage,
    pub rows: Vec<Row>,
    pub total: Row,
    /// What the inputs do not give, by column; empty where nothing is lacking.
    pub lacking: Vec<Vec<Text>>,
}

/// The counts of one row, in the order of the form's list of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code of the field, unit or procedure; empty where there is none.
    pub id: String,
    pub name: String,
    pub counts: Vec<u64>,
}

impl Filled<'_> {
    /// The days were not over at the cut-off.
    pub fn provisional(&self) -> bool {
        self.cut_off < self.days.end()
    }

    /// What a row shows in a column of figures; `None` where nothing gives it, and in other columns.
    pub fn figure(&self, row: &Row, column: usize) -> Option<i64> {
        match &self.form.columns[column].shows {
            Shows::Count(formula) if self.lacking[column].is_empty() => {
                Some(formula.value(&row.counts))
            }
            _ => None,
        }
    }

    /// The name of its files without their ending: form, authority and days, and what the rows are where
    /// that is not what the form says.
    pub fn file_name(&self) -> String {
        let by =
            if self.by == self.form.by { String::new() } else { format!("_{}", self.by.as_str()) };
        let is_plain = |letter: char| letter.is_alphanumeric() || ".-".contains(letter);
        let plain = |letter: char| if is_plain(letter) { letter } else { '-' };
        let authority: String = clean(self.authority_id).chars().map(plain).collect();
        format!("{}_{authority}_{}_{}{by}", self.form.id, self.days.from(), self.days.to())
    }
}
