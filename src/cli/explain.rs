//! `chiso explain`: one cell as an account, from rows read to points. With `--dossiers` it names
//! dossiers and is for internal eyes; everything else may be shown to anybody.

mod words;

use std::io::Write;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, Language},
    exit_code::{Code, Stop},
    settings,
};
use crate::{
    domain::{
        period::Period,
        points::{ratio_six_decimals, scaled_half_up},
        unit::Units,
    },
    edition::charts::{Lang, number},
    pipeline::{
        Job,
        explaining::{self, Explaining, Explanation, Scope, Step},
        reading,
    },
    rules::Indicator,
    score::breakdown::Breakdown,
};
use words::Words;

/// What was asked for.
#[derive(Debug)]
pub struct Question<'a> {
    pub unit: &'a str,
    pub indicator: &'a str,
    pub month: &'a str,
    pub as_of: Option<&'a str>,
    pub dossiers: bool,
}

pub fn explain(common: &Common, question: &Question<'_>) -> Result<Code, Stop> {
    let period = settings::period(question.month)?;
    let cut_off = settings::cut_off(question.as_of, period)?;
    let job = settings::load(common)?;
    let indicator = job
        .rules
        .indicator(question.indicator)
        .ok_or_else(|| unknown_indicator(&job, question.indicator, common.lang))?;
    let registers = reading::open_lake(&job)?;
    let unit = registers
        .units
        .index(question.unit)
        .ok_or_else(|| unknown_unit(&registers.units, question.unit, period))?;
    let scope = Scope::Unit(explaining::carrier(indicator, unit));
    let explaining = Explaining::open(&job, &registers, period, cut_off, scope, question.dossiers)?;
    let explanation = explaining.explain(unit, indicator)?;
    let shown = Shown {
        job: &job,
        units: &registers.units,
        explaining: &explaining,
        explanation: &explanation,
        indicator,
        period,
        words: Words { lang: common.lang, subject: indicator.counts },
        dossiers: question.dossiers,
    };
    let text = match common.format {
        Format::Json => format!("{}\n", shown.json()),
        Format::Text => shown.text(),
    };
    std::io::stdout()
        .lock()
        .write_all(text.as_bytes())
        .map_err(|error| Stop::new(Code::Io, format!("the result cannot be written: {error}")))?;
    Ok(Code::Done)
}

fn unknown_indicator(job: &Job, asked: &str, lang: Language) -> Stop {
    let known: Vec<String> = job
        .rules
        .indicators
        .iter()
        .map(|known| format!("  {:34} {}", known.id, lang.pick(&known.title.vi, &known.title.en)))
        .collect();
    let head = format!("{asked:?} is not an indicator of {}; known are:", job.rules.id);
    Stop::new(Code::Usage, format!("{head}\n{}", known.join("\n")))
}

fn unknown_unit(units: &Units, asked: &str, period: Period) -> Stop {
    let known: Vec<String> = units
        .iter()
        .map(|unit| format!("  {:16} {}", unit.id, unit.on(period.first_day()).name))
        .collect();
    Stop::new(Code::Usage, format!("{asked:?} is not a unit; known are:\n{}", known.join("\n")))
}

struct Shown<'a> {
    job: &'a Job,
    units: &'a Units,
    explaining: &'a Explaining<'a>,
    explanation: &'a Explanation,
    indicator: &'a Indicator,
    period: Period,
    words: Words,
    dossiers: bool,
}

impl Shown<'_> {
    fn pick<'b>(&self, vi: &'b str, en: &'b str) -> &'b str {
        self.words.lang.pick(vi, en)
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

    /// The authority, where the unit only carries its figure.
    fn inherited(&self) -> Option<&str> {
        let explanation = self.explanation;
        let carrier = explanation.carrier;
        (explanation.unit != carrier).then(|| self.units.get(carrier).id.as_str())
    }

    fn text(&self) -> String {
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
        lines.extend(self.conclusion());
        if self.dossiers {
            lines.push(String::new());
            lines.push(self.words.lost_title(explanation.lost.len()));
            let lost = explanation.lost.iter();
            lines.extend(
                lost.map(|lost| format!("  {:24} {}", lost.id, self.words.reason(&lost.reason))),
            );
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
            lines.push(format!("{said}: {fraction} = {} %", self.points(share)));
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
            self.pick("đạt", "gained"),
            self.pick("mất", "lost"),
            self.points(breakdown.lost.0)
        )
    }

    fn json(&self) -> Json {
        let explanation = self.explanation;
        let scored = &explanation.scored;
        let steps: Vec<Json> = explanation
            .steps
            .iter()
            .map(|step| {
                json!({
                    "step": step.stage.as_str(),
                    "reason": step.reason.code(),
                    "text": self.words.step(step).trim(),
                    "count": step.count,
                    "left": step.left,
                })
            })
            .collect();
        let place = (self.units.get(explanation.unit).id.as_str(), self.period);
        let lacking = explanation.lacking.iter();
        let lacking: Vec<String> =
            lacking.map(|lacking| self.words.lacking(lacking, place)).collect();
        let ratio =
            scored.counts.filter(|_| scored.has_ratio).map(|(n, d)| ratio_six_decimals(n, d));
        let mut all = json!({
            "unit_id": place.0,
            "unit_name": self.explaining.name_of(explanation.unit),
            "inherited_from": self.inherited(),
            "indicator_id": self.indicator.id,
            "title": self.indicator.title,
            "period": self.period.to_string(),
            "provisional": self.explaining.provisional(),
            "rule_set": self.job.rules.id,
            "rule_set_hash": self.job.rules.hash,
            "counts": self.indicator.counts.as_str(),
            "of": self.indicator.of.to_string(),
            "those": self.indicator.those.to_string(),
            "having": self.indicator.having.as_ref().map(ToString::to_string),
            "status": scored.status.as_str(),
            "lacking": lacking,
            "steps": steps,
            "larger_of": explanation.larger_of.map(|larger| json!({
                "rows": larger.rows,
                "national_total": larger.national_total,
            })),
            "numerator": scored.counts.map(|(numerator, _)| numerator),
            "denominator": scored.counts.map(|(_, denominator)| denominator),
            "ratio": ratio,
            "points": explanation.breakdown.map(|found| json!({
                "rule": self.indicator.score,
                "max": found.max.to_f64(),
                "exact": found.exact.map(|(above, below)| format!("{above}/{below}")),
                "points": found.points.to_f64(),
                "lost": found.lost.to_f64(),
                "to_go": found.to_go,
            })),
        });
        if let (true, Json::Object(fields)) = (self.dossiers, &mut all) {
            let lost = explanation.lost.iter();
            let lost = lost.map(|lost| json!({"id": lost.id, "reason": lost.reason.code()}));
            fields.insert("lost".into(), lost.collect());
        }
        all
    }
}
