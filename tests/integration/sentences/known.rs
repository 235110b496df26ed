//! What may stand in the sentences of a chart: the cells of its table and counts of its rows, and the
//! figures of the unit or indicator that it is about, in the month shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{
    plain, unguarded,
    words::{is_digits, machine},
};
use crate::support::{Row, read_csv};

/// Published tables, by name.
pub struct Tables {
    of: BTreeMap<&'static str, Vec<Row>>,
    periods: BTreeSet<String>,
    pub hash: String,
    /// Of the month shown, how many units are ranked.
    lists: Vec<Row>,
    shown: String,
    authority: String,
    /// Units by the names of their files.
    files: BTreeMap<String, String>,
}

impl Tables {
    pub fn read(root: &Path) -> Self {
        let names = ["scorecard", "groups", "indicators", "targets", "flow"];
        let read = |name: &str| read_csv(&root.join(format!("tables/{name}.csv")));
        let of: BTreeMap<&str, Vec<Row>> = names.into_iter().map(|n| (n, read(n))).collect();
        let periods: BTreeSet<String> =
            of["scorecard"].iter().map(|row| row["period"].clone()).collect();
        let is_month = |period: &&String| period.len() == 7 && !period.contains(['Q', 'H']);
        let index = fs::read(root.join("site/data/index.json")).unwrap_or_default();
        let index: serde_json::Value = serde_json::from_slice(&index).unwrap_or_default();
        let units = index["units"].as_array().into_iter().flatten();
        let files = units.filter_map(|unit| {
            let file = unit["file"].as_str()?.strip_prefix("units/")?.strip_suffix(".json")?;
            Some((file.to_owned(), unit["unit_id"].as_str()?.to_owned()))
        });
        Self {
            lists: read_csv(&root.join("charts/ranked.csv")),
            files: files.collect(),
            shown: periods.iter().filter(is_month).max().cloned().unwrap_or_default(),
            authority: unguarded(&of["scorecard"][0]["unit_id"]).to_owned(),
            hash: of["indicators"][0].get("rule_set_hash").cloned().unwrap_or_default(),
            periods,
            of,
        }
    }
}

/// What a chart is about, by where it stands.
pub struct Subject {
    unit: Option<String>,
    indicator: Option<String>,
}

impl Subject {
    pub fn of(tables: &Tables, place: &Path) -> Self {
        let parts: Vec<&str> = place.iter().filter_map(|part| part.to_str()).collect();
        match parts[..] {
            ["charts", "units", file, _] => {
                let unit = tables.files.get(file).cloned().unwrap_or_else(|| file.to_owned());
                Self { unit: Some(unit), indicator: None }
            }
            ["charts", "indicators", id, _] => Self { unit: None, indicator: Some(id.to_owned()) },
            _ => Self { unit: Some(tables.authority.clone()), indicator: None },
        }
    }
}

/// What may stand in the sentences of a chart.
pub struct Known<'a> {
    rows: &'a [Row],
    numbers: BTreeSet<String>,
    /// The periods of the edition and of the chart.
    pub periods: BTreeSet<String>,
    /// Rows by the names they bear.
    names: BTreeMap<String, Vec<&'a Row>>,
}

impl<'a> Known<'a> {
    pub fn of(rows: &'a [Row], tables: &Tables, subject: &Subject) -> Self {
        let own = rows.iter().filter_map(|row| row.get("period").cloned());
        let periods = tables.periods.iter().cloned().chain(own).collect();
        let mut known = Self { rows, numbers: BTreeSet::new(), periods, names: BTreeMap::new() };
        // Counts of rows, and the control limits of a funnel plot.
        known.numbers.extend((0..=rows.len()).filter_map(|count| machine(&count.to_string())));
        known.numbers.extend(["95", "99.8"].into_iter().filter_map(machine));
        rows.iter().for_each(|row| known.add(row));
        known.add_names();
        known.add_changes();
        known.add_rate_of_all();
        for row in tables.of.values().flatten() {
            let unit = unguarded(&row["unit_id"]);
            let is_of_it = subject.unit.as_deref() == Some(unit)
                || subject.indicator.is_some()
                    && row.get("indicator_id") == subject.indicator.as_ref();
            if row["period"] == tables.shown && is_of_it {
                known.add(row);
            }
        }
        for row in tables.of["scorecard"].iter().filter(|row| row["period"] == tables.shown) {
            // How many points could be gained is the same for every ranked unit.
            let cells = ["comparable_available", "ranked_units"].map(|name| &row[name]);
            known.numbers.extend(cells.into_iter().filter_map(|cell| machine(cell)));
        }
        // How many units there are beside those that are ranked.
        let lists = tables.lists.iter().map(|row| &row["all_units"]);
        known.numbers.extend(lists.filter_map(|cell| machine(cell)));
        if let Some(indicator) = &subject.indicator {
            known.add_full_points(&tables.of["indicators"], indicator);
        }
        known
    }

    fn hundredths(&mut self, value: i128) {
        let value = value.abs();
        self.numbers.extend(machine(&format!("{}.{:02}", value / 100, value % 100)));
    }

    /// A share in per cent with two decimals and with one, each rounded once.
    fn share(&mut self, part: i128, whole: i128) {
        if whole > 0 {
            self.hundredths((2 * part * 10_000 + whole) / (2 * whole));
            self.hundredths((2 * part * 1_000 + whole) / (2 * whole) * 10);
        }
    }

    /// The cells of a row and what follows from them.
    fn add(&mut self, row: &Row) {
        self.numbers.extend(row.values().filter_map(|cell| machine(cell)));
        let of = |name: &str| row.get(name).and_then(|cell| hundredths(cell));
        if let (Some(part), Some(whole)) = (of("numerator"), of("denominator")) {
            self.share(part, whole);
        }
        if let Some(goal) = row.get("goal").and_then(|goal| goal.parse::<f64>().ok()) {
            self.hundredths((goal * 10_000.0).round() as i128);
        }
        // Mean and natural limits have four decimals, and are told with two, rounded half up.
        for line in ["mean", "lower_limit", "upper_limit"] {
            let cell = row.get(line).filter(|cell| cell.split('.').nth(1).map(str::len) == Some(4));
            let fine: Option<i128> = cell.and_then(|cell| cell.replace('.', "").parse().ok());
            fine.into_iter().for_each(|fine| self.hundredths((fine + 50).div_euclid(100)));
        }
        for most in ["max_points", "available_points"] {
            if let (Some(points), Some(most)) = (of("points"), of(most)) {
                self.hundredths(most - points);
            }
        }
        if let (Some(ended), Some(open)) = (of("ended_late"), of("closing_overdue")) {
            self.hundredths(ended + open);
        }
    }

    fn add_names(&mut self) {
        for row in self.rows {
            let naming = row.iter().filter(|(column, cell)| {
                let is_name = column.starts_with("label")
                    || column.ends_with("_vi")
                    || column.ends_with("_en");
                is_name && !cell.is_empty()
            });
            for (_, cell) in naming {
                self.names.entry(plain(unguarded(cell))).or_default().push(row);
            }
        }
    }

    /// The changes of every series since the period before and since the same month a year before.
    fn add_changes(&mut self) {
        let mut series: BTreeMap<&str, Vec<Option<i128>>> = BTreeMap::new();
        for row in self.rows {
            if let (Some(id), Some(value)) = (row.get("series_id"), row.get("value")) {
                series.entry(id).or_default().push(hundredths(value));
            }
        }
        for values in series.into_values() {
            for back in [1, 12] {
                let before = values.len().checked_sub(back + 1).and_then(|place| values[place]);
                if let (Some(before), Some(Some(now))) = (before, values.last()) {
                    self.hundredths(now - before);
                }
            }
        }
    }

    fn add_rate_of_all(&mut self) {
        let sum = |name: &str| -> i128 {
            let cells = self.rows.iter().filter_map(|row| hundredths(row.get(name)?));
            cells.sum()
        };
        self.share(sum("numerator"), sum("denominator"));
    }

    /// The shares from which an indicator gives full points, worked out from its points in every row.
    fn add_full_points(&mut self, indicators: &[Row], id: &str) {
        let names = ["numerator", "denominator", "points", "max_points"];
        let rows: Vec<[i128; 4]> = indicators
            .iter()
            .filter(|row| row["indicator_id"] == id)
            .map(|row| names.map(|name| hundredths(&row[name]).unwrap_or(-1)))
            .filter(|row| row[1] > 0 && row.iter().all(|cell| *cell >= 0))
            .collect();
        let gives = |share: i128| {
            rows.iter().all(|[met, all, points, most]| {
                let (reached, needed) = (met * 100, all * share);
                let (n, d) = (reached.min(needed) * most, needed);
                (2 * n + d).div_euclid(2 * d) == *points
            })
        };
        for share in (1..=100).filter(|share| gives(*share)) {
            self.hundredths(share * 100);
        }
    }

    /// A part of the decision, such as 2.1, stands before the name of its indicator.
    pub fn is_part_number(&self, word: &str, after: &str) -> bool {
        let is_part = word.split('.').count() == 2 && word.split('.').all(is_digits);
        let after = after.trim_start();
        is_part
            && (after.starts_with("xx")
                || self.names.keys().any(|name| after.starts_with(name.as_str())))
    }

    /// What should stand in place of a number; nothing where it is accounted for.
    pub fn denies(&self, before: &str, after: &str, value: &str) -> Option<String> {
        let has =
            |row: &&Row| row.values().filter_map(|cell| machine(cell)).any(|cell| cell == value);
        match self.row_named_before(before, after) {
            Some((name, rows)) => (!rows.iter().any(has)).then(|| format!("a figure of “{name}”")),
            None => (!self.numbers.contains(value)).then(|| "a figure of its table".to_owned()),
        }
    }

    /// The rows whose name stands right before a number: `NAME: 1` or, in brackets, `NAME 1;`.
    fn row_named_before(&self, before: &str, after: &str) -> Option<(&str, &Vec<&'a Row>)> {
        let listed = after.trim_start_matches('%').starts_with([';', ')']);
        let end = match before.strip_suffix(": ") {
            Some(end) => end,
            None => before.strip_suffix(' ').filter(|_| listed)?,
        };
        let named = self.names.iter().filter(|(name, _)| {
            let first = end.strip_suffix(name.as_str());
            first.is_some_and(|first| first.is_empty() || first.ends_with(['(', ' ']))
        });
        named.max_by_key(|(name, _)| name.len()).map(|(name, rows)| (name.as_str(), rows))
    }
}

/// A number with at most two decimals, in hundredths.
fn hundredths(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !is_digits(whole) || part.len() > 2 || !(part.is_empty() || is_digits(part)) {
        return None;
    }
    let units: i128 = format!("{whole}{part:0<2}").parse().ok()?;
    Some(sign * units)
}
