//! What the published tables are. All may be part of the public edition; by procedure and by database
//! they are under the policy `portal` alone.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, published};

/// The key of a cell: its period, its unit, and what else.
const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    public: bool,
) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Published,
        columns,
        key,
        filled: &["period_kind", "period_start", "unit_name", "coverage"],
        empty: &[],
        public,
    }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning {
        filled: &[
            "period_kind",
            "period_start",
            "unit_name",
            "group_id",
            "max_points",
            "status",
            "rule_set",
            "rule_set_hash",
            "coverage",
        ],
        empty: &["block_id"],
        ..table("indicators", published::INDICATORS, &["period", "unit_id", "indicator_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "max_points", "coverage"],
        empty: &["block_id"],
        ..table("groups", published::GROUPS, &["period", "unit_id", "group_id", "block_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "max_points", "status", "coverage"],
        ..table("scorecard", published::SCORECARD, &["period", "unit_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "coverage", "status", "rounded_to"],
        ..table("flow", published::FLOW, &["period", "unit_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "coverage", "status", "rounded_to"],
        ..table(
            "flow_by_procedure",
            published::FLOW_BY_PROCEDURE,
            &["period", "unit_id", "procedure_id"],
            true,
        )
    },
    TableMeaning {
        filled: &[
            "period_kind",
            "period_start",
            "unit_name",
            "goal",
            "status",
            "comparison",
            "target_set",
            "coverage",
        ],
        ..table("targets", published::TARGETS, &["period", "unit_id", "target_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "coverage", "status"],
        ..table("databases", published::DATABASES, &["period", "unit_id", "database_id"], true)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "published_in", "published_status"],
        ..table("late", published::LATE, &["period", "unit_id", "indicator_id"], false)
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "published_in", "cause"],
        ..table(
            "changes",
            published::CHANGES,
            &["period", "unit_id", "indicator_id", "step"],
            false,
        )
    },
];
