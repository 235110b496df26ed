//! Every table declared once beside its columns: name, title and description in both languages,
//! primary key, and who may see it. The dictionary, the data package, CSVW and the catalogue are
//! readings of this list.

pub mod beside;
pub mod charts;
pub mod facts;
pub mod inputs;
pub mod insight;
mod meaning;
pub mod published;
pub mod quality;
pub mod series;

pub use meaning::{Room, TableMeaning};

/// Every table, in the order in which the dictionary shows them.
pub fn all() -> impl Iterator<Item = &'static TableMeaning> {
    [
        inputs::ALL,
        facts::ALL,
        published::ALL,
        series::ALL,
        quality::ALL,
        insight::ALL,
        beside::ALL,
        charts::ALL,
    ]
    .into_iter()
    .flatten()
}

/// The table that stands in a folder of an edition under this name.
pub fn of_edition(name: &str) -> Option<&'static TableMeaning> {
    [published::ALL, quality::ALL, insight::ALL]
        .into_iter()
        .flatten()
        .find(|table| table.name == name)
}

/// The columns by which a page names a row of a published table, in their order; none for a table
/// that is not declared.
pub fn naming(table: &str) -> &'static [&'static str] {
    // Nothing promises that reasons are told apart, but pages name them by these.
    const REASONS: &[&str] = &["file", "class", "reason"];
    let mut all = [published::ALL, quality::ALL, insight::ALL, charts::ALL].into_iter().flatten();
    match all.find(|known| known.name == table).map(|known| known.key) {
        Some(key) if !key.is_empty() => key,
        _ if table == "findings" => REASONS,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::{canonical::Kind, codes};

    #[test]
    fn every_table_and_column_has_a_meaning_in_both_languages() {
        for table in all() {
            for text in [table.title(), table.about()] {
                assert!(!text.vi.is_empty() && !text.en.is_empty(), "{}", table.name);
            }
            for column in table.columns {
                let place = format!("{}.{}", table.name, column.name);
                assert!(!column.vi().is_empty() && !column.en().is_empty(), "{place}");
                for code in codes::of(column) {
                    assert!(!code.meaning().vi.is_empty(), "{place} {}", code.name);
                }
            }
        }
    }

    #[test]
    fn a_table_declares_a_column_once_and_its_key_is_of_its_columns() {
        for table in all() {
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            for name in table.key.iter().chain(table.filled).chain(table.empty) {
                assert!(names.contains(name), "{}.{name} is not declared", table.name);
            }
        }
    }

    #[test]
    fn what_an_input_requires_is_of_its_columns() {
        for kind in Kind::ALL {
            for name in kind.required().iter().copied().flatten() {
                assert!(kind.position(name).is_some(), "{}.{name}", kind.as_str());
            }
        }
    }

    #[test]
    fn every_kind_of_input_is_declared_as_a_table() {
        let kinds: Vec<Kind> = inputs::ALL
            .iter()
            .filter_map(|table| match table.room {
                Room::Input(kind) => Some(kind),
                _ => None,
            })
            .collect();
        assert_eq!(kinds, Kind::ALL);
    }

    #[test]
    fn the_published_tables_and_their_series_are_public_and_no_other() {
        let public = all().filter(|table| table.public).map(|table| table.name);
        let published = published::ALL.iter().map(|table| table.name);
        let published = published.filter(|name| !["late", "changes"].contains(name));
        let of_series = series::ALL.iter().map(|table| table.name);
        assert!(public.eq(published.chain(of_series)));
    }
}
