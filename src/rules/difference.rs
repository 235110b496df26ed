//! Two rule sets compared key by key: switches, months, bands and maxima, and the keys of every
//! indicator. Of the switches an indicator is told only those that the judge reads for the columns
//! it counts, so that a difference in its figures has a named reason. Titles and readings are words
//! and never a reason.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rule_set::{Band, Indicator, RuleSet, ScoreRule, Switches};
use crate::schema::facts::Subject;

/// One key with its value in both rule sets; `None` where a rule set has no such thing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct KeyDifference {
    pub key: String,
    pub a: Option<String>,
    pub b: Option<String>,
}

/// Which columns of facts the judge fills by each switch.
const READ_FOR: &[(&str, Subject, &[&str])] = &[
    ("precision", Subject::Dossiers, &["verdict", "on_time"]),
    ("repeated_supplement", Subject::Dossiers, &["verdict", "on_time"]),
    ("pause", Subject::Dossiers, &["verdict", "on_time", "handling_seconds"]),
    ("withdrawn", Subject::Dossiers, &["verdict", "on_time", "judged", "undated"]),
    ("undated", Subject::Dossiers, &["on_time", "judged"]),
    ("population_databases", Subject::Dossiers, &["population_database"]),
    ("announce_days", Subject::Announcements, &["announced_on_time"]),
    ("publish_days", Subject::Announcements, &["publication_due", "published_on_time"]),
    ("petition_refuse_days", Subject::Petitions, &["on_time"]),
    ("petition_ask_days", Subject::Petitions, &["on_time"]),
    ("petition_answer_days", Subject::Petitions, &["on_time"]),
];

/// The switches that differ, each as `switches.NAME`.
pub fn switches(a: &Switches, b: &Switches) -> Vec<KeyDifference> {
    let (a, b) = (named_switches(a), named_switches(b));
    differing(
        a.into_iter()
            .zip(b)
            .map(|((name, a), (_, b))| (format!("switches.{name}"), Some(a), Some(b))),
    )
}

/// Months, bands and the maxima of groups and blocks that differ.
pub fn settings(a: &RuleSet, b: &RuleSet) -> Vec<KeyDifference> {
    let month = |month: Option<crate::domain::period::Period>| month.map(|m| m.to_string());
    let bands = |bands: &[Band]| {
        let all: Vec<String> =
            bands.iter().map(|band| format!("{} from {}", band.id, band.from)).collect();
        Some(all.join(", "))
    };
    let mut pairs = vec![
        ("first_month".to_owned(), month(a.first_month), month(b.first_month)),
        ("last_month".to_owned(), month(a.last_month), month(b.last_month)),
        ("bands".to_owned(), bands(&a.bands), bands(&b.bands)),
    ];
    let (of_a, of_b) = (maxima(a), maxima(b));
    let names: BTreeSet<&String> = of_a.iter().chain(&of_b).map(|(name, _)| name).collect();
    let value = |list: &[(String, String)], name: &String| {
        list.iter().find(|(known, _)| known == name).map(|(_, max)| max.clone())
    };
    pairs.extend(
        names.into_iter().map(|name| (name.clone(), value(&of_a, name), value(&of_b, name))),
    );
    differing(pairs.into_iter())
}

/// Why the figures of an indicator may differ: its own keys, then the switches read for it.
pub fn reasons(a: &RuleSet, b: &RuleSet, id: &str) -> Vec<KeyDifference> {
    let (own_a, own_b) = (a.indicator(id), b.indicator(id));
    let (Some(own_a), Some(own_b)) = (own_a, own_b) else {
        let present = |found: Option<&Indicator>| found.map(|_| id.to_owned());
        return differing([("indicator".to_owned(), present(own_a), present(own_b))].into_iter());
    };
    let pairs = keys(own_a).into_iter().zip(keys(own_b));
    let mut reasons = differing(pairs.map(|((name, a), (_, b))| (name.to_owned(), a, b)));
    let read: BTreeSet<String> = [own_a, own_b]
        .into_iter()
        .flat_map(switches_read)
        .map(|s| format!("switches.{s}"))
        .collect();
    let switches = switches(&a.switches, &b.switches);
    reasons.extend(switches.into_iter().filter(|switch| read.contains(&switch.key)));
    reasons
}

/// Ids of the indicators of both, in the order of A and then of B.
pub fn indicator_ids<'a>(a: &'a RuleSet, b: &'a RuleSet) -> Vec<&'a str> {
    let only_b = b.indicators.iter().filter(|indicator| a.indicator(&indicator.id).is_none());
    a.indicators.iter().chain(only_b).map(|indicator| indicator.id.as_str()).collect()
}

/// The switches that the judge reads for what the indicator counts.
fn switches_read(indicator: &Indicator) -> impl Iterator<Item = &'static str> {
    let mut columns = indicator.of.columns();
    columns.extend(indicator.those.columns());
    if indicator.measure == super::rule_set::Measure::Seconds {
        columns.insert("handling_seconds");
    }
    let mut of_dossiers = BTreeSet::new();
    for condition in indicator.having.iter().chain(&indicator.requires) {
        of_dossiers.extend(condition.columns());
    }
    let subject = indicator.counts;
    READ_FOR.iter().filter_map(move |(switch, over, filled)| {
        let reads = |columns: &BTreeSet<&str>| filled.iter().any(|name| columns.contains(name));
        let read = (*over == subject && reads(&columns))
            || (*over == Subject::Dossiers && reads(&of_dossiers));
        read.then_some(*switch)
    })
}

/// What an indicator says, apart from words.
fn keys(indicator: &Indicator) -> Vec<(&'static str, Option<String>)> {
    let score = match indicator.score {
        ScoreRule::Linear => "linear".to_owned(),
        ScoreRule::FullAt { percent } => format!("full at {percent}%"),
        ScoreRule::Info => "info".to_owned(),
    };
    let applies: Vec<&str> = indicator.applies_to.iter().map(|kind| kind.as_str()).collect();
    let coded = |value: Result<Value, serde_json::Error>| value.map(|v| shown(&v)).ok();
    vec![
        ("counts", Some(indicator.counts.as_str().to_owned())),
        ("of", Some(indicator.of.to_string())),
        ("those", Some(indicator.those.to_string())),
        ("having", indicator.having.as_ref().map(ToString::to_string)),
        ("requires", indicator.requires.as_ref().map(ToString::to_string)),
        ("measure", coded(serde_json::to_value(indicator.measure))),
        ("score", Some(score)),
        ("max", Some(indicator.max.to_string())),
        ("no_cases", coded(serde_json::to_value(indicator.no_cases))),
        ("applies_to", Some(applies.join(", "))),
        ("child_units", coded(serde_json::to_value(indicator.child_units))),
        ("needs_catalogue", Some(indicator.needs_catalogue.to_string())),
        ("group", Some(indicator.group.clone())),
        ("block", Some(indicator.block.clone())),
    ]
}

fn maxima(rules: &RuleSet) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for group in &rules.groups {
        found.push((format!("{}.max", group.id), group.max.to_string()));
        for block in &group.blocks {
            found.push((format!("{}.{}.max", group.id, block.id), block.max.to_string()));
        }
    }
    found
}

fn named_switches(switches: &Switches) -> Vec<(String, String)> {
    match serde_json::to_value(switches) {
        Ok(Value::Object(fields)) => {
            fields.into_iter().map(|(name, value)| (name, shown(&value))).collect()
        }
        _ => Vec::new(),
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn differing(
    pairs: impl Iterator<Item = (String, Option<String>, Option<String>)>,
) -> Vec<KeyDifference> {
    pairs.filter(|(_, a, b)| a != b).map(|(key, a, b)| KeyDifference { key, a, b }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, load};

    fn built_in(id: &str) -> RuleSet {
        load::load(&builtin::sources(id).unwrap()).unwrap()
    }

    #[test]
    fn every_switch_is_read_for_some_column_that_exists() {
        let mut named: Vec<String> =
            named_switches(&built_in("portal-2026").switches).into_iter().map(|(n, _)| n).collect();
        let mut read: Vec<String> = READ_FOR.iter().map(|(name, ..)| (*name).to_owned()).collect();
        named.sort();
        read.sort();
        assert_eq!(named, read);
        for (switch, subject, columns) in READ_FOR {
            for name in *columns {
                assert!(subject.column(name).is_some(), "{switch} is read for {name:?}");
            }
        }
    }

    #[test]
    fn the_differences_of_section_7_are_named() {
        let (a, b) = (built_in("portal-2026"), built_in("vendor-2022"));
        let keys = |id: &str| -> Vec<String> {
            reasons(&a, &b, id).into_iter().map(|difference| difference.key).collect()
        };
        // What counts the dossiers judged in hand reads what decides who is judged.
        let judged = ["switches.undated", "switches.withdrawn"];
        assert_eq!(keys("electronic_result"), ["of", judged[0], judged[1]]);
        assert_eq!(keys("data_reused"), ["of", judged[0], judged[1]]);
        assert_eq!(keys("dossiers_paid_online"), ["of", "score", judged[0], judged[1]]);
        assert_eq!(keys("procedures_using_population_data"), ["having", judged[0], judged[1]]);
        assert_eq!(keys("submitted_online"), [""; 0]);
        assert_eq!(keys("mean_handling_time"), ["switches.pause"]);
        assert!(keys("handled_on_time").contains(&"switches.precision".to_owned()));
        assert_eq!(settings(&a, &b), []);
    }
}
