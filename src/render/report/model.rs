//! The report as content: headings, paragraphs, tables and charts in their order, without a word on
//! how they look. The DOCX and the HTML are both written from it, so that they say the same numbers.

use serde::Serialize;

use crate::{
    charts::Chart,
    domain::text::Lang,
    sheets::{Cell, Heading, Line, Sheet},
};

/// A whole report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The name of the ministry or province.
    pub authority: String,
    /// What the report is about.
    pub title: String,
    /// "Quý III năm 2026", or the range of months.
    pub period: String,
    /// Until which day the figures are known.
    pub as_of: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// With its number.
    Heading(String),
    Subheading(String),
    Paragraph(String),
    /// One point of a list.
    Item(String),
    Table(Table),
    Figure(Box<Figure>),
}

/// A table whose first row is its head; a cell is text as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    pub id: String,
    /// With its number.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    pub id: String,
    pub title: String,
    /// Its share of the width.
    pub weight: u32,
    /// Numbers stand at the right.
    pub number: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The unit, indicator or month it is about.
    pub id: String,
    pub cells: Vec<String>,
    /// A total, or the head of a group of rows.
    pub strong: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// With its number.
    pub caption: String,
    pub chart: Chart,
}

/// A document that grows; headings, tables and figures are numbered here.
#[derive(Debug, Default)]
pub struct Draft {
    pub document: Document,
    headings: usize,
    tables: usize,
    figures: usize,
}

impl Draft {
    pub fn heading(&mut self, text: &str) {
        self.headings += 1;
        let number = roman(self.headings);
        self.document.blocks.push(Block::Heading(format!("{number}. {text}")));
    }

    pub fn subheading(&mut self, text: impl Into<String>) {
        self.document.blocks.push(Block::Subheading(text.into()));
    }

    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.document.blocks.push(Block::Paragraph(text.into()));
    }

    pub fn item(&mut self, text: impl Into<String>) {
        self.document.blocks.push(Block::Item(text.into()));
    }

    /// Adds a sheet: the columns of these ids with their shares of the width. One without rows is left
    /// out.
    pub fn sheet(&mut self, sheet: Sheet, columns: &[(&str, u32)]) {
        let ids: Vec<&str> = columns.iter().map(|(id, _)| *id).collect();
        let weights = columns.iter().map(|(_, weight)| *weight);
        self.table(&sheet.choose(&ids), weights);
    }

    /// Adds a sheet with all of its columns: the first has one width, the others another.
    pub fn whole_sheet(&mut self, sheet: &Sheet, first: u32, others: u32) {
        self.table(sheet, std::iter::once(first).chain(std::iter::repeat(others)));
    }

    fn table(&mut self, sheet: &Sheet, weights: impl Iterator<Item = u32>) {
        if sheet.rows.is_empty() {
            return;
        }
        self.tables += 1;
        let column = |(heading, weight): (&Heading, u32)| Column {
            id: heading.id.clone(),
            title: heading.title.vi.clone(),
            weight,
            number: heading.number,
        };
        let row = |line: &Line| Row {
            id: line.id.clone(),
            cells: line.cells.iter().map(written).collect(),
            strong: line.strong,
        };
        self.document.blocks.push(Block::Table(Table {
            id: sheet.id.clone(),
            caption: format!("Bảng {}. {}", self.tables, sheet.caption.vi),
            columns: sheet.columns.iter().zip(weights).map(column).collect(),
            rows: sheet.rows.iter().map(row).collect(),
        }));
    }

    pub fn figure(&mut self, chart: Chart) {
        self.figures += 1;
        let caption = format!("Hình {}. {}", self.figures, chart.subtitle.vi);
        self.document.blocks.push(Block::Figure(Box::new(Figure { caption, chart })));
    }
}

/// A cell as text. Where a figure is absent there is a dash: a column of the row says why.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::Figure { figure, before: None, after: None } => figure.clone().brief().text(Lang::Vi),
        other => other.text(Lang::Vi),
    }
}

fn roman(number: usize) -> String {
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_as_the_administration_does() {
        let numbers: Vec<String> = [1, 4, 8, 9, 14].map(roman).into();
        assert_eq!(numbers, ["I", "IV", "VIII", "IX", "XIV"]);
    }
}
