//! What an indicator is, in the words of the rule set itself: of which cases, which of them count,
//! how the ratio becomes points, what no cases give, to whom it applies, why it is read so. The
//! condition is told in words and shown as it is written, so that the two can be compared.

use serde::Serialize;

use super::page::Site;
use crate::{
    domain::number::Decimal,
    edition::absence,
    rules::{
        Indicator,
        rule_set::{AuthorityKind, ChildUnits, Measure, ScoreRule},
    },
    schema::facts::Subject,
    sheets::condition::{condition, those},
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
            let mut text = format!("{}. {}", group.number, group.title.get(self.lang));
            if let Some(block) = block {
                text = format!("{text} › {}", block.title.get(self.lang));
            }
            add("def_group", text, None);
        }
        add("def_part", self.say("part_numbering", &[("part", &indicator.part)]), None);
        add("def_code", String::new(), Some(indicator.code.clone()));
        add(
            "def_counts",
            self.words.of(&format!("count_{}", indicator.counts.as_str())).to_owned(),
            None,
        );
        add("def_of", self.of(indicator), Some(indicator.of.to_string()));
        add("def_those", those(indicator, self.lang), Some(indicator.those.to_string()));
        if let Some(having) = &indicator.having {
            let words = condition(having, Subject::Dossiers, self.lang);
            add("def_having", words, Some(having.to_string()));
        }
        if let Some(requires) = &indicator.requires {
            let words = condition(requires, indicator.counts, self.lang);
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
        add("def_reading", indicator.reading.get(self.lang).to_owned(), None);
        facts
    }

    /// The denominator in words.
    fn of(&self, indicator: &Indicator) -> String {
        let words = condition(&indicator.of, indicator.counts, self.lang);
        match indicator.measure {
            Measure::LargerOf => self.say("measure_larger", &[("of", &words)]),
            Measure::AllRows => self.say("measure_procedures", &[("of", &words)]),
            Measure::Rows | Measure::Seconds => words,
        }
    }

    fn formula(&self, indicator: &Indicator) -> String {
        let max = Decimal::from(indicator.max).text(self.lang);
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
}
