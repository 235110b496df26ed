//! A lake that has grown out of the one before: which rows are in it no longer, which are new, and what
//! was counted of the one before. By it counting looks only at what changed.

use std::path::PathBuf;

use super::{registers::Registers, tallies::Tallies};
use crate::lake::{places::Places, scan::Rows, segments::Segment};

/// What changed between two lakes.
#[derive(Debug)]
pub struct Grown {
    pub tallies: Tallies,
    pub changed: Changed,
}

/// Which rows changed. Every dossier whose row stayed is what it was.
#[derive(Debug, Default)]
pub struct Changed {
    /// Segments of the lake before, with the rows that do not count any more.
    pub gone: Vec<(PathBuf, Places)>,
    /// Segments that were made.
    pub new: Vec<u64>,
}

impl Grown {
    pub fn gone(&self) -> Vec<(PathBuf, Rows<'_>)> {
        let gone = self.changed.gone.iter();
        gone.map(|(path, places)| (path.clone(), Rows::Only(places))).collect()
    }

    pub fn added<'r>(&self, registers: &'r Registers) -> Vec<(PathBuf, Rows<'r>)> {
        registers.dossiers_of(|segment| self.is_new(segment)).collect()
    }

    pub fn stayed<'r>(&self, registers: &'r Registers) -> Vec<(PathBuf, Rows<'r>)> {
        registers.dossiers_of(|segment| !self.is_new(segment)).collect()
    }

    fn is_new(&self, segment: &Segment) -> bool {
        self.changed.new.contains(&segment.number)
    }
}
