//! Everything that repeats the figures of published tables, read back and compared with them: charts
//! and their tables, pages, JSON, the CSV files for people. The tables themselves are compared with
//! Parquet by the program. Figures are found by their place (a cell, a mark that names table, row and
//! column), never by searching sentences, where a name may hold a digit.

mod charts;
mod csv;
mod edition;
mod folder;
mod html;
mod json;
mod number;
mod origins;
mod people;
mod rows;
mod subject;
mod svg;

use std::collections::BTreeMap;

pub use chiso::press::parity::Difference;
pub use folder::Folder;

/// The folder of the public edition.
const PUBLIC: &str = "public/";

fn difference(
    file: &str,
    place: impl Into<String>,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> Difference {
    Difference {
        file: file.to_owned(),
        place: place.into(),
        found: found.into(),
        expected: expected.into(),
    }
}

/// How many figures were compared, by the kind of place they were read from, and what differs.
#[derive(Debug, Default)]
pub struct Findings {
    pub checked: BTreeMap<&'static str, u64>,
    pub differences: Vec<Difference>,
}

impl Findings {
    fn count(&mut self, kind: &'static str) {
        *self.checked.entry(kind).or_default() += 1;
    }

    fn differs(&mut self, difference: Difference) {
        self.differences.push(difference);
    }
}

/// Compares the internal and the public edition, each with its own tables.
pub fn check(files: &Folder) -> Findings {
    let mut found = Findings::default();
    for root in ["", PUBLIC] {
        edition::check(files, root, &mut found);
    }
    found
}
