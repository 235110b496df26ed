//! From `chiso.toml` to a job, in two steps: what is written, then what it means. Everything wrong
//! is said in one pass, each with its key and what to do.

mod hours;
mod months;
mod ranking;
mod rule_sets;
mod sources;
mod terms;
mod threads;
mod values;
mod written;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    args::{Again, Common},
    exit_code::{Code, Stop},
};
use crate::pipeline::job::{Authority, Job, UnitsInput};
pub use months::{Months, NOW, cut_off, in_order, month, months, period, period_of, read_until};
pub use rule_sets::{rule_set, target_set};
use written::{Late, Written, WrittenKeep};

/// Reads and checks the configuration.
pub fn load(common: &Common) -> Result<Job, Stop> {
    load_again(common, Again::default())
}

/// The same for what reads files that may have been read before.
pub fn load_again(common: &Common, again: Again) -> Result<Job, Stop> {
    let path = &common.config;
    let shown = path.display();
    let configuration = |message: String| Stop::new(Code::Configuration, message);
    let text = fs::read_to_string(path).map_err(|error| {
        configuration(format!(
            "the configuration {shown} cannot be read: {error}. Name it with --config, or make one with `chiso init`"
        ))
    })?;
    let written: Written =
        toml::from_str(&text).map_err(|error| configuration(format!("{shown}: {error}")))?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let base = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut faults = Vec::new();
    let mut told = sources::Told::default();
    let rules = rule_set(&written.rules.set, &base)
        .map_err(|found| faults.extend(found.into_iter().map(|fault| format!("[rules] {fault}"))))
        .ok();
    let targets = rules.as_ref().and_then(|rules| {
        target_set(&written.rules.targets, &base, rules)
            .map_err(|found| {
                faults.extend(found.into_iter().map(|fault| format!("[rules] targets: {fault}")));
            })
            .ok()
    });
    let zone: Option<chrono_tz::Tz> = written
        .authority
        .timezone
        .parse()
        .map_err(|_| {
            faults.push(format!(
                "[authority] timezone = {:?} is not known; expected a name such as \"Asia/Ho_Chi_Minh\"",
                written.authority.timezone
            ));
        })
        .ok();
    let coverage_from = written.authority.coverage_from.as_deref().and_then(|text| {
        let found = months::month("coverage_from", text).ok();
        if found.is_none() {
            faults.push(format!(
                "[authority] coverage_from = {text:?} is not a month; expected one such as \"2025-03\", the first of \
                 which the inputs hold every dossier"
            ));
        }
        found
    });
    let week = hours::week(written.calendar.hours.as_ref(), &mut faults);
    let disclosure = terms::disclosure(&written.public, &mut faults);
    let refuses_late = written.publication.late == Late::Refuse;
    let keep = match written.publication.keep {
        WrittenKeep::All(_) => None,
        WrittenKeep::Some(keep) => Some(keep),
    };
    let publication = terms::publication(written.publication, &mut faults);
    let units = match (&written.units.path, written.units.discover) {
        (Some(path), false) => Some(UnitsInput::Table(base.join(path))),
        (None, true) => Some(UnitsInput::Discover),
        _ => {
            faults.push("[units] expected either path = \"…\" or discover = true".into());
            None
        }
    };
    let cohorts = ranking::cohorts(&written.ranking, written.authority.kind, &base, &mut faults);
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for source in written.source {
        if !names.insert(source.name.clone()) {
            faults.push(format!(
                "[[source]] {:?} is there twice; give each source a name of its own",
                source.name
            ));
        }
        let keep_removed = source.keep_removed.unwrap_or(written.lake.keep_removed);
        found.extend(sources::checked_source(source, &base, keep_removed, &mut faults, &mut told));
    }
    sources::check_scopes(&found, &mut faults);
    let threads = threads::threads(std::env::var_os(threads::NAME).as_deref());
    let mut faults: Vec<String> = faults.iter().map(|fault| format!("{shown}: {fault}")).collect();
    faults.extend(threads.as_ref().err().cloned());
    if !faults.is_empty() {
        return Err(configuration(faults.join("\n")));
    }
    let (Some(rules), Some(targets), Some(zone), Some(units), Ok(threads)) =
        (rules, targets, zone, units, threads)
    else {
        return Err(configuration(format!("{shown}: the configuration is not complete")));
    };
    Ok(Job {
        authority: Authority {
            id: written.authority.id,
            name: written.authority.name,
            kind: written.authority.kind,
            invented: written.authority.invented,
            coverage_from,
            contact: written.authority.contact.filter(|contact| !contact.trim().is_empty()),
        },
        zone,
        rules,
        targets,
        lake: base.join(written.paths.lake),
        reports: base.join(written.paths.reports),
        units,
        cohorts,
        calendar: written.calendar.path.map(|path| base.join(path)),
        disclosure,
        publication,
        refuses_late,
        insight: written.insight.enabled,
        keep,
        week,
        beyond: written.calendar.beyond,
        sources: found,
        absent: told.missing,
        notes: told.notes,
        rehash: again.rehash,
        keep_old_reading: again.keep_old_reading,
        held: Default::default(),
        threads,
        base,
    })
}
