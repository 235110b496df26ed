//! A sheet of the workbook before it is written: its name, its title and what it shows.

use super::excerpt::Excerpt;
use crate::{
    charts::{Chart, Trend},
    domain::{text::Text, words},
    sheets::Sheet,
};

/// What a sheet's name holds at most.
pub const LONGEST_NAME: usize = 31;

/// A sheet: its name, its title and what it shows.
pub struct Leaf<'a> {
    pub sheet: String,
    pub title: Text,
    /// Rows of figures; absent for sheets of text.
    pub rows: Option<usize>,
    pub part: Part<'a>,
}

/// What a sheet shows.
pub enum Part<'a> {
    Cover,
    Contents,
    Notes,
    People(People),
    Trend(&'a Chart, &'a Trend),
    Data(Data<'a>),
}

/// A sheet for people.
pub struct People {
    pub sheet: Sheet,
    pub form: Form,
}

/// How a sheet for people is laid out, and what goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Units by rank, with a chart.
    Ranking,
    /// The indicators of the authority below their groups.
    Whole,
    /// Points of units against indicators.
    Points,
    /// Ratios of units against indicators, shaded.
    Ratios,
    /// Rows of text.
    Dictionary,
}

/// A published table, whole or not at all.
pub struct Data<'a> {
    pub table: Excerpt<'a>,
    /// As formulas call it.
    pub name: String,
    /// How many rows are shown.
    pub rows: usize,
    /// Why it is not shown, and where it is.
    pub remark: Option<Text>,
}

impl<'a> Leaf<'a> {
    /// A sheet whose name and title are words.
    pub fn new(id: &str, rows: Option<usize>, part: Part<'a>) -> Self {
        let title = words::known(&format!("workbook.title.{id}")).cloned().unwrap_or_default();
        Self { sheet: name_of(id).to_owned(), title, rows, part }
    }

    /// What is not shown of a table.
    pub fn remark(&self) -> Option<&Text> {
        match &self.part {
            Part::Data(data) => data.remark.as_ref(),
            _ => None,
        }
    }
}

/// The name of a sheet, which has room for few letters.
pub fn name_of(id: &str) -> &str {
    words::known(&format!("workbook.sheet.{id}")).map_or(id, |words| &words.vi)
}
