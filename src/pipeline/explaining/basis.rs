//! By which row of the catalogue a dossier was judged, and what that row rests on: whoever is told that a
//! dossier was late asks first which limit was taken.

use crate::{
    domain::{
        calendar::Calendar,
        dossier::Dossier,
        procedure::{Limit, Procedure},
        time::{Day, LocalTime},
    },
    judge::clock::Due,
};

/// The row of the catalogue on the day of receipt, and the date that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    pub procedure_id: String,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
    pub legal_basis: Option<String>,
    pub limit: Option<Limit>,
    /// The row is valid on the day of receipt; else it is the nearest.
    pub covers: bool,
    /// The due date was promised, so that nobody asked the limit.
    pub promised: bool,
    /// Empty where the dossier is undated.
    pub due: Option<LocalTime>,
}

impl Basis {
    pub fn of(dossier: &Dossier, procedure: &Procedure, calendar: &Calendar) -> Self {
        let received = dossier.received.day();
        let row = procedure.on(received);
        Self {
            procedure_id: procedure.id.clone(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            legal_basis: row.legal_basis.clone(),
            limit: row.limit,
            covers: procedure.covers(received),
            promised: dossier.due.is_some(),
            due: Due::of(dossier, row.limit, calendar).map(|due| due.at),
        }
    }
}
