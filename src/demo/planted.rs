//! What was planted: the list of defects of `data/demo/defects.csv`, each under the name that the
//! quality report gives it, in the order of section 4.1. The numbers stand there and nowhere else, but
//! for the dossiers that were sent more than once, which are counted while they are written.

use std::sync::LazyLock;

use serde::Deserialize;

use super::tables::rows;
use crate::domain::text::Text;

/// A row of a written file; the header is line 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Relative to the demonstration's folder.
    pub file: String,
    /// The physical line.
    pub line: u64,
}

/// One kind of defect in one source, and how often it was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedDefect {
    /// As the quality report calls it.
    pub name: &'static str,
    /// The name of the source in `chiso.toml`.
    pub source: &'static str,
    /// The file, or the pattern of the files, relative to the demonstration's folder.
    pub file: &'static str,
    /// Rows that the program must find, judged at the cut-off.
    pub expected: u64,
    /// What was done to the rows.
    pub what: Text,
    /// The rows, in the order of files and lines.
    pub places: Vec<Place>,
}

/// The position of a defect in the list.
pub fn position(name: &str, source: &str) -> usize {
    let found = PLAN.iter().position(|plan| plan.name == name && plan.source == source);
    found.expect("a defect of the plan")
}

/// A defect and how many rows get it; 0 where chance decides and the rows are counted.
#[derive(Deserialize)]
pub struct Plan {
    pub source: String,
    pub name: String,
    file: String,
    pub rows: i64,
    vi: String,
    en: String,
}

pub static PLAN: LazyLock<Vec<Plan>> =
    LazyLock::new(|| rows(include_str!("../../data/demo/defects.csv")));

/// The list with nothing found yet.
pub fn none_yet() -> Vec<PlantedDefect> {
    let planned = PLAN.iter().map(|plan| PlantedDefect {
        name: &plan.name,
        source: &plan.source,
        file: &plan.file,
        expected: 0,
        what: Text::new(&plan.vi, &plan.en),
        places: Vec::new(),
    });
    planned.collect()
}
