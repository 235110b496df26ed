//! The summary of a period in sentences, each generated from the figures that the tables show. A
//! sentence whose figures are not known is not written.

use std::cmp::{Ordering, Reverse};

use super::Report;
use crate::{
    count::flow::place,
    domain::{cell::Status, number::Decimal, points::Points, text::Text},
    edition::cohorts::{self, List},
    figures::{Value, joined, said},
    rules::rule_set::ScoreRule,
    score::period_result::PeriodResult,
    sheets::targets::plan_in,
};

impl Report<'_> {
    /// The sentences of one period, in the order in which they are read.
    pub(super) fn sentences(&self, result: &PeriodResult) -> Vec<String> {
        if !result.counts.coverage.is_complete() {
            let said = [self.said_of_the_flow(result)].into_iter();
            return said.chain(self.said_of_what_is_missing(result)).collect();
        }
        let first = [
            self.said_of_the_score(result),
            self.said_of_the_change(result),
            Some(self.said_of_the_flow(result)),
        ];
        let last = [
            self.said_of_the_points_lost(result),
            self.said_of_the_targets(result),
            self.said_of_what_is_missing(result),
        ];
        let units = self.said_of_the_units(result);
        first.into_iter().flatten().chain(units).chain(last.into_iter().flatten()).collect()
    }

    fn said_of_the_score(&self, result: &PeriodResult) -> Option<String> {
        let score = &result.scores[0];
        let rules = self.source.rules;
        let (points, of_hundred) = (score.points?, score.score?);
        let band = rules.band(of_hundred).map(|band| band.title.clone()).unwrap_or_default();
        let told = [
            ("period", Value::Period(result.counts.period)),
            ("authority", Value::Name(self.authority_name)),
            ("points", Value::Points(points.into())),
            ("available", Value::Points(score.available.into())),
            ("max", Value::Points(rules.max().into())),
            ("score", Value::Points(of_hundred.into())),
            ("band", Value::Words(&band)),
        ];
        Some(said("report.score", &told).vi)
    }

    fn said_of_the_change(&self, result: &PeriodResult) -> Option<String> {
        let previous = self.previous.filter(|before| before.counts.coverage.is_complete())?;
        let (before, now) = (previous.scores[0].score?, result.scores[0].score?);
        let key = match now.cmp(&before) {
            Ordering::Equal => "report.same",
            Ordering::Greater => "report.up",
            Ordering::Less => "report.down",
        };
        let told = [
            ("change", Value::Points(Decimal::from(now - before).abs())),
            ("period", Value::Period(previous.counts.period)),
            ("before", Value::Points(before.into())),
        ];
        Some(said(key, &told).vi)
    }

    fn said_of_the_flow(&self, result: &PeriodResult) -> String {
        let flow = &result.counts.flows[0];
        let count = |name: &str| Value::Count(flow[place(name)]);
        let share = |part: &str, whole: &str| {
            let share = Decimal::percent(flow[place(part)], flow[place(whole)], 2);
            let told = |share| said("report.share", &[("share", Value::Percent(share))]);
            share.map(told).unwrap_or_default()
        };
        let online = share("received_online", "received");
        let late = share("ended_late", "ended");
        let overdue = share("closing_overdue", "closing");
        let told = [
            ("opening", count("opening")),
            ("received", count("received")),
            ("online", count("received_online")),
            ("online_share", Value::Words(&online)),
            ("ended", count("ended")),
            ("late", count("ended_late")),
            ("late_share", Value::Words(&late)),
            ("closing", count("closing")),
            ("overdue", count("closing_overdue")),
            ("overdue_share", Value::Words(&overdue)),
        ];
        said("report.flow", &told).vi
    }

    /// A sentence for each list of which two units are ranked.
    fn said_of_the_units(&self, result: &PeriodResult) -> Vec<String> {
        let lists = cohorts::lists(self.source, result);
        lists.iter().filter_map(|list| self.said_of_the_list(result, list)).collect()
    }

    fn said_of_the_list(&self, result: &PeriodResult, list: &List) -> Option<String> {
        let scored = |unit: &u32| {
            let rank = result.scores[*unit as usize].rank?;
            Some((rank.comparable_score?, *unit))
        };
        let ranked: Vec<(Points, u32)> = list.units.iter().filter_map(scored).collect();
        let (best, worst) = (ranked.first()?, ranked.last()?);
        if ranked.len() < 2 {
            return None;
        }
        let told = |(score, unit): &(Points, u32)| {
            let name = self.unit_name(result, *unit);
            let points = Value::Points((*score).into());
            said("report.unit", &[("unit", Value::Name(&name)), ("points", points)])
        };
        let (first, last) = (told(best), told(worst));
        let told = [
            ("ranked", Value::of(list.ranked)),
            ("all", Value::of(list.all)),
            ("best", Value::Words(&first)),
            ("worst", Value::Words(&last)),
        ];
        let key = if list.is_alike { "report.units" } else { "report.units_common" };
        let told = said(key, &told);
        Some(match list.title() {
            None => told.vi,
            Some(title) => {
                let told = ("told", Value::Words(&told));
                said("report.units_of", &[("cohort", Value::Words(&title)), told]).vi
            }
        })
    }

    fn said_of_the_points_lost(&self, result: &PeriodResult) -> Option<String> {
        let rules = self.source.rules;
        let mut lost: Vec<(Points, &Text)> = rules
            .indicators
            .iter()
            .zip(&result.scores[0].cells)
            .filter(|(_, cell)| cell.available)
            .filter_map(|(i, cell)| Some((i.max - cell.points?, &i.title)))
            .filter(|(lost, _)| *lost > Points::ZERO)
            .collect();
        lost.sort_by_key(|(lost, _)| Reverse(*lost));
        let most = lost.iter().take(3).map(|(lost, title)| {
            let told =
                [("indicator", Value::Words(title)), ("points", Value::Points((*lost).into()))];
            said("report.indicator", &told)
        });
        let most = joined(&most.collect::<Vec<_>>(), "; ");
        (!lost.is_empty()).then(|| said("report.lost", &[("indicators", Value::Words(&most))]).vi)
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
        let missed = measured.iter().filter(|(_, m)| m.met == Some(false));
        let missed: Vec<Text> = missed
            .filter_map(|(target, m)| {
                let (numerator, denominator) = m.counts?;
                let share = Value::Percent(Decimal::percent(numerator, denominator, 2)?);
                let title = Value::Words(&target.title);
                Some(said("report.target", &[("target", title), ("share", share)]))
            })
            .collect();
        let plan = plan_in(targets, result.counts.period);
        let key = if missed.is_empty() { "report.targets" } else { "report.targets_missed" };
        let missed = joined(&missed, "; ");
        let told = [
            ("targets", Value::Words(&plan)),
            ("met", Value::Count(met as u64)),
            ("known", Value::Count(known as u64)),
            ("missed", Value::Words(&missed)),
        ];
        (known > 0).then(|| said(key, &told).vi)
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
        let told = [("number", Value::Count(number)), ("points", Value::Points(points.into()))];
        (number > 0).then(|| said("report.missing", &told).vi)
    }
}
