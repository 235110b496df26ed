//! What stops a run once all files are read: repeated dossiers where none may be, rows of the catalogue
//! that contradict each other, a row without a fate, no dossier at all.

use super::inputs::Planned;
use crate::{
    domain::account::{Account, Place},
    lake::{catalogue::Clash, part::Part},
    pipeline::{failure::Failure, job::Job},
    schema::canonical::Kind,
    sources::input_file::InputFile,
};

/// Dossiers that repeat in a source where none may.
pub(super) fn refused(job: &Job, planned: &[Planned<'_>], mut places: Vec<Place>) -> Failure {
    places.sort_unstable();
    let shown: Vec<String> = places
        .iter()
        .take(5)
        .map(|place| {
            let file = &planned[place.file as usize];
            format!(
                "{}, line {} (source {})",
                job.shown(&file.file.path),
                place.position,
                file.source
            )
        })
        .collect();
    Failure::Data(format!(
        "{} rows repeat a dossier number although on_duplicate = \"error\": {}{}; remove the repetitions or choose \
         \"last\" or \"first\"",
        places.len(),
        shown.join("; "),
        if places.len() > shown.len() { " and others" } else { "" }
    ))
}

/// Rows of the catalogue that cannot both be right, of which nobody here can say which is.
pub(super) fn check_catalogue(
    job: &Job,
    planned: &[Planned<'_>],
    clashes: &[Clash],
) -> Result<(), Failure> {
    let at = |place: &Place| {
        let file = &planned[place.file as usize].file;
        format!("{}, line {}", job.shown(&file.path), place.position)
    };
    let shown = clashes.iter().take(5).map(|clash| match clash {
        Clash::Overlap { first, second, day } => format!(
            "{} and {}: both rows of the procedure are valid on {day} and say different things; end the earlier one \
             (valid_to) before the later begins (valid_from)",
            at(first),
            at(second)
        ),
        Clash::NeverValid(place) => {
            format!("{}: valid_to is before valid_from; correct the dates", at(place))
        }
    });
    let mut lines: Vec<String> = shown.collect();
    match clashes.len() - lines.len() {
        0 => {}
        more => lines.push(format!("{more} more such rows")),
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::Data(lines.join("\n"))) }
}

/// Every row of every file has one fate, or the run fails.
pub(super) fn check_accounts(files: &[InputFile], parts: &[Part]) -> Result<(), Failure> {
    let open: Vec<String> = files
        .iter()
        .zip(parts)
        .filter(|(file, part)| !file.account.closes() || part.told.rows != file.account.read)
        .map(|(file, _)| {
            format!(
                "{}: {} rows read, {} accounted for",
                file.path,
                file.account.read,
                file.account.accounted()
            )
        })
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    Err(Failure::Accounts(format!(
        "the row accounts do not balance; nothing is published. This is a fault of the program, please report it:\n{}",
        open.join("\n")
    )))
}

/// Without a dossier nothing can be scored.
pub(super) fn check_dossiers(job: &Job, files: &[InputFile]) -> Result<(), Failure> {
    let of_dossiers: Vec<&InputFile> =
        files.iter().filter(|file| file.kind == Kind::Dossiers.as_str()).collect();
    let mut total = Account::default();
    of_dossiers.iter().for_each(|file| total.add(&file.account));
    let held: u64 = total.quarantined.values().sum();
    if total.read > held {
        return Ok(());
    }
    let names: Vec<&str> = of_dossiers.iter().map(|file| file.path.as_str()).collect();
    if names.is_empty() {
        return Err(Failure::InputMissing(vec![format!(
            "no source of kind \"dossiers\" is configured for {}; add a [[source]]",
            job.authority.id
        )]));
    }
    if held > 0 {
        let reasons =
            total.quarantined.iter().map(|(why, rows)| format!("{rows} {}", why.as_str()));
        return Err(Failure::Data(format!(
            "{}: none of the {held} rows can be used ({}); without dossiers nothing can be counted. Ask for the \
             files again, or look at what they hold",
            names.join(", "),
            reasons.collect::<Vec<_>>().join(", ")
        )));
    }
    Err(Failure::Data(format!(
        "{}: the file has a header and no row; without dossiers nothing can be counted",
        names.join(", ")
    )))
}
