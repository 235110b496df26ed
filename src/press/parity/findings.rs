//! What the gate found: how many figures it compared, and every difference with its file and place,
//! so that one refusal tells all of them.

use std::fmt;

use crate::edition::files::ShelfFault;

/// Differences that a refusal shows.
const SHOWN: usize = 20;

/// A figure that is not what another file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path of the file within the edition.
    pub file: String,
    /// Where in the file: row and column, sheet and cell.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What should stand there, and which file says so.
    pub expected: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, found, expected } = self;
        let colon = if place.is_empty() { "" } else { ": " };
        write!(f, "{file}{colon}{place}: “{found}” stands there, not {expected}")
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

/// Why an edition did not pass.
#[derive(Debug, thiserror::Error)]
pub enum CheckFault {
    #[error(transparent)]
    Disparity(Disparity),
    /// A file cannot be read.
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
}

/// How many figures were compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Cells of CSV files, with Parquet.
    pub csv: u64,
    /// Cells of workbooks, with the published tables.
    pub xlsx: u64,
    /// Sums, shares and ranks worked out again.
    pub sums: u64,
}

impl Checked {
    /// All figures compared.
    pub fn all(&self) -> u64 {
        self.csv + self.xlsx + self.sums
    }

    /// Figures by kind, for a log.
    pub fn by_kind(&self) -> [(&'static str, u64); 3] {
        [("csv", self.csv), ("xlsx", self.xlsx), ("sums", self.sums)]
    }
}

/// What the reading of files came to.
#[derive(Debug, Default)]
pub struct Findings {
    pub checked: Checked,
    pub differences: Vec<Difference>,
}

impl Findings {
    pub fn differs(
        &mut self,
        file: &str,
        place: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.differences.push(Difference {
            file: file.to_owned(),
            place: place.into(),
            found: found.into(),
            expected: expected.into(),
        });
    }

    pub fn add(&mut self, other: Self) {
        self.checked.csv += other.checked.csv;
        self.checked.xlsx += other.checked.xlsx;
        self.checked.sums += other.checked.sums;
        self.differences.extend(other.differences);
    }
}
