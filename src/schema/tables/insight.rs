//! What the internal tables of what somebody must look at are.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, insight};

const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
) -> TableMeaning {
    TableMeaning { name, room: Room::Insight, columns, key, filled: &[], empty: &[], public: false }
}

pub const ALL: &[TableMeaning] = &[
    table("open_dossiers", insight::OPEN_DOSSIERS, &["unit_id", "dossier_id"]),
    table("open_ages", insight::OPEN_AGES, &["period", "unit_id"]),
    table("open_by_due", insight::OPEN_BY_DUE, &["period", "unit_id"]),
    table(
        "open_by_due_procedure",
        insight::OPEN_BY_DUE_PROCEDURE,
        &["period", "unit_id", "procedure_id"],
    ),
    table("forecast", insight::FORECAST, &["period", "unit_id"]),
    table("moves", insight::MOVES, &["period", "unit_id", "indicator_id"]),
];
