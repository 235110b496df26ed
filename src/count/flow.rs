//! The case flow of section 6 as counted: its conditions, read, and the places of its counts.

pub use crate::schema::flow::FLOW;
use crate::{rules::Condition, schema::facts};

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

/// The flow of a procedure within a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfProcedure {
    /// Absent where it is kept from the public.
    pub flow: Option<Flow>,
    /// The handling time of the ended; absent in a public view.
    pub seconds: Option<u64>,
    /// Its counts are multiples of this: 1 where they are exact.
    pub base: u64,
}

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
