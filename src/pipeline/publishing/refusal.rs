//! Why a run publishes nothing: final figures would change, or there is nothing to restate.

use crate::{
    disclose::Policy,
    domain::{period::Period, time::LocalTime},
    edition::{
        manifest::{Manifest, RuleSetRef},
        release::Change,
    },
    pipeline::{failure::Failure, job::Job},
    press::{
        causes,
        ranked::Ranked,
        settled::{self, Shown},
    },
};

/// Changes that a refusal shows.
const SHOWN_CHANGES: usize = 10;

/// That the rule set is not the one of an edition, in words.
pub fn rule_set_changed(job: &Job, edition: &Manifest) -> Option<String> {
    causes::rule_set_changed(&edition.rule_set, &rule_set(job)).map(|changed| changed.en)
}

/// Says first whether the rule set changed since one of the editions was published whose figures
/// would change, and then a few of these.
pub fn refused(job: &Job, earlier: &[Manifest], changes: &[Change], cut_off: LocalTime) -> Failure {
    let concerned =
        |manifest: &&Manifest| changes.iter().any(|change| change.edition == manifest.edition);
    let changed = earlier.iter().filter(concerned).find_map(|m| rule_set_changed(job, m));
    let rule_set = changed.map_or_else(String::new, |changed| {
        format!("{changed}; published months change only by `chiso restate`\n")
    });
    let shown: Vec<String> = changes.iter().take(SHOWN_CHANGES).map(Change::to_string).collect();
    let more = changes.len() - shown.len();
    Failure::Changed(format!(
        "{rule_set}{} figures that were final when published would change; nothing is published. {}If that is right, use \
         `chiso restate --reason`:\n{}{}",
        changes.len(),
        settled::reopened(changes, cut_off).map_or_else(String::new, |later| format!(
            "Periods that were over are not over at the cut-off {}: with --as-of {later} they stay final. ",
            cut_off.to_minute()
        )),
        shown.join("\n"),
        if more > 0 { format!("\nand {more} more") } else { String::new() }
    ))
}

/// Names the periods that everyone saw under another policy.
pub fn shown_otherwise(job: &Job, shown: &[Shown]) -> Failure {
    let of = |shown: &Shown| {
        format!("{} in {} under {}", shown.period, shown.edition, protection(shown.before))
    };
    Failure::Changed(format!(
        "the public figures of {} final periods were published under another protection than {}; nothing is \
         published. If they are to change, use `chiso restate --reason`, else put [public] back:\n{}",
        shown.len(),
        protection(job.disclosure),
        shown.iter().map(of).collect::<Vec<_>>().join("\n")
    ))
}

/// Names the periods of which units were ranked beside others.
pub fn ranked_otherwise(ranked: &[Ranked]) -> Failure {
    let of = |Ranked { period, edition, units, first: [unit, before, now] }: &Ranked| {
        let more = match units - 1 {
            0 => String::new(),
            more => format!(", and {more} more units in others"),
        };
        format!("{period} in {edition}: unit {unit} in cohort {before}, now in {now}{more}")
    };
    Failure::Changed(format!(
        "the units of {} final periods were ranked in other cohorts than now, so that their ranks would change; nothing is \
         published. If they are to change, use `chiso restate --reason`, else put [ranking], its table of cohorts or the \
         kinds of the units back:\n{}",
        ranked.len(),
        ranked.iter().map(of).collect::<Vec<_>>().join("\n")
    ))
}

/// A policy with its numbers, as [public] has them.
fn protection(policy: Option<Policy>) -> String {
    let Some(policy) = policy else { return "none (edition = false)".into() };
    let told = policy.provenance().into_iter();
    told.map(|(key, value)| format!("{} = {value}", key.trim_start_matches("chiso.disclosure_")))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A reason is published with what it is the reason for, or not at all.
pub fn nothing_to_restate(from: Period, to: Period, reason: &str, why: &str) -> Failure {
    let months = if from == to { from.to_string() } else { format!("{from} to {to}") };
    Failure::NothingToDo(format!(
        "there is nothing to restate of {months}: {why}. Nothing is published and the reason {reason:?} is not recorded; \
         what was not published yet is published by `chiso run`"
    ))
}

/// The rule set as manifests name it.
pub fn rule_set(job: &Job) -> RuleSetRef {
    RuleSetRef { id: job.rules.id.clone(), hash: job.rules.hash.clone() }
}
