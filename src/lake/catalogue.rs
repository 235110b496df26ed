//! Rows of the catalogue become procedures: those of one code are one procedure with a row for each span
//! of days. Which of two rows is right where both are valid on a day and say different things nobody can
//! tell but who gave them, so they are told with their places (4.1.10).

use std::collections::BTreeMap;

use crate::domain::{
    account::Place,
    procedure::{Procedure, ProcedureRow, Version},
    time::Day,
};

/// What is wrong with dated rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Both are valid on the day and differ.
    Overlap { first: Place, second: Place, day: Day },
    /// The row ends before it begins.
    NeverValid(Place),
}

/// Procedures by code, and what is wrong with their rows, by place.
pub fn fold(rows: Vec<(Place, ProcedureRow)>) -> (Vec<Procedure>, Vec<Clash>) {
    let mut by_id: BTreeMap<String, Vec<(Place, Version)>> = BTreeMap::new();
    for (place, row) in rows {
        by_id.entry(row.id).or_default().push((place, row.version));
    }
    let mut clashes = Vec::new();
    let mut procedures = Vec::new();
    for (id, mut rows) in by_id {
        rows.sort_by_key(|(place, version)| (version.valid_from, *place));
        let dated: Vec<&(Place, Version)> = rows.iter().filter(|row| row.1.is_dated()).collect();
        for (number, (place, version)) in dated.iter().enumerate() {
            if version.valid_from.zip(version.valid_to).is_some_and(|(from, to)| to < from) {
                clashes.push(Clash::NeverValid(*place));
                continue;
            }
            clashes.extend(dated[..number].iter().filter_map(|(other, earlier)| {
                let day = version.clashes_with(earlier)?;
                let (first, second) = (*other.min(place), *other.max(place));
                Some(Clash::Overlap { first, second, day })
            }));
        }
        procedures.push(Procedure::new(id, rows.into_iter().map(|(_, version)| version).collect()));
    }
    clashes.sort_by_key(|clash| match clash {
        Clash::Overlap { first, second, .. } => (*first, *second),
        Clash::NeverValid(place) => (*place, *place),
    });
    (procedures, clashes)
}
