//! A dossier message (`DongBoHoSoMC` and its dialect of 2026) from what was read of it: codes become
//! numbers, dates are checked, and flags say what the papers, fees and databases come to.

use hashbrown::HashSet;

use super::{
    draft::{Draft, OF_2026},
    reader::{Reader, status_of},
    scalars::{Number, due, instant},
};
use crate::{
    domain::{
        account::{Finding, Reason},
        dossier::{Channel, Flags, Origin},
        finder::EnvelopeUnit,
        message::{DossierMessage, Message},
    },
    sources::dates::{Reading, not_before},
};

impl Reader<'_> {
    pub fn dossier<'m>(&mut self, draft: &'m Draft<'_>, envelope: EnvelopeUnit<'_>) -> Message<'m> {
        let mut findings = draft.findings().with(draft.rounds.noticed);
        if draft.id.is_empty() {
            return Message::Rejected(Reason::DossierIdMissing, "dossier_id");
        }
        let status = if draft.dossier_status == Number::Missing {
            draft.step_status
        } else {
            draft.dossier_status
        };
        let submitted = if draft.submitted.is_none() { draft.handed_in } else { draft.submitted };
        if draft.channel == Number::Missing {
            findings.add(Finding::ChannelMissing);
        }
        let channel = channel_of(draft.channel);
        if channel == Channel::Other {
            findings.add(Finding::ValueUnlisted);
        }
        if draft.fees.any_unreadable {
            findings.add(Finding::FeeUnreadable);
        }
        if share_a_link(&draft.results.links, &draft.papers.links) {
            findings.add(Finding::ResultLinkIsSubmitted);
        }
        let flags = self.flags(draft);
        let databases = draft.databases.joined();
        let received = instant(draft.received);
        let ended = draft.ended.time(not_before(received));
        let databases = self.codes.databases(&databases);
        self.note_given(draft, status, submitted, &flags, databases.is_some());
        Message::Dossier(DossierMessage {
            id: &draft.id,
            unit: self.codes.unit(&draft.unit_code, &draft.unit_name, envelope),
            procedure: self.codes.procedure(&draft.procedure),
            channel,
            status: status_of(status),
            status_given: status != Number::Missing,
            origin: Origin::National,
            submitted: instant(submitted),
            received,
            due: due(draft.due),
            ended,
            end_kind: None,
            returned: draft.returned.time(not_before(ended.max(received))),
            refused: instant(draft.refused),
            apology_sent: None,
            flags,
            databases,
            fee: draft.fees.sum,
            supplements: rounds(draft),
            reject: unreadable(draft, submitted).map(|column| (Reason::DateUnreadable, column)),
            findings,
        })
    }

    fn flags(&self, draft: &Draft<'_>) -> Flags {
        // The older messages have these lists, and senders leave an empty one out.
        let absent = (!draft.is(OF_2026)).then_some(false);
        Flags {
            components_digitized: draft.papers.with_file.max(draft.components).or(absent),
            component_reused: draft.papers.reused,
            has_digitized_component: draft.has_digitized_component.flag(),
            from_personal_store: draft.papers.from_personal_store,
            result_file: draft.results.with_file.or(absent),
            vneid_verified: draft.verified.flag(),
            synced: self.synced,
            received_elsewhere: None,
            online_payment: match draft.online_payment {
                Number::Int(paid) => u8::try_from(paid).ok(),
                Number::Flag(paid) => Some(u8::from(paid)),
                Number::Missing | Number::Other => None,
            },
            fees_all_zero: draft.fees.all_zero(),
            fee_above_zero: draft.fees.sum.is_some_and(|sum| sum > 0),
            population_database: false,
        }
    }

    /// Notes which canonical columns the message gave.
    fn note_given(
        &mut self,
        draft: &Draft<'_>,
        status: Number,
        submitted: Reading,
        flags: &Flags,
        databases: bool,
    ) {
        let there = |reading: Reading| !reading.is_none();
        let given = [
            ("dossier_id", true),
            ("unit_id", !draft.unit_code.is_empty()),
            ("unit_name", !draft.unit_name.is_empty()),
            ("procedure_id", !draft.procedure.is_empty()),
            ("channel", draft.channel != Number::Missing),
            ("status", status != Number::Missing),
            ("submitted_at", there(submitted)),
            ("received_at", there(draft.received)),
            ("due_at", there(draft.due)),
            ("ended_at", there(draft.ended)),
            ("returned_at", there(draft.returned)),
            ("components_digitized", flags.components_digitized.is_some()),
            ("component_reused", flags.component_reused.is_some()),
            ("has_digitized_component", flags.has_digitized_component.is_some()),
            ("from_personal_store", flags.from_personal_store.is_some()),
            ("result_file", flags.result_file.is_some()),
            ("vneid_verified", flags.vneid_verified.is_some()),
            ("databases", databases),
            ("fee_due", draft.fees.given || !draft.is(OF_2026)),
            ("online_payment", flags.online_payment.is_some()),
        ];
        for (known, (column, is_given)) in self.given.iter_mut().zip(given) {
            *known = known.or(is_given.then_some(column));
        }
    }
}

/// Whether a link stands in both lists. Few links are compared one by one, many are looked up.
fn share_a_link(results: &[&[u8]], submitted: &[&[u8]]) -> bool {
    if results.len().saturating_mul(submitted.len()) <= 256 {
        return results.iter().any(|link| submitted.contains(link));
    }
    let submitted: HashSet<&[u8]> = submitted.iter().copied().collect();
    results.iter().any(|link| submitted.contains(link))
}

/// `KenhThucHien`; where it is missing the dossier came over the counter (4.2).
fn channel_of(number: Number) -> Channel {
    match number {
        Number::Missing | Number::Int(1) => Channel::Counter,
        Number::Int(2) => Channel::Online,
        Number::Int(3) => Channel::Post,
        Number::Int(_) | Number::Flag(_) | Number::Other => Channel::Other,
    }
}

/// The column of the first date that is there and cannot be read. `NgayTuChoi` has no column of its
/// own and is told as the end it stands for.
fn unreadable(draft: &Draft<'_>, submitted: Reading) -> Option<&'static str> {
    [
        (submitted, "submitted_at"),
        (draft.received, "received_at"),
        (draft.due, "due_at"),
        (draft.ended, "ended_at"),
        (draft.returned, "returned_at"),
        (draft.refused, "ended_at"),
    ]
    .into_iter()
    .find(|(reading, _)| *reading == Reading::Unreadable)
    .map(|(_, column)| column)
    .or(draft.rounds.unreadable)
}

fn rounds(draft: &Draft<'_>) -> Option<Vec<crate::domain::dossier::Supplement>> {
    let mut rounds = draft.rounds.list.clone();
    rounds.sort_unstable();
    (!rounds.is_empty()).then_some(rounds)
}
