//! The tables over all history: each published table once more, one row for every period of it, and what a
//! reader needs beside it to make a line of it without other files.

use super::{
    Column, codes,
    column::{coded, date, decimal, flag, int, joined, of, text, time},
    published,
};

pub const PERIOD_END: Column = date("period_end");
const POINTS_PREVIOUS: Column = decimal("points_previous", 2, "points");
const POINTS_LAST_YEAR: Column = decimal("points_same_period_last_year", 2, "points");
pub const PUBLISHED_AT: Column = time("published_at");

/// What stands behind the columns of a published table that has points.
const WITH_POINTS: &[Column] = &[PERIOD_END, POINTS_PREVIOUS, POINTS_LAST_YEAR, PUBLISHED_AT];
/// The same of one that has none.
const WITHOUT: &[Column] = &[PERIOD_END, PUBLISHED_AT];

pub const INDICATORS: &[Column] =
    &joined::<{ published::INDICATORS.len() + 4 }>("series", &[published::INDICATORS, WITH_POINTS]);

pub const GROUPS: &[Column] =
    &joined::<{ published::GROUPS.len() + 4 }>("series", &[published::GROUPS, WITH_POINTS]);

pub const SCORECARD: &[Column] =
    &joined::<{ published::SCORECARD.len() + 4 }>("series", &[published::SCORECARD, WITH_POINTS]);

pub const FLOW: &[Column] =
    &joined::<{ published::FLOW.len() + 2 }>("series", &[published::FLOW, WITHOUT]);

pub const TARGETS: &[Column] =
    &joined::<{ published::TARGETS.len() + 2 }>("series", &[published::TARGETS, WITHOUT]);

/// Every value that a cell ever had, in the order in which it was published.
pub const REVISIONS: &[Column] = &joined::<12>(
    "series_revisions",
    &[
        &[
            text("period"),
            text("unit_id"),
            text("indicator_id"),
            int("numerator"),
            int("denominator"),
            decimal("points", 2, "points"),
            coded("status", codes::STATUSES),
        ],
        published::STAMP,
        &[joined_published_at(), flag("withdrawn")],
    ],
);

const fn joined_published_at() -> Column {
    Column { table: "series", ..PUBLISHED_AT }
}

pub const DIM_UNIT: &[Column] = &of(
    "dim_unit",
    [
        text("unit_id"),
        text("name"),
        text("name_en"),
        text("parent_id"),
        text("kind"),
        date("valid_from"),
        date("valid_to"),
        text("successor_id"),
        text("cohort"),
    ],
);

pub const DIM_INDICATOR: &[Column] = &of(
    "dim_indicator",
    [
        text("indicator_id"),
        text("title_vi"),
        text("title_en"),
        text("part"),
        text("code"),
        text("group_id"),
        text("block_id"),
        decimal("max_points", 2, "points"),
        text("rule_set"),
    ],
);

pub const DIM_PROCEDURE: &[Column] = &of(
    "dim_procedure",
    [
        text("procedure_id"),
        text("name"),
        text("field_id"),
        text("field_name"),
        date("public_from"),
        date("public_to"),
        date("valid_from"),
        date("valid_to"),
    ],
);

pub const DIM_PERIOD: &[Column] = &of(
    "dim_period",
    [
        text("period"),
        coded("period_kind", codes::PERIOD_KINDS),
        date("period_start"),
        date("period_end"),
        flag("provisional"),
        text("edition"),
        int("revision"),
        time("cut_off"),
    ],
);
