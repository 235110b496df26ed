//! What an indicator reads and nobody gave (section 8). Counting asks whether anything is lacking;
//! `chiso explain` says what, so that both speak of the same thing.

use super::given::Given;
use crate::{
    rules::{Condition, Indicator, rule_set::Measure},
    schema::{canonical::Kind, facts::Subject},
};

/// One thing that is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// No source of this kind was given.
    Input(Kind),
    /// No input of the program gives it yet.
    NoInputYet,
    /// No source of dossiers has this canonical column.
    DossierColumn(&'static str),
    /// No row of the catalogue fills this canonical column.
    CatalogueColumn(&'static str),
    /// One of these would be enough.
    OneOf(Vec<Lacking>),
    /// No national total for the unit, neither of the period nor of the year before.
    NationalTotal,
    /// So many rows of the denominator for which the condition does not hold.
    Rows { requires: Condition, rows: u64 },
}

/// What the indicator needs of the inputs and does not find; empty where nothing is lacking.
pub fn inputs(indicator: &Indicator, given: &Given) -> Vec<Lacking> {
    let mut found = Vec::new();
    match indicator.counts {
        Subject::Petitions if !given.petitions => found.push(Lacking::Input(Kind::Petitions)),
        Subject::Announcements if !given.announcements => {
            found.push(Lacking::Input(Kind::Announcements));
        }
        Subject::Communes => found.push(Lacking::NoInputYet),
        _ => {}
    }
    if indicator.measure == Measure::LargerOf && !given.totals {
        found.push(Lacking::Input(Kind::Totals));
    }
    if indicator.needs_catalogue && !given.catalogue {
        found.push(Lacking::Input(Kind::Procedures));
    }
    let over_dossiers: Vec<&Condition> = match indicator.counts {
        Subject::Dossiers => vec![&indicator.of, &indicator.those],
        _ => indicator.having.iter().collect(),
    };
    found.extend(over_dossiers.into_iter().flat_map(|condition| of_condition(condition, given)));
    if indicator.counts == Subject::Procedures {
        let mut columns = indicator.of.columns();
        columns.extend(indicator.those.columns());
        let read = columns.into_iter().filter(|name| FILLED_BY_CATALOGUE.contains(name));
        found.extend(read.filter_map(|name| catalogue_column(name, given)));
    }
    let mut distinct: Vec<Lacking> = Vec::new();
    for lacking in found {
        if !distinct.contains(&lacking) {
            distinct.push(lacking);
        }
    }
    distinct
}

/// What a condition over dossiers reads and no source gives. Of alternatives that sources may give
/// one by one (an account, a store, a database), one is enough.
pub fn of_condition(condition: &Condition, given: &Given) -> Vec<Lacking> {
    match condition {
        Condition::Or(left, right) if !reads_catalogue(condition) => {
            let (mut left, right) = (of_condition(left, given), of_condition(right, given));
            if left.is_empty() || right.is_empty() {
                return Vec::new();
            }
            left.extend(right);
            let flat = left.into_iter().flat_map(|lacking| match lacking {
                Lacking::OneOf(inner) => inner,
                other => vec![other],
            });
            vec![Lacking::OneOf(flat.collect())]
        }
        Condition::And(left, right) => {
            let mut found = of_condition(left, given);
            found.extend(of_condition(right, given));
            found
        }
        Condition::Not(inner) => of_condition(inner, given),
        _ => condition.columns().iter().filter_map(|name| dossier_column(name, given)).collect(),
    }
}

fn dossier_column(name: &'static str, given: &Given) -> Option<Lacking> {
    let column = |name: &'static str| {
        (!given.dossier_columns.contains(name)).then_some(Lacking::DossierColumn(name))
    };
    match name {
        "dissatisfied" | "complained" => (!given.ratings).then_some(Lacking::Input(Kind::Ratings)),
        "has_fee" => catalogue_column(name, given),
        // Without a catalogue every procedure counts as having a paper result.
        "paper_result" if given.catalogue => catalogue_column(name, given),
        "fee_above_zero" => column("fee_due"),
        "population_database" => column("databases"),
        "components_digitized"
        | "component_reused"
        | "has_digitized_component"
        | "from_personal_store"
        | "result_file"
        | "vneid_verified"
        | "online_payment"
        | "synced"
        | "channel" => column(name),
        _ => None,
    }
}

fn catalogue_column(name: &'static str, given: &Given) -> Option<Lacking> {
    if given.catalogue_columns.contains(name) {
        None
    } else if given.catalogue {
        Some(Lacking::CatalogueColumn(name))
    } else {
        Some(Lacking::Input(Kind::Procedures))
    }
}

const FILLED_BY_CATALOGUE: &[&str] = &["online_level", "has_fee", "citizen_subject", "complete"];

fn reads_catalogue(condition: &Condition) -> bool {
    condition.columns().iter().any(|name| matches!(*name, "has_fee" | "paper_result"))
}
