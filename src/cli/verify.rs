//! `chiso editions`, `verify`, `rollback`: the history of what was published, and whether it is
//! still what was published.

use std::fs;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    edition::{
        history,
        manifest::{self, Manifest, sha256},
        publish::{CURRENT, read_manifest},
    },
    lake::files::{point, pointed},
};

pub fn editions(common: &Common) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let current = pointed(&job.reports, CURRENT);
    let found = history::all(&job.reports);
    let is_current = |manifest: &Manifest| current.as_deref() == Some(&manifest.edition);
    if common.format == Format::Json {
        let list: Vec<Json> = found
            .iter()
            .map(|m| {
                json!({"edition": m.edition, "current": is_current(m), "cut_off": m.cut_off, "rule_set": m.rule_set})
            })
            .collect();
        outln!("{}", json!({ "editions": list }));
    } else {
        for manifest in &found {
            let mark = if is_current(manifest) { "*" } else { " " };
            outln!("{mark} {}  {}  {}", manifest.edition, manifest.cut_off, manifest.rule_set.id);
        }
    }
    Ok(if found.is_empty() { Code::NothingToDo } else { Code::Done })
}

pub fn verify(common: &Common, edition: Option<&str>) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let name =
        edition.map(str::to_owned).or_else(|| pointed(&job.reports, CURRENT)).ok_or_else(|| {
            Stop::new(Code::NothingToDo, "nothing was published yet; run `chiso run` first")
        })?;
    let folder = job.reports.join(&name);
    let manifest = read_manifest(&folder).map_err(|error| {
        Stop::new(Code::Data, format!("{name}: {} cannot be read: {error}", manifest::NAME))
    })?;
    let mut faults = Vec::new();
    for output in &manifest.outputs {
        match fs::read(folder.join(&output.path)) {
            Ok(bytes) if sha256(&bytes) == output.sha256 => {}
            Ok(_) => faults.push(format!("{}: not what was published", output.path)),
            Err(error) => faults.push(format!("{}: {error}", output.path)),
        }
    }
    if !faults.is_empty() {
        return Err(Stop::new(
            Code::Data,
            format!("edition {name} is damaged:\n{}", faults.join("\n")),
        ));
    }
    if common.format == Format::Json {
        outln!("{}", json!({"edition": name, "files": manifest.outputs.len(), "damaged": 0}));
    } else {
        outln!(
            "{name}: {} {}",
            manifest.outputs.len(),
            common.lang.pick("tệp nguyên vẹn", "files as published")
        );
    }
    Ok(Code::Done)
}

pub fn rollback(common: &Common, edition: &str) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let _lock = job.lock()?;
    if edition.contains('/') || read_manifest(&job.reports.join(edition)).is_err() {
        return Err(Stop::new(
            Code::NothingToDo,
            format!("there is no edition {edition:?}; `chiso editions` lists those that are there"),
        ));
    }
    point(&job.reports, CURRENT, edition)
        .map_err(|error| Stop::new(Code::Io, format!("the pointer cannot be moved: {error}")))?;
    outln!("{CURRENT} -> {edition}");
    Ok(Code::Done)
}
