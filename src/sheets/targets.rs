//! The targets of the plan: of one unit with its counts, and of all units beside each other.

use super::{
    Cell, Figure, Heading, Sheet, Sheets, Target, figures, rows, sheet, words,
    words::{said, word},
};
use crate::{
    domain::{cell::Status, period::Period, points::Points, text::Text},
    rules::targets::{Comparison, TargetSet},
};

/// The name of a plan beside figures of a period; one of an earlier year says so.
pub fn plan_in(plan: &TargetSet, period: Period) -> Text {
    match plan.year.is_some_and(|of| of < period.year) {
        true => said("sheet.plan_of_before", &[("plan", &plan.title)]),
        false => plan.title.clone(),
    }
}

impl Sheets<'_> {
    /// The name of the plan.
    pub fn plan(&self) -> Text {
        plan_in(self.view.source.targets, self.view.shown.counts.period)
    }

    /// Every target of a unit.
    pub fn targets(&self, unit: u32) -> Sheet {
        let plan = self.view.source.targets;
        let (title, place, period) = (self.plan(), self.unit_name(unit), self.period());
        let parts = [("plan", &title), ("place", &place), ("period", &period)];
        let columns = vec![
            words("target"),
            figures("ratio"),
            figures("goal"),
            words("met"),
            figures("numerator"),
            figures("denominator"),
            words("basis"),
        ];
        let mut sheet = sheet("targets", said("sheet.targets_caption", &parts), columns);
        let indicators = &self.view.source.rules.indicators;
        for (place, target) in plan.targets.iter().enumerate() {
            let row = self.target_row(unit, &target.id);
            // Of all cases there is no more than all.
            let sign = match target.comparison {
                Comparison::AtLeast if target.goal == Points::whole(100) => None,
                Comparison::AtLeast => Some(word("sheet.at_least")),
                Comparison::MoreThan => Some(word("sheet.more_than")),
            };
            let goal = Figure { bar: None, ..row.figure("goal").trimmed() };
            let of = indicators.iter().position(|indicator| indicator.id == target.indicator);
            let title = target.title.clone();
            let cells = vec![
                match of {
                    Some(of) => Cell::Link { text: title, to: Target::Indicator(of), before: None },
                    None => title.into(),
                },
                rows::ratio(&row),
                Cell::Figure { figure: goal, before: sign, after: None },
                self.verdict(unit, place),
                row.figure("numerator").brief().into(),
                row.figure("denominator").brief().into(),
                target.basis.clone().into(),
            ];
            sheet.row(&target.id, cells);
        }
        sheet
    }

    /// The targets that are about an indicator, of the authority.
    pub fn goals(&self, indicator: &str) -> Sheet {
        let targets = &self.view.source.targets.targets;
        let mut sheet = self.targets(0);
        sheet.id = "goals".into();
        let is_of = |id: &str| targets.iter().any(|t| t.id == *id && t.indicator == indicator);
        sheet.rows.retain(|line| is_of(&line.id));
        // The page of an indicator does not lead to itself.
        for line in &mut sheet.rows {
            if let Cell::Link { text, .. } = &line.cells[0] {
                line.cells[0] = text.clone().into();
            }
        }
        sheet
    }

    /// The units, and each target as far as they have reached it.
    pub fn targets_of_units(&self) -> Sheet {
        let caption = said("sheet.targets_units_caption", &[("period", &self.period())]);
        let columns = std::iter::once(words("unit")).chain(self.a_target_each()).collect();
        let mut sheet = sheet("targets-units", caption, columns);
        for unit in self.units_below() {
            let mut cells = vec![self.unit_link(unit)];
            cells.extend(self.reached(unit));
            sheet.row(self.unit_id(unit), cells);
        }
        sheet
    }

    /// One column for each target.
    pub(super) fn a_target_each(&self) -> impl Iterator<Item = Heading> {
        self.view.source.targets.targets.iter().map(|target| Heading {
            id: target.id.clone(),
            title: target.title.clone(),
            number: false,
        })
    }

    /// The ratio and the verdict of each target, in one cell.
    pub(super) fn reached(&self, unit: u32) -> Vec<Cell> {
        let targets = self.view.source.targets.targets.iter().enumerate();
        let cell = |(place, target): (usize, &crate::rules::targets::Target)| {
            let verdict = self.verdict(unit, place);
            let (Cell::State(words, _) | Cell::Text(words)) = &verdict else { return verdict };
            let after = Text::new(format!(", {}", words.vi), format!(", {}", words.en));
            match rows::ratio(&self.target_row(unit, &target.id)) {
                Cell::Figure { figure, .. } if figure.is_known() => {
                    Cell::Figure { figure, before: None, after: Some(after) }
                }
                Cell::Pattern { pattern, figures } => {
                    let both = |pattern: &str, after: &str| format!("{pattern}{after}");
                    let pattern =
                        Text::new(both(&pattern.vi, &after.vi), both(&pattern.en, &after.en));
                    Cell::Pattern { pattern, figures }
                }
                _ => verdict,
            }
        };
        targets.map(cell).collect()
    }

    /// Whether a goal is met, in words with a mark.
    fn verdict(&self, unit: u32, place: usize) -> Cell {
        let target = &self.view.source.targets.targets[place];
        let measured = self.view.shown.counts.measured(target, place, unit);
        match (measured.met, measured.status) {
            (Some(true), _) => Cell::State(word("sheet.is_met"), "met"),
            (Some(false), _) => Cell::State(word("sheet.is_missed"), "missed"),
            (None, Status::Value | Status::Provisional) => word("sheet.not_compared").into(),
            (None, status) => rows::status(status),
        }
    }
}
