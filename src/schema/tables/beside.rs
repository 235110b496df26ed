//! What commands write beside editions. Internal: it holds exact figures.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, insight, published};

const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    filled: &'static [&'static str],
) -> TableMeaning {
    TableMeaning { name, room: Room::Beside, columns, key, filled, empty: &[], public: false }
}

pub const ALL: &[TableMeaning] = &[
    table(
        "portal",
        published::PORTAL,
        &["period", "portal_unit", "level", "id"],
        &["snapshot", "outcome"],
    ),
    TableMeaning {
        empty: &["procedure_id"],
        ..table(
            "durations",
            insight::DURATIONS,
            &["period", "unit_id", "procedure_id"],
            &["received"],
        )
    },
    table("signs", insight::SIGNS, &["period", "sign", "unit_id"], &["shown", "cases"]),
    table(
        "sign_dossiers",
        insight::SIGN_DOSSIERS,
        &["period", "sign", "unit_id", "dossier_id"],
        &["seen_at"],
    ),
    table("todo", insight::TODO, &["period", "unit_id", "step"], &["dossier_id", "action_kind"]),
];
