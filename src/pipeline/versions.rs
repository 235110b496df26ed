//! What editions were made by beside the files of dossiers: the versions of units, cohorts, calendar,
//! catalogue, rule set and targets. They are kept by their hash, parts as long as an edition in `reports` names them and the
//! small texts of rules for ever, so that an old figure can be made again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::job::Job;
use crate::{
    lake::{
        LakeFault,
        files::{Aside, sync_folder, write_synced, write_whole},
        listed::{self, Listed},
        part_folder::PartFolder,
    },
    press::editions::{self, Named},
    rules::{RuleSet, load},
    schema::canonical::Kind,
};

/// Of which kinds older versions are kept.
const KINDS: [Kind; 4] = [Kind::Units, Kind::Calendar, Kind::Procedures, Kind::Cohorts];
/// The texts of rule sets and targets within a lake.
const RULES: &str = "rules";

/// How many versions a lake keeps for editions alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Parts that the lake in use is not made from, by kind.
    pub parts: BTreeMap<&'static str, usize>,
    /// Texts of rule sets and of targets, those in use included.
    pub rules: usize,
}

/// What a lake keeps for editions, beside the parts `listed` that it is made from.
pub fn kept(job: &Job, listed: &[Listed]) -> Kept {
    let mut parts: BTreeMap<_, _> = KINDS.map(|kind| (kind.as_str(), 0)).into();
    for (kind, _) in named_by_editions(job, &names(listed)) {
        *parts.entry(kind).or_default() += 1;
    }
    let texts = fs::read_dir(job.lake.join(RULES)).into_iter().flatten().flatten();
    let is_text = |name: &str| !name.starts_with('.') && name.ends_with(".toml");
    let rules = texts.filter(|entry| is_text(&entry.file_name().to_string_lossy())).count();
    Kept { parts, rules }
}

/// The names of all parts that a lake keeps: those of `listed`, and versions that editions name.
pub fn kept_parts(job: &Job, listed: &[Listed]) -> BTreeSet<String> {
    let mut names = names(listed);
    names.extend(job.held.iter().cloned());
    let old = named_by_editions(job, &names);
    names.extend(old.into_iter().map(|(_, name)| name));
    names
}

fn names(listed: &[Listed]) -> BTreeSet<String> {
    listed.iter().map(Listed::name).collect()
}

/// Parts of the folder beside `known` that an edition names, with their kinds. An edition whose manifest
/// cannot be read may name any of them.
fn named_by_editions(job: &Job, known: &BTreeSet<String>) -> Vec<(&'static str, String)> {
    let mut open: Vec<(&'static str, String)> = listed::names(&job.lake)
        .into_iter()
        .filter(|name| !known.contains(name))
        .filter_map(|name| {
            let is_of = |kind: &Kind| name.starts_with(&format!("{}-", kind.as_str()));
            Some((KINDS.into_iter().find(is_of)?.as_str(), name))
        })
        .collect();
    let mut found = Vec::new();
    if open.is_empty() {
        return found;
    }
    for inputs in editions::named(&job.reports) {
        found.extend(open.extract_if(.., |(_, part)| {
            let of = |input: &Named| part.starts_with(&format!("{}-{}-", input.kind, input.sha256));
            inputs.as_ref().is_none_or(|inputs| inputs.iter().any(of))
        }));
        if open.is_empty() {
            break;
        }
    }
    found
}

/// Every part that is there, whether anything names it.
pub fn parts(job: &Job) -> BTreeSet<String> {
    listed::names(&job.lake)
}

/// Removes the parts that nothing names any more.
pub fn clean(job: &Job, listed: &[Listed]) {
    listed::clean(&job.lake, &kept_parts(job, listed));
}

/// The rule set of this hash, where the lake has its text.
pub fn rules(job: &Job, hash: &str) -> Option<RuleSet> {
    let name = format!("{hash}.toml");
    let text = fs::read_to_string(job.lake.join(RULES).join(&name)).ok()?;
    load::load_kept(&name, &text).ok().filter(|rules| rules.hash == hash)
}

/// Copies the versions that a folder of parts holds into the lake, each once.
pub fn keep_parts(job: &Job, folder: &PartFolder, listed: &[Listed]) -> Result<(), LakeFault> {
    let parts = listed::folder(&job.lake);
    for listed in listed.iter().filter(|listed| KINDS.contains(&listed.kind)) {
        let (from, path) = (folder.part(listed), parts.join(listed.name()));
        if !path.exists() {
            let bytes = fs::read(&from).map_err(LakeFault::io("read", &from))?;
            fs::create_dir_all(&parts).map_err(LakeFault::io("create", &parts))?;
            write_whole(&path, &bytes).map_err(LakeFault::io("write", &path))?;
        }
    }
    Ok(())
}

/// Writes the texts of the rule set and the targets in use, each once.
pub fn keep_rules(job: &Job) -> Result<(), LakeFault> {
    let folder = job.lake.join(RULES);
    let texts = [(&job.rules.hash, &job.rules.text), (&job.targets.hash, &job.targets.text)];
    for (hash, text) in texts {
        let path = folder.join(format!("{hash}.toml"));
        if !path.exists() {
            write(&folder, &path, text)?;
        }
    }
    Ok(())
}

/// A text is whole before it bears its name.
fn write(folder: &Path, path: &Path, text: &str) -> Result<(), LakeFault> {
    let fault = || LakeFault::io("write", path);
    fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))?;
    let new = Aside(folder.join(".new"));
    write_synced(&new.0, text.as_bytes()).map_err(fault())?;
    fs::rename(&new.0, path).map_err(fault())?;
    sync_folder(folder).map_err(fault())
}
