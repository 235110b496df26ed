//! What may stand in the sentences of a chart: the cells of its table and their counts, names, periods
//! and hashes. What follows from the table as a whole is in `derived`, and what the published tables
//! say of the chart's subject in `subject`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::{
    domain::period::Period,
    edition::{
        charts::{MOST_PANELS, MOST_TOLD, clean},
        parity::{
            csv::{Grid, unguarded},
            edition::Edition,
            number::{Decimal, has_digit},
        },
    },
};

/// Control limits in per cent, which belong to the method of a funnel plot.
const LIMITS: [Decimal; 2] = [Decimal::whole(95), Decimal::new(998, 1)];

/// What may stand in the sentences of a chart.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) numbers: HashSet<(i128, u8)>,
    /// Names that hold a digit, the longest first.
    pub(super) names: Vec<String>,
    /// Rows by the names they bear.
    pub(super) rows: BTreeMap<String, Vec<usize>>,
    /// Months as `2026-08`, and years.
    pub(super) periods: BTreeSet<String>,
    pub(super) hashes: BTreeSet<String>,
}

impl Known {
    /// What may be said of a chart.
    pub fn of(edition: &Edition<'_>, grid: &Grid) -> Self {
        let mut known = Self::default();
        known.add_cells(grid);
        known.add_counts(grid);
        known.add_changes(grid);
        known.add_rates(grid);
        known.add_reached(grid);
        known.add_tables(edition, &grid.path);
        let names: BTreeSet<&str> = edition
            .grid("tables/scorecard")
            .into_iter()
            .flat_map(|scorecard| scorecard.every("unit_name"))
            .map(unguarded)
            .collect();
        known.names.extend(names.into_iter().filter(|name| has_digit(name)).map(clean));
        let hashes = edition
            .grid("tables/indicators")
            .into_iter()
            .flat_map(|table| table.every("rule_set_hash"));
        known.hashes = hashes.take(1).map(str::to_owned).collect();
        known.names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        known.names.dedup();
        known.periods.extend(edition.periods.iter().cloned());
        // The month from which data is complete may be one after the month shown.
        let scorecard = edition.grid("tables/scorecard");
        let is_incomplete =
            scorecard.is_some_and(|table| table.every("coverage").any(|c| c == "incomplete"));
        let shown = edition.shown.parse::<Period>().ok().filter(|_| is_incomplete);
        let later = shown.into_iter().flat_map(|shown| (1..=36).map(move |by| shown.shifted(by)));
        known.periods.extend(later.map(|month| month.to_string()));
        known
    }

    pub(super) fn number(&mut self, number: Decimal) {
        self.numbers.insert(normal(number.abs()));
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(Decimal::whole(count as i128));
        if count > MOST_TOLD {
            self.number(Decimal::whole((count - MOST_TOLD) as i128));
        }
    }

    fn add_cells(&mut self, grid: &Grid) {
        let naming = |column: &str| {
            column.starts_with("label") || column.ends_with("_vi") || column.ends_with("_en")
        };
        for row in 0..grid.rows.len() {
            for (place, column) in grid.columns.iter().enumerate() {
                let cell = grid.cell(row, place);
                if cell.is_empty() {
                    continue;
                }
                if column == "period" {
                    self.periods.insert(cell.to_owned());
                } else if let Some(number) = Decimal::machine(cell) {
                    self.number(number);
                } else {
                    let name = clean(unguarded(cell));
                    if has_digit(&name) {
                        self.names.push(name.clone());
                    }
                    if naming(column) {
                        self.rows.entry(name).or_default().push(row);
                    }
                }
            }
        }
    }

    /// Rows in all, with and without a value, and different names; the same for every name.
    fn add_counts(&mut self, grid: &Grid) {
        self.count(grid.rows.len());
        for column in 0..grid.columns.len() {
            let filled = (0..grid.rows.len()).filter(|row| !grid.cell(*row, column).is_empty());
            let filled = filled.count();
            self.count(filled);
            self.count(grid.rows.len() - filled);
        }
        for naming in &grid.key {
            let mut of_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for row in 0..grid.rows.len() {
                of_name.entry(grid.cell(row, *naming)).or_default().push(row);
            }
            self.count(of_name.len());
            // A series that all panels are compared with is not one of them.
            self.count(of_name.len().saturating_sub(1));
            // Panels beyond the last that is drawn are counted in its stead.
            self.count(of_name.len().saturating_sub(MOST_PANELS));
            self.count(of_name.len().saturating_sub(MOST_PANELS + 1));
            for rows in of_name.values() {
                for column in 0..grid.columns.len() {
                    let filled =
                        rows.iter().filter(|row| !grid.cell(**row, column).is_empty()).count();
                    self.count(rows.len() - filled);
                }
            }
        }
    }

    pub(super) fn has(&self, value: Decimal) -> bool {
        self.numbers.contains(&normal(value.abs())) || LIMITS.contains(&value)
    }
}

/// A value without the decimals that are zero.
fn normal(value: Decimal) -> (i128, u8) {
    let places = (0..value.places()).find(|places| value.in_units_of(*places).is_some());
    let places = places.unwrap_or(value.places());
    (value.in_units_of(places).unwrap_or_default(), places)
}
