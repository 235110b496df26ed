//! Figures of the national portal beside ours as one internal page: what came of each unit, every difference
//! with its likely cause, and what is not compared. It is laid out as the report is and loads nothing.

use std::collections::BTreeMap;

use super::report::{Block, Column, Document, Row, Table, html};
use crate::{
    domain::{period::Period, wording, words},
    edition::shown,
    rules::RuleSet,
    schema::{self, Value, codes, encode, guard::unguarded},
};

/// Rows of a table that a page has room for; the table for machines has all.
const MOST_ROWS: usize = 2_000;

/// What is shown.
pub struct Page<'a> {
    pub authority: &'a str,
    pub rules: &'a RuleSet,
    /// The table `portal`.
    pub table: &'a schema::Table,
    /// Names of the snapshots that are compared.
    pub snapshots: &'a str,
}

impl Page<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let mut blocks = vec![self.differences(), self.by_unit(), self.not_compared()];
        let rows = self.with("outcome", "different").count();
        if rows > MOST_ROWS {
            blocks.push(Block::Paragraph(said("beside_portal.more")));
        }
        html(&Document {
            authority: self.authority.to_owned(),
            title: said("beside_portal.title"),
            period: said("beside_portal.internal"),
            as_of: format!("{}: {}", said("beside_portal.snapshots"), self.snapshots),
            blocks,
        })
    }

    fn cell(&self, row: &[Value], name: &str) -> String {
        let place = self.table.columns.iter().position(|column| column.name == name);
        let text = place.and_then(|place| row.get(place)).map_or_else(String::new, encode::text);
        unguarded(&text).to_owned()
    }

    fn with<'s>(&'s self, column: &'s str, value: &'s str) -> impl Iterator<Item = &'s Vec<Value>> {
        self.table.rows.iter().filter(move |row| self.cell(row, column) == value)
    }

    fn by_unit(&self) -> Block {
        let outcomes = codes::PORTAL_OUTCOMES;
        let mut units: BTreeMap<(String, String), Vec<u64>> = BTreeMap::new();
        for row in &self.table.rows {
            let key = (self.cell(row, "period"), self.cell(row, "portal_unit"));
            let counts = units.entry(key).or_insert_with(|| vec![0; outcomes.len()]);
            let outcome = self.cell(row, "outcome");
            let place = outcomes.iter().position(|code| code.name == outcome);
            place.into_iter().for_each(|place| counts[place] += 1);
        }
        let mut columns = vec![column("period", 12), texts("portal_unit", "site.unit", 40)];
        columns.extend(outcomes.iter().map(|code| Column {
            id: code.name.to_owned(),
            title: code.meaning().vi.clone(),
            weight: 12,
            number: true,
        }));
        let rows = units.into_iter().map(|((period, unit), counts)| {
            let numbers = counts.into_iter().map(shown::number);
            (unit.clone(), [in_words(&period), unit].into_iter().chain(numbers).collect())
        });
        table("by_unit", "beside_portal.by_unit", columns, rows)
    }

    fn differences(&self) -> Block {
        let columns = vec![
            column("period", 10),
            texts("portal_unit", "site.unit", 24),
            texts("id", "site.indicator", 26),
            numbers("on_portal", "beside_portal.on_portal"),
            numbers("ours", "beside_portal.ours"),
            numbers("points_difference", "beside_portal.points"),
            column("cause", 30),
        ];
        let figure = |row: &[Value], names: [&str; 3]| {
            let [above, below, points] = names.map(|name| self.cell(row, name));
            let counts = if above.is_empty() { String::new() } else { format!("{above}/{below}") };
            [counts, decimal(&points)]
                .into_iter()
                .filter(|one| !one.is_empty())
                .collect::<Vec<_>>()
                .join(" → ")
        };
        let rows = self.with("outcome", "different").take(MOST_ROWS).map(|row| {
            let id = self.cell(row, "id");
            let title = self.rules.indicator(&id).map_or(id.clone(), |one| one.title.vi.clone());
            let cells = vec![
                in_words(&self.cell(row, "period")),
                self.cell(row, "portal_unit"),
                title,
                figure(row, ["portal_numerator", "portal_denominator", "portal_points"]),
                figure(row, ["numerator", "denominator", "points"]),
                decimal(&self.cell(row, "points_difference")),
                self.cause(row),
            ];
            (id, cells)
        });
        table("differences", "beside_portal.differences", columns, rows)
    }

    fn cause(&self, row: &[Value]) -> String {
        let (name, told_by) = (self.cell(row, "cause"), self.cell(row, "told_by"));
        let code = codes::PORTAL_CAUSES.iter().find(|code| code.name == name);
        let words = code.map_or(name, |code| code.meaning().vi.clone());
        if told_by.is_empty() { words } else { format!("{words} ({told_by})") }
    }

    fn not_compared(&self) -> Block {
        let mut causes: BTreeMap<(String, String), u64> = BTreeMap::new();
        for row in self.with("outcome", "not_compared") {
            *causes.entry((self.cell(row, "portal_unit"), self.cause(row))).or_default() += 1;
        }
        let columns = vec![
            texts("portal_unit", "site.unit", 40),
            column("cause", 50),
            numbers("rows", "beside_portal.rows"),
        ];
        let rows = causes
            .into_iter()
            .map(|((unit, cause), rows)| (unit.clone(), vec![unit, cause, shown::number(rows)]));
        table("not_compared", "beside_portal.not_compared", columns, rows)
    }
}

fn said(key: &str) -> String {
    words::of(key).vi.clone()
}

/// A period as people read it; what is none stays as it is.
fn in_words(period: &str) -> String {
    let known: Option<Period> = period.parse().ok();
    known.map_or_else(|| period.to_owned(), |known| wording::capital(&wording::period(known).vi))
}

/// A decimal as it is read in Vietnamese.
fn decimal(text: &str) -> String {
    text.replace('.', ",")
}

/// A column of the table of the same name.
fn column(id: &str, weight: u32) -> Column {
    let known = schema::published::PORTAL.iter().find(|column| column.name == id);
    let title = known.map_or(id, |column| column.vi()).to_owned();
    Column { id: id.to_owned(), title, weight, number: false }
}

fn texts(id: &str, key: &str, weight: u32) -> Column {
    Column { id: id.to_owned(), title: said(key), weight, number: false }
}

fn numbers(id: &str, key: &str) -> Column {
    Column { id: id.to_owned(), title: said(key), weight: 18, number: true }
}

/// A table under its caption; one without rows says that there are none.
fn table(
    id: &str,
    caption: &str,
    columns: Vec<Column>,
    rows: impl Iterator<Item = (String, Vec<String>)>,
) -> Block {
    let rows: Vec<Row> = rows.map(|(id, cells)| Row { id, cells, strong: false }).collect();
    if rows.is_empty() {
        return Block::Paragraph(format!("{}: {}.", said(caption), said("beside_portal.none")));
    }
    Block::Table(Table { id: id.to_owned(), caption: said(caption), columns, rows })
}
