//! One chart for each target of the plan: the units below the authority by the ratio that the target
//! measures, with the goal as a line. The headline says where the authority as a whole stands.

use super::{
    entry::Entry,
    material::Figures,
    sentence::{Value, said, wording},
    words,
};
use crate::{
    charts::{Body, Chart, Ranking, Target as Line},
    domain::{number::Decimal, text::Text},
    rules::targets::{Comparison, Measured, Target},
};

pub(super) fn draw(figures: &Figures<'_>, entry: &Entry) -> Vec<Chart> {
    let targets = &figures.source.targets.targets;
    (0..targets.len()).map(|place| figures.target(entry, &targets[place], place)).collect()
}

impl Figures<'_> {
    fn measured(&self, target: &Target, place: usize, unit: u32) -> Measured {
        self.shown.counts.measured(target, place, unit)
    }

    fn target(&self, entry: &Entry, target: &Target, place: usize) -> Chart {
        let unit = |unit| {
            let measured = self.measured(target, place, unit);
            (unit, value(&measured), remark(&measured))
        };
        let bars = self.bars(self.direct_units().into_iter().map(unit).collect());
        let body = Body::Ranking(Ranking {
            unit_of_measure: wording("common.percent"),
            max: Decimal::ALL,
            target: Some(Line { value: target.goal.into(), label: wording("target.line") }),
            bars,
        });
        let id = format!("{}-{}", entry.id, target.id);
        let measure = said(entry.measure, &[("target", Value::Words(&target.title))]);
        self.chart(&id, self.target_headline(target, place), measure, &self.authority(), body)
    }

    /// Where the authority stands against the goal.
    fn target_headline(&self, target: &Target, place: usize) -> Text {
        let whole = self.measured(target, place, 0);
        let key = match target.comparison {
            Comparison::AtLeast => "target.at_least",
            Comparison::MoreThan => "target.more_than",
        };
        let goal = said(key, &[("goal", Value::Goal(target.goal.into()))]);
        let (title, goal) =
            (("target", Value::Words(&target.title)), ("goal", Value::Words(&goal)));
        match (whole.met, value(&whole)) {
            (Some(met), Some(share)) => {
                let met = verdict(met);
                let share = ("share", Value::Percent(share));
                said("target.told", &[title, share, ("met", Value::Words(&met)), goal])
            }
            _ => said("target.unknown", &[title, goal]),
        }
    }
}

fn verdict(met: bool) -> Text {
    wording(if met { "target.met" } else { "target.missed" })
}

/// The ratio in percent; absent where the target is not measured.
fn value(measured: &Measured) -> Option<Decimal> {
    words::share(measured.counts)
}

/// What stands beside the bar of a unit.
fn remark(measured: &Measured) -> Option<Text> {
    match measured.met {
        Some(met) => Some(verdict(met)),
        None => words::absent(measured.status),
    }
}
