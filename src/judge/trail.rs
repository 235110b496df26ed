//! From a dossier and its trail to the end of handling and the supplement rounds, as section 4.1
//! orders it (rules 4 to 8), reading nothing at or after the cut-off.

use crate::domain::{
    dossier::{Dossier, EndKind, Entry, EntryKind, Origin, Status},
    time::LocalTime,
};

/// One supplement round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub asked: LocalTime,
    pub completed: Option<LocalTime>,
    pub due_moved: bool,
}

/// What the trail comes to, as known at the cut-off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    pub ended: Option<(LocalTime, EndKind)>,
    /// In time order.
    pub rounds: Vec<Round>,
    /// Every request, also further ones within a round.
    pub requests: Vec<LocalTime>,
    pub findings: Findings,
}

/// What was corrected or noticed on the way; counted in the quality report under these names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub false_end: bool,
    pub end_before_received: bool,
    pub due_before_received: bool,
    pub status_unknown: bool,
}

/// Follows the trail of one dossier.
pub fn course(dossier: &Dossier, cut_off: LocalTime) -> Course {
    let known = dossier.trail.partition_point(|entry| entry.at < cut_off);
    let trail = &dossier.trail[..known];
    let mut course = Course::default();
    match &dossier.supplements {
        Some(listed) => {
            for supplement in listed.iter().filter(|supplement| supplement.asked < cut_off) {
                course.requests.push(supplement.asked);
                course.rounds.push(Round {
                    asked: supplement.asked,
                    completed: supplement.completed.filter(|time| *time < cut_off),
                    due_moved: supplement.due_moved,
                });
            }
        }
        None => rounds_of_trail(trail, &mut course),
    }
    let end = match dossier.origin {
        Origin::Table => table_end(dossier),
        Origin::National => national_end(dossier, trail, &mut course.findings),
    };
    course.findings.end_before_received = end.is_some_and(|(time, _)| time < dossier.received);
    course.findings.due_before_received = dossier.due.is_some_and(|due| due < dossier.received);
    course.ended = end.map(|(time, kind)| (time.max(dossier.received), kind));
    course.findings.status_unknown |= dossier.origin == Origin::Table
        && dossier.status == Status::UNKNOWN
        && dossier.status_given;
    course
}

/// Rule 4: requests open a round, completions and the statuses 2, 4, 9 and 10 complete it.
fn rounds_of_trail(trail: &[Entry], course: &mut Course) {
    let mut open = false;
    for entry in trail {
        match entry.kind {
            EntryKind::Request => {
                course.requests.push(entry.at);
                if !open {
                    course.rounds.push(Round {
                        asked: entry.at,
                        completed: None,
                        due_moved: false,
                    });
                    open = true;
                }
            }
            EntryKind::Step if !matches!(entry.status.0, 2 | 4 | 9 | 10) => {}
            EntryKind::Completion | EntryKind::Step => {
                if let (true, Some(round)) = (open, course.rounds.last_mut()) {
                    round.completed = Some(entry.at);
                    open = false;
                }
            }
        }
    }
}

/// Rule 8: the table says when handling ended; an empty `end_kind` follows the status.
fn table_end(dossier: &Dossier) -> Option<(LocalTime, EndKind)> {
    let kind = dossier.end_kind.unwrap_or(EndKind::of_status(dossier.status));
    dossier.ended.map(|time| (time, kind))
}

/// Rule 6: the trail first, then the dossier's own status.
fn national_end(
    dossier: &Dossier,
    trail: &[Entry],
    findings: &mut Findings,
) -> Option<(LocalTime, EndKind)> {
    if let Some(end) = end_of_trail(trail) {
        let lone = trail.len() == 1 && end.0 == dossier.received && dossier.ended.is_none();
        if !lone {
            return Some(end);
        }
        findings.false_end = true;
    }
    let time = match dossier.status.0 {
        9 | 10 => dossier.ended.or(dossier.returned),
        3 | 7 | 8 => dossier.refused.or(dossier.ended),
        _ => {
            findings.status_unknown = !matches!(dossier.status.0, 2 | 4 | 5 | 6);
            None
        }
    };
    time.map(|time| (time, EndKind::of_status(dossier.status)))
}

/// The earliest 9, else the earliest 10, else the earliest 8, 3 or 7 that no later 2 or 4 follows.
fn end_of_trail(trail: &[Entry]) -> Option<(LocalTime, EndKind)> {
    let steps = || trail.iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::Step);
    let first = |status: u8| steps().find(|(_, entry)| entry.status.0 == status);
    let last_resumed = steps()
        .filter(|(_, entry)| matches!(entry.status.0, 2 | 4))
        .map(|(place, _)| place)
        .next_back();
    first(9)
        .or_else(|| first(10))
        .or_else(|| {
            steps().find(|(place, entry)| {
                matches!(entry.status.0, 8 | 3 | 7) && last_resumed.is_none_or(|last| last < *place)
            })
        })
        .map(|(_, entry)| (entry.at, EndKind::of_status(entry.status)))
}
