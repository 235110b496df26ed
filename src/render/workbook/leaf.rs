//! A sheet of the workbook before it is written: its name, its title and what it shows.

use crate::{
    charts::{Chart, Trend},
    domain::text::Text,
    schema::{Table, Value},
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
    Ranking(&'a Table),
    Whole(&'a Table),
    Matrix(Kind, &'a Table),
    Trend(&'a Chart, &'a Trend),
    Data(Data<'a>),
    Dictionary,
}

/// What the cells of a matrix are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Points,
    Ratio,
}

/// A published table, or as much of it as is shown.
pub struct Data<'a> {
    pub table: &'a Table,
    pub rows: Vec<&'a [Value]>,
    /// What is not shown, and where it is.
    pub remark: Option<Text>,
}
