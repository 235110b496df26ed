//! From the cells of one row to a message: the canonical columns of each kind, their types, and
//! what is wrong where a cell cannot be read. Shared by every table format.

mod cell;
mod columns;
mod course;
mod dossier;
mod registers;
mod scope;

use super::{Context, dates::DateReader, numbered::Numbered, text::Classifier, units::UnitCache};
use crate::{
    domain::{account::Reason, message::Message},
    schema::canonical::Kind,
};
pub use cell::{Cell, ValueMap};

/// What is wrong with a row: the reason and the column.
type Fault = (Reason, &'static str);

/// Reads the rows of one file for one thread.
pub struct RowReader<'c> {
    kind: Kind,
    context: &'c Context,
    dates: DateReader,
    /// By canonical position.
    values: Vec<Option<ValueMap>>,
    synced: Option<bool>,
    units: UnitCache<'c>,
    classes: Classifier,
    procedures: Numbered,
    databases: Numbered,
}

impl<'c> RowReader<'c> {
    pub fn new(
        kind: Kind,
        context: &'c Context,
        datetime: &[String],
        values: &[Option<ValueMap>],
        synced: Option<bool>,
        given: &[&str],
    ) -> Self {
        Self {
            kind,
            context,
            dates: DateReader::new(datetime, context.zone),
            values: values.to_vec(),
            // A column says it of every row: blank is "not synced". Else the source may.
            synced: if given.contains(&"synced") { Some(false) } else { synced },
            units: UnitCache::new(context),
            classes: Classifier::default(),
            procedures: Numbered::default(),
            databases: Numbered::default(),
        }
    }

    /// The message of one row; `cells` are in canonical order, absent columns missing.
    pub fn message<'m>(&mut self, cells: &'m [Cell<'_>]) -> Message<'m> {
        let read = match self.kind {
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
        };
        read.unwrap_or_else(|(reason, column)| Message::Rejected(reason, column))
    }
}
