//! What stands beside the messages of a dossier: rounds of a supplements table, and what citizens said.
//! Rows that are one count once, and each is entered in its file's account.

use std::collections::HashSet;

use super::{codec::Head, sums::Sums};
use crate::domain::{
    dossier::Supplement, message::SupplementMessage, survey::Opinion, time::LocalTime,
};

/// Rounds of a supplements table; `None` where the dossier has no row in it.
pub fn supplements(bytes: &[u8], rows: &[Head], sums: &mut Sums) -> Option<Vec<Supplement>> {
    let mut seen = HashSet::new();
    let mut rounds = Vec::new();
    for row in rows {
        let round: SupplementMessage<'_> = row.supplement(bytes);
        let account = sums.account(row.place);
        if !seen.insert((round.asked, round.completed, round.due_before, round.due_after)) {
            account.duplicate += 1;
            continue;
        }
        account.counted += 1;
        let due_moved = round.due_before.zip(round.due_after).is_some_and(|(old, new)| old != new);
        rounds.push(Supplement { asked: round.asked, completed: round.completed, due_moved });
    }
    rounds.sort_unstable();
    (!rows.is_empty()).then_some(rounds)
}

/// What the ratings of one dossier come to.
#[derive(Default)]
pub struct Ratings {
    /// When a citizen was first dissatisfied.
    pub dissatisfied: Option<LocalTime>,
    /// When one first complained.
    pub complained: Option<LocalTime>,
    /// Every verdict of a citizen, with its time.
    pub opinions: Vec<(LocalTime, Opinion)>,
}

pub fn ratings(bytes: &[u8], rows: &[Head], sums: &mut Sums) -> Ratings {
    let mut seen = HashSet::new();
    let mut found = Ratings::default();
    let earliest =
        |known: Option<LocalTime>, time: LocalTime| Some(known.map_or(time, |k| k.min(time)));
    for row in rows {
        let rating = row.rating(bytes);
        let account = sums.account(row.place);
        if !seen.insert(rating.row_hash) {
            account.duplicate += 1;
            continue;
        }
        account.counted += 1;
        found.opinions.extend(rating.opinion.map(|opinion| (rating.rated, opinion)));
        if rating.opinion == Some(Opinion::Dissatisfied) {
            found.dissatisfied = earliest(found.dissatisfied, rating.rated);
        }
        if rating.complaint {
            found.complained = earliest(found.complained, rating.rated);
        }
    }
    found
}
