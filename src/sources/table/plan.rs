//! Which column of a file is which canonical column, found in its header. What does not fit is told
//! without showing the header: where a file has none, a row of persons stands there.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    schema::canonical::Kind,
    sources::{File, FileFault, IdScope, reading::Reading, text::trimmed},
};

/// Where each canonical column stands in a file.
#[derive(Clone, Debug)]
pub struct Plan {
    /// By canonical position: the column's place in the file.
    pub places: Vec<Option<usize>>,
    /// Columns of the file.
    pub width: usize,
    pub given: Vec<&'static str>,
}

impl Plan {
    /// Finds the canonical columns in a header.
    pub fn new(file: &File, reading: &Reading, header: &[String]) -> Result<Self, FileFault> {
        let as_it_is = reading.columns.is_empty() && reading.id_scope == IdScope::Authority;
        let fault = |what: String| match as_it_is {
            true => FileFault::data(&file.path, what),
            false => FileFault::configuration(&file.path, what),
        };
        let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
        let wanted = Self::wanted(file, reading);
        let find = |name: &str| {
            let name = normal(name);
            names.iter().position(|known| *known == name)
        };
        let absent: Vec<&str> = reading
            .columns
            .iter()
            .filter(|(column, name)| !reading.optional.contains(column) && find(name).is_none())
            .map(|(_, name)| name.as_str())
            .collect();
        if !absent.is_empty() {
            return Err(fault(format!(
                "column {} of the mapping is not in the file; {}; correct the mapping, name the column \
                 in `optional` where files may lack it, or say with `header_row` where the names stand",
                absent.join(", "),
                shown(file, reading, &names)
            )));
        }
        let twice: BTreeSet<&str> = wanted
            .iter()
            .flatten()
            .copied()
            .filter(|name| names.iter().filter(|known| **known == normal(name)).count() > 1)
            .collect();
        if !twice.is_empty() {
            return Err(fault(format!(
                "column {} stands more than once in the file, and which is meant cannot be told; rename one \
                 or leave one out",
                twice.into_iter().collect::<Vec<_>>().join(", ")
            )));
        }
        let places: Vec<Option<usize>> = wanted.iter().map(|name| name.and_then(find)).collect();
        let given: Vec<&'static str> = file
            .kind
            .columns()
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.is_some())
            .map(|(column, _)| column.name)
            .collect();
        let missing: Vec<String> = Self::required(file, reading)
            .filter(|names| !names.iter().any(|name| given.contains(name)))
            .map(|names| names.join(" or "))
            .collect();
        if !missing.is_empty() {
            return Err(fault(format!(
                "column {} is missing; {}. Name the column in the source's `columns`, or say with \
                 `header_row` where the names stand",
                missing.join(", "),
                shown(file, reading, &names)
            ))
            .at(1));
        }
        let nearly: Vec<&str> = wanted
            .iter()
            .flatten()
            .filter(|name| reading.columns.is_empty() && find(name).is_none())
            .filter_map(|name| names.iter().find(|known| folded(known) == folded(name)))
            .map(String::as_str)
            .collect();
        if !nearly.is_empty() {
            return Err(fault(format!(
                "column {} is called nearly like one that is read, and would not be; write the name as the dictionary has \
                 it, or name the column in the source's `columns`",
                nearly.join(", ")
            ))
            .at(1));
        }
        Ok(Self { places, width: header.len(), given })
    }

    /// Columns that must be there; of an inner list, any one. What is told of dossiers that are numbered
    /// within their units names the unit.
    fn required(
        file: &File,
        reading: &Reading,
    ) -> impl Iterator<Item = &'static &'static [&'static str]> {
        let names_unit = reading.id_scope == IdScope::Unit && file.kind != Kind::Dossiers;
        let of_scope: &'static [&'static [&'static str]] =
            if names_unit { &[&["unit_id"]] } else { &[] };
        file.kind.required().iter().chain(of_scope)
    }

    /// The name under which each canonical column is looked for. A mapping lists all that is read,
    /// except that what every table must have is also found under its own name.
    pub fn wanted<'r>(file: &File, reading: &'r Reading) -> Vec<Option<&'r str>> {
        let is_listed = |name: &str| {
            reading.columns.is_empty()
                || Self::required(file, reading).any(|any| any.contains(&name))
        };
        let columns = file.kind.columns().iter();
        columns
            .map(|column| match reading.columns.get(column.name) {
                Some(name) => Some(name.as_str()),
                None => Some(column.name).filter(|name| is_listed(name)),
            })
            .collect()
    }
}

/// What may be told of a header: how many columns it has, and those whose names are known, or nearly.
fn shown(file: &File, reading: &Reading, names: &[String]) -> String {
    let canonical = file.kind.columns().iter().map(|column| column.name);
    let known: BTreeSet<String> =
        reading.columns.values().map(String::as_str).chain(canonical).map(folded).collect();
    let is_known = |name: &&str| known.contains(&folded(name));
    let seen: Vec<&str> = names.iter().map(String::as_str).filter(is_known).collect();
    match (names.len(), seen.as_slice()) {
        (1, []) => "it has one column, of another name".to_owned(),
        (columns, []) => format!("it has {columns} columns, none of a known name"),
        (columns, seen) => format!("it has {columns} columns, of known names: {}", seen.join(", ")),
    }
}

/// A name as it is compared: blanks and marks at its edges are no part of it, and a line end within is a
/// blank.
pub fn normal(name: &str) -> String {
    let words: Vec<&str> = trimmed(name).split_whitespace().collect();
    words.join(" ").nfc().collect()
}

/// Letters and digits alone, without diacritics and case: what is the same is nearly the same name.
fn folded(name: &str) -> String {
    name.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::FaultClass;

    fn plan(reading: &Reading, header: &[&str]) -> Result<Plan, FileFault> {
        let file = File {
            number: 0,
            path: "d.csv".into(),
            kind: Kind::Dossiers,
            seen: Default::default(),
        };
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        Plan::new(&file, reading, &header)
    }

    fn mapped(columns: &[(&str, &str)], optional: &[&str]) -> Reading {
        let owned = |text: &&str| (*text).to_owned();
        Reading {
            columns: columns.iter().map(|(column, name)| (owned(column), owned(name))).collect(),
            optional: optional.iter().map(owned).collect(),
            ..Reading::default()
        }
    }

    const OWN: [&str; 4] = ["dossier_id", "unit_id", "procedure_id", "received_at"];

    #[test]
    fn blanks_and_forms_of_letters_are_no_part_of_a_name() {
        let header = [
            "\u{feff}dossier_id\u{a0}",
            "unit_id",
            "procedure_id",
            "received_at",
            "Ke\u{302}\u{301}t",
        ];
        let plan = plan(&mapped(&[("ended_at", "Kết")], &[]), &header).unwrap();
        assert!(plan.given.contains(&"dossier_id") && plan.given.contains(&"ended_at"));
    }

    #[test]
    fn a_mapped_column_may_be_absent_only_where_it_is_said() {
        let columns = [("channel", "Kênh")];
        let fault = plan(&mapped(&columns, &[]), &OWN).unwrap_err();
        assert_eq!(fault.class, FaultClass::Configuration);
        assert!(fault.what.contains("column Kênh of the mapping"), "{fault}");
        assert_eq!(plan(&mapped(&columns, &["channel"]), &OWN).unwrap().given.len(), 4);
    }

    #[test]
    fn a_name_that_stands_twice_is_no_column() {
        let header = [&OWN[..], &["ended_at", "x", "x", "ended_at "]].concat();
        let fault = plan(&Reading::default(), &header).unwrap_err();
        assert!(fault.what.contains("column ended_at stands more than once"), "{fault}");
        let fault = plan(&mapped(&[("due_at", "x")], &[]), &header).unwrap_err();
        assert_eq!(fault.class, FaultClass::Configuration);
        // Of columns that are not read none is asked for.
        assert!(plan(&mapped(&[("due_at", "unit_id")], &[]), &header).is_ok());
    }

    #[test]
    fn only_known_names_are_shown() {
        let header = ["Mẫu Văn A", "1 Phố Mẫu", "Unit ID"];
        let fault = plan(&Reading::default(), &header).unwrap_err();
        assert!(!fault.what.contains("Mẫu"), "{fault}");
        assert!(fault.what.contains("it has 3 columns, of known names: Unit ID."), "{fault}");
    }
}
