//! The heat table: units by indicators. Its headline names the indicator on which units differ most.

use super::material::{Figures, Found};
use crate::{
    charts::{Body, Cell, Heat, HeatColumn, HeatRow},
    domain::{
        cell::Status,
        number::Decimal,
        sentence::{Value, said, wording},
        text::Text,
    },
    edition::cohorts::List,
    rules::rule_set::ScoreRule,
};

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    let rules = figures.source.rules;
    let shown: Vec<usize> = (0..rules.indicators.len())
        .filter(|place| rules.indicators[*place].score != ScoreRule::Info)
        .collect();
    let columns: Vec<HeatColumn> = shown
        .iter()
        .map(|place| {
            let indicator = &rules.indicators[*place];
            let group = rules.groups.iter().find(|group| group.id == indicator.group);
            HeatColumn {
                id: indicator.id.clone(),
                code: indicator.part.clone(),
                title: indicator.title.clone(),
                group: group.map(|group| group.title.clone()).unwrap_or_default(),
            }
        })
        .collect();
    let of = |list: &List| {
        let units = figures.source.shown_units().into_iter();
        // The authority stands above each list.
        let units = units.filter(|unit| *unit == 0 || list.units.contains(unit));
        let rows = units.map(|unit| HeatRow {
            id: figures.unit_id(unit).to_owned(),
            label: figures.names.get(unit),
            cells: shown.iter().map(|place| figures.heat_cell(unit, *place)).collect(),
            highlighted: unit == 0,
        });
        let body = Body::Heat(Heat { columns: columns.clone(), rows: rows.collect() });
        Found::new(figures.widest(&shown, list), body).among(list)
    };
    figures.lists().iter().map(of).collect()
}

impl Figures<'_> {
    fn heat_cell(&self, unit: u32, place: usize) -> Cell {
        let cell = self.cell(unit, place);
        match (cell.status, cell.counts) {
            (Status::NotApplicable, _) => Cell::NotApplicable,
            (Status::Suppressed, _) => Cell::Suppressed,
            (Status::NoCases, _) => Cell::NoCases,
            (_, Some((numerator, denominator))) => {
                Cell::Ratio { numerator: numerator as i64, denominator: denominator as i64 }
            }
            _ => Cell::MissingSource,
        }
    }

    /// The indicator on which the units of a list below the authority lie furthest apart.
    fn widest(&self, shown: &[usize], list: &List) -> Text {
        // Cases of no known unit are no unit's doing, nor is what an ended one left behind.
        let units = self.direct_units_of(list).into_iter();
        let units: Vec<u32> = units.filter(|unit| self.may_rank(*unit)).collect();
        let mut widest: Option<(usize, Decimal, Decimal)> = None;
        for place in shown {
            let shares = units.iter().filter(|unit| !self.is_few(**unit, *place));
            let shares = shares.filter_map(|unit| self.ratio(self.shown, *unit, *place));
            let found = shares.fold(None, |range: Option<(Decimal, Decimal)>, share| {
                let (low, high) = range.unwrap_or((share, share));
                Some((low.min(share), high.max(share)))
            });
            if let Some((low, high)) = found
                && high - low > widest.map_or(Decimal::ZERO, |(_, low, high)| high - low)
            {
                widest = Some((*place, low, high));
            }
        }
        let Some((place, low, high)) = widest else {
            return wording("indicators.alike");
        };
        let title = &self.source.rules.indicators[place].title;
        said(
            "indicators.widest",
            &[
                ("indicator", Value::Words(title)),
                ("low", Value::Percent(low)),
                ("high", Value::Percent(high)),
            ],
        )
    }
}
