//! A table on a page: a sheet in the language of the page. Every table of the site is written by one
//! template, so that headers, regions that scroll, and keys of figures are alike everywhere.

use std::fmt::Write as _;

use minijinja::Value as Html;
use serde::Serialize;

use super::{
    address::Depth,
    figure::{Shown, filled},
    page::Site,
};
use crate::{
    domain::text::Text,
    render::markup::exact,
    sheets::{self, Sheet, Target},
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

impl Site<'_> {
    /// A sheet on a page that stands `here`: the columns of these ids, in their order.
    pub(super) fn table(&self, sheet: Sheet, columns: &[&str], here: Depth) -> Table {
        self.whole_table(&sheet.without_heads().choose(columns), here)
    }

    /// A sheet with all of its columns.
    pub(super) fn whole_table(&self, sheet: &Sheet, here: Depth) -> Table {
        let columns = sheet.columns.iter();
        let row = |line: &sheets::Line| {
            let cells = line.cells.iter().map(|cell| self.cell(cell, here)).collect();
            Row::new(cells, line.strong)
        };
        Table {
            id: sheet.id.clone(),
            caption: self.tell(&sheet.caption),
            note: sheet.note.as_ref().map(|note| self.tell(note)),
            columns: columns
                .map(|column| Column { title: self.tell(&column.title), number: column.number })
                .collect(),
            rows: sheet.rows.iter().map(row).collect(),
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
            sheets::Cell::Pattern { pattern, figures } => {
                let figures: Vec<_> =
                    figures.iter().map(|(name, figure)| (*name, figure)).collect();
                Cell::Markup { html: filled(pattern.get(self.lang), &figures, self.lang) }
            }
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

    fn path_of(&self, target: Target) -> String {
        match target {
            Target::Unit(unit) => self.unit_path(unit),
            Target::Indicator(place) => {
                self.indicator_path(&self.view.source.rules.indicators[place])
            }
        }
    }
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
fn named_once(cells: &mut [Cell], attribute: fn(&mut Shown) -> &mut Html) -> String {
    let mut figures: Vec<&mut Shown> = cells.iter_mut().filter_map(Cell::figure).collect();
    let names: Vec<String> =
        figures.iter_mut().map(|figure| attribute(figure).to_string()).collect();
    let times = |name: &&String| names.iter().filter(|other| other == name).count();
    let most = names.iter().rev().max_by_key(times).cloned().unwrap_or_default();
    for (figure, _) in figures.iter_mut().zip(&names).filter(|(_, name)| **name == most) {
        *attribute(figure) = Html::from("");
    }
    most
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn size(text: impl Into<String>) -> Self {
        Self::Size { text: text.into() }
    }

    fn figure(&mut self) -> Option<&mut Shown> {
        match self {
            Self::Figure { figure, .. } => Some(figure),
            _ => None,
        }
    }
}

impl Table {
    /// A table of words alone, or of files.
    pub fn new(id: &str, caption: impl Into<String>, columns: &[(&str, bool)]) -> Self {
        let heading =
            |(title, number): &(&str, bool)| Column { title: (*title).to_owned(), number: *number };
        let columns = columns.iter().map(heading).collect();
        Self { id: id.to_owned(), caption: caption.into(), columns, ..Self::default() }
    }

    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::new(cells, false));
    }
}
