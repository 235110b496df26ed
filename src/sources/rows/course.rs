//! Rows that say more of a dossier: an event of its trail, a supplement that was asked for, a rating.

use super::{Cell, Fault, RowReader, columns::dossier_id};
use crate::{
    domain::{
        account::Reason,
        message::{EntryMessage, Message, RatingMessage, SupplementMessage},
        survey::Opinion,
        time::Day,
    },
    sources::text,
};

impl RowReader<'_> {
    pub(super) fn entry<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let dossier_id = dossier_id(cells)?;
        let at = self.time(cells, 1, Day::start)?.ok_or((Reason::AtMissing, "at"))?;
        let (status, class, text_hash) =
            self.classes.classify(self.status(cells, 2), cells[3].str());
        Ok(Message::Entry(EntryMessage {
            dossier_id,
            at,
            status,
            class,
            text_hash,
            findings: self.noticed.take(),
        }))
    }

    pub(super) fn supplement<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        Ok(Message::Supplement(SupplementMessage {
            dossier_id: dossier_id(cells)?,
            asked: self.time(cells, 1, Day::start)?.ok_or((Reason::AskedAtMissing, "asked_at"))?,
            completed: self.time(cells, 2, Day::start)?,
            due_before: self.time(cells, 3, Day::last_second)?,
            due_after: self.time(cells, 4, Day::last_second)?,
        }))
    }

    pub(super) fn rating<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let dossier_id = dossier_id(cells)?;
        let rated = self.time(cells, 1, Day::start)?.ok_or((Reason::RatedAtMissing, "rated_at"))?;
        let verdict = self.known_code(cells, 2)?;
        let by = self.known_code(cells, 3)?;
        let complaint = self.flag(cells, 4)? == Some(true);
        Ok(Message::Rating(RatingMessage {
            dossier_id,
            rated,
            opinion: match verdict {
                _ if by == "official" => None,
                "satisfied" => Some(Opinion::Satisfied),
                "neutral" => Some(Opinion::Neutral),
                "dissatisfied" => Some(Opinion::Dissatisfied),
                _ => None,
            },
            complaint,
            row_hash: text::hash((rated.micros(), verdict, by, complaint)),
        }))
    }
}
