//! The case flow of section 6 as conditions over the facts of dossiers, in the order of the table.

use crate::{rules::Condition, schema::facts};

/// Counts of the flow, each a condition. `handling_seconds` stands apart: it is a sum.
pub const FLOW: &[(&str, &str)] = &[
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

/// The conditions, read.
pub fn conditions() -> Vec<Condition> {
    FLOW.iter()
        .map(|(name, text)| {
            Condition::parse(text, facts::DOSSIERS)
                .unwrap_or_else(|fault| panic!("the flow count {name} is not a condition: {fault}"))
        })
        .collect()
}

/// The counts of one unit (and procedure) in the order of `FLOW`.
pub type Flow = [u64; FLOW.len()];

/// The place of a count in `FLOW`.
pub fn place(name: &str) -> usize {
    FLOW.iter()
        .position(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("{name} is not a count of the flow"))
}

/// Dossiers in hand: carried over and received.
pub fn in_hand(flow: &Flow) -> u64 {
    flow[place("opening")] + flow[place("received")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_has_a_condition_and_a_column_of_its_name() {
        assert_eq!(conditions().len(), crate::schema::flow::COLUMNS.len());
        for (column, (name, _)) in crate::schema::flow::COLUMNS.iter().zip(FLOW) {
            assert_eq!(column.name, *name);
        }
    }
}
