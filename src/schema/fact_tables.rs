//! The tables that `chiso facts` writes: fact columns with the keys before them, and the tree of
//! units. Internal: they name dossiers.

use super::{
    Column,
    column::{joined, of, text, time},
    facts,
};

const UNIT: Column = text("unit_id");
const PROCEDURE: Column = text("procedure_id");

pub const DOSSIERS: &[Column] = &joined::<{ 4 + facts::DOSSIERS.len() }>(
    "facts",
    &[&[text("dossier_id"), UNIT, PROCEDURE, time("received_at")], facts::DOSSIERS],
);
pub const UNIT_TREE: &[Column] = &of("unit_tree", [UNIT, text("above_id")]);
pub const PROCEDURES: &[Column] = &joined::<{ 2 + facts::PROCEDURES.len() }>(
    "procedure_facts",
    &[&[UNIT, PROCEDURE], facts::PROCEDURES],
);
pub const ANNOUNCEMENTS: &[Column] = &joined::<{ 2 + facts::ANNOUNCEMENTS.len() }>(
    "announcement_facts",
    &[&[text("decision_id"), PROCEDURE], facts::ANNOUNCEMENTS],
);
pub const PETITIONS: &[Column] = &joined::<{ 2 + facts::PETITIONS.len() }>(
    "petition_facts",
    &[&[text("petition_id"), UNIT], facts::PETITIONS],
);
