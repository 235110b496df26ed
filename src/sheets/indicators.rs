//! Every indicator of a unit, group by group, and every unit in one indicator.

use std::cmp::Ordering;

use super::{
    Cell, Heading, Row, Sheet, Sheets, figures, rows, sheet,
    units::of_list,
    words,
    words::{said, word},
};
use crate::{
    domain::{cell::Status, text::Text, unit::UNMAPPED},
    edition::cohorts::List,
    rules::rule_set::{Indicator, Measure, ScoreRule},
};

impl Sheets<'_> {
    /// The indicators of a unit; each group stands above its own.
    pub fn indicators(&self, unit: u32) -> Sheet {
        let parts = [("place", &self.unit_name(unit)), ("period", &self.period())];
        let change = said("sheet.change", &[("before", &self.before())]);
        let columns = vec![
            words("part"),
            words("indicator_id"),
            words("indicator"),
            figures("ratio"),
            Heading { id: "ratio_read".into(), ..figures("ratio") },
            figures("points"),
            figures("max_points"),
            figures("lost"),
            figures("change").titled(change),
            figures("numerator"),
            figures("numerator_with_unit").titled(word("sheet.numerator")),
            figures("denominator"),
            words("signal"),
            words("status"),
        ];
        let mut sheet = sheet("indicators", said("sheet.indicators_caption", &parts), columns);
        sheet.sortable = true;
        let of = vec![("period", self.period_id()), ("unit", self.unit_id(unit).to_owned())];
        sheet.whole_of = Some((self.book.place_of("tables/indicators"), of));
        let rules = self.view.source.rules;
        for group in &rules.groups {
            let row = self.group_row(unit, &group.id);
            let mut cells = vec![
                Text::name(group.number.to_string()).into(),
                Cell::Code(group.id.clone()),
                group.title.clone().into(),
                Cell::Empty,
                Cell::Empty,
                row.figure_or("points", Status::MissingSource).into(),
                row.figure("max_points").into(),
            ];
            cells.resize(sheet.columns.len(), Cell::Empty);
            let line = sheet.row(&group.id, cells);
            (line.strong, line.is_head) = (true, true);
            let own = rules.indicators.iter().enumerate();
            for (place, indicator) in own.filter(|(_, own)| own.group == group.id) {
                sheet.row(&indicator.id, self.of_indicator(unit, place, indicator));
            }
        }
        if self.are_judged() { sheet } else { sheet.without("signal") }
    }

    fn of_indicator(&self, unit: u32, place: usize, indicator: &Indicator) -> Vec<Cell> {
        let row = self.indicator_row(unit, indicator);
        let mut points = row.figure_of("points", "max_points");
        if indicator.score == ScoreRule::Info {
            points.bar = None;
        }
        let numerator = row.figure("numerator");
        vec![
            Text::name(&indicator.part).into(),
            Cell::Code(indicator.id.clone()),
            self.indicator_link(place),
            self.ratio_or_mean(unit, indicator, rows::exact),
            self.ratio_or_mean(unit, indicator, rows::ratio),
            points.brief().into(),
            row.figure("max_points").into(),
            row.difference("max_points", "points").brief().into(),
            self.indicator_change(unit, indicator).brief().into(),
            numerator.clone().brief().into(),
            match indicator.measure {
                Measure::Seconds if numerator.is_known() => Cell::Pattern {
                    pattern: word("sheet.seconds"),
                    figures: vec![("seconds", numerator)],
                },
                _ => numerator.brief().into(),
            },
            row.figure("denominator").brief().into(),
            self.signal_cell(unit, indicator),
            rows::status(self.score(unit).cells[place].status),
        ]
    }

    /// The ratio of an indicator, or the mean of one that measures time.
    pub(super) fn ratio_or_mean(
        &self,
        unit: u32,
        indicator: &Indicator,
        ratio: fn(&Row<'_>) -> Cell,
    ) -> Cell {
        let row = self.indicator_row(unit, indicator);
        let mean = self.history_row(unit).figure("mean_handling_days");
        match indicator.measure {
            Measure::Seconds if mean.is_known() && row.number("numerator").is_some() => {
                Cell::Pattern { pattern: word("sheet.days"), figures: vec![("days", mean)] }
            }
            _ => ratio(&row),
        }
    }

    /// The units of a list in one indicator, best first.
    pub fn units_in(&self, place: usize, list: &List) -> Sheet {
        let indicator = &self.view.source.rules.indicators[place];
        let parts = [("indicator", &indicator.title), ("period", &self.period())];
        let change = said("sheet.change_points", &[("before", &self.before())]);
        let seconds = indicator.measure == Measure::Seconds;
        let columns: Vec<Heading> = match seconds {
            true => vec![
                words("unit"),
                figures("mean_days"),
                figures("denominator").titled(word("sheet.ended")),
                words("status"),
            ],
            false => vec![
                words("unit"),
                figures("ratio"),
                figures("points"),
                figures("lost"),
                figures("change").titled(change),
                figures("numerator"),
                figures("denominator"),
                words("signal"),
                words("status"),
            ],
        };
        let caption = of_list(said("sheet.indicator_units", &parts), list);
        let mut sheet = sheet(&list.named("units"), caption, columns);
        sheet.sortable = true;
        let is_shown = |unit: &u32| *unit == 0 || list.units.contains(unit);
        for unit in self.units_by(place).into_iter().filter(is_shown) {
            let row = self.indicator_row(unit, indicator);
            let status = self.score(unit).cells[place].status;
            let own: Vec<Cell> = match seconds {
                true => {
                    let mean = self.history_row(unit).figure_or("mean_handling_days", status);
                    vec![mean.into(), row.figure("denominator").into()]
                }
                false => vec![
                    rows::ratio(&row),
                    row.figure("points").brief().into(),
                    row.difference("max_points", "points").brief().into(),
                    self.indicator_change(unit, indicator).brief().into(),
                    row.figure("numerator").brief().into(),
                    row.figure("denominator").brief().into(),
                    self.signal_cell(unit, indicator),
                ],
            };
            let mut cells = vec![self.unit_link(unit)];
            cells.extend(own);
            cells.push(rows::status(status));
            sheet.row(self.unit_id(unit), cells).strong = unit == 0;
        }
        if self.are_judged() { sheet } else { sheet.without("signal") }
    }

    /// Units by their ratio, best first; those without one follow, then what is of no unit. The authority
    /// ends the list.
    fn units_by(&self, place: usize) -> Vec<u32> {
        let mut units = self.view.source.shown_units();
        let ratio = |unit: u32| {
            let cell = self.score(unit).cells[place];
            cell.counts.filter(|_| cell.has_ratio)
        };
        units.sort_by(|a, b| {
            let order = match (ratio(*a), ratio(*b)) {
                (Some((x, m)), Some((y, n))) => {
                    (u128::from(y) * u128::from(m)).cmp(&(u128::from(x) * u128::from(n)))
                }
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            let last = |unit: u32| (unit == 0, self.unit_id(unit) == UNMAPPED);
            last(*a).cmp(&last(*b)).then(order).then(a.cmp(b))
        });
        units
    }
}
