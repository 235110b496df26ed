//! A step of a trail (`CapNhatTienDoHoSoMC`, and the status message of 2026, which has no time of its
//! own and so cannot stand in a trail). Who took the step is never read.

use super::{
    draft::Draft,
    reader::{Reader, status_of},
    scalars::instant,
};
use crate::{
    domain::{
        account::Reason,
        message::{EntryMessage, Message},
    },
    sources::dates::Reading,
};

impl Reader<'_> {
    /// The entry of a step; within a pair the dossier's number may be left out.
    pub fn step<'m>(&mut self, draft: &'m Draft<'_>, dossier_id: &'m str) -> Message<'m> {
        let dossier_id = if draft.id.is_empty() { dossier_id } else { &draft.id };
        if dossier_id.is_empty() {
            return Message::Rejected(Reason::DossierIdMissing, "dossier_id");
        }
        if draft.at == Reading::Unreadable {
            return Message::Rejected(Reason::DateUnreadable, "at");
        }
        let Some(at) = instant(draft.at) else {
            return Message::Rejected(Reason::AtMissing, "at");
        };
        let status = status_of(draft.step_status);
        let content = draft.content;
        let classified = self.classes.classify_raw(status, content.bytes, || content.text().ok());
        let Some((status, class, text_hash)) = classified else {
            return Message::Rejected(Reason::MalformedRecord, "");
        };
        Message::Entry(EntryMessage {
            dossier_id,
            at,
            status,
            class,
            text_hash,
            findings: draft.findings(),
        })
    }
}
