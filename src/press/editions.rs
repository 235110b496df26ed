//! What was published so far: every edition that is still there, one found by its name or the
//! beginning of it, and the chain from the current edition to those it came after.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use serde::Deserialize;

use crate::edition::manifest::{self, Link, Manifest};
use crate::{
    domain::{
        digest::sha256,
        period::{Period, PeriodKind},
        time::LocalTime,
    },
    lake::files::{CURRENT, pointed},
    schema::Value,
};

/// The manifest of an edition.
pub fn read_manifest(folder: &Path) -> io::Result<Manifest> {
    let text = fs::read(folder.join(manifest::NAME))?;
    serde_json::from_slice(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Every edition that has a manifest, by name.
pub fn all(reports: &Path) -> Vec<Manifest> {
    let mut found: Vec<Manifest> = fs::read_dir(reports)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| read_manifest(&entry.path()).ok())
        .collect();
    found.sort_by(|a, b| a.edition.cmp(&b.edition));
    found
}

/// An input that an edition names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Named {
    pub kind: String,
    pub sha256: String,
}

/// The inputs of every edition, one after the other; `None` where its manifest cannot be read.
pub fn named(reports: &Path) -> impl Iterator<Item = Option<Vec<Named>>> {
    #[derive(Deserialize)]
    struct Inputs {
        inputs: Vec<Named>,
    }
    let folders = fs::read_dir(reports).into_iter().flatten().flatten();
    folders.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_edition = name != CURRENT && !name.starts_with('.');
        let text = fs::read(entry.path().join(manifest::NAME));
        match text {
            _ if !is_edition => None,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                None
            }
            read => Some(read.ok().and_then(|text| {
                let inputs: Inputs = serde_json::from_slice(&text).ok()?;
                Some(inputs.inputs)
            })),
        }
    })
}

/// The names of the folders that are editions or should be.
pub fn names(reports: &Path) -> Vec<String> {
    let entries = fs::read_dir(reports).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| revision_of(name).is_some()).collect();
    names.sort_unstable();
    names
}

/// Which revision of its months an edition is.
pub fn revision(edition: &str) -> u32 {
    revision_of(edition).map_or(0, |(_, revision, _)| revision)
}

/// The months, the revision and the digest that the name of an edition consists of.
pub fn revision_of(name: &str) -> Option<(&str, u32, &str)> {
    let (span, rest) = name.split_once(".r").filter(|(span, _)| !span.is_empty())?;
    let (revision, digest) = rest.split_once('-')?;
    Some((span, revision.parse().ok()?, digest))
}

/// What the rows of an edition say of it: its months and revision, the revision, its cut-off.
pub fn stamp(edition: &str, cut_off: Option<LocalTime>) -> [Value; 3] {
    let (span, revision, _) = revision_of(edition).unwrap_or((edition, 0, ""));
    let cut_off = cut_off.map_or(Value::Null, Value::Time);
    [format!("{span}.r{revision}").into(), u64::from(revision).into(), cut_off]
}

/// What is not as its manifest says, file by file; `published` is the hash of the manifest that was published.
pub fn damaged(folder: &Path, manifest: &Manifest, published: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    let own = fs::read(folder.join(manifest::NAME)).map(|text| sha256(&text)).ok();
    if published.is_some() && own.as_deref() != published {
        found.push(format!("{}: not the one that was published", manifest::NAME));
    }
    if manifest.outputs.is_empty() {
        found.push(format!("{}: it names no file", manifest::NAME));
    }
    for output in &manifest.outputs {
        match fs::read(folder.join(&output.path)) {
            Ok(bytes) if sha256(&bytes) == output.sha256 => {}
            Ok(_) => found.push(format!("{}: not what was published", output.path)),
            Err(error) => found.push(format!("{}: {error}", output.path)),
        }
    }
    found
}

/// Links of an edition that do not lead where its manifest says, one by one. What was published elsewhere may be
/// `gone`, which nobody is told of but readers of the newest edition.
pub fn bent(folder: &Path, manifest: &Manifest, gone: impl Fn(&str) -> bool) -> Vec<String> {
    let fault = |link: &Link| {
        let path = folder.join(&link.path);
        match fs::read_link(&path) {
            Ok(target) if target == Path::new(&link.target) => {}
            Ok(target) => return Some(format!("it leads to {}", target.display())),
            Err(error) => return Some(error.to_string()),
        }
        let Some(to) = &link.to else {
            return fs::metadata(&path).err().map(|error| error.to_string());
        };
        if gone(&to.edition) {
            return None;
        }
        // Above the pages of the period stands the edition, or the public part of it.
        match fs::read(path.join("../../..").join(manifest::NAME)) {
            Ok(text) if sha256(&text) == to.manifest => None,
            Ok(_) => Some(format!("{} is not as it was published", to.edition)),
            Err(error) => Some(format!("{}: {error}", link.target)),
        }
    };
    let links = manifest.links.iter();
    links.filter_map(|link| Some(format!("{}: {}", link.path, fault(link)?))).collect()
}

/// Files in the folder of an edition that its manifest does not name.
pub fn foreign(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let named: BTreeSet<&str> = manifest.outputs.iter().map(|o| o.path.as_str()).collect();
    let links = manifest.links.iter().map(|link| link.path.as_str());
    let named: BTreeSet<&str> = named.into_iter().chain(links).collect();
    let is_named = |path: &String| path == manifest::NAME || named.contains(path.as_str());
    files_below(folder, "").into_iter().filter(|path| !is_named(path)).collect()
}

/// The paths of all files below a folder, from it.
fn files_below(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.join(prefix)).into_iter().flatten().flatten();
    let mut found: Vec<String> = entries
        .flat_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => files_below(folder, &path),
                _ => vec![path],
            }
        })
        .collect();
    found.sort_unstable();
    found
}

/// Why no single edition is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    #[error("there is no edition {asked:?}; {}", listed(known))]
    Unknown { asked: String, known: Vec<String> },
    #[error(
        "{asked:?} begins the names of several editions; write more of it:\n{}",
        lines(matching)
    )]
    Ambiguous { asked: String, matching: Vec<String> },
}

fn listed(known: &[String]) -> String {
    if known.is_empty() {
        return "nothing was published yet; run `chiso run` first".into();
    }
    format!("known are:\n{}", lines(known))
}

fn lines(names: &[String]) -> String {
    names.iter().map(|name| format!("  {name}")).collect::<Vec<_>>().join("\n")
}

/// The edition of that name, the current one (`current`), or the only one whose name begins so.
pub fn find(reports: &Path, asked: &str) -> Result<Manifest, NotFound> {
    let known = all(reports);
    let name = if asked == CURRENT { pointed(reports, CURRENT) } else { Some(asked.to_owned()) };
    let exact = |manifest: &&Manifest| name.as_deref() == Some(&manifest.edition);
    if let Some(found) = known.iter().find(exact) {
        return Ok(found.clone());
    }
    let begun = |m: &&Manifest| !asked.is_empty() && m.edition.starts_with(asked);
    let mut matching: Vec<&Manifest> = known.iter().filter(begun).collect();
    let names = |of: &[&Manifest]| of.iter().map(|m| m.edition.clone()).collect::<Vec<_>>();
    let asked = asked.to_owned();
    match (matching.pop(), matching.is_empty()) {
        (Some(only), true) => Ok(only.clone()),
        (Some(last), false) => {
            matching.push(last);
            Err(NotFound::Ambiguous { asked, matching: names(&matching) })
        }
        (None, _) => {
            Err(NotFound::Unknown { asked, known: names(&known.iter().collect::<Vec<_>>()) })
        }
    }
}

/// The months of each year of which an edition holds final figures: how far the plan's monthly
/// publication, twelve of twelve, has come.
pub fn months_published(editions: &[Manifest]) -> BTreeMap<i32, BTreeSet<Period>> {
    let mut years: BTreeMap<i32, BTreeSet<Period>> = BTreeMap::new();
    for period in editions.iter().flat_map(|m| &m.periods).filter(|period| !period.provisional) {
        let month: Option<Period> = period.period.parse().ok();
        if let Some(month) = month.filter(|month| month.kind == PeriodKind::Month) {
            years.entry(month.year).or_default().insert(month);
        }
    }
    years
}
