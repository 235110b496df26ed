//! One series over all history: each period as its newest final publication has it, and where it was not
//! published as final yet, as the newest that has it. Editions before this one are read as they were published,
//! so that a series says nothing that was not public, and everything that was.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use super::{
    editions::revision_of,
    index::Index,
    known::{HistoryFault, Known},
};
use crate::{
    domain::{
        number::Decimal,
        period::{Period, PeriodKind},
        time::{Day, LocalTime},
    },
    edition::read_back,
    schema::{Column, Table, Type, Value, guard::unguarded, published, series, tables},
};

/// The published tables that have a series, and the columns of it.
const SERIES: [(&str, &str, &[Column]); 5] = [
    ("indicators", "series_indicators", series::INDICATORS),
    ("groups", "series_groups", series::GROUPS),
    ("scorecard", "series_scorecard", series::SCORECARD),
    ("flow", "series_flow", series::FLOW),
    ("targets", "series_targets", series::TARGETS),
];

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
    /// Its periods, and whether they are provisional.
    pub periods: Vec<(Period, bool)>,
}

/// Where a period stands.
enum Place<'a> {
    Here,
    There(&'a Known),
}

/// Every period in the order of publication: where it stands, and whether it is provisional there.
type Places<'a> = BTreeMap<(PeriodKind, Period), (Place<'a>, bool)>;

impl Published<'_> {
    /// The tables of the series.
    pub fn series(&self) -> Result<Vec<Table>, HistoryFault> {
        let places = self.places();
        let mut all = Vec::new();
        for (name, series, columns) in SERIES {
            let Some(meaning) = tables::of_edition(name) else { continue };
            let mut rows = self.rows(name, meaning.columns, meaning.empty, &places)?;
            compare(&mut rows, columns);
            all.push(Table { name: series, columns, rows });
        }
        all.push(self.revisions()?);
        all.push(self.dim_period(&places));
        Ok(all)
    }

    /// Where each period that was ever published stands, in the order of publication.
    fn places(&self) -> Places<'_> {
        let mut places = BTreeMap::new();
        let others = || self.index.standing().filter(|known| known.edition != self.edition);
        for known in others() {
            for held in &known.periods {
                let Ok(period) = held.period.parse::<Period>() else { continue };
                let entry = places.entry((period.kind, period));
                // The newest comes first; only what is final replaces what is not.
                let place = entry.or_insert((Place::There(known), held.provisional));
                if place.1 && !held.provisional {
                    *place = (Place::There(known), false);
                }
            }
        }
        for (period, provisional) in &self.periods {
            let is_final =
                places.get(&(period.kind, *period)).is_some_and(|(_, provisional)| !provisional);
            if !provisional || !is_final {
                places.insert((period.kind, *period), (Place::Here, *provisional));
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
    ) -> Result<Vec<Vec<Value>>, HistoryFault> {
        let mut of_edition: BTreeMap<&str, BTreeMap<String, Vec<Vec<Value>>>> = BTreeMap::new();
        let mut wanted: BTreeMap<&str, (&Known, BTreeSet<String>)> = BTreeMap::new();
        for ((_, period), (place, _)) in places {
            if let Place::There(known) = place {
                let (_, periods) =
                    wanted.entry(&known.edition).or_insert_with(|| (known, BTreeSet::new()));
                periods.insert(period.to_string());
            }
        }
        for (edition, (known, periods)) in wanted {
            let read = self.read(known, &periods, name, columns, empty)?;
            of_edition.insert(edition, read);
        }
        let own = self.tables.iter().find(|table| table.name == name);
        let mut all = Vec::new();
        for ((_, period), (place, _)) in places {
            let text = Value::from(period.to_string());
            let (rows, stamp, at) = match place {
                Place::Here => {
                    let rows = own.into_iter().flat_map(|table| &table.rows);
                    let rows: Vec<&Vec<Value>> = rows.filter(|row| row[0] == text).collect();
                    (rows, self.stamp.to_vec(), Value::Time(self.published_at))
                }
                Place::There(known) => {
                    let found = of_edition.get(known.edition.as_str());
                    let rows = found.and_then(|by_period| by_period.get(&period.to_string()));
                    let rows = rows.into_iter().flatten().collect();
                    (rows, stamp_of(known), published_at(known))
                }
            };
            for row in rows {
                let mut row = row.clone();
                row.truncate(columns.len() - published::STAMP.len());
                row.extend(stamp.iter().cloned());
                row.extend([Value::Date(period.end().last_day()), at.clone()]);
                all.push(row);
            }
        }
        Ok(all)
    }

    /// Some periods of a table of an edition, from its CSV; what an older edition does not have is missing.
    fn read(
        &self,
        known: &Known,
        periods: &BTreeSet<String>,
        name: &str,
        columns: &[Column],
        empty: &[&str],
    ) -> Result<BTreeMap<String, Vec<Vec<Value>>>, HistoryFault> {
        let folder = self.reports.join(&known.edition).join(self.part);
        let path = folder.join(format!("tables/{name}.csv"));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            // An edition without a public part, or one of before there was this table.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(BTreeMap::new());
            }
            Err(error) => return Err(HistoryFault { path, what: error.to_string() }),
        };
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let header = reader.headers().cloned().unwrap_or_default();
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| header.iter().position(|known| known == column.name))
            .collect();
        let mut found: BTreeMap<String, Vec<Vec<Value>>> = BTreeMap::new();
        let is_wanted = |record: &csv::StringRecord| {
            record.get(0).is_some_and(|period| periods.contains(period))
        };
        for record in reader.records().flatten().filter(is_wanted) {
            let cell = |place: &Option<usize>| place.and_then(|place| record.get(place));
            let row: Vec<Value> = columns
                .iter()
                .zip(&places)
                .map(|(column, place)| {
                    value(column, cell(place).unwrap_or(""), empty.contains(&column.name))
                })
                .collect();
            let period = record.get(0).unwrap_or("").to_owned();
            found.entry(period).or_default().push(row);
        }
        Ok(found)
    }

    /// Every value that a cell ever had.
    fn revisions(&self) -> Result<Table, HistoryFault> {
        let mut rows = Vec::new();
        let mut last: BTreeMap<read_back::Key, read_back::Figure> = BTreeMap::new();
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
        for known in self.index.editions.iter().filter(|known| known.edition != self.edition) {
            if known.has(self.part) {
                let figures = known.figures(self.reports, self.part)?;
                add(figures, &stamp_of(known), published_at(known), known.withdrawn);
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
                Place::There(known) => stamp_of(known),
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
        Table { name: "dim_period", columns: series::DIM_PERIOD, rows: rows.collect() }
    }
}

/// What the rows of an edition say of it.
fn stamp_of(known: &Known) -> Vec<Value> {
    let (span, revision, _) = revision_of(&known.edition).unwrap_or((&known.edition, 0, ""));
    let cut_off = LocalTime::parse_written(&known.cut_off);
    vec![
        format!("{span}.r{revision}").into(),
        u64::from(revision).into(),
        cut_off.map_or(Value::Null, Value::Time),
    ]
}

fn published_at(known: &Known) -> Value {
    let at = known.published_at.as_deref().and_then(LocalTime::parse_written);
    at.map_or(Value::Null, Value::Time)
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
    let key = |period: String, row: &[Value]| -> Vec<Value> {
        std::iter::once(period.into()).chain(keys.iter().map(|at| row[*at].clone())).collect()
    };
    let period = |row: &[Value]| match &row[0] {
        Value::Text(text) => text.parse::<Period>().ok(),
        _ => None,
    };
    let known: HashMap<String, Value> = rows
        .iter()
        .filter_map(|row| {
            Some((format!("{:?}", key(period(row)?.to_string(), row)), row[points].clone()))
        })
        .collect();
    for row in rows {
        let of = period(row).map(|period| {
            let before = period.shifted(-1);
            let last_year = period.shifted(-(period.kind.per_year() as i32));
            [before, last_year].map(|other| {
                let key = format!("{:?}", key(other.to_string(), row));
                known.get(&key).cloned().unwrap_or(Value::Null)
            })
        });
        let end = row.len() - 1;
        debug_assert_eq!(end, previous, "the two stand before the time of publication");
        let compared = of.unwrap_or([Value::Null, Value::Null]);
        row.splice(end..end, compared);
    }
}
