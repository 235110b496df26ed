//! What an edition of these figures that lies there already is: published and whole, damaged since, or never
//! seen by anyone because the run that made it was cut off.

use super::refusal;
use crate::{
    edition::manifest::Input,
    pipeline::job::Job,
    press::{
        editions::{self, bent, damaged},
        index::Index,
        settled,
    },
    schema::Table,
};

/// Whether a restatement of these months for this reason would say what is published already for another
/// one: the same final figures, by the same rules and protection, of the same names.
pub fn says_the_same(
    job: &Job,
    index: &Index,
    span: &str,
    reason: &str,
    indicators: Option<&Table>,
    inputs: &[Input],
) -> bool {
    let Some(known) = index.last_of(span) else { return false };
    let Ok(manifest) = editions::read_manifest(&job.reports.join(&known.edition)) else {
        return false;
    };
    let is_name = |input: &&Input| ["units", "procedures", "calendar"].contains(&&*input.kind);
    let names = |inputs: &[Input]| -> Vec<String> {
        inputs.iter().filter(is_name).map(|input| input.sha256.clone()).collect()
    };
    manifest.reason.as_deref() != Some(reason)
        && manifest.rule_set == refusal::rule_set(job)
        && manifest.disclosure == job.disclosure
        && manifest.authority.name == job.authority.name
        && names(&manifest.inputs) == names(inputs)
        && settled::has_figures(index, known, indicators)
}

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
        let mut found = damaged(&folder, &manifest, index.find(name).map(|known| &*known.manifest));
        found.extend(bent(&folder, &manifest, |edition| index.is_gone(name, edition)));
        if let Some(first) = found.first() {
            let more = found.len() - 1;
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            return Self::Damaged(format!("{first}{more}"));
        }
        let reason = manifest.reason;
        if index.find(name).is_none() {
            return Self::Unseen { reason };
        }
        let last = editions::revision_of(name).and_then(|(span, ..)| index.last_of(span));
        Self::Whole { reason, is_last: last.is_some_and(|last| last.edition == name) }
    }
}
