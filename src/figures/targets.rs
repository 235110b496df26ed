//! One chart for each target of the plan: the units below the authority by the ratio that the target
//! measures, with the goal as a line. The headline says where the authority as a whole stands.

use super::{
    material::{Figures, Found, is_few},
    words,
};
use crate::{
    charts::{Body, Ranking, Target as Line},
    domain::{
        number::Decimal,
        points::Points,
        sentence::{Value, said, wording},
        text::Text,
    },
    edition::cohorts::List,
    rules::targets::{Comparison, Measured, Target},
};

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    let targets = figures.source.targets.targets.iter().enumerate();
    targets
        .flat_map(|(place, target)| {
            figures.lists().iter().map(move |list| figures.target(target, place, list))
        })
        .collect()
}

impl Figures<'_> {
    fn target(&self, target: &Target, place: usize, list: &List) -> Found {
        let measured = |unit: u32| self.shown.counts.measured(target, place, unit);
        let body = Body::Ranking(Ranking {
            unit_of_measure: wording("common.percent"),
            max: Decimal::ALL,
            target: Some(Line { value: target.goal.into(), label: wording("target.line") }),
            bars: self.bars(list, |unit| {
                let measured = measured(unit);
                match measured.counts.filter(|(_, cases)| *cases > 0) {
                    Some(counts) if is_few(Some(counts)) => (None, Some(words::few(counts))),
                    _ => (value(&measured), remark(&measured)),
                }
            }),
        });
        let found = Found::new(target_headline(target, &measured(0)), body).of(&target.title);
        Found { suffix: format!("-{}", target.id), ..found }.among(list)
    }
}

/// Where the authority stands against the goal.
fn target_headline(target: &Target, whole: &Measured) -> Text {
    let key = match target.comparison {
        Comparison::AtLeast if target.goal == Points::whole(100) => "target.all",
        Comparison::AtLeast => "target.at_least",
        Comparison::MoreThan => "target.more_than",
    };
    let goal = said(key, &[("goal", Value::Goal(target.goal.into()))]);
    let (title, goal) = (("target", Value::Words(&target.title)), ("goal", Value::Words(&goal)));
    match (whole.met, value(whole)) {
        (Some(_), _) if is_few(whole.counts) => {
            let few = whole.counts.map(words::few).unwrap_or_default();
            said("target.few", &[title, ("few", Value::Words(&few)), goal])
        }
        (Some(met), Some(share)) => {
            let met = verdict(met);
            let share = ("share", Value::Percent(share));
            said("target.told", &[title, share, ("met", Value::Words(&met)), goal])
        }
        _ => said("target.unknown", &[title, goal]),
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
