//! The lists of values of a source: each names something that its column can hold, and no raw value
//! stands in two lists of one column.

use std::collections::{BTreeMap, HashMap};

use super::written::WrittenSource;
use crate::{domain::unit::folded, schema::Type, sources::text};

/// What is wrong with the lists of a source.
pub fn faults(source: &WrittenSource) -> Vec<String> {
    let mut faults = Vec::new();
    for column in source.kind.columns() {
        let Some(lists) = source.values.get(column.name) else { continue };
        let key = format!("source {:?}: values.{}", source.name, column.name);
        let known = match column.kind {
            Type::Code(codes) => codes.iter().map(|code| code.name).collect::<Vec<_>>().join(", "),
            Type::Int => "whole numbers".to_owned(),
            Type::Bool => "0, 1, true, false".to_owned(),
            _ => {
                faults.push(format!(
                    "{key} replaces nothing; expected a column of codes, numbers or flags"
                ));
                continue;
            }
        };
        for name in lists.keys().filter(|name| !is_known(column.kind, name)) {
            faults.push(format!("{key}: {name:?} is no value of this column; known are: {known}"));
        }
        faults.extend(twice(lists).into_iter().map(|(raw, first, second)| {
            format!("{key}: {raw:?} stands in the list {first:?} and in the list {second:?}; leave it in one")
        }));
    }
    faults
}

fn is_known(kind: Type, name: &str) -> bool {
    match kind {
        Type::Code(codes) => codes.iter().any(|code| code.name.eq_ignore_ascii_case(name)),
        Type::Int => text::whole(name).is_some(),
        _ => {
            matches!(text::whole(name), Some(0 | 1))
                || ["true", "false"].iter().any(|flag| flag.eq_ignore_ascii_case(name))
        }
    }
}

/// Raw values, as texts are compared, that two lists name, with these lists.
fn twice(lists: &BTreeMap<String, Vec<String>>) -> Vec<(&str, &str, &str)> {
    let mut known: HashMap<String, &str> = HashMap::new();
    let mut found = Vec::new();
    for (name, raw) in lists.iter().flat_map(|(name, raws)| raws.iter().map(move |r| (name, r))) {
        let first = *known.entry(folded(raw)).or_insert(name);
        if first != name {
            found.push((raw.as_str(), first, name.as_str()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with these lists, without the name of the source.
    fn told(lists: &str) -> Vec<String> {
        let source = format!(
            "name = \"s\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n{lists}"
        );
        let found = faults(&toml::from_str(&source).unwrap());
        found.iter().map(|fault| fault.trim_start_matches("source \"s\": ").to_owned()).collect()
    }

    #[test]
    fn a_list_names_what_its_column_can_hold() {
        for fits in [
            "values.channel = { Online = [\"2\"], other = [\"*\"] }",
            "values.end_kind = { REFUSED = [\"x\"] }",
            "values.status = { \"9\" = [\"xong\"], \"2.0\" = [\"1\"] }",
            "values.synced = { TRUE = [\"x\"], \"0\" = [\"y\"] }",
        ] {
            assert_eq!(told(fits), [""; 0], "{fits}");
        }
        for (lists, expected) in [
            (
                "values.channel = { onlin = [\"2\"] }",
                "values.channel: \"onlin\" is no value of this column; known are: online, counter, post, other",
            ),
            (
                "values.status = { xong = [\"9\"] }",
                "values.status: \"xong\" is no value of this column; known are: whole numbers",
            ),
            (
                "values.result_file = { co = [\"2\"] }",
                "values.result_file: \"co\" is no value of this column; known are: 0, 1, true, false",
            ),
            (
                "values.result_file = { \"2\" = [\"2\"] }",
                "values.result_file: \"2\" is no value of this column; known are: 0, 1, true, false",
            ),
        ] {
            assert_eq!(told(lists), [expected]);
        }
    }

    #[test]
    fn a_raw_value_stands_in_one_list() {
        let lists = "values.channel = { online = [\"Mạng\", \"mạng\"], post = [\" MẠNG \"] }";
        assert_eq!(
            told(lists),
            [
                "values.channel: \" MẠNG \" stands in the list \"online\" and in the list \"post\"; leave it in one"
            ]
        );
        assert_eq!(told("values.channel = { online = [\"*\"], post = [\"*\"] }").len(), 1);
    }
}
