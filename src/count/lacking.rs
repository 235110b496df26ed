//! What an indicator reads and nobody gave (section 8). Counting asks whether anything is lacking;
//! `chiso explain` says what, so that both speak of the same thing.

use super::given::Given;
use crate::{
    rules::{Condition, Indicator, rule_set::Measure},
    schema::{canonical::Kind, fact_row::Need, facts::Subject},
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
        let read = columns.into_iter().filter(|name| Subject::Procedures.need(name).is_some());
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
    match Subject::Dossiers.need(name)? {
        Need::Dossiers(column) => {
            (!given.dossier_columns.contains(column)).then_some(Lacking::DossierColumn(column))
        }
        Need::Ratings => (!given.ratings).then_some(Lacking::Input(Kind::Ratings)),
        Need::CatalogueIfGiven if !given.catalogue => None,
        Need::Catalogue | Need::CatalogueIfGiven => catalogue_column(name, given),
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

fn reads_catalogue(condition: &Condition) -> bool {
    let mut needs = condition.columns().into_iter().filter_map(|name| Subject::Dossiers.need(name));
    needs.any(|need| matches!(need, Need::Catalogue | Need::CatalogueIfGiven))
}
