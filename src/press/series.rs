//! One series over all history: each period as its newest final publication has it, and where it was not
//! published as final yet, as the newest that has it. Editions before this one are read as they were published,
//! so that a series says nothing that was not public, and everything that was. Periods that roll on stand here
//! alone: those that are not counted now are taken over from the series of before.

use std::{
    array,
    collections::{BTreeMap, HashMap},
    path::Path,
};

use super::{
    index::Index,
    known::{HistoryFault, Known},
    rolling::Before,
};
use crate::{
    domain::{
        number::Decimal,
        period::{Period, PeriodKind},
        time::{Day, LocalTime},
    },
    edition::{read_back, table_csv},
    schema::{
        Column, Table, Type, Value, encode,
        guard::unguarded,
        published,
        series::{self, PERIOD_END, PUBLISHED_AT},
        tables,
    },
};

/// The published tables that have a series, and the columns of it.
const SERIES: [(&str, &str, &[Column]); 5] = [
    ("indicators", "series_indicators", series::INDICATORS),
    ("groups", "series_groups", series::GROUPS),
    ("scorecard", "series_scorecard", series::SCORECARD),
    ("flow", "series_flow", series::FLOW),
    ("targets", "series_targets", series::TARGETS),
];

const DIM_PERIOD: &str = "dim_period";
const REVISIONS: &str = "revisions";

/// What an edition adds to what was published before it.
pub struct Published<'a> {
    pub reports: &'a Path,
    pub index: &'a Index,
    /// The folder of the view within an edition: empty, or that of the public one.
    pub part: &'a str,
    pub edition: &'a str,
    pub stamp: &'a [Value],
    pub published_at: LocalTime,
    /// The tables of this edition, without their stamp.
    pub tables: &'a [Table],
    /// The same tables of the periods that roll on which were counted for it.
    pub rolling: &'a [Table],
    /// The periods of both, and whether they are provisional.
    pub periods: Vec<(Period, bool)>,
}

/// Where a period stands.
enum Place<'a> {
    Here,
    There(&'a Known),
    /// In the series of before, with its row in the table of periods.
    Before(Vec<Value>),
}

/// Every period in the order of publication: where it stands, and whether it is provisional there.
type Places<'a> = BTreeMap<(PeriodKind, Period), (Place<'a>, bool)>;

impl Published<'_> {
    /// The tables of the series.
    pub fn series(&self) -> Result<Vec<Table>, HistoryFault> {
        let before = Before::of(self.reports, self.index, self.part);
        let places = self.places(before.as_ref());
        let mut all = Vec::new();
        for (name, series, columns) in SERIES {
            let Some(meaning) = tables::of_edition(name) else { continue };
            let mut rows =
                self.rows(name, meaning.columns, meaning.empty, &places, before.as_ref())?;
            compare(&mut rows, columns);
            all.push(Table { name: series, columns, rows });
        }
        all.push(self.revisions(before.as_ref())?);
        all.push(self.dim_period(&places));
        Ok(all)
    }

    /// Where each period that was ever published stands, in the order of publication.
    fn places(&self, before: Option<&Before<'_>>) -> Places<'_> {
        let mut places = BTreeMap::new();
        let rows = before.and_then(|before| before.csv(DIM_PERIOD)).unwrap_or_default();
        for (period, rows) in by_period(read(&rows, series::DIM_PERIOD, &[], Period::is_rolling)) {
            for row in rows {
                let provisional = row.contains(&Value::Bool(true));
                places.insert(key(period), (Place::Before(row), provisional));
            }
        }
        for (key, (known, provisional)) in self.index.newest_beside(self.edition) {
            places.insert(key, (Place::There(known), provisional));
        }
        for (period, provisional) in &self.periods {
            let is_final = places.get(&key(*period)).is_some_and(|(_, provisional)| !provisional);
            if !provisional || !is_final || period.is_rolling() {
                places.insert(key(*period), (Place::Here, *provisional));
            }
        }
        places
    }

    /// The rows of one table, period by period, each with what its columns end with; comparisons are left out.
    fn rows(
        &self,
        name: &str,
        columns: &[Column],
        empty: &[&str],
        places: &Places<'_>,
        before: Option<&Before<'_>>,
    ) -> Result<Vec<Vec<Value>>, HistoryFault> {
        let mut editions: BTreeMap<&str, ByPeriod> = BTreeMap::new();
        for (place, _) in places.values() {
            let Place::There(known) = place else { continue };
            if !editions.contains_key(known.edition.as_str()) {
                let is_there = |period| match places.get(&key(period)) {
                    Some((Place::There(other), _)) => other.edition == known.edition,
                    _ => false,
                };
                editions.insert(
                    &known.edition,
                    by_period(read(&self.table(known, name)?, columns, empty, is_there)),
                );
            }
        }
        let taken_over = before.and_then(|before| before.csv(name)).unwrap_or_default();
        let whole = [columns, &[PERIOD_END, PUBLISHED_AT]].concat();
        let is_before = |period| matches!(places.get(&key(period)), Some((Place::Before(_), _)));
        let taken_over = by_period(read(&taken_over, &whole, empty, is_before));
        let of_table = |tables: &[Table]| -> Vec<Vec<Value>> {
            let own = tables.iter().find(|table| table.name == name);
            own.map(|table| table.rows.clone()).unwrap_or_default()
        };
        let own = by_period([of_table(self.tables), of_table(self.rolling)].concat());
        let mut all = Vec::new();
        for ((_, period), (place, _)) in places {
            let of = |known: Option<&ByPeriod>| known.and_then(|known| known.get(period)).cloned();
            let (rows, stamp, at) = match place {
                Place::Here => {
                    (of(Some(&own)), self.stamp.to_vec(), Value::Time(self.published_at))
                }
                Place::There(known) => {
                    let rows = of(editions.get(known.edition.as_str()));
                    (rows, known.stamp().to_vec(), known.published())
                }
                Place::Before(_) => {
                    all.extend(of(Some(&taken_over)).unwrap_or_default());
                    continue;
                }
            };
            for mut row in rows.unwrap_or_default() {
                row.truncate(columns.len() - published::STAMP.len());
                row.extend(stamp.iter().cloned());
                row.extend([Value::Date(period.end().last_day()), at.clone()]);
                all.push(row);
            }
        }
        Ok(all)
    }

    /// A table of an edition as CSV.
    fn table(&self, known: &Known, name: &str) -> Result<Vec<u8>, HistoryFault> {
        let folder = self.reports.join(&known.edition).join(self.part);
        let table = format!("tables/{name}");
        // An edition without a public part, or one of before there was this table, has none.
        table_csv::read_if_there(&folder, &table).map_err(|error| HistoryFault {
            path: table_csv::place(&folder, &table),
            what: error.to_string(),
        })
    }

    /// Every value that a cell ever had: what the series of before has, and what was published since. Editions
    /// that were removed meanwhile are there, too, and those of years ago need not be read again.
    fn revisions(&self, before: Option<&Before<'_>>) -> Result<Table, HistoryFault> {
        let taken_over = before.and_then(|before| Some((before.csv(REVISIONS)?, before.known)));
        let (mut rows, since) = match taken_over {
            None => (Vec::new(), 0),
            Some((csv, known)) => {
                let place = self.index.editions.iter().position(|other| other == known);
                (read(&csv, series::REVISIONS, &[], |_| true), place.map_or(0, |place| place + 1))
            }
        };
        let withdrawn = |row: &[Value]| {
            let mut all = self.index.editions.iter();
            all.any(|known| known.withdrawn && row.contains(&known.stamp()[0]))
        };
        for row in &mut rows {
            let flag = Value::Bool(withdrawn(row));
            row.last_mut().into_iter().for_each(|cell| *cell = flag.clone());
        }
        let mut last: BTreeMap<read_back::Key, read_back::Figure> = rows
            .iter()
            .map(|row| {
                let [period, unit, indicator, figure @ ..] =
                    array::from_fn::<_, 7, _>(|place| plain(&row[place]));
                ([period, unit, indicator], figure)
            })
            .collect();
        let mut add = |figures: BTreeMap<read_back::Key, read_back::Figure>,
                       stamp: &[Value],
                       at: Value,
                       withdrawn: bool| {
            for (key, figure) in figures {
                if last.get(&key) == Some(&figure) {
                    continue;
                }
                let [period, unit, indicator] = &key;
                let mut row: Vec<Value> =
                    [period, unit, indicator].map(|text| text.clone().into()).into();
                let [numerator, denominator, points, status] = &figure;
                row.extend([
                    numerator.parse::<i64>().ok().into(),
                    denominator.parse::<i64>().ok().into(),
                    Decimal::parse(points, 2).into(),
                    status.clone().into(),
                ]);
                row.extend(stamp.iter().cloned());
                row.extend([at.clone(), withdrawn.into()]);
                rows.push(row);
                last.insert(key, figure);
            }
        };
        let published = self.index.editions.iter().skip(since);
        for known in published.filter(|known| known.edition != self.edition) {
            if known.has(self.part) {
                let figures = known.figures(self.reports, self.part)?;
                add(figures, &known.stamp(), known.published(), known.withdrawn);
            }
        }
        let own = self.tables.iter().find(|table| table.name == "indicators");
        let figures = own.map(read_back::figures).unwrap_or_default();
        add(figures, self.stamp, Value::Time(self.published_at), false);
        Ok(Table { name: "series_revisions", columns: series::REVISIONS, rows })
    }

    fn dim_period(&self, places: &Places<'_>) -> Table {
        let rows = places.iter().map(|((kind, period), (place, provisional))| {
            let stamp = match place {
                Place::Here => self.stamp.to_vec(),
                Place::There(known) => known.stamp().to_vec(),
                Place::Before(row) => return row.clone(),
            };
            let mut row: Vec<Value> = vec![
                period.to_string().into(),
                kind.as_str().into(),
                period.first_day().into(),
                period.end().last_day().into(),
                (*provisional).into(),
            ];
            row.extend(stamp);
            row
        });
        Table { name: DIM_PERIOD, columns: series::DIM_PERIOD, rows: rows.collect() }
    }
}

/// A cell as it stands in a CSV, as figures are read back.
fn plain(value: &Value) -> String {
    unguarded(&encode::text(value)).to_owned()
}

/// The rows of a table, period by period.
type ByPeriod = BTreeMap<Period, Vec<Vec<Value>>>;

fn by_period(rows: Vec<Vec<Value>>) -> ByPeriod {
    let mut found = ByPeriod::new();
    for row in rows {
        if let Some(period) = of_row(&row) {
            found.entry(period).or_default().push(row);
        }
    }
    found
}

/// The period of a row, which stands first.
fn of_row(row: &[Value]) -> Option<Period> {
    match row.first() {
        Some(Value::Text(text)) => Period::of_series(text),
        _ => None,
    }
}

/// In the order of publication.
fn key(period: Period) -> (PeriodKind, Period) {
    (period.kind, period)
}

/// The rows of some periods of a CSV that was published; a column that it does not have is missing.
fn read(
    csv: &[u8],
    columns: &[Column],
    empty: &[&str],
    is_wanted: impl Fn(Period) -> bool,
) -> Vec<Vec<Value>> {
    let mut reader = csv::Reader::from_reader(csv);
    let header = reader.headers().cloned().unwrap_or_default();
    let place = |column: &Column| header.iter().position(|known| known == column.name);
    let places: Vec<Option<usize>> = columns.iter().map(place).collect();
    let row = |record: csv::StringRecord| {
        let cell = |place: &Option<usize>| place.and_then(|place| record.get(place)).unwrap_or("");
        let cells = columns.iter().zip(&places);
        cells.map(|(column, at)| value(column, cell(at), empty.contains(&column.name))).collect()
    };
    let is_wanted = |record: &csv::StringRecord| {
        record.get(0).and_then(Period::of_series).is_some_and(&is_wanted)
    };
    reader.records().flatten().filter(is_wanted).map(row).collect()
}

/// A cell of a published CSV as the value that it was made from.
fn value(column: &Column, cell: &str, is_empty_a_value: bool) -> Value {
    match column.kind {
        Type::Text | Type::Code(_) if cell.is_empty() && !is_empty_a_value => Value::Null,
        Type::Text | Type::Code(_) => unguarded(cell).into(),
        Type::Bool => cell.parse::<bool>().ok().into(),
        Type::Int => cell.parse::<i64>().ok().into(),
        Type::Decimal(places) => Decimal::parse(cell, places).into(),
        Type::Date => cell.parse().ok().map(Day::from_date).into(),
        Type::Time => LocalTime::parse_written(cell).map_or(Value::Null, Value::Time),
    }
}

/// Puts the points of the period before and of the same period of last year into the rows of a table that
/// has points.
fn compare(rows: &mut [Vec<Value>], columns: &[Column]) {
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let (Some(points), Some(previous)) = (place("points"), place("points_previous")) else {
        return;
    };
    let keys: Vec<usize> = ["unit_id", "indicator_id", "group_id", "block_id"]
        .iter()
        .filter_map(|name| place(name))
        .collect();
    let key_of = |period: String, row: &[Value]| -> Vec<Value> {
        std::iter::once(period.into()).chain(keys.iter().map(|at| row[*at].clone())).collect()
    };
    let known: HashMap<String, Value> = rows
        .iter()
        .filter_map(|row| {
            Some((format!("{:?}", key_of(of_row(row)?.to_string(), row)), row[points].clone()))
        })
        .collect();
    for row in rows {
        let of = of_row(row).map(|period| {
            let before = period.shifted(-1);
            let last_year = period.shifted(-(period.kind.per_year() as i32));
            [before, last_year].map(|other| {
                let key = format!("{:?}", key_of(other.to_string(), row));
                known.get(&key).cloned().unwrap_or(Value::Null)
            })
        });
        let end = row.len() - 1;
        debug_assert_eq!(end, previous, "the two stand before the time of publication");
        let compared = of.unwrap_or([Value::Null, Value::Null]);
        row.splice(end..end, compared);
    }
}
