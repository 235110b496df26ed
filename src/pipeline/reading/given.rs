//! Which inputs were given: kinds of sources, columns of dossiers, and columns of the catalogue that
//! some row fills. What was not given makes an indicator `missing_source`, never zero.

use std::collections::BTreeSet;

use super::inputs::Planned;
use crate::{
    count::given::Given, domain::procedure::Procedure, lake::part::Part, schema::canonical::Kind,
};

pub(super) fn given(planned: &[Planned<'_>], parts: &[Part], procedures: &[Procedure]) -> Given {
    let has = |kind: Kind| planned.iter().any(|file| file.file.kind == kind);
    let mut dossier_columns: BTreeSet<String> = BTreeSet::new();
    let of_dossiers =
        planned.iter().zip(parts).filter(|(file, _)| file.file.kind == Kind::Dossiers);
    for (file, part) in of_dossiers {
        dossier_columns.extend(part.told.given.iter().cloned());
        if file.reading.synced.is_some() {
            dossier_columns.insert("synced".into());
        }
    }
    let mut catalogue_columns: BTreeSet<String> = BTreeSet::new();
    for procedure in procedures.iter().flat_map(Procedure::versions) {
        for (filled, name) in [
            (procedure.online_level.is_some(), "online_level"),
            (procedure.has_fee.is_some(), "has_fee"),
            (procedure.paper_result.is_some(), "paper_result"),
            (procedure.citizen_subject.is_some(), "citizen_subject"),
            (procedure.complete.is_some(), "complete"),
        ] {
            if filled {
                catalogue_columns.insert(name.to_owned());
            }
        }
    }
    Given {
        catalogue: has(Kind::Procedures),
        announcements: has(Kind::Announcements),
        ratings: has(Kind::Ratings),
        petitions: has(Kind::Petitions),
        totals: has(Kind::Totals),
        dossier_columns,
        catalogue_columns,
    }
}
