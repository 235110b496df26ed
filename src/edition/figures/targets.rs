//! One chart for each target of the plan: the units below the authority by the ratio that the target
//! measures, with the goal as a line. The headline says where the authority as a whole stands.

use super::{Figures, plain};
use crate::{
    domain::{
        cell::Status,
        points::{Points, scaled_half_up},
    },
    edition::charts::{Bar, Body, Chart, Lang, Ranking, Target as Line, Text, number},
    rules::targets::{Comparison, Measured, Target},
};

/// A percentage has at most this many hundredths.
const ALL: u64 = 10_000;

impl Figures<'_> {
    pub(super) fn targets(&self) -> Vec<Chart> {
        let targets = &self.source.targets.targets;
        (0..targets.len()).map(|place| self.target(&targets[place], place)).collect()
    }

    fn measured(&self, target: &Target, place: usize, unit: u32) -> Measured {
        let counts = &self.shown.counts;
        target.measured(counts.targets[unit as usize][place], counts.provisional)
    }

    fn target(&self, target: &Target, place: usize) -> Chart {
        let mut measured: Vec<(u32, Measured)> = self
            .direct_units()
            .into_iter()
            .map(|unit| (unit, self.measured(target, place, unit)))
            .collect();
        measured.sort_by(|(a, left), (b, right)| {
            let key = |m: &Measured| m.met.and_then(|_| hundredths(m));
            key(right).cmp(&key(left)).then(a.cmp(b))
        });
        let unmapped = self.source.units.unmapped();
        let values: Vec<i64> = measured
            .iter()
            .filter(|(unit, _)| *unit != unmapped)
            .filter_map(|(_, m)| m.met.and_then(|_| hundredths(m)))
            .collect();
        let bars = measured
            .iter()
            .map(|(unit, m)| {
                let value = m.met.and_then(|_| hundredths(m));
                let above = |v: i64| values.iter().filter(|other| **other > v).count() as u32;
                Bar {
                    id: self.source.units.get(*unit).id.clone(),
                    label: self.unit_name(*unit),
                    value_hundredths: value,
                    rank: value.filter(|_| *unit != unmapped).map(|v| 1 + above(v)),
                    annotation: Some(remark(m)),
                    ..Bar::default()
                }
            })
            .collect();
        let title = plain(&target.title);
        let body = Body::Ranking(Ranking {
            unit_of_measure: Text::new("%", "%"),
            max_hundredths: ALL as i64,
            target: Some(Line {
                value_hundredths: target.goal.0,
                label: Text::new("Chỉ tiêu", "Target"),
            }),
            bars,
        });
        let id = format!("targets-{}", target.id);
        self.chart(&id, self.target_headline(target, place), title, body)
    }

    /// Where the authority stands against the goal.
    fn target_headline(&self, target: &Target, place: usize) -> Text {
        let whole = self.measured(target, place, 0);
        let goal = |lang| format!("{} %", number::tick(target.goal.0, lang));
        let share = |lang| {
            let value = hundredths(&whole).unwrap_or_default();
            format!("{} %", number::hundredths(value, lang))
        };
        let (vi_goal, en_goal) = match target.comparison {
            Comparison::AtLeast => {
                (format!("từ {}", goal(Lang::Vi)), format!("at least {}", goal(Lang::En)))
            }
            Comparison::MoreThan => {
                (format!("trên {}", goal(Lang::Vi)), format!("more than {}", goal(Lang::En)))
            }
        };
        match whole.met {
            Some(met) => Text::new(
                format!(
                    "{}: {}, {} chỉ tiêu {vi_goal}",
                    target.title.vi,
                    share(Lang::Vi),
                    if met { "đạt" } else { "chưa đạt" }
                ),
                format!(
                    "{}: {}, target of {en_goal} {}",
                    target.title.en,
                    share(Lang::En),
                    if met { "met" } else { "not met" }
                ),
            ),
            None => Text::new(
                format!("{}: chưa có số liệu để so với chỉ tiêu {vi_goal}", target.title.vi),
                format!("{}: no figure to compare with the target of {en_goal}", target.title.en),
            ),
        }
    }
}

/// The ratio in hundredths of a percent.
fn hundredths(measured: &Measured) -> Option<i64> {
    let (numerator, denominator) = measured.counts.filter(|(_, d)| *d > 0)?;
    Some(Points(scaled_half_up(numerator, denominator, ALL)).0)
}

/// What stands beside the bar of a unit.
fn remark(measured: &Measured) -> Text {
    match (measured.met, measured.status) {
        (Some(true), _) => Text::new("đạt", "met"),
        (Some(false), _) => Text::new("chưa đạt", "not met"),
        (None, Status::NoCases) => Text::new("không phát sinh", "no cases"),
        (None, Status::NotApplicable) => Text::new("không áp dụng", "not applicable"),
        (None, Status::Suppressed) => Text::new("không công bố", "withheld"),
        (None, _) => Text::new("thiếu nguồn dữ liệu", "source missing"),
    }
}
