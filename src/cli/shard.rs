//! `chiso shard` and `chiso run --from-partials`: a run in shares, each anywhere, and their edition.

use std::path::Path;

use serde_json::json;

use super::{
    args::{Common, Format, Range},
    clock,
    exit_code::{Code, Stop},
    output::outln,
    reporter::Reporter,
    run,
    settings::{self, Months},
};
use crate::{
    domain::time::LocalTime,
    lake::pieces::Share,
    pipeline::{Asked, Event, sharing},
};

pub fn shard(
    common: &Common,
    range: &Range,
    share: &str,
    parts: &Path,
    into: &Path,
) -> Result<Code, Stop> {
    let share = parsed(share)?;
    let job = settings::load_again(common, range.again)?;
    let asked = asked(range, clock::now(job.zone)?)?;
    let reporter = Reporter::default();
    let made = sharing::shard(&job, &asked, share, parts, into, &|event| reporter.show(event));
    let log = reporter.finish();
    let sharing::Made { path, bytes, dossiers } = made?;
    let Share { number, of } = share;
    if common.format == Format::Json {
        let text = json!({
            "share": number,
            "of": of,
            "partial": path,
            "bytes": bytes,
            "dossiers": dossiers,
            "warnings": log.warnings,
            "notes": log.notes,
            "stages": log.stages_json(),
        });
        outln!("{text}");
    } else {
        let (said, what) =
            (common.lang.pick("phần", "share"), common.lang.pick("hồ sơ", "dossiers"));
        outln!("{said} {number}/{of}: {dossiers} {what}  {bytes} B  {}", path.display());
    }
    Ok(Code::Done)
}

/// What all shares are asked for alike.
fn asked(range: &Range, now: LocalTime) -> Result<Asked<'static>, Stop> {
    let Months { from, to, cut_off, is_now } = settings::months(range, now)?;
    if is_now {
        let what =
            "--as-of now is another time in every share; give a day, or one minute to all of them";
        return Err(Stop::new(Code::Usage, what));
    }
    let published_at = clock::published_at(range.published_at.as_deref(), now)?;
    Ok(Asked {
        from,
        to,
        cut_off,
        is_now,
        restated: None,
        allow_empty: true,
        published_at,
        reissued: false,
    })
}

/// Share I of N.
fn parsed(text: &str) -> Result<Share, Stop> {
    let share = text.split_once('/').and_then(|(number, of)| {
        Some(Share { number: number.parse().ok()?, of: of.parse().ok()? })
    });
    share.filter(|share| (1..=share.of).contains(&share.number)).ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("{text:?} is not a share; expected one such as 3/16, from 1/16 to 16/16"),
        )
    })
}

pub fn run(
    common: &Common,
    range: &Range,
    allow_empty: bool,
    partials: &Path,
    parts: &Path,
) -> Result<Code, Stop> {
    let job = settings::load_again(common, range.again)?;
    let now = clock::now(job.zone)?;
    let asked = Asked { allow_empty, ..asked(range, now)? };
    let reporter = Reporter::default();
    let provisional = settings::months(range, now)?.provisional();
    provisional.into_iter().for_each(|note| reporter.show(Event::Note(note)));
    let published = sharing::run(&job, &asked, partials, parts, &|event| reporter.show(event));
    let log = reporter.finish();
    run::print(common, &job, &published?, asked.to, &log);
    Ok(Code::Done)
}
