//! A table for people: headings and rows whose cells are published figures, names and states. It
//! knows nothing of pages, worksheets or documents; each of them chooses columns by their ids and
//! writes every kind of cell in its own way.

use super::figure::Figure;
use crate::domain::{
    cell::Status,
    text::{Lang, Text},
    words,
};

/// A table for people.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub id: String,
    pub caption: Text,
    /// What must be known to read it.
    pub note: Option<Text>,
    pub columns: Vec<Heading>,
    pub rows: Vec<Line>,
    /// Readers may sort and filter it.
    pub sortable: bool,
    /// The table and the values of its columns that it shows every row of.
    pub whole_of: Option<(String, Vec<(&'static str, String)>)>,
}

#[derive(Clone, Debug)]
pub struct Heading {
    pub id: String,
    pub title: Text,
    /// Numbers stand at the right.
    pub number: bool,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Line {
    /// The unit, indicator or month it is about.
    pub id: String,
    pub cells: Vec<Cell>,
    /// A total, or the authority among its units.
    pub strong: bool,
    /// The head of the rows below it: an output that sorts its rows leaves it out.
    pub is_head: bool,
}

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// By its number.
    Unit(u32),
    /// By its place in the rule set.
    Indicator(usize),
}

#[derive(Clone, Debug)]
pub enum Cell {
    /// A figure, with words before and after it where they are needed.
    Figure {
        figure: Figure,
        before: Option<Text>,
        after: Option<Text>,
    },
    /// Named figures in a pattern.
    Pattern {
        pattern: Text,
        figures: Vec<(&'static str, Figure)>,
    },
    Text(Text),
    /// Words in the place of something that is not there, and why.
    Absent(Text, Option<Status>),
    /// A code, a path.
    Code(String),
    /// A name that leads to a page, with what stands before it.
    Link {
        text: Text,
        to: Target,
        before: Option<String>,
    },
    /// A state in words; the class is a mark that does not rest on colour.
    State(Text, &'static str),
    /// A column of figures in which the row has none.
    None,
    /// Nothing, as in the head of other rows.
    Empty,
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure { figure, before: None, after: None }
    }
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl Cell {
    /// The cell as text alone.
    pub fn text(&self, lang: Lang) -> String {
        let word = |word: &Option<Text>| word.as_ref().map_or("", |w| w.get(lang)).to_owned();
        match self {
            Self::Figure { figure, before, after } => {
                let before =
                    before.as_ref().map_or_else(String::new, |w| format!("{} ", w.get(lang)));
                format!("{before}{}{}", figure.text(lang), word(after))
            }
            Self::Pattern { pattern, figures } => {
                words::fill(pattern.get(lang), figures, |figure| figure.text(lang))
            }
            Self::Text(text) | Self::Absent(text, _) | Self::State(text, _) => {
                text.get(lang).to_owned()
            }
            Self::Link { text, .. } => text.get(lang).to_owned(),
            Self::Code(code) => code.clone(),
            Self::None => crate::edition::shown::ABSENT.to_owned(),
            Self::Empty => String::new(),
        }
    }
}

impl Sheet {
    pub fn row(&mut self, id: impl Into<String>, cells: Vec<Cell>) -> &mut Line {
        self.rows.push(Line { id: id.into(), cells, strong: false, is_head: false });
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// The columns of these ids, in their order.
    pub fn choose(self, ids: &[&str]) -> Self {
        let place = |id: &&str| self.columns.iter().position(|column| column.id == *id);
        let places: Vec<usize> = ids.iter().filter_map(place).collect();
        let columns = places.iter().map(|place| self.columns[*place].clone()).collect();
        let chosen = |line: &Line| places.iter().map(|place| line.cells[*place].clone()).collect();
        let rows =
            self.rows.iter().map(|line| Line { cells: chosen(line), ..line.clone() }).collect();
        Self { columns, rows, ..self }
    }

    /// Without a column.
    pub fn without(self, id: &str) -> Self {
        let others = self.columns.iter().map(|column| column.id.clone());
        let others: Vec<String> = others.filter(|other| other != id).collect();
        self.choose(&others.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Without the heads among its rows.
    pub fn without_heads(mut self) -> Self {
        self.rows.retain(|line| !line.is_head);
        self
    }
}
