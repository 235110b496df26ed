//! A run in shares: one share of the dossiers is resolved and counted from a folder of parts, anywhere, and
//! what it came to is kept as a partial; all partials together give the edition of a run. Neither needs the
//! lake, nor leaves one.

use std::path::{Path, PathBuf};

use super::{
    counting,
    event::{Event, Reporter},
    failure::Failure,
    job::Job,
    open,
    partial::{self, Basis, Partial},
    published::{Asked, Published},
    publishing,
    reading::assembled::{self, Assembled},
    versions,
};
use crate::{
    domain::{
        period::{Period, months, periods_of_run},
        still_open::StillOpen,
    },
    lake::{
        files::{self, Aside},
        part_folder::PartFolder,
        pieces::Share,
        sums::Sums,
    },
    press::{index::Index, publish},
};

/// A partial that was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub path: PathBuf,
    pub bytes: u64,
    /// Dossiers of the share that count.
    pub dossiers: u64,
}

/// The periods of a run, and those that are counted beside them: months, and what rolls on with its own.
fn periods(asked: &Asked<'_>) -> (Vec<Period>, Vec<Period>) {
    let periods = periods_of_run(asked.from, asked.to);
    let mut beside = counting::beside(&periods, asked.to);
    beside.extend(months(asked.from, asked.to).flat_map(Period::rolling));
    (periods, beside)
}

/// Resolves and counts one share of the dossiers.
pub fn shard(
    job: &Job,
    asked: &Asked<'_>,
    share: Share,
    parts: &Path,
    into: &Path,
    report: Reporter<'_>,
) -> Result<Made, Failure> {
    job.check_period(asked.from, asked.to)?;
    let listed = assembled::listed(job, parts, report)?;
    let assembled = Assembled::new(job, parts, &listed)?;
    report(Event::Stage("keep"));
    let name = format!("chiso-shard-{}", files::unique());
    let lake = Aside(std::env::temp_dir().join(name));
    let resolved = assembled.resolve(asked.cut_off, share, &lake.0, report)?;
    let (own, beside) = periods(asked);
    let registers = &resolved.registers;
    let tallies = counting::tally(job, registers, &own, &beside, asked.cut_off, report)?;
    let open = open::open(job, registers, asked.to, asked.cut_off)?;
    let dossiers = resolved.sums.units.iter().sum();
    let basis = Basis::new(job, asked, [own, beside].concat(), listed.clone());
    let basis = basis.with_numbers(assembled.numbers());
    let partial = Partial { share, basis, sums: resolved.sums, tallies, open };
    let (path, bytes) = partial.save(into)?;
    Ok(Made { path, bytes, dossiers })
}

/// Puts all shares together and publishes. Of the input files only the parts are asked, and of those not
/// what they say of dossiers.
pub fn run(
    job: &Job,
    asked: &Asked<'_>,
    partials: &Path,
    parts: &Path,
    report: Reporter<'_>,
) -> Result<Published, Failure> {
    job.check_period(asked.from, asked.to)?;
    let (own, beside) = periods(asked);
    let all = partial::all(job, asked, &[&own[..], &beside].concat(), partials)?;
    let listed = all.first().map(|first| first.basis.files.clone()).unwrap_or_default();
    let assembled = Assembled::new(job, parts, &listed)?;
    partial::check_numbers(&all, &assembled.numbers())?;
    report(Event::Stage("keep"));
    let (mut sums, mut tallies) = (Sums::default(), Vec::with_capacity(all.len()));
    let mut open = StillOpen::default();
    for partial in all {
        sums.add(partial.sums);
        tallies.push(partial.tallies);
        open.merge(partial.open);
    }
    let _lock = job.lock()?;
    job.check_reports()?;
    let lake = assembled.conclude(asked.cut_off, sums, report)?;
    let (registers, cut_off) = (&lake.registers, asked.cut_off);
    let counted =
        counting::count_tallied(job, registers, &own, &beside, cut_off, &tallies, report)?;
    let mut index = Index::open(&job.reports)?;
    // Of earlier periods only those are counted again that the shares were counted in.
    let mut counted = counted;
    counted.open = open;
    let mut again: Vec<Period> = index.final_periods().into_iter().collect();
    again.retain(|period| period.end() <= cut_off && !own.contains(period));
    let again = counted.split_off(&beside, &again);
    let history = publishing::History { index: &mut index, again };
    let published = publishing::gated(job, asked, &lake, counted, history, report)?;
    publish::commit(&job.reports, &index)?;
    let published = published.ok_or_else(|| Failure::Count("nothing was made".into()))?;
    // An old figure can be made again from the versions that an edition names.
    versions::keep_parts(job, &PartFolder::open(parts), &listed)?;
    versions::keep_rules(job)?;
    Ok(published)
}
