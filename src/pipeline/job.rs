//! What is to be done, after the configuration has been read and checked: authority, rules, places,
//! sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use super::failure::Failure;
use crate::{
    disclose::Policy,
    domain::{
        calendar::{Calendar, DayKind, Exception},
        cohort::Cohorts,
        digest::sha256,
        hours::Week,
        period::Period,
        time::Day,
    },
    lake::{LakeFault, files::Bounded},
    press::{publish, thinning::Keep},
    render::package::Publication,
    rules::{RuleSet, rule_set::AuthorityKind, targets::TargetSet},
    schema::canonical::Kind,
    sources::{FileFault, OnDuplicate, Order, table::Reading},
};

/// The ministry or province.
#[derive(Clone, Debug)]
pub struct Authority {
    pub id: String,
    pub name: String,
    pub kind: AuthorityKind,
    /// Its data is invented, as that of the demonstration; whatever is published says so.
    pub invented: bool,
    /// From when the inputs hold every dossier, where the configuration says so.
    pub coverage_from: Option<Period>,
    /// Whom readers of the pages may ask.
    pub contact: Option<String>,
}

/// How a source's files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Format {
    Table,
    NationalSync,
}

/// One source, its files found.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub kind: Kind,
    pub format: Format,
    /// In the order in which they are read.
    pub files: Vec<PathBuf>,
    pub reading: Reading,
    pub on_duplicate: OnDuplicate,
    pub order: Order,
    /// Why there is no file, where a pattern matches none.
    pub none_found: Option<FileFault>,
    /// A file that was read and is gone still counts.
    pub keep_removed: bool,
}

/// Where units come from.
#[derive(Clone, Debug)]
pub enum UnitsInput {
    Table(PathBuf),
    Discover,
}

/// Which units are ranked beside each other.
#[derive(Clone, Debug)]
pub enum CohortsInput {
    Known(Cohorts),
    Table(PathBuf),
}

/// What a working day means in a year of which the calendar says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// A figure that hangs on it is not published.
    #[default]
    Refuse,
    /// The days of the week alone decide.
    Weekdays,
}

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Job {
    /// Folder of the configuration; paths are shown from here.
    pub base: PathBuf,
    pub authority: Authority,
    pub zone: chrono_tz::Tz,
    pub rules: RuleSet,
    pub targets: TargetSet,
    pub lake: PathBuf,
    pub reports: PathBuf,
    pub units: UnitsInput,
    pub cohorts: CohortsInput,
    /// `None` for the built-in calendar.
    pub calendar: Option<PathBuf>,
    /// How the public part of an edition is made; `None` where none is wanted.
    pub disclosure: Option<Policy>,
    /// Under which terms, by whom.
    pub publication: Publication,
    /// A run that would change final figures of earlier editions publishes nothing, not even its own month.
    pub refuses_late: bool,
    /// What internal eyes must look at, with what a month that is not over will come to, is worked out.
    pub insight: bool,
    /// How many editions `chiso prune` leaves that nothing final rests on; every one without it.
    pub keep: Option<Keep>,
    pub week: Week,
    pub beyond: Beyond,
    pub sources: Vec<Source>,
    /// Patterns that no file matches, folders that cannot be read; told together with what else is wrong.
    pub absent: Vec<FileFault>,
    /// What was passed over when files were looked for.
    pub notes: Vec<String>,
    /// Files are told by their hash alone.
    pub rehash: bool,
    /// Files that are gone count as they were read, though their mapping changed.
    pub keep_old_reading: bool,
    /// Parts that stay for a while though nothing names them.
    pub held: BTreeSet<String>,
    pub threads: usize,
}

/// The public holidays and swapped working days of Vietnam, as far as they are known.
const BUILT_IN_CALENDAR: &str = include_str!("../../data/calendar/vietnam.csv");

impl Job {
    /// The calendar from its rows, or the built-in one.
    pub fn calendar_of(&self, days: &BTreeMap<Day, Exception>) -> Calendar {
        match self.calendar {
            Some(_) => Calendar::new(days.clone(), self.week.clone()),
            None => Calendar::new(built_in_days(), self.week.clone()),
        }
    }

    /// Everything of the configuration that decides a figure, but rules, targets and files, as a hash.
    pub fn settings(&self) -> String {
        let sources = self.sources.iter().map(|source| {
            let Source { name, kind, format, reading, on_duplicate, order, .. } = source;
            format!("{:?}", (name, kind, format, reading, on_duplicate, order))
        });
        let Authority { id, kind, coverage_from, .. } = &self.authority;
        let said = (id, kind, coverage_from, self.zone.name(), &self.week, self.beyond);
        let sources: String = sources.collect();
        sha256(format!("{said:?} {sources}").as_bytes())
    }

    /// A path as messages and manifests show it: from the folder of the configuration.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.base).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// Refuses periods outside the months of the rule set, and ranges that end before they begin.
    pub fn check_period(&self, from: Period, to: Period) -> Result<(), Failure> {
        if to < from {
            return Err(Failure::Configuration(vec![format!(
                "the range {from} to {to} ends before it begins"
            )]));
        }
        let outside: Vec<String> = [from, to]
            .iter()
            .filter(|period| !self.rules.covers(**period))
            .map(|period| {
                let bound = |month: Option<Period>| month.map_or("any".to_owned(), |m| m.to_string());
                format!(
                    "rule set {} may be used from {} to {}, not for {period}; choose another in [rules]",
                    self.rules.id,
                    bound(self.rules.first_month),
                    bound(self.rules.last_month)
                )
            })
            .collect();
        if outside.is_empty() { Ok(()) } else { Err(Failure::Configuration(outside)) }
    }

    /// Refuses to publish among the editions of another authority.
    pub fn check_reports(&self) -> Result<(), Failure> {
        let current = publish::current(&self.reports).map(|manifest| manifest.authority.id);
        match current.filter(|id| *id != self.authority.id) {
            Some(other) => Err(Failure::Configuration(vec![format!(
                "{} holds editions of {other}, and this configuration is of {}; give each authority a folder of its own \
                 in [paths] reports",
                self.shown(&self.reports),
                self.authority.id
            )])),
            None => Ok(()),
        }
    }

    /// One run at a time: a lock of the kernel, gone with the process that holds it.
    pub fn lock(&self) -> Result<File, Failure> {
        let path = self.lake.join("lock");
        fs::create_dir_all(&self.lake).map_err(LakeFault::io("create", &self.lake))?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(LakeFault::io("open", &path))?;
        if file.try_lock().is_err() {
            let holder = fs::read_to_string(&path).unwrap_or_default();
            return Err(Failure::Locked(format!(
                "another run is at work on {} (process {}); wait for it to end",
                self.shown(&self.lake),
                holder.trim()
            )));
        }
        let holder = format!("{}\n", std::process::id());
        let written =
            file.set_len(0).and_then(|()| Bounded::new(&file)?.write_all(holder.as_bytes()));
        written.map_err(LakeFault::io("write", &path))?;
        Ok(file)
    }
}

fn built_in_days() -> impl Iterator<Item = (Day, DayKind)> {
    BUILT_IN_CALENDAR.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let day: chrono::NaiveDate = cells.next()?.parse().ok()?;
        let kind = match cells.next()? {
            "working" => DayKind::Working,
            _ => DayKind::Holiday,
        };
        Some((Day::from_date(day), kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_built_in_calendar_is_read() {
        assert_eq!(built_in_days().count(), BUILT_IN_CALENDAR.lines().count() - 1);
    }
}
