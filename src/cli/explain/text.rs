//! The account of a cell as text: what the cell is, the steps in aligned columns, ratio and points,
//! and where it was asked for, what lost the point.

use super::Shown;
use crate::{
    cli::args::Language,
    domain::{number, points::scaled_half_up, text::Lang},
    pipeline::explaining::Step,
    score::breakdown::Breakdown,
};

impl Shown<'_> {
    pub(super) fn text(&self) -> String {
        let explanation = self.explanation;
        let unit = &self.units.get(explanation.unit).id;
        let title = self.pick(&self.indicator.title.vi, &self.indicator.title.en);
        let mut lines = vec![
            format!("{} ({unit}) · {}", self.explaining.name_of(explanation.unit), self.period),
            format!("{} {title} ({})", self.indicator.part, self.indicator.id),
            format!(
                "{} {} · {}",
                self.pick("Bộ quy tắc", "Rule set"),
                self.job.rules.id,
                self.words.status(explanation.scored.status)
            ),
            format!("  {} WHERE {}", self.indicator.counts.as_str(), self.indicator.of),
            format!("  {} WHERE {}", self.pick("trong đó", "of those"), self.indicator.those),
        ];
        if let Some(having) = &self.indicator.having {
            let said = self.pick("có ít nhất một hồ sơ", "with at least one dossier");
            lines.push(format!("  {said} WHERE {having}"));
        }
        if let Some(authority) = self.inherited() {
            let said = self.pick(
                "Đơn vị mang số liệu của cơ quan chủ quản; dưới đây là tính toán của",
                "The unit carries the figure of its authority; this is the account of",
            );
            lines.push(format!("{said} {authority}."));
        }
        lines.push(String::new());
        lines.extend(explanation.lacking.iter().map(|lacking| {
            let place = (unit.as_str(), self.period);
            format!("- {}", self.words.lacking(lacking, place))
        }));
        if explanation.scored.counts.is_none() && explanation.lacking.is_empty() {
            lines.push(self.words.not_applicable(self.job.authority.kind.as_str()));
        }
        lines.extend(self.account());
        lines.extend(self.beside());
        lines.extend(self.conclusion());
        if self.dossiers {
            lines.push(String::new());
            lines.push(self.words.lost_title(explanation.lost.len()));
            for lost in &explanation.lost {
                lines.push(format!("  {:24} {}", lost.id, self.words.reason(&lost.reason)));
                let basis = lost.basis.as_ref();
                lines.extend(basis.map(|basis| format!("  {:24} {}", "", self.words.basis(basis))));
            }
        }
        lines.join("\n") + "\n"
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
            lines.push(format!(
                "{} {}: {} = {} {} + {} {} + {} {} + {} {}",
                self.pick("Đọc kèm theo,", "Read beside them,"),
                self.words.kind(beside.kind),
                self.count(account.read),
                self.count(account.counted),
                self.pick("được tính", "counted"),
                self.count(account.duplicate),
                self.pick("trùng lặp", "duplicate"),
                sum(&account.out_of_scope),
                self.pick("ngoài phạm vi", "out of scope"),
                sum(&account.quarantined),
                self.pick("cách ly", "quarantined"),
            ));
        }
        lines
    }

    /// Ratio and points, or what there is instead.
    fn conclusion(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let scored = &self.explanation.scored;
        if let Some(larger) = self.explanation.larger_of {
            let (rows, total) = (self.count(larger.rows), self.count(larger.national_total));
            lines.push(String::new());
            lines.push(self.words.larger_of(&larger, &rows, &total));
        }
        let Some((numerator, denominator)) = scored.counts else { return lines };
        lines.push(String::new());
        let fraction = format!("{} / {}", self.count(numerator), self.count(denominator));
        if scored.has_ratio {
            let share = scaled_half_up(numerator, denominator, 10_000);
            let said = self.pick("Tỷ lệ", "Ratio");
            lines.push(format!("{said}: {fraction} = {}%", self.points(share)));
        } else {
            lines.push(format!("{}: {fraction}", self.pick("Số liệu", "Figures")));
        }
        let Some(breakdown) = self.explanation.breakdown else {
            lines.push(
                self.pick("Chỉ để theo dõi, không có điểm.", "Shown only, without points.").into(),
            );
            return lines;
        };
        lines.push(self.points_line(&breakdown));
        if let Some(cases) = breakdown.to_go {
            lines.push(self.words.to_go(cases, &self.count(cases)));
        }
        lines
    }

    fn points_line(&self, breakdown: &Breakdown) -> String {
        let rule = self.words.rule(self.indicator);
        let (max, points) = (self.points(breakdown.max.0), self.points(breakdown.points.0));
        let gained = match breakdown.exact {
            Some(_) => self.pick("làm tròn thành", "rounded half up to"),
            None => self.pick("đạt", "gained"),
        };
        let exact = breakdown.exact.map_or(String::new(), |(above, below)| {
            let said = self.pick("chính xác", "exactly");
            if below == 1 {
                format!("; {said} {above}")
            } else {
                format!("; {said} {above}/{below}")
            }
        });
        format!(
            "{}: {rule}, {} {max}{exact}; {} {points}; {} {}",
            self.pick("Điểm", "Points"),
            self.pick("tối đa", "at most"),
            gained,
            self.pick("mất", "lost"),
            self.points(breakdown.lost.0)
        )
    }

    fn count(&self, count: u64) -> String {
        number::count(i64::try_from(count).unwrap_or(i64::MAX), self.lang())
    }

    fn points(&self, hundredths: i64) -> String {
        number::hundredths(hundredths, self.lang())
    }

    fn lang(&self) -> Lang {
        match self.words.lang {
            Language::Vi => Lang::Vi,
            Language::En => Lang::En,
        }
    }
}
