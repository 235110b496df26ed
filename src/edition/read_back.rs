//! Published tables read back as they stand in their CSV: figures by period, unit and indicator, and
//! ranks by period and unit. Cells stay text, so that two editions are compared as published.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use super::table_csv;
use crate::{
    domain::{
        cell::Status,
        digest::sha256,
        period::{Period, PeriodKind},
    },
    schema::{Table, Value, encode::text, guard::unguarded},
};

/// Period, unit and indicator.
pub type Key = [String; 3];

/// Numerator, denominator, points and status as the table writes them.
pub type Figure = [String; 4];

/// Rank and score, empty where there is none.
pub type Standing = [String; 2];

/// The order of publication: months first, then by time. What is no period comes last.
pub fn order(period: &str) -> (bool, Option<(PeriodKind, Period)>) {
    let period: Option<Period> = period.parse().ok();
    (period.is_none(), period.map(|period| (period.kind, period)))
}

const KEY: [&str; 3] = ["period", "unit_id", "indicator_id"];
const FIGURE: [&str; 4] = ["numerator", "denominator", "points", "status"];

/// The figures of a table of indicators that is not written yet, as its CSV would hold them.
pub fn figures(indicators: &Table) -> BTreeMap<Key, Figure> {
    rows_of(indicators, KEY, FIGURE)
}

/// Some columns of a table that is not written yet, as its CSV would hold them.
pub fn rows_of<const K: usize, const V: usize>(
    table: &Table,
    key: [&str; K],
    value: [&str; V],
) -> BTreeMap<[String; K], [String; V]> {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let (key, value) = (key.map(place), value.map(place));
    let cell = |row: &[Value], place: Option<usize>| {
        place.and_then(|place| row.get(place)).map_or_else(String::new, text)
    };
    let rows = table.rows.iter().map(|row| {
        let key = key.map(|place| unguarded(&cell(row, place)).to_owned());
        (key, value.map(|place| cell(row, place)))
    });
    rows.collect()
}

/// The figures of an edition.
pub fn figures_of(edition: &Path) -> io::Result<BTreeMap<Key, Figure>> {
    Ok(figures_in(&table_csv::read(edition, "tables/indicators")?))
}

/// The figures of a table of indicators as CSV.
pub fn figures_in(csv: &[u8]) -> BTreeMap<Key, Figure> {
    rows(csv, KEY, FIGURE)
}

/// A hash of the figures of each period.
pub fn digests(figures: &BTreeMap<Key, Figure>) -> BTreeMap<String, String> {
    let mut lines: BTreeMap<&String, String> = BTreeMap::new();
    for ([period, unit, indicator], figure) in figures {
        let line = format!("{unit}\t{indicator}\t{}\n", figure.join("\t"));
        lines.entry(period).or_default().push_str(&line);
    }
    lines.into_iter().map(|(period, text)| (period.clone(), sha256(text.as_bytes()))).collect()
}

/// The ranks of an edition, by period and unit.
pub fn standings_of(edition: &Path) -> io::Result<BTreeMap<[String; 2], Standing>> {
    let csv = table_csv::read(edition, "tables/scorecard")?;
    Ok(rows(&csv, ["period", "unit_id"], ["rank", "score"]))
}

/// A figure that a public edition withheld: table, period, unit, and what it is of.
pub type Withheld = [String; 4];

/// The figures that a public edition withheld; a table that is not there withholds nothing, since
/// nobody has it.
pub fn withheld_of(edition: &Path) -> BTreeSet<Withheld> {
    let tables =
        [("indicators", "indicator_id"), ("targets", "target_id"), ("databases", "database_id")];
    let mut found = BTreeSet::new();
    for (table, id) in tables {
        let csv = table_csv::read(edition, &format!("tables/{table}")).unwrap_or_default();
        let rows = rows(&csv, ["period", "unit_id", id], ["status"]).into_iter();
        let withheld = rows.filter(|(_, [status])| status == Status::Suppressed.as_str());
        found.extend(withheld.map(|([period, unit, id], _)| [table.to_owned(), period, unit, id]));
    }
    found
}

/// Some columns of a published table, by the columns that tell its rows apart.
pub fn rows<const K: usize, const V: usize>(
    csv: &[u8],
    key: [&str; K],
    value: [&str; V],
) -> BTreeMap<[String; K], [String; V]> {
    let mut reader = csv::Reader::from_reader(csv);
    let Ok(header) = reader.headers().cloned() else { return BTreeMap::new() };
    let place = |name: &str| header.iter().position(|known| known == name).unwrap_or(usize::MAX);
    let (key, value) = (key.map(place), value.map(place));
    let cell =
        |record: &csv::StringRecord, place: usize| record.get(place).unwrap_or("").to_owned();
    reader
        .records()
        .flatten()
        .map(|record| {
            let key = key.map(|place| unguarded(&cell(&record, place)).to_owned());
            (key, value.map(|place| cell(&record, place)))
        })
        .collect()
}
