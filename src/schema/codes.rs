//! Every closed list of codes, declared once: the codes as files hold them; their meanings are words. Readers, conditions, the dictionary and the open-data descriptions are readings of
//! these lists.

use super::{Code, Column, Type};
use crate::domain::{text::Text, words};

/// The codes of a column: its closed list, or the numbered list that a whole number stands for.
pub fn of(column: &Column) -> &'static [Code] {
    match (column.kind, column.name) {
        (Type::Code(codes), _) => codes,
        (Type::Int, "status") => DOSSIER_STATUSES,
        (Type::Int, "online_payment") => ONLINE_PAYMENTS,
        _ => &[],
    }
}

/// A list of codes by the name under which the dictionary shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    pub id: &'static str,
    pub codes: &'static [Code],
}

impl List {
    pub fn title(&self) -> &'static Text {
        words::of(&format!("lists.{}", self.id))
    }
}

/// The codes of a list, whose meanings stand below `codes` in the files of words.
const fn codes<const N: usize>(list: &'static str, names: [&'static str; N]) -> [Code; N] {
    let mut codes = [Code { list, name: "" }; N];
    let mut place = 0;
    while place < N {
        codes[place].name = names[place];
        place += 1;
    }
    codes
}

/// Every list, in the order in which the dictionary shows them.
pub const LISTS: &[List] = &[
    List { id: "status", codes: STATUSES },
    List { id: "score_status", codes: SCORE_STATUSES },
    List { id: "coverage", codes: COVERAGES },
    List { id: "reliability", codes: RELIABILITIES },
    List { id: "period_kind", codes: PERIOD_KINDS },
    List { id: "verdict", codes: VERDICTS },
    List { id: "dossier_status", codes: DOSSIER_STATUSES },
    List { id: "end_kind", codes: END_KINDS },
    List { id: "end_kind_of_period", codes: END_KINDS_OF_PERIOD },
    List { id: "channel", codes: CHANNELS },
    List { id: "online_payment", codes: ONLINE_PAYMENTS },
    List { id: "online_level", codes: ONLINE_LEVELS },
    List { id: "time_unit", codes: TIME_UNITS },
    List { id: "rating", codes: RATINGS },
    List { id: "rater", codes: RATERS },
    List { id: "petition_kind", codes: PETITION_KINDS },
    List { id: "day_kind", codes: DAY_KINDS },
    List { id: "comparison", codes: COMPARISONS },
    List { id: "standing", codes: STANDINGS },
    List { id: "open_state", codes: OPEN_STATES },
    List { id: "action_kind", codes: ACTION_KINDS },
    List { id: "sign", codes: SIGNS },
    List { id: "forecast_state", codes: FORECAST_STATES },
    List { id: "signal", codes: SIGNALS },
    List { id: "input_kind", codes: INPUT_KINDS },
    List { id: "class", codes: CLASSES },
    List { id: "out_of_scope", codes: OUT_OF_SCOPE },
    List { id: "quarantined", codes: REASONS },
    List { id: "finding", codes: FINDINGS },
    List { id: "portal_outcome", codes: PORTAL_OUTCOMES },
    List { id: "portal_cause", codes: PORTAL_CAUSES },
    List { id: "unit", codes: UNITS },
];

/// The lists in which the codes of a column are explained; the reasons of an account stand in three.
pub fn lists_of(column: &Column) -> impl Iterator<Item = &'static List> {
    let codes = of(column);
    let whole = !codes.is_empty() && codes != ACCOUNT_REASONS;
    LISTS.iter().filter(move |list| {
        if whole {
            list.codes == codes
        } else {
            codes == ACCOUNT_REASONS
                && ["out_of_scope", "quarantined", "finding"].contains(&list.id)
        }
    })
}

pub const CHANNELS: &[Code] = &codes("channel", ["online", "counter", "post", "other"]);

pub const END_KINDS: &[Code] =
    &codes("end_kind", ["finished", "returned", "refused", "withdrawn", "stopped"]);

/// How handling ended in a period; a dossier that is still open has not.
pub const END_KINDS_OF_PERIOD: &[Code] = &[
    codes("end_kind_of_period", ["none"])[0],
    END_KINDS[0],
    END_KINDS[1],
    END_KINDS[2],
    END_KINDS[3],
    END_KINDS[4],
];

/// The processing status of a dossier and of a step.
pub const DOSSIER_STATUSES: &[Code] =
    &codes("dossier_status", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);

pub const ONLINE_PAYMENTS: &[Code] = &codes("online_payment", ["0", "1", "2"]);

/// In the order of the judge's verdicts.
pub const VERDICTS: &[Code] = &codes(
    "verdict",
    [
        "early",
        "on_time",
        "late",
        "open_in_time",
        "open_overdue",
        "waiting_in_time",
        "waiting_overdue",
        "repeated_supplement",
        "undated",
    ],
);

pub const ONLINE_LEVELS: &[Code] = &codes("online_level", ["none", "partial", "full"]);

pub const TIME_UNITS: &[Code] =
    &codes("time_unit", ["working_hour", "working_day", "day", "month"]);

pub const RATINGS: &[Code] = &codes("rating", ["satisfied", "neutral", "dissatisfied"]);

pub const RATERS: &[Code] = &codes("rater", ["citizen", "official"]);

pub const PETITION_KINDS: &[Code] = &codes("petition_kind", ["rules", "conduct"]);

pub const DAY_KINDS: &[Code] = &codes("day_kind", ["holiday", "working"]);

pub const PERIOD_KINDS: &[Code] =
    &codes("period_kind", ["month", "quarter", "half_year", "year", "year_to_date", "rolling_12"]);

/// Whether a figure may be read, and how.
pub const STATUSES: &[Code] = &codes(
    "status",
    ["value", "no_cases", "missing_source", "not_applicable", "suppressed", "provisional"],
);

/// A score is final or provisional, or there is none.
pub const SCORE_STATUSES: &[Code] =
    &codes("score_status", ["suppressed", "value", "provisional", "no_cases"]);

/// Whether the inputs hold every dossier of a period.
pub const COVERAGES: &[Code] = &codes("coverage", ["complete", "incomplete"]);

/// Why a ratio is to be read with care; empty where there are cases enough.
pub const RELIABILITIES: &[Code] = &codes("reliability", ["few", "caution"]);

pub const COMPARISONS: &[Code] = &codes("comparison", ["at_least", "more_than"]);

pub const INPUT_KINDS: &[Code] = &codes(
    "input_kind",
    [
        "dossiers",
        "events",
        "supplements",
        "procedures",
        "announcements",
        "ratings",
        "petitions",
        "totals",
        "units",
        "calendar",
        "cohorts",
    ],
);

/// What became of rows that an account names with a reason.
pub const CLASSES: &[Code] = &codes("class", ["out_of_scope", "quarantined", "finding"]);

/// Why a row is in quarantine.
pub const REASONS: &[Code] = &codes(
    "quarantined",
    [
        "malformed_record",
        "dossier_id_missing",
        "received_missing",
        "date_unreadable",
        "value_unreadable",
        "at_missing",
        "rated_at_missing",
        "asked_at_missing",
        "announced_on_missing",
        "key_missing",
    ],
);

/// Why a row that could be read is not counted.
pub const OUT_OF_SCOPE: &[Code] = &codes(
    "out_of_scope",
    [
        "registered",
        "refused_not_accepted",
        "unknown_dossier",
        "received_after_cut_off",
        "repeated_header",
        "blank_row",
    ],
);

/// What was corrected or noticed in a row that is counted.
pub const FINDINGS: &[Code] = &codes(
    "finding",
    [
        "false_end",
        "mislabelled_end",
        "end_before_received",
        "due_before_received",
        "status_unknown",
        "unknown_procedure",
        "unmapped",
        "undated",
        "channel_missing",
        "fee_unreadable",
        "repeated_key",
        "result_link_is_submitted",
        "no_due_date",
        "returned_before_end",
        "two_ends",
        "long_record",
        "value_unlisted",
        "filler_date",
        "date_unlikely",
        "reopened",
        "id_reused",
        "calendar_year_missing",
        "limit_not_dated",
        "limit_unreadable",
        "constant_components_digitized",
        "constant_component_reused",
        "constant_has_digitized_component",
        "constant_from_personal_store",
        "constant_result_file",
        "constant_vneid_verified",
        "constant_databases",
        "constant_online_payment",
        "constant_submitted_is_received",
    ],
);

/// Where a unit stands in a funnel chart.
pub const PORTAL_OUTCOMES: &[Code] =
    &codes("portal_outcome", ["equal", "within", "different", "not_compared"]);

pub const PORTAL_CAUSES: &[Code] = &codes(
    "portal_cause",
    [
        "unknown_unit",
        "unknown_indicator",
        "no_own_period",
        "no_own_figure",
        "nothing_published",
        "counts_not_shown",
        "cut_off",
        "different_days",
        "sync_state",
        "population",
        "denominator",
        "numerator",
        "rounding",
        "rule",
        "parts",
    ],
);

/// What deserves a look.
pub const SIGNS: &[Code] =
    &codes("sign", ["last_hours", "last_day", "moved_late", "asked_last", "same_second"]);

/// What is to be done about a dossier.
pub const ACTION_KINDS: &[Code] = &codes("action_kind", ["repair", "answer", "ask_once"]);

/// Why somebody must look at an open dossier.
pub const OPEN_STATES: &[Code] = &codes("open_state", ["overdue", "repeated", "due_soon"]);

/// Whether there was enough to learn a forecast from.
pub const FORECAST_STATES: &[Code] = &codes("forecast_state", ["shown", "too_few"]);

/// What a month says beside the months before it.
pub const SIGNALS: &[Code] = &codes(
    "signal",
    [
        "not_enough",
        "no_value",
        "provisional",
        "few",
        "common",
        "outside_low",
        "outside_high",
        "shift_low",
        "shift_high",
        "trend_down",
        "trend_up",
        "near_low",
        "near_high",
    ],
);

pub const STANDINGS: &[Code] = &codes("standing", ["inside", "outside_95", "outside_99_8"]);

/// Units of measure of columns.
pub const UNITS: &[Code] = &codes(
    "unit",
    [
        "dossiers",
        "points",
        "points more or less",
        "of 100",
        "share",
        "%",
        "seconds",
        "days",
        "cases",
        "rows",
        "units",
        "VND",
    ],
);

const NAMED: usize = OUT_OF_SCOPE.len() + REASONS.len() + FINDINGS.len();

/// Everything that an account names: out of scope, quarantined, found.
pub const ACCOUNT_REASONS: &[Code] = &const {
    let mut all = [OUT_OF_SCOPE[0]; NAMED];
    let mut place = 0;
    while place < NAMED {
        all[place] = if place < OUT_OF_SCOPE.len() {
            OUT_OF_SCOPE[place]
        } else if place < OUT_OF_SCOPE.len() + REASONS.len() {
            REASONS[place - OUT_OF_SCOPE.len()]
        } else {
            FINDINGS[place - OUT_OF_SCOPE.len() - REASONS.len()]
        };
        place += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{
            account::{Finding, OutOfScope, Reason},
            cell::Status,
            dossier::{Channel, EndKind},
            xmr::State,
        },
        schema::tables,
    };

    fn same<'a>(codes: &[Code], known: impl Iterator<Item = &'a str>) {
        let mut known: Vec<&str> = known.collect();
        let mut names: Vec<&str> = codes.iter().map(|code| code.name).collect();
        known.sort_unstable();
        names.sort_unstable();
        assert_eq!(names, known);
    }

    #[test]
    fn every_code_of_the_program_has_a_meaning_and_every_meaning_a_code() {
        same(CHANNELS, Channel::ALL.iter().map(|channel| channel.as_str()));
        same(END_KINDS, EndKind::ALL.iter().map(|kind| kind.as_str()));
        same(STATUSES, Status::ALL.iter().map(|status| status.as_str()));
        same(SIGNALS, State::ALL.iter().map(|state| state.as_str()));
        same(REASONS, Reason::ALL.iter().map(|reason| reason.as_str()));
        same(OUT_OF_SCOPE, OutOfScope::ALL.iter().map(|why| why.as_str()));
        same(FINDINGS, Finding::ALL.iter().map(|what| what.as_str()));
        same(INPUT_KINDS, crate::schema::canonical::Kind::ALL.iter().map(|kind| kind.as_str()));
    }

    #[test]
    fn a_list_holds_each_code_once() {
        for list in LISTS.iter().map(|list| list.codes).chain([ACCOUNT_REASONS]) {
            let names: BTreeSet<&str> = list.iter().map(|code| code.name).collect();
            assert_eq!(names.len(), list.len());
        }
    }

    #[test]
    fn the_codes_of_every_column_are_explained_in_full() {
        for table in tables::all() {
            for column in table.columns {
                let mut explained: Vec<&Code> =
                    lists_of(column).flat_map(|list| list.codes).collect();
                let mut codes: Vec<&Code> = of(column).iter().collect();
                explained.sort_unstable_by_key(|code| code.name);
                codes.sort_unstable_by_key(|code| code.name);
                assert_eq!(explained, codes, "{}.{}", table.name, column.name);
                assert!(
                    column.unit.is_empty() || UNITS.iter().any(|unit| unit.name == column.unit),
                    "{} is not a declared unit of measure",
                    column.unit
                );
            }
        }
    }
}
