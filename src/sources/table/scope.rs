//! Where units number their dossiers by themselves, the unit and the number together are the key of a
//! dossier, in every message that speaks of it. Which unit is meant is found when dossiers are brought
//! together, so that a message goes on with the number of what its row says of the unit: `17/NUMBER`.

use std::fmt::Write;

use crate::domain::message::Message;

/// Makes the keys of one file, in memory that serves one row after the other.
#[derive(Debug, Default)]
pub struct Scope {
    key: String,
}

impl Scope {
    /// The message with the number of its dossier behind that of `unit`.
    pub fn within<'m>(&'m mut self, unit: u32, mut message: Message<'m>) -> Message<'m> {
        let number = match &mut message {
            Message::Dossier(row) => &mut row.id,
            Message::Entry(row) => &mut row.dossier_id,
            Message::Supplement(row) => &mut row.dossier_id,
            Message::Rating(row) => &mut row.dossier_id,
            _ => return message,
        };
        self.key.clear();
        let _ = write!(self.key, "{unit}/{number}");
        *number = &self.key;
        message
    }
}
