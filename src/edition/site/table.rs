//! A table on a page: caption, columns, rows. Every table of the site is one of these and is written
//! by one template, so that headers, regions that scroll, and keys of figures are alike everywhere.

use minijinja::Value as Html;
use serde::Serialize;

use super::figure::Figure;

/// A table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its id in the page.
    pub id: String,
    pub caption: String,
    /// What must be known to read it, below the caption.
    pub note: Option<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Readers may sort and filter it.
    pub sortable: bool,
}

/// A heading.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub number: bool,
}

/// A row; its first cell is its heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A total, or the authority among its units.
    pub strong: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cell {
    /// A figure, with a word before it where one is needed.
    Figure {
        figure: Figure,
        before: Option<String>,
    },
    Text {
        text: String,
    },
    /// A name that leads to a page, with what stands before it.
    Link {
        text: String,
        href: String,
        before: Option<String>,
    },
    /// A state in words, with a mark that does not rest on colour.
    State {
        text: String,
        class: &'static str,
    },
    /// Figures in a pattern, escaped where it was made.
    Markup {
        html: Html,
    },
    /// A size or number of rows: no figure of the edition.
    Size {
        text: String,
    },
    /// A column of figures in which the row has none.
    None,
    /// A code, a hash, a path.
    Code {
        text: String,
    },
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Link { text: text.into(), href: href.into(), before: None }
    }

    pub fn prefixed(before: &str, figure: Figure) -> Self {
        Self::Figure { figure, before: Some(before.to_owned()) }
    }

    pub fn size(text: impl Into<String>) -> Self {
        Self::Size { text: text.into() }
    }

    pub fn state(text: impl Into<String>, class: &'static str) -> Self {
        Self::State { text: text.into(), class }
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure { figure, before: None }
    }
}

/// A column of names or words.
pub fn words(title: &str) -> Column {
    Column { title: title.to_owned(), number: false }
}

/// A column of figures.
pub fn figures(title: &str) -> Column {
    Column { title: title.to_owned(), number: true }
}

impl Table {
    pub fn new(id: &str, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { id: id.to_owned(), caption: caption.into(), columns, ..Self::default() }
    }

    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, strong: false });
    }

    pub fn strong(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, strong: true });
    }

    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }
}
