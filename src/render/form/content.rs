//! What a form shows, from its head to who signs, with every place filled: the same for the workbook and the
//! document.

use super::{
    filled::{Filled, Row},
    heads::{Head, depth, heads},
    notes::notes,
};
use crate::{
    domain::{text::clean, wording, words::fill},
    rules::forms::form::{Column, Line, Shows},
};

/// A cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    /// The place of the row.
    Ordinal(u32),
    Text(String),
    Figure(i64),
}

/// A row of the table.
pub struct Shown {
    pub cells: Vec<Cell>,
    pub is_total: bool,
}

/// A form, ready to be written.
pub struct Content {
    pub left: Vec<Line>,
    pub right: Vec<Line>,
    pub title: Vec<Line>,
    pub amount: Line,
    pub heads: Vec<Head>,
    pub head_rows: usize,
    /// The numbers of the columns, below their headings.
    pub numbers: Vec<String>,
    /// Letters that the columns have room for.
    pub widths: Vec<u32>,
    pub rows: Vec<Shown>,
    pub notes: Vec<String>,
    pub foot_left: Vec<Line>,
    pub foot_right: Vec<Line>,
    pub authority: String,
}

impl Content {
    pub fn of(filled: &Filled<'_>) -> Self {
        let (form, columns) = (filled.form, &filled.form.columns);
        let lines = |lines: &[Line]| lines.iter().map(|line| filled.line(line)).collect();
        let path = |column: &Column| {
            let own = std::iter::once(column.title.by(filled.by));
            column.under.iter().map(String::as_str).chain(own).map(str::to_owned).collect()
        };
        let paths: Vec<Vec<String>> = columns.iter().map(path).collect();
        let rows = filled.rows.iter().zip(1..).map(|(row, place)| filled.shown(row, Some(place)));
        let rows = rows.chain([filled.shown(&filled.total, None)]).collect();
        Self {
            left: lines(&form.head.left),
            right: lines(&form.head.right),
            title: lines(&form.head.title),
            amount: filled.line(&form.head.amount),
            heads: heads(&paths),
            head_rows: depth(&paths),
            numbers: columns.iter().map(|column| column.number.clone()).collect(),
            widths: columns.iter().map(|column| column.width).collect(),
            rows,
            notes: notes(filled),
            foot_left: lines(&form.foot.left),
            foot_right: lines(&form.foot.right),
            authority: clean(filled.authority),
        }
    }

    /// The title as one line.
    pub fn name(&self) -> String {
        let texts: Vec<&str> = self.title.iter().map(|line| line.text.as_str()).collect();
        texts.join(" ")
    }
}

impl Filled<'_> {
    fn line(&self, line: &Line) -> Line {
        let day = |day| wording::day(day).vi;
        let days = [("days", self.days.number().to_string())];
        let period = match self.days.period() {
            Some(period) => wording::period(period).vi,
            None => fill(&self.form.days, &days, String::clone),
        };
        let parts = [
            ("authority", clean(self.authority)),
            ("period", period),
            ("from", day(self.days.from())),
            ("to", day(self.days.to())),
            ("days", days[0].1.clone()),
        ];
        Line { text: fill(&line.text, &parts, String::clone), ..line.clone() }
    }

    /// A row with its place; the total row has none.
    fn shown(&self, row: &Row, place: Option<u32>) -> Shown {
        let cell = |(column, of): (usize, &Column)| match (&of.shows, self.figure(row, column)) {
            (Shows::Ordinal, _) => place.map_or(Cell::Empty, Cell::Ordinal),
            (Shows::Name, _) => Cell::Text(clean(&row.name)),
            (_, Some(figure)) => Cell::Figure(figure),
            (_, None) => Cell::Empty,
        };
        let cells = self.form.columns.iter().enumerate().map(cell).collect();
        Shown { cells, is_total: place.is_none() }
    }
}
