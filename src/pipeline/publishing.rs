//! Score to edition: the exact edition and, within it, the public one, published in one step.

mod causes;
mod late;
mod naming;
mod part;
mod refusal;
mod rolling;
mod state;
mod swaps;
mod views;
mod withheld;

use std::sync::Arc;

use super::{
    counting::Counted,
    event::Event,
    event::Reporter,
    failure::Failure,
    job::Job,
    published::{Asked, Published},
    reading::Lake,
    warnings,
};
use crate::{
    disclose::{self, Ground},
    domain::{digest::Hashing, period::Period, time::LocalTime},
    edition::{
        changes as changed, dimensions,
        files::Files,
        imprint::Imprint,
        late as late_figures,
        manifest::{self, Input, Manifest},
        quality,
        view::{Audience, View},
        view_tables::Tables,
    },
    press::{
        editions,
        index::{Index, manifests},
        making::Making,
        parity, publish, ranked, settled,
    },
    schema::{Table, encode},
    score::period_result::PeriodResult,
};
use naming::Revisions;
use part::{PUBLIC, Part, Shown, changes, indicators, scorecard};
pub(super) use refusal::nothing_to_restate;
use refusal::{ranked_otherwise, refused, rule_set, rule_set_changed, shown_otherwise};
use rolling::Rolling;
use state::State;
pub(super) use views::moves;
pub use views::source;
use views::{disclosed, insight, provenance, public_provenance, view};

/// What stands beside the figures that are to be published.
pub struct History<'a> {
    /// What was published; what is published now is added to it.
    pub index: &'a mut Index,
    /// Final periods of earlier editions, counted again.
    pub again: Vec<PeriodResult>,
}

/// The parts of an edition that have series of their own.
pub fn parts(job: &Job) -> &'static [&'static str] {
    match job.disclosure {
        Some(policy) if disclose::shows_rolling(policy) => &["", PUBLIC],
        _ => &[""],
    }
}

/// Publishes what was counted, unless nothing of it is of the months asked for. Readers see it once the index
/// is written. None where a restatement would say the same as is published.
pub fn gated(
    job: &Job,
    asked: &Asked<'_>,
    lake: &Lake,
    counted: Counted,
    history: History<'_>,
    report: Reporter<'_>,
) -> Result<Option<Published>, Failure> {
    let Asked { from, to, allow_empty, .. } = *asked;
    match warnings::empty(&lake.registers, &counted, from, to) {
        Some(empty) if !allow_empty => {
            return Err(Failure::NothingToDo(format!(
                "{empty}. Give --allow-empty to publish it all the same"
            )));
        }
        Some(empty) => report(Event::Warning(empty)),
        None => {}
    }
    let days =
        counted.periods.iter().map(|result| (result.counts.period.to_string(), result.named_on));
    if let Some(warning) = warnings::uncovered(job, &lake.registers, days)? {
        report(Event::Warning(warning));
    }
    if let Some(warning) = warnings::incomplete(&counted, to) {
        report(Event::Warning(warning));
    }
    publish(job, asked, lake, counted, history, report)
}

/// Editions before this one that its pages and its package name.
const EARLIER: usize = 60;

/// Makes the edition and gives it its name.
fn publish(
    job: &Job,
    asked: &Asked<'_>,
    lake: &Lake,
    counted: Counted,
    history: History<'_>,
    report: Reporter<'_>,
) -> Result<Option<Published>, Failure> {
    let Asked { from, to, cut_off, restated, published_at, .. } = *asked;
    let History { index, again } = history;
    let registers = &lake.registers;
    let everyone = vec![true; registers.units.len()];
    let carried: Vec<bool> =
        registers.units.successors().iter().zip(0..).map(|(by, unit)| *by == unit).collect();
    let then = source(job, registers, &everyone, &counted.periods);
    let now = source(job, registers, &carried, &counted.as_now);
    let provenance = provenance(job, cut_off);
    let quality = quality::tables(&lake.report.files, &lake.report.rejected);
    let insight = insight(job, registers, &then, &counted, asked)?;
    let inputs: Vec<Input> = lake.report.files.iter().map(Into::into).collect();
    let view = self::view(job, lake, &then, &counted, asked, &provenance)?;
    let view = View { as_now: Some(&now), quality: &quality, insight: &insight, ..view };
    let tables = Tables::of(&view);
    let mut earlier: Vec<Manifest> =
        manifests(&job.reports, index.standing()).take(EARLIER).collect();
    let changes = changes(job, &view, &tables, index)?;
    if restated.is_none() && !changes.is_empty() {
        return Err(refused(job, &earlier, &changes, cut_off));
    }
    let periods = then.periods.iter().map(|result| result.counts.period);
    let shown = settled::shown_otherwise(&job.reports, index, job.disclosure, periods)?;
    if restated.is_none() && !shown.is_empty() {
        return Err(shown_otherwise(job, &shown));
    }
    let ranked = ranked::ranked_otherwise(&job.reports, index, scorecard(&tables))?;
    if restated.is_none() && !ranked.is_empty() {
        return Err(ranked_otherwise(&ranked));
    }
    let span = span(from, to);
    if let Some(reason) = restated.filter(|_| !asked.reissued && ranked.is_empty())
        && state::says_the_same(job, index, &span, reason, indicators(&tables), &inputs)
    {
        return Ok(None);
    }
    let moved = match restated {
        Some(_) => Some(causes::moved(job, lake, index, indicators(&tables), cut_off, report)?),
        None => None,
    };
    let of_before = source(job, registers, &everyone, &again).indicators();
    let late = late::figures(job, index, &of_before, &inputs)?;
    let late_warnings = late::warnings(&late);
    if job.refuses_late && restated.is_none() && !late.is_empty() {
        return Err(Failure::Changed(format!(
            "{}\nNothing is published, as late = \"refuse\" in [publication] says",
            late_warnings.join("\n")
        )));
    }
    late_warnings.into_iter().for_each(|warning| report(Event::Warning(warning)));
    if let Some(changed) = earlier.first().and_then(|newest| rule_set_changed(job, newest))
        && late.iter().all(|figure| figure.cause.rules.is_none())
    {
        report(Event::Warning(format!("{changed} since the newest edition was published")));
    }
    let cohorts = registers.cohorts(job)?;
    let open = job.disclosure.map(|policy| {
        let withheld = withheld::withheld(job, PUBLIC, &earlier, &counted.periods);
        let (rules, targets) = (&job.rules, &job.targets);
        let units = &registers.units;
        let ground = Ground { rules, targets, cohorts: &cohorts, units, withheld: &withheld };
        let shown = disclosed(&counted, policy, &ground);
        let rolling = disclose::rolling(policy, &ground, &counted.rolling);
        let rolling = source(job, registers, &everyone, &rolling);
        let rolling = Rolling::public(&rolling, &job.authority.id);
        (shown, rolling, public_provenance(&provenance, policy))
    });
    let open_source =
        open.as_ref().map(|(counted, ..)| source(job, registers, &everyone, &counted.periods));
    let public = match (&open, &open_source) {
        (Some((counted, _, provenance)), Some(source)) => {
            let audience = job.disclosure.map_or(Audience::Internal, Audience::Public);
            let view = self::view(job, lake, source, counted, asked, provenance)?;
            Some(View { audience, ..view })
        }
        _ => None,
    };
    report(Event::Stage("charts"));
    let making = Arc::new(Making::begin(&job.reports, &span)?);
    let mut output = Files::on(making.clone());
    let changes = moved.as_ref().map(|moved| changed::table(moved, &registers.units));
    let beside: Vec<Table> =
        [late_figures::table(&late, &registers.units)].into_iter().chain(changes).collect();
    let mut internal = Part::composed(job, view, tables, output.beside(), &beside, None)?;
    let exact = Rolling::of(&source(job, registers, &everyone, &counted.rolling));
    let public = public.map(|view| {
        let tables = Tables::of(&view);
        Part::composed(job, view, tables, output.within(PUBLIC), &[], Some(&internal))
    });
    let public = public.transpose()?;
    // The public files count for the name: under another policy it is another edition.
    let digest = digest(&internal, public.as_ref(), part::imprint(job));
    let revisions = Revisions::of(&job.reports, &span);
    let found = revisions.with(&digest).map(|revision| naming::name(&span, revision, &digest));
    let state = found.as_ref().map(|name| State::of(job, index, name));
    let edition = match (&found, state) {
        // Nobody saw it: a run was cut off before its index was written.
        (Some(name), Some(State::Unseen { reason })) if reason.as_deref() == restated => name,
        (Some(name), Some(State::Whole { reason, is_last })) => match restated {
            // One that was cut off later is brought to its end by the same words.
            Some(_) if is_last && reason.as_deref() == restated => name,
            Some(_) => &naming::name(&span, revisions.next(), &digest),
            None => name,
        },
        (Some(name), Some(State::Damaged(what))) => {
            let anew = naming::name(&span, revisions.next(), &digest);
            report(Event::Warning(format!(
                "edition {name} is damaged ({what}); the same is published again as {anew}"
            )));
            &anew.clone()
        }
        _ => &naming::name(&span, revisions.next(), &digest),
    };
    let dimensions = [
        dimensions::units(&registers.units, &cohorts, cut_off.last_day()),
        dimensions::indicators(&job.rules),
        dimensions::procedures(&registers.procedures),
    ];
    // An edition made again from the same figures says the same of those before it.
    earlier.retain(|manifest| manifest.edition != *edition);
    let before = index.current.clone();
    let shown = Shown {
        edition,
        published_at,
        before,
        reason: restated,
        earlier: &earlier,
        changes_of: index,
        dimensions: &dimensions,
    };
    if let Some(mut public) = public {
        let mut manifest = manifest(job, &shown, &counted.periods, cut_off, Vec::new());
        let rolling = open.as_ref().map(|(_, rolling, _)| rolling);
        public.complete(job, &shown, rolling, &mut manifest, report)?;
        public.files.add(manifest::NAME, &manifest.bytes())?;
        output.join(public.files);
    }
    let mut manifest = manifest(job, &shown, &counted.periods, cut_off, inputs);
    manifest.settings = Some(job.settings());
    internal.complete(job, &shown, Some(&exact), &mut manifest, report)?;
    output.join(internal.files);
    manifest.outputs = output.outputs();
    manifest.links = output.links();
    report(Event::Stage("check"));
    parity::check(&output, job.threads)?;
    report(Event::Stage("write"));
    let unchanged = index.find(edition).is_some_and(|known| !known.withdrawn);
    let folder = publish::place(&job.reports, &making, &output, &manifest, index)?;
    Ok(Some(Published {
        edition: edition.clone(),
        folder,
        periods: counted.periods,
        report: lake.report.clone(),
        unchanged,
        changes: moved.as_deref().map(changed::Counted::of).unwrap_or_default(),
    }))
}

/// The months of an edition as its name says them.
fn span(from: Period, to: Period) -> String {
    if from == to { from.to_string() } else { format!("{from}_{to}") }
}

fn manifest(
    job: &Job,
    shown: &Shown<'_>,
    periods: &[PeriodResult],
    cut_off: LocalTime,
    inputs: Vec<manifest::Input>,
) -> Manifest {
    Manifest {
        format: manifest::FORMAT,
        edition: shown.edition.to_owned(),
        revision: editions::revision(shown.edition),
        published_at: Some(shown.published_at.to_string()),
        after: shown.before.clone().filter(|before| before != shown.edition),
        reason: shown.reason.map(str::to_owned),
        program: encode::CREATED_BY.to_owned(),
        authority: manifest::Authority {
            id: job.authority.id.clone(),
            name: job.authority.name.clone(),
            kind: job.authority.kind.as_str().to_owned(),
        },
        periods: periods
            .iter()
            .map(|result| manifest::Period {
                period: result.counts.period.to_string(),
                kind: result.counts.period.kind.as_str().to_owned(),
                provisional: result.counts.provisional,
            })
            .collect(),
        cut_off: cut_off.to_string(),
        rule_set: rule_set(job),
        settings: None,
        disclosure: job.disclosure,
        inputs,
        outputs: Vec::new(),
        links: Vec::new(),
    }
}

/// Twelve digits over all figures, internal and public, and what the authority says below its pages.
fn digest(internal: &Part<'_>, public: Option<&Part<'_>>, imprint: Imprint<'_>) -> String {
    let mut hashing = Hashing::default();
    if imprint != Imprint::default() {
        hashing.piece(format!("{imprint:?}").as_bytes());
    }
    for part in [Some(internal), public].into_iter().flatten() {
        for (path, content) in &part.contents {
            hashing.piece(path.as_bytes());
            hashing.piece(content.as_bytes());
        }
        for (key, value) in part.view.provenance {
            hashing.piece(format!("{key}={value}").as_bytes());
        }
        hashing.piece(part.files.digest().as_bytes());
    }
    hashing.finish()[..12].to_owned()
}
