//! A rule set as one text: what its files say together with what they extend. A lake keeps it by its hash,
//! so that figures can be made again by it when neither the files nor the program that had them are there.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{
    merge::Merged,
    sources::{Fault, SETTINGS},
};

const OF_SETTINGS: &str = "settings";
const OF_GROUPS: &str = "groups";

/// The whole of a rule set as TOML; the tables are those that its hash is made from.
pub fn written(merged: &Merged) -> String {
    let groups = merged.groups.iter();
    let groups: Table =
        groups.map(|(id, (_, group))| (id.clone(), Value::Table(group.clone()))).collect();
    let settings = merged.settings.clone();
    let tables = [(OF_SETTINGS, settings), (OF_GROUPS, groups)];
    let tables = tables.map(|(name, table)| (name.to_owned(), Value::Table(table)));
    Table::from_iter(tables).to_string()
}

/// Reads back what was written so; `name` is that of the file.
pub fn read(name: &str, text: &str) -> Result<Merged, Fault> {
    let fault = |message: String| Fault { place: name.to_owned(), message };
    let mut tables: Table =
        text.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
    let mut table = |key: &str| match tables.remove(key) {
        Some(Value::Table(table)) => Ok(table),
        _ => Err(fault(format!(
            "the table {key:?} is missing; expected a rule set as a lake keeps it, or the folder that holds {SETTINGS}"
        ))),
    };
    let (settings, groups) = (table(OF_SETTINGS)?, table(OF_GROUPS)?);
    let mut read = BTreeMap::new();
    for (id, group) in groups {
        let place = format!("{name}, group {id}");
        let Value::Table(group) = group else {
            return Err(fault(format!("the group {id:?} is not a table")));
        };
        read.insert(id, (place, group));
    }
    Ok(Merged { settings, groups: read })
}

#[cfg(test)]
mod tests {
    use crate::rules::{builtin, load};

    #[test]
    fn a_rule_set_that_was_kept_is_the_one_that_was_used() {
        for id in builtin::ids() {
            let used = load::load(&builtin::sources(id).unwrap()).unwrap();
            let again = load::load_kept("kept.toml", &used.text).unwrap();
            assert_eq!(again, used, "{id}");
        }
    }

    #[test]
    fn what_is_no_kept_rule_set_is_named() {
        for text in
            ["", "id = \"own\"", "[settings]\n[groups]\nprogress = 1", "[settings", "settings = 1"]
        {
            let faults = load::load_kept("kept.toml", text).unwrap_err();
            assert!(faults[0].to_string().starts_with("kept.toml"), "{faults:?}");
        }
    }
}
