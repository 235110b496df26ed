//! `changelog.json`: what each edition changed beside the one before it, table by table, newest
//! first. It compares hashes of files; why figures changed is the reason of a restatement.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{described::Described, resources};
use crate::edition::manifest::Manifest;

pub fn changelog(described: &Described<'_>) -> Json {
    let mut before: Option<&Manifest> = None;
    let mut editions = Vec::new();
    for manifest in described.earlier.iter().chain([described.manifest]) {
        editions.push(edition(manifest, before));
        before = Some(manifest);
    }
    editions.reverse();
    json!({"authority": described.manifest.authority, "editions": editions})
}

fn edition(manifest: &Manifest, before: Option<&Manifest>) -> Json {
    let new = hashes(manifest);
    let old = before.map(hashes).unwrap_or_default();
    let mut tables: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, hash) in &new {
        let change = match old.get(path) {
            None => "added",
            Some(known) if known != hash => "changed",
            Some(_) => "unchanged",
        };
        tables.insert(path, change);
    }
    for path in old.keys().filter(|path| !new.contains_key(*path)) {
        tables.insert(path, "removed");
    }
    let mut entry = json!({
        "edition": manifest.edition,
        "periods": manifest.periods,
        "cut_off": manifest.cut_off,
        "rule_set": manifest.rule_set,
        "tables": tables,
    });
    if let Some(after) = &manifest.after {
        entry["after"] = json!(after);
    }
    if let Some(reason) = &manifest.reason {
        entry["reason"] = json!(reason);
    }
    entry
}

/// Hashes of the tables by path. A Parquet file holds the same rows as its CSV, with what it says of
/// itself, so the CSV alone tells whether figures changed.
fn hashes(manifest: &Manifest) -> BTreeMap<&str, &str> {
    resources::of(&manifest.outputs)
        .into_iter()
        .filter(|resource| resource.format == resources::Format::Csv)
        .map(|resource| (resource.output.path.as_str(), resource.output.says()))
        .collect()
}
