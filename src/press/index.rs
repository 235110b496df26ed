//! The index of what was published, beside the editions: which edition readers see, and of every edition the
//! hash of its manifest and of the figures of each period. Every run looks at all of it, in time that hardly
//! grows with the editions. The index is the point of no return of a publication: the pointer follows it,
//! and one that was kept from following is brought there by the next run.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    editions::{self, read_manifest},
    known::{Held, HistoryFault, Known, fault},
};
use crate::{
    domain::period::{Period, PeriodKind},
    edition::manifest::Manifest,
    lake::files::{Aside, CURRENT, point, pointed, sync_folder, write_synced},
};

/// The file, beside the editions.
pub const NAME: &str = "index.json";
/// The link to the tables over all history of the edition that readers see.
const SERIES: &str = "series";
const FORMAT: u32 = 1;
/// What was published, in the order in which it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    format: u32,
    /// The edition that readers see; none before the first.
    pub current: Option<String>,
    /// Where the pointer stood before it was to move to `current`.
    before: Option<String>,
    pub editions: Vec<Known>,
}

impl Index {
    /// What was published so far, once nothing of it is missing.
    pub fn open(reports: &Path) -> Result<Self, HistoryFault> {
        let path = reports.join(NAME);
        let link = pointed(reports, CURRENT);
        let mut index = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Self::of_chain(reports)?,
            Err(error) => return Err(fault(path, error.to_string())),
            Ok(text) => serde_json::from_slice(&text)
                .map_err(|error| fault(path.clone(), format!("this is no index: {error}")))?,
        };
        if index.format > FORMAT {
            return Err(fault(path, "it was written by a newer version of the program"));
        }
        index.editions.iter().try_for_each(|known| known.check(reports))?;
        // A publication that was cut off behind the index: its pointer has still to follow.
        if link == index.current || link == index.before {
            return Ok(index);
        }
        match link.filter(|link| index.find(link).is_some()) {
            // Somebody let the pointer go back without the program.
            Some(link) => index.roll_back(&link),
            None => {
                let path = reports.join(CURRENT);
                return Err(fault(path, "it points at no edition that was published"));
            }
        }
        Ok(index)
    }

    /// Of editions that were published before there was an index: those that the current one came after were
    /// never taken back.
    fn of_chain(reports: &Path) -> Result<Self, HistoryFault> {
        let names = editions::names(reports);
        let Some(current) = pointed(reports, CURRENT) else {
            return match names.is_empty() {
                true => Ok(Self::empty()),
                false => Err(fault(reports.join(CURRENT), "it is missing, and there are editions")),
            };
        };
        let mut read = BTreeMap::new();
        for name in names {
            read.insert(name.clone(), Known::read(reports, &name)?);
        }
        let after = |name: &String| read.get(name).map(|(_, manifest)| manifest.after.clone());
        let mut chain = vec![current];
        while let Some(name) = chain.last() {
            let Some(before) = after(name) else {
                return Err(fault(reports.join(name), "the edition was published, and is missing"));
            };
            match before.filter(|before| !chain.contains(before)) {
                Some(before) => chain.push(before),
                None => break,
            }
        }
        Ok(Self::ordered(read.into_values().map(|(known, _)| known), &chain))
    }

    /// From whatever editions are whole; beside it the faults of those that are not.
    pub fn rebuilt(reports: &Path) -> (Self, Vec<HistoryFault>) {
        let mut faults = Vec::new();
        let mut read = BTreeMap::new();
        for name in editions::names(reports) {
            match Known::read(reports, &name) {
                Ok(found) => drop(read.insert(name, found)),
                Err(found) => faults.push(found),
            }
        }
        let is_whole = |name: &String| read.contains_key(name);
        let newest = || {
            let last = |name: &&String| (read[*name].0.last_month(), (*name).clone());
            read.keys().max_by_key(last).cloned()
        };
        let known = Self::open_as_it_is(reports);
        let current = pointed(reports, CURRENT)
            .filter(is_whole)
            .or_else(|| known.as_ref()?.current.clone().filter(is_whole))
            .or_else(newest);
        let mut chain: Vec<String> = current.into_iter().collect();
        while let Some(before) = chain.last().and_then(|name| read.get(name)?.1.after.clone()) {
            if chain.contains(&before) || !is_whole(&before) {
                break;
            }
            chain.push(before);
        }
        // What the index said of the order and of what was taken back is kept where it can be read.
        if let Some(known) = known {
            let standing = known.editions.iter().rev().filter(|known| !known.withdrawn);
            let standing: Vec<String> = standing.map(|known| known.edition.clone()).collect();
            let more: Vec<String> = standing.into_iter().filter(|n| !chain.contains(n)).collect();
            chain.extend(more.into_iter().filter(|name| read.contains_key(name)));
        }
        (Self::ordered(read.into_values().map(|(known, _)| known), &chain), faults)
    }

    /// The index whatever is wrong with the editions.
    fn open_as_it_is(reports: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(reports.join(NAME)).ok()?).ok()
    }

    /// The editions of a chain, the newest of which comes first, stand; the others were taken back.
    fn ordered(found: impl Iterator<Item = Known>, chain: &[String]) -> Self {
        let place = |known: &Known| chain.iter().rev().position(|name| *name == known.edition);
        let mut editions: Vec<Known> = found
            .map(|known| {
                let withdrawn = place(&known).is_none();
                Known { withdrawn, ..known }
            })
            .collect();
        editions.sort_by_key(|known| (place(known), known.edition.clone()));
        let current = chain.first().cloned();
        Self { format: FORMAT, before: current.clone(), current, editions }
    }

    fn empty() -> Self {
        Self { format: FORMAT, current: None, before: None, editions: Vec::new() }
    }

    pub fn find(&self, edition: &str) -> Option<&Known> {
        self.editions.iter().find(|known| known.edition == edition)
    }

    /// Whether an edition that another one leads to was removed on purpose. What readers see leads to nothing
    /// that is gone.
    pub fn is_gone(&self, from: &str, edition: &str) -> bool {
        self.current.as_deref() != Some(from) && self.find(edition).is_none()
    }

    /// The edition that readers see.
    pub fn current(&self) -> Option<&Known> {
        self.find(self.current.as_deref()?)
    }

    /// The editions that stand, the newest first.
    pub fn standing(&self) -> impl Iterator<Item = &Known> {
        self.editions.iter().rev().filter(|known| !known.withdrawn)
    }

    /// The edition of the months `span` that was published last and stands.
    pub fn last_of(&self, span: &str) -> Option<&Known> {
        let is_of = |known: &&Known| {
            editions::revision_of(&known.edition).is_some_and(|(own, ..)| own == span)
        };
        self.standing().find(is_of)
    }

    /// The newest edition in which a period is final, with what it has of it. One that was taken back counts
    /// where none stands: what it said was public, too.
    pub fn last_final(&self, period: &str) -> Option<(&Known, &Held)> {
        let held = |known: &'_ Known| -> Option<usize> {
            known.periods.iter().position(|held| held.period == period && !held.provisional)
        };
        let taken_back = self.editions.iter().rev().filter(|known| known.withdrawn);
        let mut all = self.standing().chain(taken_back);
        all.find_map(|known| Some((known, &known.periods[held(known)?])))
    }

    /// The newest edition that stands and has a period, final or not.
    pub fn last(&self, period: &str) -> Option<(&Known, &Held)> {
        self.standing().find_map(|known| {
            Some((known, known.periods.iter().find(|held| held.period == period)?))
        })
    }

    /// The edition that has a period as readers know it: the newest that has it as final, else the newest.
    pub fn shown(&self, period: &str) -> Option<&Known> {
        let has = |known: &&Known, is_final: bool| {
            let mut held = known.periods.iter().filter(|held| held.period == period);
            held.any(|held| !(is_final && held.provisional))
        };
        let newest = |is_final| self.standing().find(|known| has(known, is_final));
        newest(true).or_else(|| newest(false))
    }

    /// Every period as the newest edition beside this one has it as final, or where none has, as the newest
    /// has it; with whether it is provisional there.
    pub fn newest_beside(&self, edition: &str) -> BTreeMap<(PeriodKind, Period), (&Known, bool)> {
        let mut found = BTreeMap::new();
        for known in self.standing().filter(|known| known.edition != edition) {
            for held in &known.periods {
                let Ok(period) = held.period.parse::<Period>() else { continue };
                // The newest comes first; only what is final replaces what is not.
                let place = found.entry((period.kind, period)).or_insert((known, held.provisional));
                if place.1 && !held.provisional {
                    *place = (known, false);
                }
            }
        }
        found
    }

    /// Every period that was published as final.
    pub fn final_periods(&self) -> BTreeSet<Period> {
        let held = self.editions.iter().flat_map(|known| &known.periods);
        held.filter(|held| !held.provisional).filter_map(|held| held.period.parse().ok()).collect()
    }

    /// Adds what is published now. Readers see it, unless they see later months already.
    pub fn add(&mut self, known: Known) {
        let leads = self.current().is_none_or(|current| current.last_month() <= known.last_month());
        if leads && self.current.as_ref() != Some(&known.edition) {
            self.before = self.current.replace(known.edition.clone());
        }
        // One that stands and is published again stays where it is.
        match self.editions.iter_mut().find(|other| other.edition == known.edition) {
            Some(standing) if !standing.withdrawn => *standing = known,
            _ => {
                self.editions.retain(|other| other.edition != known.edition);
                self.editions.push(known);
            }
        }
    }

    /// Lets readers see an earlier edition; those published after it are taken back.
    pub fn roll_back(&mut self, edition: &str) {
        let place = self.editions.iter().position(|known| known.edition == edition);
        let Some(place) = place else { return };
        self.editions[place].withdrawn = false;
        self.editions[place + 1..].iter_mut().for_each(|known| known.withdrawn = true);
        self.before = self.current.replace(edition.to_owned());
    }

    /// Takes editions out that are removed from the disk.
    pub fn forget(&mut self, gone: &[String]) {
        self.editions.retain(|known| !gone.contains(&known.edition));
    }

    /// Writes the index, then lets the pointer follow; what failed, and where.
    pub fn save(&self, reports: &Path) -> Result<(), (PathBuf, std::io::Error)> {
        let path = reports.join(NAME);
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        if fs::read(&path).ok().as_ref() != Some(&text) {
            // Under a name that the next run sweeps away where this one is cut off.
            let aside = Aside(reports.join(format!(".{NAME}.{}", std::process::id())));
            let written = write_synced(&aside.0, &text).and_then(|()| fs::rename(&aside.0, &path));
            written.and_then(|()| sync_folder(reports)).map_err(|error| (path, error))?;
        }
        match &self.current {
            Some(current) if pointed(reports, CURRENT).as_ref() != Some(current) => {
                point(reports, CURRENT, current).map_err(|error| (reports.join(CURRENT), error))
            }
            _ => Ok(()),
        }?;
        // Where programs read on, whatever is published next.
        match self.current.is_some() && reports.join(SERIES).symlink_metadata().is_err() {
            true => point(reports, SERIES, "current/series")
                .map_err(|error| (reports.join(SERIES), error)),
            false => Ok(()),
        }
    }

    /// Writes an index before the first edition gets its name, so that an edition without a pointer is told
    /// from a pointer that was lost.
    pub fn begin(reports: &Path) -> Result<(), (PathBuf, std::io::Error)> {
        match reports.join(NAME).exists() {
            true => Ok(()),
            false => Self::empty().save(reports),
        }
    }
}

/// The manifests of editions, as far as they can be read.
pub fn manifests<'a>(
    reports: &Path,
    known: impl Iterator<Item = &'a Known>,
) -> impl Iterator<Item = Manifest> {
    known.filter_map(move |known| read_manifest(&reports.join(&known.edition)).ok())
}
