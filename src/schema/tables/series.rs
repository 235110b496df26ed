//! What the tables over all history are. They bear the names of the published tables in a folder of their own.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, series};

const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
) -> TableMeaning {
    TableMeaning { name, room: Room::Series, columns, key, filled: &[], empty: &[], public: true }
}

/// The same as the published table, with no place that is only filled in one of them.
const fn whole(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
) -> TableMeaning {
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name"],
        ..table(name, columns, key)
    }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning {
        empty: &["block_id"],
        ..whole("series_indicators", series::INDICATORS, &["period", "unit_id", "indicator_id"])
    },
    TableMeaning {
        empty: &["block_id"],
        ..whole("series_groups", series::GROUPS, &["period", "unit_id", "group_id", "block_id"])
    },
    whole("series_scorecard", series::SCORECARD, &["period", "unit_id"]),
    whole("series_flow", series::FLOW, &["period", "unit_id"]),
    whole("series_targets", series::TARGETS, &["period", "unit_id", "target_id"]),
    table("series_revisions", series::REVISIONS, &[]),
    table("dim_unit", series::DIM_UNIT, &[]),
    TableMeaning {
        empty: &["block_id"],
        ..table("dim_indicator", series::DIM_INDICATOR, &["indicator_id"])
    },
    table("dim_procedure", series::DIM_PROCEDURE, &[]),
    table("dim_period", series::DIM_PERIOD, &["period"]),
];
