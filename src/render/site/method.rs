//! The method page, generated from the rule set: its basis and readings, what the statuses mean, how
//! points are rounded and units ranked, what is withheld from the public, and every indicator.

use serde::Serialize;

use super::{
    address::Depth,
    definition::Fact,
    page::{Page, Site, model_of},
    table::{Cell, Table},
};
use crate::{
    disclose::Rounding,
    domain::{cell::Status, number::Decimal, wording},
    edition::{shown, view::Audience},
    rules::RuleSet,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Method {
    facts: Vec<Fact>,
    switches: Vec<Fact>,
    bands: Table,
    statuses: Table,
    disclosure: Vec<String>,
    /// How often the ranges of a forecast were right; absent where nothing is forecast.
    outlook: Option<Table>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    indicators: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    href: String,
    facts: Vec<Fact>,
}

impl Site<'_> {
    pub(super) fn method(&self) -> Page {
        let rules = self.view.source.rules;
        let groups = rules.groups.iter().map(|group| Group {
            title: format!("{}. {}", group.number, group.title.get(self.lang)),
            indicators: rules
                .indicators
                .iter()
                .filter(|indicator| indicator.group == group.id)
                .map(|indicator| Entry {
                    id: indicator.id.clone(),
                    title: format!("{} {}", indicator.part, indicator.title.get(self.lang)),
                    href: self.href(HERE, &self.indicator_path(indicator)),
                    facts: self.definition(indicator),
                })
                .collect(),
        });
        let outlook = self.whole_table(&self.sheets.outlook_tested(), HERE);
        let model = Method {
            facts: self.basis(),
            switches: self.switches(),
            bands: self.bands(),
            statuses: self.statuses(),
            disclosure: self.disclosure(),
            outlook: (!outlook.rows.is_empty()).then_some(outlook),
            groups: groups.collect(),
        };
        Page {
            path: "method.html".into(),
            depth: HERE,
            template: "method.html",
            title: self.words.of("nav_method").to_owned(),
            description: self.words.of("method_description").to_owned(),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "method",
            model: model_of(&model),
        }
    }

    fn basis(&self) -> Vec<Fact> {
        let rules = self.view.source.rules;
        let fact = |key: &str, text: String| Fact {
            name: self.words.of(key).to_owned(),
            text,
            code: None,
        };
        let months = |rules: &RuleSet| {
            let name = |period: crate::domain::period::Period| {
                wording::period(period).get(self.lang).to_owned()
            };
            match (rules.first_month, rules.last_month) {
                (Some(first), Some(last)) => {
                    self.say("valid_from_to", &[("first", &name(first)), ("last", &name(last))])
                }
                (Some(first), None) => self.say("valid_from", &[("first", &name(first))]),
                (None, Some(last)) => self.say("valid_to", &[("last", &name(last))]),
                (None, None) => self.words.of("valid_always").to_owned(),
            }
        };
        vec![
            fact("rule_set", format!("{} ({})", rules.title.get(self.lang), rules.id)),
            Fact {
                name: self.words.of("full_hash").to_owned(),
                text: String::new(),
                code: Some(rules.hash.clone()),
            },
            fact("basis", rules.basis.get(self.lang).to_owned()),
            fact("validity", months(rules)),
            fact("method_targets", self.view.source.targets.basis.get(self.lang).to_owned()),
        ]
    }

    /// The readings that the rule set chose, each as its file writes it.
    fn switches(&self) -> Vec<Fact> {
        let switches = &self.view.source.rules.switches;
        let authority = self.view.source.authority;
        let fact = |key: &str, code: String| {
            let words = self.words.known(&format!("value_{code}"));
            Fact {
                name: self.words.of(key).to_owned(),
                text: words.unwrap_or_default().to_owned(),
                code: Some(code),
            }
        };
        vec![
            fact("switch_precision", written(switches.precision)),
            fact("switch_repeated", written(switches.repeated_supplement)),
            fact("switch_pause", written(switches.pause)),
            fact("switch_withdrawn", written(switches.withdrawn)),
            fact("switch_undated", written(switches.undated)),
            fact("switch_population", switches.population_databases.join(", ")),
            fact("switch_announce", switches.announce_days.of(authority).to_string()),
            fact("switch_publish", switches.publish_days.of(authority).to_string()),
            fact("switch_refuse", switches.petition_refuse_days.to_string()),
            fact("switch_ask", switches.petition_ask_days.to_string()),
            fact("switch_answer", switches.petition_answer_days.to_string()),
        ]
    }

    fn bands(&self) -> Table {
        let mut table = Table::new(
            "bands",
            self.words.of("bands_caption"),
            &[(self.words.of("band"), false), (self.words.of("band_from"), false)],
        );
        for band in &self.view.source.rules.bands {
            let from = Decimal::from(band.from).text(self.lang);
            table.row(vec![
                Cell::text(band.title.get(self.lang)),
                Cell::text(self.say("from", &[("score", &from)])),
            ]);
        }
        table
    }

    fn statuses(&self) -> Table {
        let mut table = Table::new(
            "statuses",
            self.words.of("statuses_caption"),
            &[(self.words.of("status"), false), (self.words.of("meaning"), false)],
        );
        for status in Status::ALL {
            let meaning = self.words.of(&format!("meaning_{}", status.as_str()));
            table.row(vec![
                Cell::State { text: self.tell(&shown::status(status)), class: status.as_str() },
                Cell::text(meaning),
            ]);
        }
        table
    }

    /// What the policy of disclosure shows and withholds.
    fn disclosure(&self) -> Vec<String> {
        let Audience::Public(policy) = self.view.audience else {
            return vec![self.words.of("disclosure_internal").to_owned()];
        };
        let Some(Rounding { threshold, base }) = policy.rounding() else {
            return shown::portal(policy).iter().map(|words| self.tell(words)).collect();
        };
        let [threshold, base] = [threshold, base].map(|bound| bound.to_string());
        vec![self.say("disclosure_public", &[("threshold", &threshold), ("base", &base)])]
    }
}

/// A switch as the rule set's file writes it.
fn written(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
