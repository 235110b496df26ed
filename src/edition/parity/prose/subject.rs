//! The unit or indicator that a chart is about, and what the published tables say of it in the month
//! shown: its figures, their shares, and from which share on an indicator gives full points.

use super::known::Known;
use crate::edition::parity::{
    csv::{Grid, unguarded},
    edition::Edition,
    number::Decimal,
};

/// The unit or indicator a chart is about, by where it stands.
#[derive(Debug, Default)]
pub struct Subject {
    pub unit: Option<String>,
    pub indicator: Option<String>,
}

impl Subject {
    pub fn of(edition: &Edition<'_>, path: &str) -> Self {
        let folders: Vec<&str> = path.split('/').collect();
        match folders.as_slice() {
            ["charts", "units", unit, _] => {
                Self { unit: edition.unit_of_file(unit), indicator: None }
            }
            ["charts", "indicators", indicator, _] => {
                Self { unit: None, indicator: Some((*indicator).to_owned()) }
            }
            _ => Self { unit: Some(edition.authority.clone()), indicator: None },
        }
    }
}

impl Known {
    /// The figures of what the chart is about, in the month shown.
    pub(super) fn add_tables(&mut self, edition: &Edition<'_>, path: &str) {
        let subject = Subject::of(edition, path);
        if let Some(indicator) = &subject.indicator {
            self.add_full_points(edition, indicator);
        }
        for name in ["scorecard", "groups", "indicators", "targets", "flow"] {
            let Some(table) = edition.grid(&format!("tables/{name}")) else { continue };
            let (Some(period), Some(unit)) = (table.column("period"), table.column("unit_id"))
            else {
                continue;
            };
            let indicator = table.column("indicator_id");
            for row in 0..table.rows.len() {
                let is_shown = table.cell(row, period) == edition.shown;
                // Of a chart whose unit is not known, every unit may be meant.
                let of_unit = match (&subject.unit, &subject.indicator) {
                    (None, None) => true,
                    (known, _) => known.as_deref() == Some(unguarded(table.cell(row, unit))),
                };
                let of_indicator = indicator.is_some_and(|place| {
                    subject.indicator.as_deref() == Some(table.cell(row, place))
                });
                if is_shown && (of_unit || of_indicator) {
                    self.add_row(table, row);
                }
            }
        }
        if let Some(scorecard) = edition.grid("tables/scorecard") {
            // How many points could be gained is the same for every ranked unit.
            let shown = (0..scorecard.rows.len())
                .filter(|row| scorecard.named(*row, "period") == edition.shown);
            let available: Vec<Decimal> = shown
                .flat_map(|row| {
                    ["comparable_available", "ranked_units"].map(|name| scorecard.named(row, name))
                })
                .filter_map(Decimal::machine)
                .collect();
            available.into_iter().for_each(|number| self.number(number));
        }
    }

    fn add_row(&mut self, table: &Grid, row: usize) {
        let number = |column: &str| Decimal::machine(table.named(row, column));
        for column in 0..table.columns.len() {
            let Some(value) = Decimal::machine(table.cell(row, column)) else { continue };
            self.number(value);
            if ["ratio", "goal"].contains(&table.columns[column].as_str())
                && let Some(percent) = value.times(100)
            {
                self.number(percent.rounded(2));
                self.number(percent.rounded(1));
            }
        }
        for most in ["max_points", "available_points"].map(number) {
            if let (Some(points), Some(most)) = (number("points"), most) {
                self.number(most.minus(points));
            }
        }
        if let (Some(ended), Some(open)) = (number("ended_late"), number("closing_overdue")) {
            self.number(ended.plus(open));
        }
    }

    /// The shares from which an indicator gives full points, worked out from its points in every row.
    fn add_full_points(&mut self, edition: &Edition<'_>, indicator: &str) {
        let Some(table) = edition.grid("tables/indicators") else { return };
        let Some(of) = table.column("indicator_id") else { return };
        let names = ["numerator", "denominator", "points", "max_points"];
        let rows: Vec<[i128; 4]> = (0..table.rows.len())
            .filter(|row| table.cell(*row, of) == indicator)
            .filter_map(|row| {
                let cells =
                    names.map(|name| Decimal::machine(table.named(row, name))?.in_units_of(2));
                let [Some(met), Some(all), Some(points), Some(most)] = cells else { return None };
                (all > 0).then_some([met, all, points, most])
            })
            .collect();
        let gives = |share: i128| {
            rows.iter().all(|[met, all, points, most]| {
                let (reached, needed) = (met * 100, all * share);
                let (n, d) = (reached.min(needed) * most, needed);
                (2 * n + d).div_euclid(2 * d) == *points
            })
        };
        for share in (1..=100).filter(|share| gives(*share)) {
            self.number(Decimal::whole(share));
        }
    }
}
