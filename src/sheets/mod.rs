//! Tables for people, each declared once: its columns, their headings in both languages, the order of
//! its rows, and cells that are published figures. Pages, workbook and report write these sheets and
//! choose among their columns; none of them computes, rounds or words a figure. The room imports from
//! the rooms below it and from `edition`; renderers import from it.

mod bands;
pub mod book;
mod compared;
pub mod condition;
mod databases;
pub mod figure;
mod flow;
mod groups;
mod indicators;
pub mod lost;
mod matrix;
mod missing;
pub mod months;
mod movers;
mod moves;
mod open;
pub mod outlook;
mod quality;
pub mod revisions;
mod rows;
pub mod sheet;
mod signals;
mod since_last_year;
pub mod targets;
mod units;
pub mod words;

pub use book::{Book, Row};
pub use figure::{Amount, Figure, Form, Place};
pub use sheet::{Cell, Heading, Line, Sheet, Target};

use crate::{
    domain::text::Text,
    edition::{names::Names, view::View},
};
use words::word;

/// What the sheets of one period are made from.
#[derive(Clone, Copy)]
pub struct Sheets<'a> {
    pub view: &'a View<'a>,
    pub book: &'a Book<'a>,
    pub names: &'a Names,
}

/// A column of names or words, headed by the words of its id.
fn words(id: &str) -> Heading {
    Heading { id: id.to_owned(), title: word(&format!("sheet.{id}")), number: false }
}

/// A column of figures, headed by the words of its id.
fn figures(id: &str) -> Heading {
    Heading { number: true, ..words(id) }
}

impl Heading {
    /// The same under another heading.
    fn titled(self, title: Text) -> Self {
        Self { title, ..self }
    }
}

/// An empty sheet.
fn sheet(id: &str, caption: Text, columns: Vec<Heading>) -> Sheet {
    Sheet { id: id.to_owned(), caption, columns, ..Sheet::default() }
}
