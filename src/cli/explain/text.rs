//! The account of a cell as text: what the cell is, the steps in aligned columns, ratio and points,
//! and where it was asked for, what lost the point.

use super::Shown;
use crate::{
    domain::{
        number::{self, Decimal},
        words::fill,
    },
    pipeline::explaining::Step,
    score::breakdown::Breakdown,
};

impl Shown<'_> {
    pub(super) fn text(&self) -> String {
        let explanation = self.explanation;
        let unit = &self.units.get(explanation.unit).id;
        let words = self.words;
        let title = self.indicator.title.get(words.lang);
        let status = words.status(explanation.scored.status);
        let mut lines = vec![
            format!("{} ({unit}) · {}", self.explaining.name_of(explanation.unit), self.period),
            format!("{} {title} ({})", self.indicator.part, self.indicator.id),
            words.filled("head", &[("rules", &self.job.rules.id), ("status", &status)]),
            format!("  {} WHERE {}", self.indicator.counts.as_str(), self.indicator.of),
            format!("  {} WHERE {}", words.of("of_those"), self.indicator.those),
        ];
        if let Some(having) = &self.indicator.having {
            lines.push(format!("  {} WHERE {having}", words.of("having")));
        }
        if let Some(authority) = self.inherited() {
            lines.push(words.filled("inherited", &[("authority", authority)]));
        }
        lines.push(String::new());
        lines.extend(explanation.lacking.iter().map(|lacking| {
            let place = (unit.as_str(), self.period);
            format!("- {}", words.lacking(lacking, place))
        }));
        if explanation.scored.counts.is_none() && explanation.lacking.is_empty() {
            let authority = self.job.authority.kind.as_str();
            lines.push(words.filled("not_applicable", &[("authority", authority)]));
        }
        lines.extend(self.account());
        lines.extend(self.beside());
        lines.extend(self.conclusion());
        lines.extend(self.ranked());
        if self.dossiers {
            lines.push(String::new());
            let count = explanation.lost.len().to_string();
            lines.push(words.filled("lost", &[("count", &count)]));
            for lost in &explanation.lost {
                lines.push(format!("  {:24} {}", lost.id, words.reason(&lost.reason)));
                let basis = lost.basis.as_ref();
                lines.extend(basis.map(|basis| format!("  {:24} {}", "", words.basis(basis))));
            }
        }
        lines.join("\n") + "\n"
    }

    /// Where the unit stands in its cohort, and whether the indicator counts for it.
    fn ranked(&self) -> Option<String> {
        let place = self.standing()?;
        let numbers = [place.rank, place.ranked_units, place.among.low, place.among.high];
        let [rank, ranked, low, high] = numbers.map(|number| number.to_string());
        let key = if place.compared { "ranked" } else { "ranked_without" };
        let parts = [
            ("rank", &*rank),
            ("ranked", &ranked),
            ("low", &low),
            ("high", &high),
            ("cohort", &place.cohort),
        ];
        Some(self.words.filled(key, &parts))
    }

    /// The steps as aligned columns; those that take nothing away are left out.
    fn account(&self) -> Vec<String> {
        let shown: Vec<(&Step, String, String, String)> = self
            .explanation
            .steps
            .iter()
            .filter(|step| step.stage.is_total() || step.count > 0)
            .map(|step| {
                let taken =
                    if step.stage.is_total() { String::new() } else { self.count(step.count) };
                (step, self.words.step(step), taken, self.count(step.left))
            })
            .collect();
        let width = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| text.chars().count()).max().unwrap_or(0)
        };
        let label = width(&mut shown.iter().map(|(_, label, ..)| label));
        let taken = width(&mut shown.iter().map(|(_, _, taken, _)| taken));
        let left = width(&mut shown.iter().map(|(.., left)| left));
        shown
            .iter()
            .map(|(_, text, count, rest)| format!("{text:<label$}  {count:>taken$}  {rest:>left$}"))
            .collect()
    }

    /// What was read beside the cases, a line for each kind and one for each reason.
    fn beside(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for beside in &self.explanation.beside {
            let account = &beside.account;
            let sum = |by_reason: &std::collections::BTreeMap<String, u64>| {
                self.count(by_reason.values().sum())
            };
            lines.push(String::new());
            let parts = [
                ("kind", self.words.code("kind", beside.kind.as_str())),
                ("read", self.count(account.read)),
                ("counted", self.count(account.counted)),
                ("duplicate", self.count(account.duplicate)),
                ("out_of_scope", sum(&account.out_of_scope)),
                ("quarantined", sum(&account.quarantined)),
            ];
            lines.push(self.filled("beside", &parts));
        }
        lines
    }

    /// Ratio and points, or what there is instead.
    fn conclusion(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let scored = &self.explanation.scored;
        if let Some(larger) = self.explanation.larger_of {
            let (rows, total) = (self.count(larger.rows), self.count(larger.national_total));
            let is_national = larger.national_total > larger.rows;
            let key = if is_national { "national_larger" } else { "rows_larger" };
            lines.push(String::new());
            lines.push(self.filled(key, &[("rows", rows), ("total", total)]));
        }
        let Some((numerator, denominator)) = scored.counts else { return lines };
        lines.push(String::new());
        let percent = scored.fraction().and_then(|(n, d)| Decimal::percent(n, d, 2));
        let key = if percent.is_some() { "ratio" } else { "figures" };
        let parts = [
            ("numerator", self.count(numerator)),
            ("denominator", self.count(denominator)),
            ("percent", percent.unwrap_or_default().text(self.words.lang)),
        ];
        lines.push(self.filled(key, &parts));
        let Some(breakdown) = self.explanation.breakdown else {
            lines.push(self.words.of("no_points").to_owned());
            return lines;
        };
        lines.push(self.points_line(&breakdown));
        lines.extend(breakdown.to_go.map(|cases| {
            let key = match cases {
                0 => "full_points",
                1 => "to_go_one",
                _ => "to_go",
            };
            self.filled(key, &[("cases", self.count(cases))])
        }));
        lines
    }

    fn points_line(&self, breakdown: &Breakdown) -> String {
        let points = |points| Decimal::from(points).text(self.words.lang);
        let exact = breakdown.exact.map(|(above, below)| match below {
            1 => above.to_string(),
            _ => format!("{above}/{below}"),
        });
        let parts = [
            ("rule", self.words.rule(self.indicator)),
            ("max", points(breakdown.max)),
            ("points", points(breakdown.points)),
            ("lost", points(breakdown.lost)),
            ("exact", exact.clone().unwrap_or_default()),
        ];
        self.filled(if exact.is_some() { "points_rounded" } else { "points" }, &parts)
    }

    fn filled(&self, key: &str, parts: &[(&str, String)]) -> String {
        fill(self.words.of(key), parts, String::clone)
    }

    fn count(&self, count: u64) -> String {
        number::count(count, self.words.lang)
    }
}
