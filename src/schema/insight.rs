//! The internal tables of what somebody must look at, and what `chiso todo`, `chiso signs` and
//! `chiso durations` write.

use super::{
    Column, codes,
    column::{coded, decimal, flag, joined, number, of, text, time},
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

/// Every change since the month before; the terms sum to it.
pub const MOVES: &[Column] = &of(
    "moves",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        text("indicator_id"),
        text("compared_with"),
        decimal("change", 4, "points more or less"),
        decimal("rate", 4, "points more or less"),
        decimal("procedure_mix", 4, "points more or less"),
        decimal("unit_mix", 4, "points more or less"),
        decimal("source", 4, "points more or less"),
        decimal("no_cases", 4, "points more or less"),
        decimal("cap", 4, "points more or less"),
        decimal("rounding", 4, "points more or less"),
    ],
);

/// What can still be done, one row for each dossier and action, in the order in which it is best done.
pub const TODO: &[Column] = &of(
    "todo",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        number("step", ""),
        coded("action_kind", codes::ACTION_KINDS),
        text("dossier_id"),
        text("holder_id"),
        text("procedure_id"),
        text("fact"),
        text("action"),
        text("done_by"),
        time("due_at"),
        number("working_days", "days"),
        text("indicators"),
        decimal("unit_points", 2, "points"),
        decimal("authority_points", 2, "points"),
        decimal("score_after", 2, "points"),
        text("reaches"),
    ],
);

/// How often dossiers of a unit show a sign, beside how often chance would make them.
pub const SIGNS: &[Column] = &of(
    "signs",
    [
        text("period"),
        coded("sign", codes::SIGNS),
        text("unit_id"),
        text("unit_name"),
        number("shown", "dossiers"),
        number("cases", "dossiers"),
        decimal("percent", 2, "%"),
        decimal("by_chance", 2, "%"),
        flag("stands_out"),
    ],
);

/// The dossiers that show one.
pub const SIGN_DOSSIERS: &[Column] = &of(
    "sign_dossiers",
    [
        text("period"),
        coded("sign", codes::SIGNS),
        text("unit_id"),
        text("dossier_id"),
        text("procedure_id"),
        time("seen_at"),
    ],
);

/// How long dossiers received in a period take.
pub const DURATIONS: &[Column] = &of(
    "durations",
    [
        text("period"),
        text("unit_id"),
        text("unit_name"),
        text("procedure_id"),
        number("received", "dossiers"),
        number("handled", "dossiers"),
        number("refused", "dossiers"),
        number("withdrawn", "dossiers"),
        number("open", "dossiers"),
        number("median_days", "days"),
        number("ninth_decile_days", "days"),
        decimal("refused_percent", 2, "%"),
        decimal("withdrawn_percent", 2, "%"),
        number("waited", "dossiers"),
        number("waiting_median_days", "days"),
        number("waiting_ninth_decile_days", "days"),
        number("returned", "dossiers"),
        number("return_median_days", "days"),
        number("return_ninth_decile_days", "days"),
    ],
);
