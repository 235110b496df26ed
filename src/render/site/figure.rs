//! A figure on a page: its text in the language of the page, and the cell of the edition it shows.
//! Figures can only be made from a cell of a table, so no number gets onto a page without its key,
//! and the text is made from the very value that the file holds.

use std::collections::HashMap;

use minijinja::Value as Html;
use serde::Serialize;

use crate::{
    domain::{cell::Status, number, points::scaled_half_up, text::Lang},
    edition::shown,
    render::markup::{escape, exact},
    schema::{Column, Table, Type, Value, tables::naming},
};

/// A figure as templates take it: `<td{{ f.table }}{{ f.row }}{{ f.mark }}>{{ f.text }}</td>`.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub text: String,
    /// The attributes that name its table and its row there, escaped; empty where those of the row of
    /// the page that it stands in hold.
    pub table: Html,
    pub row: Html,
    /// The attributes that name the column, escaped.
    pub mark: Html,
    /// The length of a bar in percent of its full length, where the figure has one.
    pub bar: Option<String>,
    pub known: bool,
}

impl Figure {
    /// The same with a dash where it is absent: another cell of its row says why.
    pub fn brief(self) -> Self {
        let text = if self.known { self.text } else { shown::ABSENT.to_owned() };
        Self { text, ..self }
    }

    /// The figure as an element within a sentence.
    pub fn span(&self) -> String {
        let Self { table, row, mark, text, .. } = self;
        format!("<span class=\"f\"{table}{row}{mark}>{}</span>", escape(text))
    }
}

/// The tables of an edition by path, their rows by key.
pub struct Book<'a> {
    sheets: HashMap<String, Sheet<'a>>,
}

struct Sheet<'a> {
    table: &'a Table,
    rows: HashMap<String, usize>,
}

/// One row of a table; absent rows give figures without a value.
#[derive(Clone)]
pub struct Row<'a> {
    path: String,
    key: String,
    found: Option<(&'a Table, usize)>,
    lang: Lang,
}

impl<'a> Book<'a> {
    /// Adds the tables below `folder`.
    pub fn with(mut self, folder: &str, tables: &'a [Table]) -> Self {
        for table in tables {
            let places: Vec<usize> =
                naming(table.name).iter().filter_map(|name| place(table, name)).collect();
            let rows = table.rows.iter().enumerate().map(|(at, row)| {
                let parts: Vec<String> = places.iter().map(|place| part(&row[*place])).collect();
                (parts.join("|"), at)
            });
            let sheet = Sheet { table, rows: rows.collect() };
            self.sheets.insert(format!("{folder}/{}", table.name), sheet);
        }
        self
    }

    pub fn new() -> Self {
        Self { sheets: HashMap::new() }
    }

    /// The row with this key; `path` is that of the table in the edition, without `.csv`.
    pub fn row(&self, path: &str, key: &[&str], lang: Lang) -> Row<'a> {
        let parts: Vec<String> = key.iter().map(|part| encoded(part)).collect();
        let key = parts.join("|");
        let sheet = self.sheets.get(path);
        let found = sheet.and_then(|sheet| Some((sheet.table, *sheet.rows.get(&key)?)));
        Row { path: path.to_owned(), key, found, lang }
    }

    /// A table of the edition.
    pub fn table(&self, path: &str) -> Option<&'a Table> {
        self.sheets.get(path).map(|sheet| sheet.table)
    }
}

impl<'a> Row<'a> {
    pub fn is_known(&self) -> bool {
        self.found.is_some()
    }

    /// The value of a column.
    pub fn value(&self, column: &str) -> Option<(&'a Column, &'a Value)> {
        let (table, row) = self.found?;
        let place = place(table, column)?;
        Some((&table.columns[place], &table.rows[row][place])).filter(|(_, v)| **v != Value::Null)
    }

    /// Whole units of the last decimal of a column, and how many decimals it has.
    pub fn units(&self, column: &str) -> Option<(i64, usize)> {
        units(self.value(column)?)
    }

    /// The text of a column that holds no number.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        match self.value(column)?.1 {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The cell of a column. A share is written in percent.
    pub fn figure(&self, column: &str) -> Figure {
        match self.units(column) {
            Some((share, 6)) => self.percent(column, share),
            Some((value, decimals)) => {
                self.known(column, number::fixed(value, decimals, self.lang), "")
            }
            None => self.absent(column, None),
        }
    }

    /// The cell of a column; where it has none, the status says why.
    pub fn figure_or(&self, column: &str, status: Status) -> Figure {
        match self.units(column) {
            Some(_) => self.figure(column),
            None => self.absent(column, Some(status)),
        }
    }

    /// The cell of a column with the share it is of another as a bar.
    pub fn figure_of(&self, column: &str, whole: &str) -> Figure {
        let bar = self.units(column).zip(self.units(whole)).filter(|(_, (whole, _))| *whole > 0);
        Figure {
            bar: bar.map(|((part, _), (whole, _))| tenths(part.clamp(0, whole), whole)),
            ..self.figure(column)
        }
    }

    /// What one column is short of another, in one row.
    pub fn difference(&self, from: &str, less: &str) -> Figure {
        let column = format!("{from}-{less}");
        match self.units(from).zip(self.units(less)) {
            Some(((from, decimals), (less, _))) => {
                self.known(&column, number::fixed(from - less, decimals, self.lang), "")
            }
            None => self.absent(&column, None),
        }
    }

    /// The change of a column since another row, with its sign.
    pub fn change(&self, column: &str, since: &Row<'_>) -> Figure {
        let less = format!(" data-less=\"{}\"", exact(&since.key));
        match self.units(column).zip(since.units(column)) {
            Some(((now, decimals), (then, _))) => {
                let sign = if now > then { "+" } else { "" };
                let text = number::fixed(now - then, decimals, self.lang);
                self.known(column, format!("{sign}{text}"), &less)
            }
            None => {
                let absent = self.absent(column, None);
                let mark = Html::from_safe_string(format!("{}{less}", absent.mark));
                Figure { mark, ..absent }
            }
        }
    }

    /// A share in percent with two decimals, as charts write it: rounded once, from the cases
    /// themselves where the row has them.
    fn percent(&self, column: &str, millionths: i64) -> Figure {
        let cases = ["numerator", "denominator"].map(|name| self.count(name));
        let hundredths = match cases {
            [Some(met), Some(all)] if column == "ratio" && all > 0 => {
                scaled_half_up(met, all, 10_000)
            }
            _ => (2 * millionths + 100).div_euclid(200),
        };
        let text = number::fixed(hundredths, 2, self.lang);
        Figure {
            bar: Some(tenths(millionths.clamp(0, 1_000_000), 1_000_000)),
            ..self.known(column, format!("{text}%"), " data-scale=\"100\"")
        }
    }

    /// A whole number that is not below zero.
    fn count(&self, column: &str) -> Option<u64> {
        self.units(column).filter(|(_, decimals)| *decimals == 0)?.0.try_into().ok()
    }

    fn known(&self, column: &str, text: String, more: &str) -> Figure {
        self.shown(column, text, more, true)
    }

    /// No figure: a word or an en dash, never a digit.
    fn absent(&self, column: &str, status: Option<Status>) -> Figure {
        let own = self
            .text("status")
            .and_then(|own| Status::ALL.into_iter().find(|status| status.as_str() == own));
        let says_why = |status: &Status| !matches!(status, Status::Value | Status::Provisional);
        let status = own.filter(says_why).or(status.filter(says_why));
        let (word, name) = match status {
            Some(status) => (shown::status(status).get(self.lang).to_owned(), status.as_str()),
            None => (shown::ABSENT.to_owned(), "empty"),
        };
        let more = format!(" data-status=\"{name}\"");
        self.shown(column, word, &more, false)
    }

    fn shown(&self, column: &str, text: String, more: &str, known: bool) -> Figure {
        let table = format!(" data-table=\"{}\"", exact(&self.path));
        let row = format!(" data-key=\"{}\"", exact(&self.key));
        let mark = format!(" data-column=\"{}\"{more}", exact(column));
        let [table, row, mark] = [table, row, mark].map(Html::from_safe_string);
        Figure { text, table, row, mark, bar: None, known }
    }
}

fn place(table: &Table, column: &str) -> Option<usize> {
    table.columns.iter().position(|known| known.name == column)
}

fn part(value: &Value) -> String {
    match value {
        Value::Text(text) => encoded(text),
        Value::Int(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        _ => String::new(),
    }
}

/// What separates the parts of a key is written as a percent code within them.
fn encoded(part: &str) -> String {
    part.replace('%', "%25").replace('|', "%7C")
}

fn units((column, value): (&Column, &Value)) -> Option<(i64, usize)> {
    match (value, column.kind) {
        (Value::Int(number), _) => Some((*number, 0)),
        (Value::Real(number), Type::Decimal(places)) => {
            // Published decimals are the nearest doubles of whole units; rounding finds them again.
            let scale = 10_f64.powi(i32::from(places));
            Some(((number * scale).round() as i64, usize::from(places)))
        }
        _ => None,
    }
}

/// A share as percent with one decimal and a point, for lengths.
fn tenths(part: i64, whole: i64) -> String {
    let tenths = (2 * part * 1000 + whole) / (2 * whole);
    format!("{}.{}", tenths / 10, tenths % 10)
}
