//! One chart for each target of the plan: the units below the authority by the ratio that the target
//! measures, with the goal as a line. The headline says where the authority as a whole stands.

use super::{entry::Entry, material::Figures, words};
use crate::{
    charts::{Bar, Body, Chart, Ranking, Target as Line},
    domain::{
        number,
        text::{Lang, Text},
    },
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
        let mut measured: Vec<(u32, Measured)> = self
            .direct_units()
            .into_iter()
            .map(|unit| (unit, self.measured(target, place, unit)))
            .collect();
        measured.sort_by(|(a, left), (b, right)| value(right).cmp(&value(left)).then(a.cmp(b)));
        let values: Vec<i64> = measured
            .iter()
            .filter(|(unit, _)| self.may_rank(*unit))
            .filter_map(|(_, measured)| value(measured))
            .collect();
        let names = self.names();
        let bars = measured
            .iter()
            .map(|(unit, measured)| {
                let value = value(measured);
                let above = |v: i64| values.iter().filter(|other| **other > v).count() as u32;
                Bar {
                    id: self.unit_id(*unit).to_owned(),
                    label: names.get(*unit),
                    value_hundredths: value,
                    rank: value.filter(|_| self.may_rank(*unit)).map(|v| 1 + above(v)),
                    annotation: remark(measured).or_else(|| self.why_not_ranked(*unit)),
                    ..Bar::default()
                }
            })
            .collect();
        let body = Body::Ranking(Ranking {
            unit_of_measure: Text::new("%", "%"),
            max_hundredths: words::ALL,
            target: Some(Line {
                value_hundredths: target.goal.0,
                label: Text::new("Chỉ tiêu", "Target"),
            }),
            bars,
        });
        let id = format!("{}-{}", entry.id, target.id);
        let measure = entry.measure_with("{target}", &target.title.clone());
        self.chart(&id, self.target_headline(target, place), measure, &self.authority(), body)
    }

    /// Where the authority stands against the goal.
    fn target_headline(&self, target: &Target, place: usize) -> Text {
        let whole = self.measured(target, place, 0);
        let goal = |lang| format!("{}%", number::tick(target.goal.0, lang));
        let (vi_goal, en_goal) = match target.comparison {
            Comparison::AtLeast => {
                (format!("từ {}", goal(Lang::Vi)), format!("at least {}", goal(Lang::En)))
            }
            Comparison::MoreThan => {
                (format!("trên {}", goal(Lang::Vi)), format!("more than {}", goal(Lang::En)))
            }
        };
        let title = &target.title;
        match (whole.met, value(&whole).map(words::percent)) {
            (Some(met), Some(share)) => Text::new(
                format!(
                    "{}: {}, {} chỉ tiêu {vi_goal}",
                    title.vi,
                    share.vi,
                    if met { "đạt" } else { "chưa đạt" }
                ),
                format!(
                    "{}: {}, target of {en_goal} {}",
                    title.en,
                    share.en,
                    if met { "met" } else { "not met" }
                ),
            ),
            _ => Text::new(
                format!("{}: chưa có số liệu để so với chỉ tiêu {vi_goal}", title.vi),
                format!("{}: no figure to compare with the target of {en_goal}", title.en),
            ),
        }
    }
}

/// The ratio in hundredths of a percent; absent where the target is not measured.
fn value(measured: &Measured) -> Option<i64> {
    words::share(measured.counts)
}

/// What stands beside the bar of a unit.
fn remark(measured: &Measured) -> Option<Text> {
    match measured.met {
        Some(true) => Some(Text::new("đạt", "met")),
        Some(false) => Some(Text::new("chưa đạt", "not met")),
        None => words::absent(measured.status),
    }
}
