//! A table on a page: caption, columns, rows. Every table of the site is one of these and is written
//! by one template, so that headers, regions that scroll, and keys of figures are alike everywhere.

use std::fmt::Write as _;

use minijinja::Value as Html;
use serde::Serialize;

use super::figure::Figure;
use crate::render::markup::exact;

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
    /// The attributes that name what it shows every row of, escaped; absent where it promises nothing.
    pub whole: Option<Html>,
}

/// A heading.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub number: bool,
}

/// A row; its first cell is its heading.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A total, or the authority among its units.
    pub strong: bool,
    /// The attributes that name the row of the edition which most figures here come from, escaped.
    pub figures: Html,
}

impl Row {
    /// A row of a page: the table and row of the edition that most of its figures come from are named
    /// once.
    fn new(mut cells: Vec<Cell>, strong: bool) -> Self {
        let table = named_once(&mut cells, |figure| &mut figure.table);
        let row = named_once(&mut cells, |figure| &mut figure.row);
        Self { cells, strong, figures: Html::from_safe_string(format!("{table}{row}")) }
    }
}

/// Takes the most frequent of the attributes from the figures that have it.
fn named_once(cells: &mut [Cell], attribute: fn(&mut Figure) -> &mut Html) -> String {
    let mut figures: Vec<&mut Figure> = cells.iter_mut().filter_map(Cell::figure).collect();
    let names: Vec<String> =
        figures.iter_mut().map(|figure| attribute(figure).to_string()).collect();
    let times = |name: &&String| names.iter().filter(|other| other == name).count();
    let most = names.iter().rev().max_by_key(times).cloned().unwrap_or_default();
    for (figure, _) in figures.iter_mut().zip(&names).filter(|(_, name)| **name == most) {
        *attribute(figure) = Html::from("");
    }
    most
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
    /// A size of a file: no figure of the edition.
    Size {
        text: String,
    },
    /// How many rows a table of the edition has.
    Rows {
        text: String,
        table: String,
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

    fn figure(&mut self) -> Option<&mut Figure> {
        match self {
            Self::Figure { figure, .. } => Some(figure),
            _ => None,
        }
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
        self.rows.push(Row::new(cells, false));
    }

    pub fn strong(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::new(cells, true));
    }

    /// The table shows every row that `table` of the edition has of these: `[("period", …)]`.
    pub fn whole_of(mut self, table: &str, of: &[(&str, &str)]) -> Self {
        let mut mark = format!(" data-rows-of=\"{}\"", exact(table));
        for (name, value) in of {
            let _ = write!(mark, " data-{name}=\"{}\"", exact(value));
        }
        self.whole = Some(Html::from_safe_string(mark));
        self
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
