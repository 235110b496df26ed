//! The internal tables of what somebody must look at.

use super::{
    Column, codes,
    column::{coded, decimal, number, of, text, time},
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

/// Every change since the month before; the terms sum to it.
pub const MOVES: &[Column] = &of(
    "moves",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        text("indicator_id"),
        text("compared_with"),
        decimal("change", 4, "points"),
        decimal("rate", 4, "points"),
        decimal("procedure_mix", 4, "points"),
        decimal("unit_mix", 4, "points"),
        decimal("source", 4, "points"),
        decimal("no_cases", 4, "points"),
        decimal("cap", 4, "points"),
        decimal("rounding", 4, "points"),
    ],
);
