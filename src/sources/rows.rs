//! From the cells of one row to a message: the canonical columns of each kind, their types, and
//! what is wrong where a cell cannot be read. Shared by every table format.
//!
//! Imports only what a cell needs: text, dates, names and units; no format and no file.

mod cell;
mod columns;
mod course;
mod dossier;
mod registers;
mod scope;
mod values;

use super::{Context, codes::Codes, dates::DateReader, reading::Reading, text::Classifier};
use crate::{
    domain::{
        account::Reason,
        message::{FindingSet, Message},
    },
    schema::canonical::Kind,
};
pub use cell::{Cell, written_out};
use values::ValueMap;

/// What is wrong with a row: the reason and the column.
type Fault = (Reason, &'static str);

/// Reads the rows of one file for one thread.
pub struct RowReader<'c> {
    kind: Kind,
    dates: DateReader,
    /// By canonical position.
    values: Vec<Option<ValueMap>>,
    synced: Option<bool>,
    classes: Classifier,
    codes: Codes<'c>,
    /// What was noticed in the cells of the row at hand.
    noticed: std::cell::Cell<FindingSet>,
}

impl<'c> RowReader<'c> {
    pub fn new(kind: Kind, context: &'c Context, reading: &Reading, given: &[&str]) -> Self {
        let values = |name: &str| reading.values.get(name).map(ValueMap::new);
        Self {
            kind,
            dates: DateReader::new(&reading.datetime, &reading.fillers, context.zone),
            values: kind.columns().iter().map(|column| values(column.name)).collect(),
            // A column says it of every row: blank is "not synced". Else the source may.
            synced: if given.contains(&"synced") { Some(false) } else { reading.synced },
            classes: Classifier::default(),
            codes: Codes::new(context),
            noticed: Default::default(),
        }
    }

    /// The message of one row; `cells` are in canonical order, absent columns missing.
    pub fn message<'m>(&mut self, cells: &'m [Cell<'_>]) -> Message<'m> {
        self.noticed.take();
        let broken = match self.kind {
            // What their rows say beside such a cell is used.
            Kind::Dossiers | Kind::Procedures | Kind::Totals => None,
            _ => self.unreadable(cells, &[]),
        };
        let read = broken.map_or_else(|| self.read(cells), Err);
        read.unwrap_or_else(|(reason, column)| {
            // What is noticed is counted of rows that count.
            self.noticed.take();
            Message::Rejected(reason, column)
        })
    }

    fn read<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        match self.kind {
            Kind::Dossiers => self.dossier(cells),
            Kind::Events => self.entry(cells),
            Kind::Supplements => self.supplement(cells),
            Kind::Ratings => self.rating(cells),
            Kind::Procedures => self.procedure(cells),
            Kind::Announcements => self.announcement(cells),
            Kind::Petitions => self.petition(cells),
            Kind::Totals => self.total(cells),
            Kind::Units => self.unit(cells),
            Kind::Calendar => self.day(cells),
            Kind::Cohorts => self.cohort(cells),
        }
    }

    /// What was noticed in the last row and is not in its message.
    pub fn noticed(&self) -> FindingSet {
        self.noticed.take()
    }
}
