//! What the judge says, as `chiso facts` writes it: the tables that the printed SQL counts.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, fact_tables};

const fn fact(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
) -> TableMeaning {
    TableMeaning { name, room: Room::Facts, columns, key, filled: &[], empty: &[], public: false }
}

pub const ALL: &[TableMeaning] = &[
    fact("facts", fact_tables::DOSSIERS, &["dossier_id"]),
    fact("unit_tree", fact_tables::UNIT_TREE, &["unit_id", "above_id"]),
    fact("procedure_facts", fact_tables::PROCEDURES, &["unit_id", "procedure_id"]),
    fact("announcement_facts", fact_tables::ANNOUNCEMENTS, &[]),
    fact("petition_facts", fact_tables::PETITIONS, &["petition_id"]),
];
