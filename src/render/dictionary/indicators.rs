//! The part of the dictionary that comes from the rule set and the targets of the plan: what every
//! indicator counts, how its ratio becomes points, what it needs, and its SQL.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::model::{GroupPart, IndicatorPart, Meaning, RuleSetPart, TargetPart, TargetSetPart};
use crate::{
    count::{
        given::Given,
        lacking::{self, Lacking},
        sql,
    },
    domain::{points::Points, text::Text, words},
    rules::{
        Condition, Indicator, RuleSet,
        rule_set::{AuthorityKind, ChildUnits, Measure, ScoreRule},
        targets::{self, TargetSet},
    },
    schema::{canonical::Kind, codes},
};

pub(super) fn rule_set(rules: &RuleSet) -> RuleSetPart {
    let switches = match serde_json::to_value(&rules.switches) {
        Ok(Json::Object(switches)) => switches,
        _ => serde_json::Map::new(),
    };
    let shown = |value: Json| match value {
        Json::String(text) => text,
        other => other.to_string(),
    };
    RuleSetPart {
        id: rules.id.clone(),
        hash: rules.hash.clone(),
        title: rules.title.clone(),
        basis: rules.basis.clone(),
        switches: switches.into_iter().map(|(key, value)| (key, shown(value))).collect(),
        bands: rules
            .bands
            .iter()
            .map(|band| Meaning {
                name: format!("≥ {}", short(band.from)),
                meaning: band.title.clone(),
            })
            .collect(),
    }
}

pub(super) fn groups(rules: &RuleSet) -> Vec<GroupPart> {
    rules
        .groups
        .iter()
        .map(|group| GroupPart {
            id: group.id.clone(),
            number: group.number,
            code: group.code.clone(),
            title: group.title.clone(),
            max: group.max.to_string(),
            blocks: group
                .blocks
                .iter()
                .map(|block| Meaning { name: block.id.clone(), meaning: block.title.clone() })
                .collect(),
            indicators: rules
                .indicators
                .iter()
                .filter(|indicator| indicator.group == group.id)
                .map(indicator)
                .collect(),
        })
        .collect()
}

fn indicator(indicator: &Indicator) -> IndicatorPart {
    let shown = |condition: &Condition| condition.to_string();
    IndicatorPart {
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        part: indicator.part.clone(),
        code: indicator.code.clone(),
        block: indicator.block.clone(),
        counts: indicator.counts.as_str(),
        of: shown(&indicator.of),
        those: shown(&indicator.those),
        having: indicator.having.as_ref().map(shown),
        requires: indicator.requires.as_ref().map(shown),
        uses: uses(indicator),
        measure: measure(indicator),
        max: indicator.max.to_string(),
        formula: formula(indicator),
        no_cases: no_cases(indicator),
        applies_to: indicator.applies_to.iter().map(|kind: &AuthorityKind| kind.as_str()).collect(),
        inherited: indicator.child_units == ChildUnits::Inherit,
        needs: needs(indicator),
        reading: indicator.reading.clone(),
        sql: sql::indicator(indicator),
    }
}

/// The fact columns of its conditions; `having` and `requires` speak of dossiers.
fn uses(indicator: &Indicator) -> Vec<Meaning> {
    use crate::schema::facts::Subject;
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    for condition in [&indicator.of, &indicator.those] {
        names.extend(condition.columns().into_iter().map(|name| (indicator.counts.as_str(), name)));
    }
    for condition in indicator.having.iter().chain(&indicator.requires) {
        names.extend(condition.columns().into_iter().map(|name| ("dossiers", name)));
    }
    let subject = |id: &str| Subject::ALL.into_iter().find(|subject| subject.as_str() == id);
    names
        .into_iter()
        .filter_map(|(id, name)| {
            let column = subject(id)?.column(name)?;
            Some(Meaning { name: format!("{id}.{name}"), meaning: column.meaning() })
        })
        .collect()
}

fn measure(indicator: &Indicator) -> Text {
    words::of(match (indicator.measure, indicator.having.is_some()) {
        (Measure::Rows, false) => "dictionary.measure.rows",
        (Measure::Rows, true) => "dictionary.measure.rows_having",
        (Measure::Seconds, _) => "dictionary.measure.seconds",
        (Measure::LargerOf, _) => "dictionary.measure.larger_of",
        (Measure::AllRows, _) => "dictionary.measure.all_rows",
    })
    .clone()
}

fn formula(indicator: &Indicator) -> Text {
    let (key, percent) = match indicator.score {
        ScoreRule::Linear => ("dictionary.formula.linear", 100),
        ScoreRule::FullAt { percent } => ("dictionary.formula.full_at", percent),
        ScoreRule::Info => ("dictionary.formula.info", 0),
    };
    let (max, percent) = (Text::name(short(indicator.max)), Text::name(percent.to_string()));
    words::filled(key, &[("max", &max), ("percent", &percent)])
}

fn no_cases(indicator: &Indicator) -> Text {
    words::of(&format!("dictionary.no_cases.{}", indicator.no_cases.as_str())).clone()
}

/// What is lacking where nothing but a catalogue without values is given.
fn needs(indicator: &Indicator) -> Vec<Meaning> {
    let given = Given { catalogue: true, ..Given::default() };
    let mut found: Vec<Meaning> = Vec::new();
    if indicator.needs_catalogue {
        found.extend(input(Kind::Procedures));
    }
    for lacking in lacking::inputs(indicator, &given) {
        add(&lacking, &mut found);
    }
    found
}

fn add(lacking: &Lacking, found: &mut Vec<Meaning>) {
    let column = |kind: Kind, name: &str| {
        let column = kind.columns().iter().find(|column| column.name == name)?;
        let name = format!("{}.{name}", kind.as_str());
        Some(Meaning { name, meaning: column.meaning() })
    };
    match lacking {
        Lacking::Input(kind) => found.extend(input(*kind)),
        Lacking::NationalTotal => found.extend(input(Kind::Totals)),
        Lacking::DossierColumn(name) => found.extend(column(Kind::Dossiers, name)),
        Lacking::CatalogueColumn(name) => found.extend(column(Kind::Procedures, name)),
        Lacking::OneOf(any) => {
            let mut several = Vec::new();
            any.iter().for_each(|one| add(one, &mut several));
            let (names, meanings): (Vec<String>, Vec<Text>) =
                several.into_iter().map(|one| (one.name, one.meaning)).unzip();
            found.push(Meaning {
                name: names.join(" | "),
                meaning: Text::joined(&meanings, words::of("needed.or")),
            });
        }
        Lacking::NoInputYet => found.push(Meaning {
            name: "–".into(),
            meaning: words::of("dictionary.needs.nothing_yet").clone(),
        }),
        Lacking::Rows { .. } => {}
    }
}

fn input(kind: Kind) -> Option<Meaning> {
    let code = codes::INPUT_KINDS.iter().find(|code| code.name == kind.as_str())?;
    Some(Meaning { name: code.name.to_owned(), meaning: code.meaning().clone() })
}

pub(super) fn targets(set: &TargetSet) -> TargetSetPart {
    TargetSetPart {
        id: set.id.clone(),
        hash: set.hash.clone(),
        title: set.title.clone(),
        basis: set.basis.clone(),
        targets: set
            .targets
            .iter()
            .map(|target| {
                let (of, those) = match &target.measure {
                    targets::Measure::Indicator(_) => (None, None),
                    targets::Measure::Share { of, those } => {
                        (Some(of.to_string()), Some(those.to_string()))
                    }
                    targets::Measure::Ratings(those) => {
                        let named: Vec<String> =
                            those.iter().map(|opinion| format!("'{}'", opinion.as_str())).collect();
                        (
                            Some("by = 'citizen'".to_owned()),
                            Some(format!("verdict IN ({})", named.join(", "))),
                        )
                    }
                };
                TargetPart {
                    id: target.id.clone(),
                    title: target.title.clone(),
                    indicator: target.indicator.clone(),
                    of,
                    those,
                    goal: format!("{} {}%", target.comparison.sign(), short(target.goal)),
                    basis: target.basis.clone(),
                }
            })
            .collect(),
    }
}

/// Points without decimals that are zero.
fn short(points: Points) -> String {
    let text = points.to_string();
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}
