//! The report on demand: counts a range of months from the lake and writes it as DOCX and HTML. The
//! lake is what was read last; a report never claims to know more than it does.

use std::path::{Path, PathBuf};

use super::{counting, documents, failure::Failure, job::Job, publishing, registers::Registers};
use crate::{
    domain::{
        period::{self, Period},
        time::LocalTime,
    },
    edition::release::Change,
    press::{index::Index, settled},
    render::report::{self, Report},
    score::period_result::PeriodResult,
};

/// Where reports stand beside the editions.
const FOLDER: &str = "documents";

/// What was written.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The period told in full, or the months told one by one.
    pub periods: Vec<Period>,
    pub provisional: bool,
    pub cut_off: LocalTime,
    pub files: Vec<PathBuf>,
    /// Figures that were published as final and are others in the report.
    pub others: Vec<Change>,
}

/// Writes the report of the months `from` to `to` into `output`, or beside the editions.
pub fn report(
    job: &Job,
    from: Period,
    to: Period,
    as_of: Option<LocalTime>,
    output: Option<&Path>,
) -> Result<Reported, Failure> {
    job.check_period(from, to)?;
    let registers = Registers::open(job)?;
    let cut_off = registers.cut_off(to.end(), as_of)?;
    let (periods, previous, span) = match period::whole(from, to) {
        Some(whole) => (vec![whole], Some(whole.shifted(-1)), whole.to_string()),
        None => (period::months(from, to).collect(), None, format!("{from}_{to}")),
    };
    let begun = |period: &Period| registers.first_received.is_some_and(|f| f < period.end());
    let previous = previous.filter(|period| job.rules.covers(*period) && begun(period));
    let asked: Vec<Period> = periods.iter().copied().chain(previous).collect();
    let beside = counting::months_beside(&asked, to, counting::YEAR);
    let counted = counting::count(job, &registers, &asked, &beside, cut_off, None, &|_| ())?;
    let (before, shown): (Vec<PeriodResult>, Vec<PeriodResult>) =
        counted.periods.iter().cloned().partition(|result| Some(result.counts.period) == previous);
    let everyone = vec![true; registers.units.len()];
    let source = publishing::source(job, &registers, &everyone, &shown);
    let index = Index::open(&job.reports)?;
    let others = settled::changes(&job.reports, &index, "", Some(&source.indicators()))?;
    let is_over = |change: &Change| {
        let period: Option<Period> = change.period.parse().ok();
        period.is_some_and(|period| period.end() <= cut_off)
    };
    let moves = match shown.as_slice() {
        [one] => {
            let of = (one, cut_off);
            vec![publishing::moves(job, &registers, &source, &counted, of, &[0])?]
        }
        _ => Vec::new(),
    };
    let document = Report {
        source: &source,
        authority_name: &registers
            .units
            .authority()
            .on(shown.last().map_or_else(|| cut_off.day(), |last| last.named_on))
            .name,
        previous: before.first(),
        trend: &counted.months_to(to, counting::YEAR),
        given: &registers.given,
        insight: &moves,
        cut_off,
    }
    .document();
    let folder = match output {
        Some(folder) => folder.to_owned(),
        None => job.reports.join(FOLDER).join(span),
    };
    let docx = report::docx(&document).map_err(|error| documents::fault(&folder, error))?;
    let files = [("report.docx", docx), ("report.html", report::html(&document))];
    let files = documents::write(&folder, files.map(|(name, bytes)| (name.to_owned(), bytes)))?;
    Ok(Reported {
        provisional: shown.iter().any(|result| result.counts.provisional),
        files,
        others: others.into_iter().filter(is_over).collect(),
        periods,
        cut_off,
    })
}
