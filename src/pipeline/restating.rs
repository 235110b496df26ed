//! A restatement: every edition in which a final period with one of the months asked for was published last is
//! made anew at its own cut-off, as a new revision of its months, so that nothing that was final becomes
//! provisional. The edition that readers see stays that of the newest month; it is made anew, too, as its series and
//! what it says of longer periods change. Readers see all of it at once, or nothing.

use super::{
    event::{Event, Reporter},
    failure::Failure,
    job::Job,
    monthly::{commit, made},
    published::{Asked, Published},
    publishing::nothing_to_restate,
    registers::Registers,
    versions,
};
use crate::{
    domain::{period::Period, time::LocalTime},
    press::{editions::revision_of, index::Index, known::Known},
};

/// An edition that is to be made anew.
#[derive(Clone, Debug)]
struct Target {
    edition: String,
    from: Period,
    to: Period,
    cut_off: LocalTime,
}

impl Target {
    fn of(known: &Known) -> Option<Self> {
        let (span, ..) = revision_of(&known.edition)?;
        let (from, to) = span.split_once('_').unwrap_or((span, span));
        Some(Self {
            edition: known.edition.clone(),
            from: from.parse().ok()?,
            to: to.parse().ok()?,
            cut_off: LocalTime::parse_written(&known.cut_off)?,
        })
    }
}

/// Publishes months again. With `at_own` each edition is made at the cut-off that it was published with, else
/// only that of the months asked for, at the cut-off asked for.
pub fn restate(
    given: &Job,
    asked: &Asked<'_>,
    reason: &str,
    at_own: bool,
    report: Reporter<'_>,
) -> Result<Vec<Published>, Failure> {
    let Asked { from, to, .. } = *asked;
    given.check_period(from, to)?;
    let _lock = given.lock()?;
    // What the lake was made from before the first edition tells the causes of the last one, too.
    let job = &Job { held: versions::parts(given), ..given.clone() };
    job.check_reports()?;
    let mut index = Index::open(&job.reports)?;
    let of_months = targets(&index, from, to);
    if of_months.is_empty() {
        return Err(nothing_to_restate(from, to, reason, "it was not published yet"));
    }
    let names: Vec<String> = of_months.iter().map(|target| target.edition.clone()).collect();
    let newest = index.current().and_then(Target::of);
    let mut targets = match at_own {
        true => of_months,
        false => vec![Target { edition: String::new(), from, to, cut_off: asked.cut_off }],
    };
    targets.sort_by_key(|target| target.cut_off);
    let last = newest.filter(|newest| targets.iter().all(|one| one.edition != newest.edition));
    let mut all = Vec::new();
    for target in targets {
        let Target { from, to, cut_off, .. } = target;
        let asked = Asked { from, to, cut_off, restated: Some(reason), ..*asked };
        let (lake, published) = made(job, &asked, &mut index, report)?;
        if let Some(published) = published {
            lake.install(job, report)?;
            all.push(published);
        }
    }
    if all.is_empty() {
        let why = format!("{} says the same", names.join(", "));
        return Err(nothing_to_restate(from, to, reason, &why));
    }
    if let Some(Target { from, to, cut_off, .. }) = last {
        let asked = Asked { from, to, cut_off, restated: Some(reason), reissued: true, ..*asked };
        let (lake, published) = made(job, &asked, &mut index, report)?;
        lake.install(job, report)?;
        all.extend(published);
    }
    commit(job, &index)?;
    versions::keep_rules(job)?;
    versions::clean(given, &Registers::listed(&job.lake)?.unwrap_or_default());
    let told: Vec<String> = all.iter().map(told).collect();
    report(Event::Note(format!("published anew: {}", told.join("; "))));
    Ok(all)
}

/// An edition, and what moved its final figures, each cause with how many of them it moved.
fn told(published: &Published) -> String {
    let Published { edition, changes, .. } = published;
    if changes.figures == 0 {
        return format!("{edition} (no final figure changed)");
    }
    let causes = changes.by_cause.iter().map(|(cause, cells)| format!("{cause} {cells}"));
    let causes: Vec<String> = causes.collect();
    format!("{edition} ({} final figures changed: {})", changes.figures, causes.join(", "))
}

/// The editions in which final periods with one of these months were published last, and the one of just
/// these months.
fn targets(index: &Index, from: Period, to: Period) -> Vec<Target> {
    let meets = |period: &Period| period.start() < to.end() && from.start() < period.end();
    let of_final = index.final_periods().into_iter().filter(meets);
    let finals = of_final.filter_map(|period| Some(index.last_final(&period.to_string())?.0));
    let just_these = index
        .standing()
        .find(|known| Target::of(known).is_some_and(|of| of.from == from && of.to == to));
    let mut found: Vec<Target> =
        finals.chain(just_these).filter(|known| !known.withdrawn).filter_map(Target::of).collect();
    found.sort_by(|a, b| a.edition.cmp(&b.edition));
    found.dedup_by(|a, b| a.edition == b.edition);
    found
}
