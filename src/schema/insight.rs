//! The internal tables of what somebody must look at.

use super::{
    Column, codes,
    column::{coded, number, of, text, time},
};

pub const OPEN_DOSSIERS: &[Column] = &of(
    "open_dossiers",
    [
        text("unit_id"),
        text("unit_name"),
        text("dossier_id"),
        text("procedure_id"),
        time("received_at"),
        time("due_at"),
        coded("open_state", codes::OPEN_STATES),
        number("working_days", "days"),
    ],
);

/// Overdue by working days past the due date, and due within five.
pub const OPEN_AGES: &[Column] = &of(
    "open_ages",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        number("overdue", "dossiers"),
        number("overdue_repeated", "dossiers"),
        number("overdue_to_5", "dossiers"),
        number("overdue_to_10", "dossiers"),
        number("overdue_to_30", "dossiers"),
        number("overdue_more", "dossiers"),
        number("due_soon", "dossiers"),
    ],
);
