//! What an edition of these figures that lies there already is: published and whole, damaged since, or never
//! seen by anyone because the run that made it was cut off.

use crate::{
    pipeline::job::Job,
    press::{
        editions::{self, damaged},
        index::Index,
    },
};

pub enum State {
    /// Published, and every file is as it was; `is_last` of those of its months that stand.
    Whole { reason: Option<String>, is_last: bool },
    /// Whole, and in no index.
    Unseen { reason: Option<String> },
    /// What is wrong with it.
    Damaged(String),
}

impl State {
    pub fn of(job: &Job, index: &Index, name: &str) -> Self {
        let folder = job.reports.join(name);
        let manifest = match editions::read_manifest(&folder) {
            Ok(manifest) => manifest,
            Err(error) => return Self::Damaged(error.to_string()),
        };
        let found = damaged(&folder, &manifest, index.find(name).map(|known| &*known.manifest));
        if let Some(first) = found.first() {
            let more = found.len() - 1;
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            return Self::Damaged(format!("{first}{more}"));
        }
        let reason = manifest.reason;
        if index.find(name).is_none() {
            return Self::Unseen { reason };
        }
        let span = |name: &str| editions::revision_of(name).map(|(span, ..)| span.to_owned());
        let last = index.standing().find(|known| span(&known.edition) == span(name));
        Self::Whole { reason, is_last: last.is_some_and(|last| last.edition == name) }
    }
}
