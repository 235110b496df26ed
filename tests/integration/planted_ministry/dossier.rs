//! One invented dossier twice over: what its sender writes, faults included, and what really
//! happened, from which the figures are worked out.

use super::clock::{DAY, Time};

/// A date as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Nothing,
    At(Time),
    /// Digits that are no time of the table.
    Digits(&'static str),
}

/// A step of the trail.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: Time,
    pub status: u8,
    pub text: &'static str,
}

/// The file of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultPaper {
    None,
    WithoutCode,
    Whole,
    /// The link of the first paper that was handed in.
    Copied,
}

/// Which unit a dossier really belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Of(usize),
    Authority,
    Unknown,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: String,
    pub procedure: String,
    /// Of the catalogue, from 1; 0 where it has none.
    pub procedure_number: usize,
    pub unit_code: String,
    pub unit_name: String,
    /// `None`: the key is absent; empty: null.
    pub channel: Option<&'static str>,
    pub status: &'static str,
    pub submitted: Sent,
    pub received: Sent,
    /// Sent first under another spelling of the key.
    pub due_before: Sent,
    pub due: Sent,
    pub ended: Sent,
    pub returned: Sent,
    pub digitized: bool,
    pub reused: u8,
    pub from_store: bool,
    pub fee: Option<&'static str>,
    pub result: ResultPaper,
    pub has_component: bool,
    pub verified: bool,
    pub paid: u8,
    pub database: &'static str,
    pub steps: Vec<Step>,
    pub step_twice: bool,
}

/// What really happened; counted exactly once.
#[derive(Clone, Debug)]
pub struct Truth {
    pub unit: Unit,
    pub received: Time,
    pub due: Option<Time>,
    pub ended: Option<Time>,
    /// Asked, completed.
    pub rounds: Vec<(Time, Option<Time>)>,
    pub requests: usize,
    /// The wait is in the due date already.
    pub due_moved: bool,
    pub online: bool,
    pub digitized: bool,
    pub reused: bool,
    pub from_store: bool,
    pub result_file: bool,
    pub population_data: bool,
    pub fee_to_pay: bool,
    pub paid_online: bool,
    pub paper_result: bool,
}

impl Truth {
    pub fn in_hand(&self, start: Time, end: Time) -> bool {
        self.received < end && self.ended.is_none_or(|ended| ended >= start)
    }

    /// Time waited for the citizen before an instant; rounds here never overlap.
    fn waited(&self, until: Time) -> i64 {
        if self.due_moved {
            return 0;
        }
        let complete = self.rounds.iter().filter_map(|(asked, done)| Some((*asked, (*done)?)));
        complete.filter(|(_, done)| *done <= until).map(|(asked, done)| done - asked).sum()
    }

    pub fn waiting(&self) -> bool {
        self.ended.is_none() && self.rounds.iter().any(|(_, done)| done.is_none())
    }

    /// Early, on time or late, of one that ended.
    pub fn verdict_of_end(&self, ended: Time) -> Option<&'static str> {
        let due = self.due?;
        let worked = ended - self.waited(ended);
        Some(match worked {
            worked if worked > due => "late",
            worked if worked.div_euclid(DAY) < due.div_euclid(DAY) => "early",
            _ => "on_time",
        })
    }

    /// In time or not, of one that is open at an instant; `None` without a due date.
    pub fn open_in_time(&self, at: Time) -> Option<bool> {
        let due = self.due?;
        if self.requests > 1 {
            return Some(false);
        }
        let stopped = self.rounds.iter().find(|(_, done)| done.is_none()).map(|(asked, _)| *asked);
        let stopped = stopped.unwrap_or(at);
        Some(stopped - self.waited(stopped) <= due)
    }
}
