//! Why an indicator has no figure, in words for officials: which input is lacking, what the rule set
//! does without cases, what does not apply, what is withheld. Reports and pages say it alike. Kinds
//! of inputs are named, files never.

use std::collections::BTreeSet;

use crate::{
    count::{
        given::Given,
        lacking::{self, Lacking},
    },
    domain::{cell::Status, text::Text, words},
    rules::{
        Indicator,
        rule_set::{Measure, NoCases},
    },
    schema::canonical::Kind,
};

/// Why an indicator of this status has no figure; empty where it has one.
pub fn why(indicator: &Indicator, status: Status, given: &Given) -> Text {
    match status {
        Status::Value | Status::Provisional => Text::default(),
        Status::NotApplicable => words::of("absent.not_applicable").clone(),
        Status::NoCases => no_cases(indicator.no_cases),
        Status::Suppressed => words::of("absent.suppressed").clone(),
        Status::MissingSource => {
            words::filled("absent.missing_source", &[("needed", &needed(indicator, given))])
        }
    }
}

/// What the rule set gives where there is no case.
pub fn no_cases(rule: NoCases) -> Text {
    words::of(&format!("absent.{}", rule.as_str())).clone()
}

/// The inputs that an indicator lacks.
fn needed(indicator: &Indicator, given: &Given) -> Text {
    let mut needed: BTreeSet<Text> =
        lacking::inputs(indicator, given).iter().map(in_words).collect();
    if indicator.measure == Measure::LargerOf {
        needed.insert(totals());
    }
    if indicator.requires.is_some() {
        needed.insert(sync_states());
    }
    if needed.is_empty() {
        needed.insert(words::of("needed.source").clone());
    }
    Text::joined(&needed.into_iter().collect::<Vec<_>>(), &Text::name("; "))
}

fn totals() -> Text {
    words::of("needed.totals").clone()
}

fn sync_states() -> Text {
    words::of("needed.sync_states").clone()
}

/// One lacking input, as an official would name it.
pub fn in_words(lacking: &Lacking) -> Text {
    let column = |key: &str, kind: Kind, name: &'static str| {
        let known = kind.columns().iter().find(|column| column.name == name);
        let column = known.map_or_else(|| Text::name(name), |c| c.meaning());
        words::filled(key, &[("column", &column)])
    };
    match lacking {
        Lacking::NationalTotal => totals(),
        Lacking::Input(kind) => match words::known(&format!("needed.{}", kind.as_str())) {
            Some(known) => known.clone(),
            None => words::filled("needed.other", &[("kind", &Text::name(kind.as_str()))]),
        },
        Lacking::NoInputYet => words::of("needed.communes").clone(),
        Lacking::DossierColumn(name) => column("needed.dossier_column", Kind::Dossiers, name),
        Lacking::CatalogueColumn(name) => column("needed.catalogue_column", Kind::Procedures, name),
        Lacking::OneOf(any) => {
            let any: Vec<Text> = any.iter().map(in_words).collect();
            Text::joined(&any, words::of("needed.or"))
        }
        Lacking::Rows { .. } => sync_states(),
    }
}
