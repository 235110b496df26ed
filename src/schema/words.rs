//! The words of tables and columns, one file a language, so that a better wording needs no Rust. A
//! section is a table; what a column means in several tables stands once under `shared`.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::domain::text::Lang;

/// Where the meanings stand that several tables share.
const SHARED: &str = "shared";

type Sections = BTreeMap<String, BTreeMap<String, String>>;

static WORDS: LazyLock<[Sections; 2]> = LazyLock::new(|| {
    [
        include_str!("../../data/words/columns.vi.toml"),
        include_str!("../../data/words/columns.en.toml"),
    ]
    .map(|text| toml::from_str(text).unwrap_or_else(|fault| panic!("words of columns: {fault}")))
});

/// What a column of a table means.
pub fn of_column(lang: Lang, table: &str, column: &str) -> &'static str {
    found(lang, table, column)
        .or_else(|| found(lang, SHARED, column))
        .unwrap_or_else(|| panic!("data/words says nothing of {table}.{column}"))
}

/// The words of a table itself: its `title`, and what it is `about`.
pub fn of_table(lang: Lang, table: &str, what: &str) -> &'static str {
    found(lang, table, what).unwrap_or_else(|| panic!("data/words lacks the {what} of {table}"))
}

fn found(lang: Lang, section: &str, key: &str) -> Option<&'static str> {
    let sections = match lang {
        Lang::Vi => &WORDS[0],
        Lang::En => &WORDS[1],
    };
    sections.get(section)?.get(key).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::{Column, facts::Subject, flow, tables};

    fn keys(sections: &'static Sections) -> BTreeSet<(&'static str, &'static str)> {
        let keys = |(section, words): (&'static String, &'static BTreeMap<String, String>)| {
            words.keys().map(move |key| (section.as_str(), key.as_str()))
        };
        sections.iter().flat_map(keys).collect()
    }

    #[test]
    fn both_languages_say_something_of_the_same_columns() {
        assert_eq!(keys(&WORDS[0]), keys(&WORDS[1]));
        let all = WORDS.iter().flat_map(BTreeMap::values).flat_map(BTreeMap::values);
        assert!(all.into_iter().all(|text| !text.is_empty()));
    }

    #[test]
    fn every_column_has_its_words_and_no_words_are_left_over() {
        let facts = Subject::ALL.iter().flat_map(|subject| subject.columns());
        let declared: Vec<&Column> = tables::all()
            .flat_map(|table| table.columns)
            .chain(facts)
            .chain(&flow::COLUMNS)
            .collect();
        let mut used = BTreeSet::new();
        for column in declared {
            assert!(!column.vi().is_empty() && !column.en().is_empty());
            let own = found(Lang::Vi, column.table, column.name).is_some();
            used.insert((if own { column.table } else { SHARED }, column.name));
        }
        for table in tables::all() {
            used.extend([(table.name, "title"), (table.name, "about")]);
        }
        let left: Vec<_> = keys(&WORDS[0]).difference(&used).copied().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
