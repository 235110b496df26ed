//! A table on a page: a sheet in the language of the page. Every table of the site is written by one
//! template, so that headers, regions that scroll, and keys of figures are alike everywhere.

use std::fmt::Write as _;

use minijinja::Value as Html;
use serde::Serialize;

use super::{address::Depth, figure::Shown, naming, page::Site};
use crate::{
    domain::{text::Text, words::fill},
    render::markup::{escape, exact},
    sheets::{self, Sheet},
};

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
    /// The attributes that hold for the figures of the column which say no others, escaped.
    pub mark: Html,
}

/// A row; its first cell is its heading.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A total, or the authority among its units.
    pub strong: bool,
    /// The attributes that hold for its figures which say no others, escaped.
    pub mark: Html,
}

/// What stands in a cell.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cell {
    /// A figure, with a word before it where one is needed.
    Figure {
        figure: Shown,
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
    /// Figures in a pattern, which is escaped.
    Pattern {
        #[serde(skip)]
        pattern: String,
        #[serde(skip)]
        figures: Vec<(&'static str, Shown)>,
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

impl Site<'_> {
    /// A sheet on a page that stands `here`: the columns of these ids, in their order.
    pub(super) fn table(&self, sheet: Sheet, columns: &[&str], here: Depth) -> Table {
        self.whole_table(&sheet.without_heads().choose(columns), here)
    }

    /// A sheet with all of its columns.
    pub(super) fn whole_table(&self, sheet: &Sheet, here: Depth) -> Table {
        let column =
            |column: &sheets::Heading| Column::new(self.tell(&column.title), column.number);
        let row = |line: &sheets::Line| {
            let cells = line.cells.iter().map(|cell| self.cell(cell, here)).collect();
            Row { cells, strong: line.strong, mark: Html::from("") }
        };
        let mut columns: Vec<Column> = sheet.columns.iter().map(column).collect();
        let mut rows: Vec<Row> = sheet.rows.iter().map(row).collect();
        say_once(&mut columns, &mut rows);
        Table {
            id: sheet.id.clone(),
            caption: self.tell(&sheet.caption),
            note: sheet.note.as_ref().map(|note| self.tell(note)),
            columns,
            rows,
            sortable: sheet.sortable,
            whole: sheet.whole_of.as_ref().map(|(table, of)| {
                let mut mark = format!(" data-rows-of=\"{}\"", exact(table));
                for (name, value) in of {
                    let _ = write!(mark, " data-{name}=\"{}\"", exact(value));
                }
                Html::from_safe_string(mark)
            }),
        }
    }

    fn cell(&self, cell: &sheets::Cell, here: Depth) -> Cell {
        let tell = |text: &Text| self.tell(text);
        match cell {
            sheets::Cell::Figure { figure, before, .. } => Cell::Figure {
                figure: Shown::of(figure, self.lang),
                before: before.as_ref().map(tell),
            },
            sheets::Cell::Pattern { pattern, figures } => Cell::Pattern {
                pattern: escape(pattern.get(self.lang)),
                figures: figures
                    .iter()
                    .map(|(name, figure)| (*name, Shown::of(figure, self.lang)))
                    .collect(),
                html: Html::from(""),
            },
            sheets::Cell::Text(text) | sheets::Cell::Absent(text, _) => Cell::text(tell(text)),
            sheets::Cell::Code(code) => Cell::Code { text: code.clone() },
            sheets::Cell::Link { text, to, before } => Cell::Link {
                text: tell(text),
                href: self.href(here, &self.path_of(*to)),
                before: before.clone(),
            },
            sheets::Cell::State(text, class) => Cell::State { text: tell(text), class },
            sheets::Cell::None => Cell::None,
            sheets::Cell::Empty => Cell::text(""),
        }
    }
}

/// Says on headings and rows what their figures have in common.
fn say_once(columns: &mut [Column], rows: &mut [Row]) {
    let mut figures: Vec<Vec<Vec<&mut Shown>>> =
        rows.iter_mut().map(|row| row.cells.iter_mut().map(Cell::figures).collect()).collect();
    let said = naming::say_once(&mut figures, columns.len());
    for (column, mark) in columns.iter_mut().zip(said.headings) {
        column.mark = mark;
    }
    for (row, mark) in rows.iter_mut().zip(said.rows) {
        row.mark = mark;
        for cell in &mut row.cells {
            if let Cell::Pattern { pattern, figures, html } = cell {
                *html = Html::from_safe_string(fill(pattern, figures, Shown::span));
            }
        }
    }
}

impl Column {
    fn new(title: impl Into<String>, number: bool) -> Self {
        Self { title: title.into(), number, mark: Html::from("") }
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn size(text: impl Into<String>) -> Self {
        Self::Size { text: text.into() }
    }

    /// The same without the bar that shows its length.
    pub fn without_bar(mut self) -> Self {
        for figure in self.figures() {
            figure.bar = None;
        }
        self
    }

    fn figures(&mut self) -> Vec<&mut Shown> {
        match self {
            Self::Figure { figure, .. } => vec![figure],
            Self::Pattern { figures, .. } => figures.iter_mut().map(|(_, figure)| figure).collect(),
            _ => Vec::new(),
        }
    }
}

impl Table {
    /// A table of words alone, or of files.
    pub fn new(id: &str, caption: impl Into<String>, columns: &[(&str, bool)]) -> Self {
        let columns = columns.iter().map(|(title, number)| Column::new(*title, *number)).collect();
        Self { id: id.to_owned(), caption: caption.into(), columns, ..Self::default() }
    }

    /// The same with names that lead nowhere, as within a frame.
    pub fn unlinked(mut self) -> Self {
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Cell::Link { text, .. } = cell {
                *cell = Cell::text(std::mem::take(text));
            }
        }
        self
    }

    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, strong: false, mark: Html::from("") });
    }
}
