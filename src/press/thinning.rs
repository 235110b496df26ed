//! Which editions may go: those that nothing final rests on, beyond the number that is to be kept of each kind.
//! What readers see, and every edition in which a final period was published last, always stays.

use std::collections::BTreeSet;

use super::{index::Index, known::Known};

/// How many editions are kept that nothing final rests on, of each kind the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Of those in which no period was over.
    pub provisional: usize,
    /// Of those whose final periods were all published again, or that were taken back.
    pub superseded: usize,
}

/// The editions that may go, the oldest first. `linked` are those whose pages readers reach from the edition that
/// they see.
pub fn superfluous<'i>(index: &'i Index, keep: Keep, linked: &BTreeSet<String>) -> Vec<&'i Known> {
    let finals = index.final_periods();
    let in_use: BTreeSet<&str> = finals
        .iter()
        .filter_map(|period| Some(index.last_final(&period.to_string())?.0.edition.as_str()))
        .chain(index.current.as_deref())
        .chain(linked.iter().map(String::as_str))
        .collect();
    let (mut provisional, mut superseded) = (0, 0);
    let mut gone: Vec<&Known> = index
        .editions
        .iter()
        .rev()
        .filter(|known| !in_use.contains(known.edition.as_str()))
        .filter(|known| {
            let (kept, most) = match known.periods.iter().all(|held| held.provisional) {
                true => (&mut provisional, keep.provisional),
                false => (&mut superseded, keep.superseded),
            };
            *kept += 1;
            *kept > most
        })
        .collect();
    gone.reverse();
    gone
}
