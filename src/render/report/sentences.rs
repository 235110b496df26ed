//! The summary of a period in sentences, each generated from the figures that the tables show. A
//! sentence whose figures are not known is not written.

use super::{Report, shown};
use crate::{
    count::flow::place,
    domain::{cell::Status, points::Points, wording},
    rules::rule_set::ScoreRule,
    score::period_result::PeriodResult,
};

impl Report<'_> {
    /// The sentences of one period, in the order in which they are read.
    pub(super) fn sentences(&self, result: &PeriodResult) -> Vec<String> {
        if !result.counts.coverage.is_complete() {
            let said = [self.said_of_the_flow(result)].into_iter();
            return said.chain(self.said_of_what_is_missing(result)).collect();
        }
        [
            self.said_of_the_score(result),
            self.said_of_the_change(result),
            Some(self.said_of_the_flow(result)),
            self.said_of_the_units(result),
            self.said_of_the_points_lost(result),
            self.said_of_the_targets(result),
            self.said_of_what_is_missing(result),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn said_of_the_score(&self, result: &PeriodResult) -> Option<String> {
        let score = &result.scores[0];
        let rules = self.source.rules;
        let (points, of_hundred) = (score.points?, score.score?);
        let band = rules.band(of_hundred).map_or("", |band| &band.title.vi);
        Some(format!(
            "Trong {}, {} đạt {} điểm trên {} điểm có thể đạt với dữ liệu hiện có (tối đa {} điểm), \
             quy đổi {} điểm trên thang 100, xếp loại {band}.",
            wording::period(result.counts.period).vi,
            self.authority_name,
            shown::points(points),
            shown::points(score.available),
            shown::points(rules.max()),
            shown::points(of_hundred),
        ))
    }

    fn said_of_the_change(&self, result: &PeriodResult) -> Option<String> {
        let previous = self.previous.filter(|before| before.counts.coverage.is_complete())?;
        let (before, now) = (previous.scores[0].score?, result.scores[0].score?);
        let words = wording::period(previous.counts.period).vi;
        let size = shown::points(Points((now.0 - before.0).abs()));
        Some(match now.cmp(&before) {
            std::cmp::Ordering::Equal => {
                format!("Điểm quy đổi không thay đổi so với {words}.")
            }
            order => {
                let direction = if order.is_gt() { "tăng" } else { "giảm" };
                format!(
                    "Điểm quy đổi {direction} {size} điểm so với {words} ({} điểm).",
                    shown::points(before)
                )
            }
        })
    }

    fn said_of_the_flow(&self, result: &PeriodResult) -> String {
        let flow = &result.counts.flows[0];
        let count = |name: &str| flow[place(name)];
        let of = |part: u64, whole: u64| match whole {
            0 => String::new(),
            _ => format!(" ({})", shown::share(part, whole)),
        };
        format!(
            "Kỳ trước chuyển sang {} hồ sơ, tiếp nhận {} hồ sơ, trong đó {} hồ sơ trực tuyến{}; đã \
             giải quyết {} hồ sơ, trong đó {} hồ sơ quá hạn{}; cuối kỳ đang giải quyết {} hồ sơ, \
             trong đó {} hồ sơ quá hạn{}.",
            shown::count(count("opening")),
            shown::count(count("received")),
            shown::count(count("received_online")),
            of(count("received_online"), count("received")),
            shown::count(count("ended")),
            shown::count(count("ended_late")),
            of(count("ended_late"), count("ended")),
            shown::count(count("closing")),
            shown::count(count("closing_overdue")),
            of(count("closing_overdue"), count("closing")),
        )
    }

    fn said_of_the_units(&self, result: &PeriodResult) -> Option<String> {
        let mut ranked: Vec<_> =
            result.scores.iter().filter_map(|score| Some((score.rank?, score.unit))).collect();
        ranked.sort_by_key(|(rank, unit)| (rank.rank, *unit));
        let (best, worst) = (ranked.first()?, ranked.last()?);
        if ranked.len() < 2 {
            return None;
        }
        let told = |(rank, unit): &(crate::score::scorecard::Rank, u32)| {
            format!(
                "{} ({} điểm)",
                self.unit_name(result, *unit),
                shown::points(rank.comparable_points)
            )
        };
        Some(format!(
            "Trong {} đơn vị được xếp hạng trên {} điểm so sánh, cao nhất là {}, thấp nhất là {}.",
            ranked.len(),
            shown::points(best.0.comparable_available),
            told(best),
            told(worst),
        ))
    }

    fn said_of_the_points_lost(&self, result: &PeriodResult) -> Option<String> {
        let mut lost: Vec<(i64, &str)> = self
            .source
            .rules
            .indicators
            .iter()
            .zip(&result.scores[0].cells)
            .filter(|(_, cell)| cell.available)
            .filter_map(|(i, cell)| Some((i.max.0 - cell.points?.0, i.title.vi.as_str())))
            .filter(|(lost, _)| *lost > 0)
            .collect();
        lost.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let told: Vec<String> = lost
            .iter()
            .take(3)
            .map(|(lost, title)| format!("“{title}” ({} điểm)", shown::points(Points(*lost))))
            .collect();
        (!told.is_empty()).then(|| format!("Mất nhiều điểm nhất ở: {}.", told.join("; ")))
    }

    fn said_of_the_targets(&self, result: &PeriodResult) -> Option<String> {
        let targets = self.source.targets;
        let measured: Vec<_> = targets
            .targets
            .iter()
            .enumerate()
            .map(|(place, target)| (target, result.counts.measured(target, place, 0)))
            .collect();
        let known = measured.iter().filter(|(_, m)| m.met.is_some()).count();
        let met = measured.iter().filter(|(_, m)| m.met == Some(true)).count();
        let missed: Vec<String> = measured
            .iter()
            .filter(|(_, m)| m.met == Some(false))
            .map(|(target, m)| {
                let (numerator, denominator) = m.counts.unwrap_or_default();
                format!("“{}” ({})", target.title.vi, shown::share(numerator, denominator))
            })
            .collect();
        let tail = if missed.is_empty() {
            String::new()
        } else {
            format!("; chưa đạt: {}", missed.join("; "))
        };
        (known > 0).then(|| {
            format!("{}: đạt {met} trên {known} chỉ tiêu có số liệu{tail}.", targets.title.vi)
        })
    }

    fn said_of_what_is_missing(&self, result: &PeriodResult) -> Option<String> {
        let missing = self
            .source
            .rules
            .indicators
            .iter()
            .zip(&result.scores[0].cells)
            .filter(|(i, c)| c.status == Status::MissingSource && i.score != ScoreRule::Info);
        let (number, points) =
            missing.fold((0_u64, Points::ZERO), |sum, (i, _)| (sum.0 + 1, sum.1 + i.max));
        (number > 0).then(|| {
            format!(
                "{} chỉ số ({} điểm) chưa có nguồn dữ liệu nên không nằm trong điểm có thể đạt.",
                shown::count(number),
                shown::points(points)
            )
        })
    }
}
