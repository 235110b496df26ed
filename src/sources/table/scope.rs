//! Where units number their dossiers by themselves, the unit and the number together are the key of a
//! dossier: `UNIT/NUMBER`, in every message that speaks of it.

use crate::domain::message::{
    DossierMessage, EntryMessage, Message, RatingMessage, SupplementMessage,
};

/// Makes the keys of one file, in memory that serves one row after the other.
#[derive(Debug, Default)]
pub struct Scope {
    key: String,
}

impl Scope {
    /// The message with the number of its dossier within `unit`.
    pub fn within<'m>(&'m mut self, unit: &str, message: Message<'m>) -> Message<'m> {
        let mut keyed = |number: &str| {
            self.key.clear();
            self.key.extend([unit, "/", number]);
        };
        match message {
            Message::Dossier(row) => {
                keyed(row.id);
                Message::Dossier(DossierMessage { id: &self.key, ..row })
            }
            Message::Entry(row) => {
                keyed(row.dossier_id);
                Message::Entry(EntryMessage { dossier_id: &self.key, ..row })
            }
            Message::Supplement(row) => {
                keyed(row.dossier_id);
                Message::Supplement(SupplementMessage { dossier_id: &self.key, ..row })
            }
            Message::Rating(row) => {
                keyed(row.dossier_id);
                Message::Rating(RatingMessage { dossier_id: &self.key, ..row })
            }
            other => other,
        }
    }
}
