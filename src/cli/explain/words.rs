//! The words of an explanation in one language, from `data/words` (section `explain`). Names of
//! columns come from the schema, names of indicators from the rule set.

use crate::{
    count::lacking::Lacking,
    domain::{cell::Status, period::Period, text::Lang, words},
    pipeline::explaining::{Reason, Stage, Step},
    rules::{Condition, Indicator, rule_set::ScoreRule},
    schema::facts::Subject,
};

/// Words about one subject in one language.
#[derive(Clone, Copy)]
pub struct Words {
    pub lang: Lang,
    pub subject: Subject,
}

impl Words {
    /// The words of a key.
    pub fn of(self, key: &str) -> &'static str {
        words::of(&format!("explain.{key}")).get(self.lang)
    }

    /// The words of a key with its places filled.
    pub fn filled(self, key: &str, parts: &[(&str, &str)]) -> String {
        words::fill(self.of(key), parts, |part| (*part).to_owned())
    }

    /// The words of a code, or the code itself where it has none.
    pub fn code(self, list: &str, code: &str) -> String {
        let known = words::known(&format!("explain.{list}.{code}"));
        known.map_or(code, |text| text.get(self.lang)).to_owned()
    }

    /// What is counted, in the plural.
    fn cases(self) -> String {
        self.code("cases", self.subject.as_str())
    }

    /// One line of the account, with the sign of what it does.
    pub fn step(self, step: &Step) -> String {
        let key = match (step.stage, &step.reason) {
            (Stage::Numerator, reason) if *reason != Reason::Stage => "numerator_of",
            (Stage::Unit, _) if self.subject == Subject::Procedures => "not_in_authority",
            (stage, _) => stage.as_str(),
        };
        let (cases, reason) = (self.cases(), self.reason(&step.reason));
        self.filled(&format!("stage.{key}"), &[("cases", &cases), ("reason", &reason)])
    }

    /// Why rows are taken away.
    pub fn reason(self, reason: &Reason) -> String {
        match reason {
            Reason::Stage => String::new(),
            Reason::Named(name) => self.code("reason", name),
            Reason::Verdict(verdict) => self.code("verdict", verdict.as_str()),
            Reason::Fails(part) => self.fails(part),
            Reason::NoDossier(having) => {
                self.filled("no_dossier", &[("condition", &having.to_string())])
            }
        }
    }

    /// A part of a condition that does not hold, by the names of its columns where it is a flag.
    fn fails(self, part: &Condition) -> String {
        let label = |name: &'static str| {
            self.subject.column(name).map_or(name, |column| column.means(self.lang))
        };
        match part {
            Condition::Flag(name) => self.filled("not_flag", &[("flag", label(name))]),
            Condition::Not(inner) => match &**inner {
                Condition::Flag(name) => label(name).to_owned(),
                inner => inner.to_string(),
            },
            part => self.filled("not", &[("condition", &part.to_string())]),
        }
    }

    pub fn status(self, status: Status) -> String {
        format!("{} ({})", self.code("status", status.as_str()), status.as_str())
    }

    /// What is lacking, and what to do.
    pub fn lacking(self, lacking: &Lacking, (unit, period): (&str, Period)) -> String {
        let said =
            |key: &str, parts: &[(&str, &str)]| self.filled(&format!("lacking.{key}"), parts);
        match lacking {
            Lacking::Input(kind) => said("input", &[("kind", kind.as_str())]),
            Lacking::NoInputYet => said("no_input_yet", &[]),
            Lacking::DossierColumn("synced") => said("synced", &[]),
            Lacking::DossierColumn(name) => said("dossier_column", &[("column", name)]),
            Lacking::CatalogueColumn(name) => said("catalogue_column", &[("column", name)]),
            Lacking::OneOf(several) => {
                let all = several.iter().map(|one| self.lacking(one, (unit, period)));
                said("one_of", &[("several", &all.collect::<Vec<_>>().join("; "))])
            }
            Lacking::NationalTotal => {
                let (year, period) = (period.last_year().to_string(), period.to_string());
                said("national_total", &[("unit", unit), ("period", &period), ("year", &year)])
            }
            Lacking::Rows { requires, rows } => {
                let (rows, requires) = (rows.to_string(), requires.to_string());
                let parts = [("rows", &*rows), ("cases", &self.cases()), ("requires", &requires)];
                said("rows", &parts)
            }
        }
    }

    pub fn rule(self, indicator: &Indicator) -> String {
        match indicator.score {
            ScoreRule::Linear => self.of("linear").to_owned(),
            ScoreRule::FullAt { percent } => {
                self.filled("full_at", &[("percent", &percent.to_string())])
            }
            ScoreRule::Info => self.of("info").to_owned(),
        }
    }
}
