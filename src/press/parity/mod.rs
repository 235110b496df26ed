//! The number parity gate: before an edition is published, its figures are read back out of the bytes
//! of its files, and every place must say the same. Parquet is the reference; the CSV beside it must
//! equal it cell by cell, and JSON, workbook, charts and pages must equal the CSV. Sums, shares and
//! ranks are worked out once more from the figures themselves. Figures are found by their place (a cell,
//! a mark that names table, row and column), never by searching sentences, where a name may hold a
//! digit. Nothing here sees the values that the files were made from, so a fault of a writer cannot
//! hide behind its source.

mod charts;
mod csv;
mod edition;
mod html;
mod json;
mod number;
mod origins;
mod parquet;
mod people;
mod rows;
mod subject;
mod sums;
mod svg;
mod xlsx;

#[cfg(test)]
mod tests;

use std::{fmt, ops::AddAssign};

use crate::edition::files::Files;

/// Differences that a refusal shows.
const SHOWN: usize = 20;
/// The folder of the public edition.
pub const PUBLIC: &str = "public/";

/// A figure that is not what another file says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The path of the file within the edition.
    pub file: String,
    /// Where in the file: line and column, element, cell.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What should stand there, and which file says so.
    pub expected: String,
}

impl Difference {
    pub(self) fn new(
        file: &str,
        place: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            file: file.to_owned(),
            place: place.into(),
            found: found.into(),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.place.is_empty() { "" } else { ": " };
        write!(
            f,
            "{}{colon}{}: “{}” stands there, not {}",
            self.file, self.place, self.found, self.expected
        )
    }
}

/// Every difference of an edition. Never empty.
#[derive(Debug, thiserror::Error)]
#[error("{}", told(.0))]
pub struct Disparity(pub Vec<Difference>);

fn told(differences: &[Difference]) -> String {
    let shown: Vec<String> = differences.iter().take(SHOWN).map(Difference::to_string).collect();
    let more = match differences.len() - shown.len() {
        0 => String::new(),
        more => format!("\nand {more} more"),
    };
    format!(
        "the files of the edition do not say the same in {} places:\n{}{more}\nA run that finds this \
         publishes nothing. Either a file was changed after it was made, or the program is at fault: \
         report these lines",
        differences.len(),
        shown.join("\n"),
    )
}

/// How many figures were compared, by the kind of place they were read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Cells of CSV files, with Parquet.
    pub csv: u64,
    /// Cells of the tables beside charts, with the published tables.
    pub charts: u64,
    /// Figures named in SVG.
    pub svg: u64,
    /// Figures on pages.
    pub html: u64,
    /// Cells of JSON.
    pub json: u64,
    /// Cells of workbooks, and of CSV files for people.
    pub xlsx: u64,
    /// Rows told or shown by pages, with those of the files.
    pub totals: u64,
    /// Sums, shares and ranks worked out again.
    pub sums: u64,
}

impl AddAssign for Checked {
    fn add_assign(&mut self, other: Self) {
        self.csv += other.csv;
        self.charts += other.charts;
        self.svg += other.svg;
        self.html += other.html;
        self.json += other.json;
        self.xlsx += other.xlsx;
        self.totals += other.totals;
        self.sums += other.sums;
    }
}

impl Checked {
    /// All figures compared.
    pub fn all(&self) -> u64 {
        self.by_kind().iter().map(|(_, figures)| figures).sum()
    }

    /// Figures by kind, for a log.
    pub fn by_kind(&self) -> [(&'static str, u64); 8] {
        [
            ("csv", self.csv),
            ("charts", self.charts),
            ("svg", self.svg),
            ("html", self.html),
            ("json", self.json),
            ("xlsx", self.xlsx),
            ("totals", self.totals),
            ("sums", self.sums),
        ]
    }
}

/// What the reading of a file came to.
#[derive(Debug, Default)]
struct Findings {
    pub checked: Checked,
    pub differences: Vec<Difference>,
}

impl Findings {
    fn differs(&mut self, difference: Difference) {
        self.differences.push(difference);
    }

    fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.differences.extend(other.differences);
    }
}

/// Reads every figure of an edition back and compares; all differences are found in one pass, in the
/// order of the files.
pub fn check(files: &Files, threads: usize) -> Result<Checked, Disparity> {
    let mut all = Findings::default();
    for root in ["", PUBLIC] {
        all.add(edition::check(files, root, threads));
    }
    // Within a file the differences stand in the order of the file.
    all.differences.sort_by(|a, b| a.file.cmp(&b.file));
    match all.differences.is_empty() {
        true => Ok(all.checked),
        false => Err(Disparity(all.differences)),
    }
}
