//! The internal tables of what somebody must look at.

use super::{
    Column, codes,
    column::{coded, decimal, joined, number, of, text, time},
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

/// Open dossiers by the working days that are left until they are due.
const BY_DUE: [Column; 10] = of(
    "open_by_due",
    [
        number("open", "dossiers"),
        number("overdue", "dossiers"),
        number("due_today", "dossiers"),
        number("due_in_1", "dossiers"),
        number("due_in_2", "dossiers"),
        number("due_in_3_to_5", "dossiers"),
        number("due_in_6_to_10", "dossiers"),
        number("due_later", "dossiers"),
        number("waiting", "dossiers"),
        number("undated", "dossiers"),
    ],
);

pub const OPEN_BY_DUE: &[Column] =
    &joined::<13>("open_by_due", &[&[text("period"), text("unit_id"), text("unit_name")], &BY_DUE]);

pub const OPEN_BY_DUE_PROCEDURE: &[Column] = &joined::<14>(
    "open_by_due_procedure",
    &[&[text("period"), text("unit_id"), text("unit_name"), text("procedure_id")], &BY_DUE],
);

/// Where the share handled on time will end, with the range that holds it four times in five.
pub const FORECAST: &[Column] = &of(
    "forecast",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        time("cut_off"),
        number("numerator", "dossiers"),
        number("denominator", "dossiers"),
        number("open", "dossiers"),
        decimal("expected", 6, "share"),
        decimal("ratio_low", 6, "share"),
        decimal("ratio_high", 6, "share"),
        number("months", ""),
        number("basis", "dossiers"),
        number("months_tested", ""),
        number("months_held", ""),
        coded("forecast_state", codes::FORECAST_STATES),
    ],
);
