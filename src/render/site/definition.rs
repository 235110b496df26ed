//! What an indicator is, in the words of the rule set itself: of which cases, which of them count,
//! how the ratio becomes points, what no cases give, to whom it applies, why it is read so. The
//! condition is told in words and shown as it is written, so that the two can be compared.

use serde::Serialize;

use super::Site;
use crate::{
    domain::text::Lang,
    edition::{absence, shown},
    rules::{
        Condition, Indicator,
        condition::{Comparison, Literal},
        rule_set::{AuthorityKind, ChildUnits, Measure, ScoreRule},
    },
    schema::facts::Subject,
};

/// One line of a definition.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub name: String,
    pub text: String,
    /// The text as the rule set writes it.
    pub code: Option<String>,
}

impl Site<'_> {
    /// The definition, line by line.
    pub(super) fn definition(&self, indicator: &Indicator) -> Vec<Fact> {
        let rules = self.view.source.rules;
        let mut facts = Vec::new();
        let mut add = |key: &str, text: String, code: Option<String>| {
            facts.push(Fact { name: self.words.of(key).to_owned(), text, code });
        };
        if let Some(group) = rules.groups.iter().find(|group| group.id == indicator.group) {
            let block = group.blocks.iter().find(|block| block.id == indicator.block);
            let mut text =
                format!("{}. {}", group.number, self.lang.pick(&group.title.vi, &group.title.en));
            if let Some(block) = block {
                text = format!("{text} › {}", self.lang.pick(&block.title.vi, &block.title.en));
            }
            add("def_group", text, None);
        }
        add("def_part", indicator.part.clone(), None);
        add("def_code", String::new(), Some(indicator.code.clone()));
        add("def_counts", self.words.of(subject(indicator.counts)).to_owned(), None);
        add("def_of", self.of(indicator), Some(indicator.of.to_string()));
        add("def_those", self.those(indicator), Some(indicator.those.to_string()));
        if let Some(having) = &indicator.having {
            let words = self.condition(having, Subject::Dossiers);
            add("def_having", words, Some(having.to_string()));
        }
        if let Some(requires) = &indicator.requires {
            let words = self.condition(requires, indicator.counts);
            add("def_requires", words, Some(requires.to_string()));
        }
        add("def_formula", self.formula(indicator), None);
        if indicator.score != ScoreRule::Info {
            add(
                "def_no_cases",
                absence::no_cases(indicator.no_cases).get(self.lang).to_owned(),
                None,
            );
        }
        add("def_applies", self.applies(indicator), None);
        if indicator.child_units == ChildUnits::Inherit {
            add("def_child", self.words.of("child_inherit").to_owned(), None);
        }
        add(
            "def_reading",
            self.lang.pick(&indicator.reading.vi, &indicator.reading.en).to_owned(),
            None,
        );
        facts
    }

    /// The denominator in words.
    fn of(&self, indicator: &Indicator) -> String {
        let words = self.condition(&indicator.of, indicator.counts);
        match indicator.measure {
            Measure::LargerOf => self.say("measure_larger", &[("of", &words)]),
            Measure::AllRows => self.say("measure_procedures", &[("of", &words)]),
            Measure::Rows | Measure::Seconds => words,
        }
    }

    /// The numerator in words: which cases of the denominator count.
    pub(super) fn those(&self, indicator: &Indicator) -> String {
        let words = self.condition(&indicator.those, indicator.counts);
        match indicator.measure {
            Measure::Seconds => self.words.of("measure_seconds").to_owned(),
            Measure::AllRows => self.say("measure_all_rows", &[("those", &words)]),
            Measure::Rows | Measure::LargerOf => words,
        }
    }

    /// What a case must be to count, in one sentence for a table.
    pub(super) fn those_of_having(&self, indicator: &Indicator) -> String {
        match &indicator.having {
            Some(having) => {
                let words = self.condition(having, Subject::Dossiers);
                self.say("with_a_dossier", &[("having", &words)])
            }
            None => self.those(indicator),
        }
    }

    fn formula(&self, indicator: &Indicator) -> String {
        let max = match self.lang {
            Lang::Vi => shown::points(indicator.max),
            Lang::En => indicator.max.to_string(),
        };
        match indicator.score {
            ScoreRule::Linear => self.say("formula_linear", &[("max", &max)]),
            ScoreRule::FullAt { percent } => {
                self.say("formula_full_at", &[("max", &max), ("percent", &percent.to_string())])
            }
            ScoreRule::Info => self.words.of("formula_info").to_owned(),
        }
    }

    fn applies(&self, indicator: &Indicator) -> String {
        let names: Vec<&str> = indicator
            .applies_to
            .iter()
            .map(|kind| {
                self.words.of(match kind {
                    AuthorityKind::Ministry => "ministries",
                    AuthorityKind::Province => "provinces",
                })
            })
            .collect();
        names.join(", ")
    }

    /// A condition in the words that the columns have in the dictionary.
    fn condition(&self, condition: &Condition, subject: Subject) -> String {
        let column = |name: &str| {
            let known = subject.column(name);
            known.map_or(name, |column| self.lang.pick(column.vi(), column.en())).to_owned()
        };
        let quoted = |name: &str| format!("“{}”", column(name));
        let grouped = |inner: &Condition| match inner {
            Condition::And(..) | Condition::Or(..) => {
                format!("({})", self.condition(inner, subject))
            }
            _ => self.condition(inner, subject),
        };
        match condition {
            Condition::Flag(name) => quoted(name),
            Condition::Compare(name, comparison, literal) => {
                let sign = match comparison {
                    Comparison::Equal => self.words.of("is"),
                    Comparison::NotEqual => self.words.of("is_not"),
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "≤",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => "≥",
                };
                format!("{} {sign} {}", quoted(name), self.literal(name, *literal))
            }
            Condition::In(name, literals) => {
                let list: Vec<String> =
                    literals.iter().map(|literal| self.literal(name, *literal)).collect();
                let or = format!(" {} ", self.words.of("or"));
                format!("{} {} {}", quoted(name), self.words.of("is"), list.join(&or))
            }
            Condition::And(left, right) => {
                let side = |inner: &Condition| match inner {
                    Condition::Or(..) => grouped(inner),
                    _ => self.condition(inner, subject),
                };
                format!("{} {} {}", side(left), self.words.of("and"), side(right))
            }
            Condition::Or(left, right) => {
                format!("{} {} {}", grouped(left), self.words.of("or"), grouped(right))
            }
            Condition::Not(inner) => format!("{} {}", self.words.of("not"), grouped(inner)),
        }
    }

    fn literal(&self, column: &str, literal: Literal) -> String {
        let code = match literal {
            Literal::Int(number) => number.to_string(),
            Literal::Code(code, _) => code.to_owned(),
        };
        let known = CODES.iter().find(|(of, name, ..)| *of == column && *name == code);
        known.map_or(code, |(_, _, vi, en)| format!("“{}”", self.lang.pick(vi, en)))
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Dossiers => "count_dossiers",
        Subject::Procedures => "count_procedures",
        Subject::Announcements => "count_announcements",
        Subject::Petitions => "count_petitions",
        Subject::Communes => "count_communes",
    }
}

/// Codes that conditions speak of: column, code, meaning.
const CODES: &[(&str, &str, &str, &str)] = &[
    ("channel", "online", "trực tuyến", "online"),
    ("channel", "counter", "trực tiếp", "at the counter"),
    ("channel", "post", "bưu chính", "by post"),
    ("channel", "other", "kênh khác", "another channel"),
    ("online_level", "full", "toàn trình", "full"),
    ("online_level", "partial", "một phần", "partial"),
    ("online_level", "none", "chưa trực tuyến", "none"),
    ("online_payment", "0", "không", "none"),
    ("online_payment", "1", "qua Cổng Dịch vụ công quốc gia", "on the national portal"),
    (
        "online_payment",
        "2",
        "qua cổng của bộ, tỉnh",
        "through the gateway of the ministry or province",
    ),
];
