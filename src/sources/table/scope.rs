//! Where units number their dossiers by themselves, the unit and the number together are the key of a
//! dossier: `UNIT/NUMBER`, in every message that speaks of it.

use crate::domain::message::Message;

/// Stands for a slash in the name of a unit.
const SLASH: char = '\u{2215}';

/// Makes the keys of one file, in memory that serves one row after the other.
#[derive(Debug, Default)]
pub struct Scope {
    key: String,
}

impl Scope {
    /// The message with the number of its dossier within `unit`.
    pub fn within<'m>(&'m mut self, unit: &str, mut message: Message<'m>) -> Message<'m> {
        let number = match &mut message {
            Message::Dossier(row) => &mut row.id,
            Message::Entry(row) => &mut row.dossier_id,
            Message::Supplement(row) => &mut row.dossier_id,
            Message::Rating(row) => &mut row.dossier_id,
            _ => return message,
        };
        self.key.clear();
        // The one slash of a key stands behind its unit.
        self.key.extend(unit.chars().map(|letter| if letter == '/' { SLASH } else { letter }));
        self.key.extend(["/", *number]);
        *number = &self.key;
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{message::RatingMessage, survey::Opinion, time::Day};

    #[test]
    fn a_slash_in_a_unit_makes_no_key_of_another() {
        let key = |unit: &str, number: &str| {
            let rating = RatingMessage {
                dossier_id: number,
                rated: Day(0).start(),
                opinion: Some(Opinion::Neutral),
                complaint: false,
                row_hash: 0,
            };
            match Scope::default().within(unit, Message::Rating(rating)) {
                Message::Rating(row) => row.dossier_id.to_owned(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(key("A", "b/1"), "A/b/1");
        assert_eq!(key("A/b", "1"), "A\u{2215}b/1");
    }
}
