//! The report as content: headings, paragraphs, tables and charts in their order, without a word on
//! how they look. The DOCX and the HTML are both written from it, so that they say the same numbers.

use crate::charts::Chart;

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
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub id: String,
    /// With its number.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub id: String,
    pub title: String,
    /// Its share of the width.
    pub weight: u32,
    /// Numbers stand at the right.
    pub number: bool,
}

#[derive(Clone, Debug, PartialEq)]
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

/// A column of names.
pub fn name(id: impl Into<String>, title: impl Into<String>, weight: u32) -> Column {
    Column { id: id.into(), title: title.into(), weight, number: false }
}

/// A column of numbers.
pub fn number(id: impl Into<String>, title: impl Into<String>, weight: u32) -> Column {
    Column { id: id.into(), title: title.into(), weight, number: true }
}

/// A row of figures.
pub fn row(id: impl Into<String>, cells: Vec<String>) -> Row {
    Row { id: id.into(), cells, strong: false }
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

    /// Adds a table; one without rows is left out.
    pub fn table(&mut self, id: &str, caption: &str, columns: Vec<Column>, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        self.tables += 1;
        let caption = format!("Bảng {}. {caption}", self.tables);
        self.document.blocks.push(Block::Table(Table { id: id.into(), caption, columns, rows }));
    }

    pub fn figure(&mut self, chart: Chart) {
        self.figures += 1;
        let caption = format!("Hình {}. {}", self.figures, chart.subtitle.vi);
        self.document.blocks.push(Block::Figure(Box::new(Figure { caption, chart })));
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
