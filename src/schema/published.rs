//! The published tables of the contract, section 4. Columns may be added later, never renamed.

use super::{
    Column, codes,
    column::{coded, date, decimal, flag, int, joined, number, of, text, time},
    flow,
};

const PERIOD: Column = text("period");
const PERIOD_KIND: Column = coded("period_kind", codes::PERIOD_KINDS);
const PERIOD_START: Column = date("period_start");
const UNIT_ID: Column = text("unit_id");
const UNIT_NAME: Column = text("unit_name");
/// What a row of a published table is about.
const KEYS: &[Column] = &[PERIOD, PERIOD_KIND, PERIOD_START, UNIT_ID, UNIT_NAME];

/// The edition that a row stands in, without its digest; its revision; its cut-off. The press adds them when
/// the edition has a name: the rows of a table end before them until then.
pub const STAMP: &[Column] = &[text("edition"), int("revision"), time("cut_off")];

const GROUP_ID: Column = text("group_id");
const BLOCK_ID: Column = text("block_id");
const POINTS: Column = decimal("points", 2, "points");
const MAX_POINTS: Column = decimal("max_points", 2, "points");
const AVAILABLE: Column = decimal("available_points", 2, "points");

const NUMERATOR: Column = int("numerator");
const DENOMINATOR: Column = int("denominator");
const RATIO: Column = decimal("ratio", 6, "share");
const STATUS: Column = coded("status", codes::STATUSES);

const SCORE: Column = decimal("score", 2, "of 100");
const COMPARABLE: Column = decimal("comparable_points", 2, "points");
const COMPARABLE_AVAILABLE: Column = decimal("comparable_available", 2, "points");
const COMPARABLE_SCORE: Column = decimal("comparable_score", 2, "of 100");
const COHORT: Column = text("cohort");
const RANK: Column = int("rank");
const RANKED: Column = number("ranked_units", "units");
const INDICATOR: Column = text("indicator_id");
/// The multiple to which counts of a flow are rounded.
const ROUNDED_TO: Column = int("rounded_to");
const COVERAGE: Column = coded("coverage", codes::COVERAGES);

pub const INDICATORS: &[Column] = &joined::<24>(
    "indicators",
    &[
        KEYS,
        &[
            text("unit_kind"),
            GROUP_ID,
            BLOCK_ID,
            INDICATOR,
            NUMERATOR,
            DENOMINATOR,
            RATIO,
            POINTS,
            MAX_POINTS,
            STATUS,
            text("rule_set"),
            text("rule_set_hash"),
            COVERAGE,
            decimal("ratio_low", 6, "share"),
            decimal("ratio_high", 6, "share"),
            coded("reliability", codes::RELIABILITIES),
        ],
        STAMP,
    ],
);

pub const GROUPS: &[Column] = &joined::<14>(
    "groups",
    &[KEYS, &[GROUP_ID, BLOCK_ID, POINTS, MAX_POINTS, AVAILABLE, COVERAGE], STAMP],
);

pub const SCORECARD: &[Column] = &joined::<24>(
    "scorecard",
    &[
        KEYS,
        &[
            POINTS,
            AVAILABLE,
            MAX_POINTS,
            SCORE,
            text("band"),
            COMPARABLE,
            COMPARABLE_AVAILABLE,
            RANK,
            RANKED,
            coded("status", codes::SCORE_STATUSES),
            COVERAGE,
            COHORT,
            COMPARABLE_SCORE,
            text("comparable_band"),
            int("rank_low"),
            int("rank_high"),
        ],
        STAMP,
    ],
);

/// Targets of the plan, each measured for every unit and period.
pub const TARGETS: &[Column] = &joined::<18>(
    "targets",
    &[
        KEYS,
        &[
            text("target_id"),
            NUMERATOR,
            DENOMINATOR,
            RATIO,
            decimal("goal", 6, "share"),
            flag("met"),
            STATUS,
            coded("comparison", codes::COMPARISONS),
            text("target_set"),
            COVERAGE,
        ],
        STAMP,
    ],
);

/// Shared databases used.
pub const DATABASES: &[Column] = &joined::<12>(
    "databases",
    &[KEYS, &[text("database_id"), number("dossiers", "dossiers"), COVERAGE, STATUS], STAMP],
);

const FLOW_COUNTS: usize = flow::COLUMNS.len();

/// Columns of the flow of units.
pub const FLOW: &[Column] = &joined::<{ 11 + FLOW_COUNTS }>(
    "flow",
    &[KEYS, &flow::COLUMNS, &[COVERAGE, STATUS, ROUNDED_TO], STAMP],
);

/// Columns of the flow of units and procedures.
pub const FLOW_BY_PROCEDURE: &[Column] = &joined::<{ 13 + FLOW_COUNTS }>(
    "flow_by_procedure",
    &[
        KEYS,
        &[text("procedure_id")],
        &flow::COLUMNS,
        &[number("handling_seconds", "seconds"), COVERAGE, STATUS, ROUNDED_TO],
        STAMP,
    ],
);

/// Final figures of earlier editions that would come out otherwise now.
pub const LATE: &[Column] = &joined::<20>(
    "late",
    &[
        KEYS,
        &[
            INDICATOR,
            text("published_in"),
            int("published_numerator"),
            int("published_denominator"),
            decimal("published_points", 2, "points"),
            coded("published_status", codes::STATUSES),
            NUMERATOR,
            DENOMINATOR,
            POINTS,
            STATUS,
            text("cause"),
            text("input_files"),
        ],
        STAMP,
    ],
);

/// Final figures that a restatement changes, and what each cause has in it.
pub const CHANGES: &[Column] = &joined::<25>(
    "changes",
    &[
        KEYS,
        &[
            INDICATOR,
            text("published_in"),
            int("published_numerator"),
            int("published_denominator"),
            decimal("published_points", 2, "points"),
            coded("published_status", codes::STATUSES),
            NUMERATOR,
            DENOMINATOR,
            POINTS,
            STATUS,
            int("step"),
            text("cause"),
            int("numerator_change"),
            int("denominator_change"),
            decimal("points_change", 2, "points more or less"),
            coded("status_before", codes::STATUSES),
            coded("status_after", codes::STATUSES),
        ],
        STAMP,
    ],
);

/// The account of each file.
pub const ACCOUNTS: &[Column] = &of(
    "accounts",
    [
        text("file"),
        text("source"),
        coded("kind", codes::INPUT_KINDS),
        number("read", "rows"),
        number("counted", "rows"),
        number("duplicate", "rows"),
        number("out_of_scope", "rows"),
        number("quarantined", "rows"),
        date("archived_on"),
    ],
);

/// Why rows were not counted, or what was noticed in those that were.
pub const FINDINGS: &[Column] = &of(
    "findings",
    [
        text("file"),
        coded("class", codes::CLASSES),
        coded("reason", codes::ACCOUNT_REASONS),
        number("rows", "rows"),
        int("first_line"),
    ],
);

/// Rejected rows: where they are and why, never what they hold.
pub const QUARANTINE: &[Column] =
    &of("quarantine", [text("file"), int("line"), text("column"), coded("reason", codes::REASONS)]);

/// Figures of the national portal beside ours.
pub const PORTAL: &[Column] = &of(
    "portal",
    [
        text("snapshot"),
        PERIOD,
        text("portal_unit"),
        UNIT_ID,
        text("level"),
        text("id"),
        int("portal_numerator"),
        int("portal_denominator"),
        decimal("portal_points", 2, "points"),
        NUMERATOR,
        DENOMINATOR,
        POINTS,
        int("numerator_difference"),
        int("denominator_difference"),
        decimal("points_difference", 2, "points more or less"),
        coded("outcome", codes::PORTAL_OUTCOMES),
        coded("cause", codes::PORTAL_CAUSES),
        text("told_by"),
        text("edition"),
    ],
);

/// Twelve months of every unit, as pages and trends show them.
pub const HISTORY: &[Column] = &of(
    "history",
    [
        PERIOD,
        UNIT_ID,
        UNIT_NAME,
        POINTS,
        AVAILABLE,
        SCORE,
        COMPARABLE,
        RANK,
        RANKED,
        decimal("mean_handling_days", 1, "days"),
        COVERAGE,
        COHORT,
        COMPARABLE_SCORE,
    ],
);

/// How many units of each cohort are ranked.
pub const RANKED_UNITS: &[Column] = &of(
    "ranked",
    [PERIOD, COHORT, RANKED, number("all_units", "units"), COMPARABLE_AVAILABLE, COVERAGE],
);

/// Twelve months of every unit by group and block.
pub const HISTORY_GROUPS: &[Column] = &of(
    "history_groups",
    [PERIOD, UNIT_ID, UNIT_NAME, GROUP_ID, BLOCK_ID, POINTS, MAX_POINTS, AVAILABLE, COVERAGE],
);

/// Totals of every unit in the period shown and in those it is compared with.
pub const COMPARED: &[Column] =
    &of("compared", [PERIOD, UNIT_ID, UNIT_NAME, POINTS, AVAILABLE, SCORE, STATUS, COVERAGE]);

/// How many ranked units stand in each band.
pub const BANDS: &[Column] =
    &of("bands", [PERIOD, COHORT, text("band"), number("units", "units"), COVERAGE]);

/// Every indicator of every unit in the month shown and the month before it.
pub const MOVERS: &[Column] = &of(
    "movers",
    [
        PERIOD,
        UNIT_ID,
        UNIT_NAME,
        INDICATOR,
        NUMERATOR,
        DENOMINATOR,
        RATIO,
        POINTS,
        MAX_POINTS,
        STATUS,
        flag("beyond_chance"),
        COVERAGE,
    ],
);

/// What two years of months say of the newest value of each unit's score and ratios.
pub const SIGNALS: &[Column] = &of(
    "signals",
    [
        PERIOD,
        UNIT_ID,
        UNIT_NAME,
        INDICATOR,
        decimal("value", 2, ""),
        int("months"),
        decimal("mean", 4, ""),
        decimal("lower_limit", 4, ""),
        decimal("upper_limit", 4, ""),
        coded("signal", codes::SIGNALS),
    ],
);

/// What would bring more points in the month shown, the denominator staying as it is.
pub const TO_GO: &[Column] = &of(
    "points_to_go",
    [
        PERIOD,
        UNIT_ID,
        UNIT_NAME,
        INDICATOR,
        decimal("lost_points", 2, "points"),
        number("cases_to_half", "cases"),
        number("cases_to_full", "cases"),
    ],
);
