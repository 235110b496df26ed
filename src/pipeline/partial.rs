//! What the dossiers of one share came to, as a file: integers, under the names of everything they rest on.
//! Shares are put together only where all of them are there, once each, and rest on the same; otherwise the
//! file that does not fit is named with what differs.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use lz4_flex::block;
use serde::{Deserialize, Serialize};

use super::{failure::Failure, job::Job, published::Asked, tallies::Tallies};
use crate::{
    domain::{digest::sha256, period::Period, still_open::StillOpen, time::LocalTime},
    lake::{LakeFault, files, listed::Listed, part::READER, pieces::Share, sums::Sums},
    schema::encode::CREATED_BY,
};

/// How a partial is written and what its figures mean. To be raised with every change of either.
const FORMAT: u32 = 3;
/// The first bytes of a partial; behind them the sum (CRC-32) and the packed content.
const MAGIC: &[u8; 8] = b"chisosh1";
const EXTENSION: &str = "partial";
/// Files that are named where they differ.
const NAMED: usize = 5;

/// Everything that the figures of a share rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    program: String,
    rules: String,
    targets: String,
    /// What else of the configuration decides a figure, each as a hash.
    settings: BTreeMap<String, String>,
    cut_off: LocalTime,
    /// All that are counted.
    periods: Vec<Period>,
    /// The files in reading order: sources, units, calendar, catalogue.
    pub files: Vec<Listed>,
    /// What numbers of names stand for, as a hash.
    numbers: String,
}

impl Basis {
    /// What a run that is asked for this would rest on.
    pub fn new(job: &Job, asked: &Asked<'_>, periods: Vec<Period>, files: Vec<Listed>) -> Self {
        // How files are read is told with each of them.
        let sources = job.sources.iter().map(|source| {
            format!("{:?}", (&source.name, source.kind, source.on_duplicate, source.order))
        });
        let settings = [
            ("[authority]", format!("{:?} {}", job.authority, job.zone.name())),
            ("[calendar]", format!("{:?} {:?} {:?}", job.week, job.beyond, job.calendar.is_some())),
            ("[insight]", job.insight.to_string()),
            ("[[source]]", sources.collect()),
        ];
        let settings =
            settings.map(|(name, said)| (name.to_owned(), sha256(said.as_bytes()))).into();
        Self {
            program: format!("{CREATED_BY} (format {FORMAT}, reader {READER})"),
            rules: format!("{} {}", job.rules.id, job.rules.hash),
            targets: format!("{} {}", job.targets.id, job.targets.hash),
            settings,
            cut_off: asked.cut_off,
            periods,
            files,
            numbers: String::new(),
        }
    }

    pub fn with_numbers(self, numbers: String) -> Self {
        Self { numbers, ..self }
    }

    /// What is not the same, in words; `None` where all is.
    fn difference(&self, other: &Self) -> Option<String> {
        let said = |what: &str, own: &str, other: &str| {
            (own != other).then(|| format!("{what} is {own} in the one and {other} in the other"))
        };
        let times = |time: LocalTime| time.to_minute().to_string();
        let list = |periods: &[Period]| {
            periods.iter().map(Period::to_string).collect::<Vec<_>>().join(", ")
        };
        said("the program", &self.program, &other.program)
            .or_else(|| said("the rule set", &self.rules, &other.rules))
            .or_else(|| said("the set of targets", &self.targets, &other.targets))
            .or_else(|| said("the list of periods", &list(&self.periods), &list(&other.periods)))
            .or_else(|| said("the cut-off", &times(self.cut_off), &times(other.cut_off)))
            .or_else(|| {
                let own = self.settings.iter();
                let differ = own.filter(|(name, said)| other.settings.get(*name) != Some(said));
                let names: Vec<&str> = differ.map(|(name, _)| name.as_str()).collect();
                (!names.is_empty())
                    .then(|| format!("{} of the configuration differ", names.join(", ")))
            })
            .or_else(|| self.other_files(other))
            .or_else(|| {
                (self.numbers != other.numbers)
                    .then(|| "a part was made anew between the two".to_owned())
            })
    }

    /// The files that the two do not share.
    fn other_files(&self, other: &Self) -> Option<String> {
        let same = |a: &Listed, b: &Listed| {
            (&a.source, &a.file, a.name(), a.archived) == (&b.source, &b.file, b.name(), b.archived)
        };
        let lacking = |of: &Self, within: &Self| -> Vec<String> {
            let lacks = |file: &&Listed| !within.files.iter().any(|known| same(known, file));
            of.files.iter().filter(lacks).map(|file| file.file.clone()).collect()
        };
        let mut names = lacking(self, other);
        names.extend(lacking(other, self));
        names.sort();
        names.dedup();
        if names.is_empty() {
            let alike = self.files.iter().zip(&other.files).all(|(a, b)| same(a, b));
            return (!alike).then(|| "the order of the files differs".to_owned());
        }
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        Some(format!("not of the same files or their parts: {}{more}", names.join(", ")))
    }
}

/// What the dossiers of one share came to.
#[derive(Debug, Serialize, Deserialize)]
pub struct Partial {
    pub share: Share,
    pub basis: Basis,
    pub sums: Sums,
    pub tallies: Tallies,
    /// What is still in hand.
    pub open: StillOpen,
}

impl Partial {
    /// Writes it into a folder, in one step; gives its place and its bytes.
    pub fn save(&self, folder: &Path) -> Result<(PathBuf, u64), Failure> {
        fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))?;
        let Share { number, of } = self.share;
        let path = folder.join(format!("{number}-of-{of}.{EXTENSION}"));
        let text = serde_json::to_vec(self).map_err(|error| LakeFault::damaged(&path, error))?;
        let packed = block::compress_prepend_size(&text);
        let sum = crc32fast::hash(&packed).to_le_bytes();
        let bytes = [&MAGIC[..], &sum, &packed].concat();
        files::write_whole(&path, &bytes).map_err(LakeFault::io("write", &path))?;
        Ok((path, bytes.len() as u64))
    }

    /// Reads one; one that is cut off or changed is not taken for another.
    fn load(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(LakeFault::io("read", path))?;
        let content = || -> Option<Self> {
            let (sum, packed) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
            let is_whole = u32::from_le_bytes(*sum) == crc32fast::hash(packed);
            let text = is_whole.then(|| block::decompress_size_prepended(packed).ok())??;
            serde_json::from_slice(&text).ok()
        };
        content().ok_or_else(|| {
            Failure::Data(format!(
                "the partial {} is damaged, or of another version of the program; `chiso shard` makes it anew",
                path.display()
            ))
        })
    }
}

/// The partials of a folder, in the order of their shares: all of them, once each, of one basis, which is
/// that of the run that is asked for.
pub fn all(
    job: &Job,
    asked: &Asked<'_>,
    periods: &[Period],
    folder: &Path,
) -> Result<Vec<Partial>, Failure> {
    let none = || {
        Failure::InputMissing(vec![format!(
            "there is no partial in {}; make them with `chiso shard I/N --into {}`",
            folder.display(),
            folder.display()
        )])
    };
    let mut paths = Vec::new();
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(none()),
        Err(error) => return Err(LakeFault::io("read", folder)(error).into()),
        Ok(entries) => {
            for entry in entries {
                let path = entry.map_err(LakeFault::io("read", folder))?.path();
                let is_hidden =
                    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                if !is_hidden && path.extension().is_some_and(|extension| extension == EXTENSION) {
                    paths.push(path);
                }
            }
        }
    }
    paths.sort();
    let mut found: Vec<(PathBuf, Partial)> = Vec::new();
    for path in paths {
        let partial = Partial::load(&path)?;
        if let Some((first, known)) = found.first() {
            let (own, other) = (path.display(), first.display());
            if known.share.of != partial.share.of {
                return Err(Failure::Data(format!(
                    "{own} is one share of {}, and {other} one of {}: take a folder of its own for each run",
                    partial.share.of, known.share.of
                )));
            }
            if let Some(what) = known.basis.difference(&partial.basis) {
                return Err(Failure::Data(format!(
                    "{own} and {other} do not belong together: {what}. Make the one that is not of this run anew with \
                     `chiso shard`, or take a folder of its own for each run"
                )));
            }
        }
        if let Some((first, _)) = found.iter().find(|(_, known)| known.share == partial.share) {
            let Share { number, of } = partial.share;
            return Err(Failure::Data(format!(
                "{} and {} are both share {number} of {of}; remove the one that was copied",
                path.display(),
                first.display()
            )));
        }
        found.push((path, partial));
    }
    let Some((path, first)) = found.first() else { return Err(none()) };
    let of = first.share.of;
    let is_there = |number: u32| found.iter().any(|(_, known)| known.share.number == number);
    let missing: Vec<String> = (1..=of)
        .filter(|number| !is_there(*number))
        .map(|number| {
            let folder = folder.display();
            format!("share {number} of {of} has no partial in {folder}; `chiso shard {number}/{of} --into {folder}` makes it")
        })
        .collect();
    if !missing.is_empty() {
        return Err(Failure::InputMissing(missing));
    }
    let (files, numbers) = (first.basis.files.clone(), first.basis.numbers.clone());
    let own = Basis::new(job, asked, periods.to_vec(), files).with_numbers(numbers);
    if let Some(what) = first.basis.difference(&own) {
        return Err(Failure::Data(format!(
            "{} and the others are not of the run that is asked for: {what} (first the partials, then this run)",
            path.display()
        )));
    }
    let mut all: Vec<Partial> = found.into_iter().map(|(_, partial)| partial).collect();
    all.sort_by_key(|partial| partial.share);
    Ok(all)
}

/// Refuses partials whose numbers stand for other names than those of the parts as they are now.
pub fn check_numbers(partials: &[Partial], numbers: &str) -> Result<(), Failure> {
    match partials.iter().find(|partial| partial.basis.numbers != numbers) {
        None => Ok(()),
        Some(_) => Err(Failure::Data(
            "a part was made anew after the partials were; make them anew with `chiso shard`"
                .into(),
        )),
    }
}
