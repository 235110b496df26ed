//! The files of a rule set merged with what they extend, and the hash of what comes out.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{
    builtin,
    sources::{Fault, SETTINGS, Sources},
};
use crate::domain::digest::sha256;

/// What dossiers may lack: it decides no figure.
const LACKS: &str = "lack";

/// Settings and groups after `extends`; groups keep the file they are named in.
pub struct Merged {
    pub settings: Table,
    /// By group id: file name and content.
    pub groups: BTreeMap<String, (String, Table)>,
}

pub fn merge(sources: &Sources, faults: &mut Vec<Fault>, depth: usize) -> Option<Merged> {
    let place = |file: &str| format!("{}/{file}", sources.name);
    let mut tables: BTreeMap<&str, Table> = BTreeMap::new();
    for (file, text) in &sources.files {
        match text.parse::<Table>() {
            Ok(table) => {
                tables.insert(file, table);
            }
            Err(error) => faults.push(Fault { place: place(file), message: error.to_string() }),
        }
    }
    let Some(mut settings) = tables.remove(SETTINGS) else {
        if !sources.files.contains_key(SETTINGS) {
            let message = "the file is missing; a rule set is a folder that holds it".into();
            faults.push(Fault { place: place(SETTINGS), message });
        }
        return None;
    };
    let mut merged = match settings.remove("extends") {
        None => Merged { settings: Table::new(), groups: BTreeMap::new() },
        Some(base) => match base.as_str().and_then(builtin::sources) {
            Some(base) if depth < 4 => merge(&base, faults, depth + 1)?,
            _ => {
                let known: Vec<&str> = builtin::ids().collect();
                let message = format!("extends: expected one of {}", known.join(", "));
                faults.push(Fault { place: place(SETTINGS), message });
                return None;
            }
        },
    };
    overlay(&mut merged.settings, settings);
    for (file, table) in tables {
        let Some(id) = table.get("group").and_then(Value::as_str).map(str::to_owned) else {
            let message =
                "the key \"group\" is missing: which group do these indicators belong to?";
            faults.push(Fault { place: place(file), message: message.into() });
            continue;
        };
        let (_, base) = merged
            .groups
            .entry(id)
            .and_modify(|(base_file, _)| *base_file = place(file))
            .or_insert_with(|| (place(file), Table::new()));
        overlay_group(base, table);
    }
    Some(merged)
}

/// Tables are merged key by key; anything else is replaced.
fn overlay(base: &mut Table, over: Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            // A score rule, an authority's numbers: small tables with their own tag stand whole.
            (Some(Value::Table(inner)), Value::Table(value)) if !value.contains_key("rule") => {
                overlay(inner, value);
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// Indicators are merged by id; a new one is added at the end.
fn overlay_group(base: &mut Table, mut over: Table) {
    let listed = |table: &mut Table| match table.remove("indicator") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let mut indicators = listed(base);
    for item in listed(&mut over) {
        let same = |known: &Value| known.get("id").is_some() && known.get("id") == item.get("id");
        match (indicators.iter_mut().find(|known| same(known)), item) {
            (Some(Value::Table(known)), Value::Table(item)) => overlay(known, item),
            (_, item) => indicators.push(item),
        }
    }
    overlay(base, over);
    base.insert("indicator".into(), Value::Array(indicators));
}

/// SHA-256 of the merged content with sorted keys: white space, comments, the split into files and what
/// can still be put right do not count.
pub fn hash(merged: &Merged) -> String {
    let mut settings = merged.settings.clone();
    settings.remove(LACKS);
    let groups: BTreeMap<&String, &Table> =
        merged.groups.iter().map(|(id, (_, table))| (id, table)).collect();
    let canonical = canonical_json(&serde_json::json!({
        "settings": settings,
        "groups": groups,
    }));
    sha256(canonical.as_bytes())
}

/// `serde_json` keeps object keys sorted here, so printing is canonical.
fn canonical_json(value: &serde_json::Value) -> String {
    value.to_string()
}
