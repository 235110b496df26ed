//! The counts of the case flow (section 6): each a condition over the facts of dossiers, and a column
//! of the two flow tables, in the order in which they are counted.

use super::{Column, column};

/// Counts of the flow, each a condition. `handling_seconds` stands apart: it is a sum.
pub const FLOW: [(&str, &str); 21] = [
    ("opening", "opening"),
    ("received", "received"),
    ("received_online", "received AND channel = 'online'"),
    ("received_counter", "received AND channel = 'counter'"),
    ("received_post", "received AND channel = 'post'"),
    ("received_other", "received AND channel = 'other'"),
    ("ended", "ended"),
    ("ended_early", "ended AND verdict = 'early'"),
    ("ended_on_time", "ended AND verdict = 'on_time'"),
    ("ended_late", "ended AND verdict = 'late'"),
    ("ended_undated", "ended AND verdict = 'undated'"),
    ("ended_withdrawn", "ended AND end_kind = 'withdrawn'"),
    ("ended_refused", "ended AND end_kind = 'refused'"),
    ("ended_stopped", "ended AND end_kind = 'stopped'"),
    ("closing", "closing"),
    ("closing_in_time", "closing AND NOT waiting AND verdict = 'open_in_time'"),
    (
        "closing_overdue",
        "closing AND NOT waiting AND verdict IN ('open_overdue', 'repeated_supplement')",
    ),
    ("closing_waiting", "closing AND waiting"),
    ("closing_undated", "closing AND NOT waiting AND verdict = 'undated'"),
    ("on_time_numerator", "in_hand AND judged AND on_time"),
    ("on_time_denominator", "in_hand AND judged"),
];

/// The columns of the flow tables.
pub const COLUMNS: [Column; FLOW.len()] = {
    let mut columns = [column::text(""); FLOW.len()];
    let mut place = 0;
    while place < FLOW.len() {
        columns[place] = column::number(FLOW[place].0, "dossiers");
        place += 1;
    }
    column::of("flow", columns)
};
