//! A dossier message (`DongBoHoSoMC` and its dialect of 2026) from what was read of it: codes become
//! numbers, dates are checked, and flags say what the papers, fees and databases come to.

use hashbrown::HashSet;

use super::{
    draft::Draft,
    given::Given,
    reader::{Reader, status_of},
    scalars::{Number, due, instant},
};
use crate::{
    domain::{
        account::{Finding, Reason},
        dossier::{Channel, Flags, Origin},
        message::{DossierMessage, Message},
    },
    sources::dates::{Reading, not_before},
};

impl Reader<'_> {
    pub fn dossier<'m>(
        &mut self,
        draft: &'m mut Draft<'_>,
        envelope: &dyn Fn() -> &'m str,
    ) -> Message<'m> {
        let mut findings = draft.noticed.with(draft.rounds.noticed);
        if draft.repeated_key() {
            findings.add(Finding::RepeatedKey);
        }
        let draft = &*draft;
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
        self.given.add(given(draft, status, submitted, &flags, !databases.is_empty()));
        Message::Dossier(DossierMessage {
            id: &draft.id,
            unit: self.units.find(&draft.unit_code, &draft.unit_name, &draft.id, envelope),
            procedure: self.procedure(&draft.procedure),
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
            flags,
            databases: (!databases.is_empty()).then(|| self.databases(&databases)),
            fee: draft.fees.sum,
            supplements: rounds(draft),
            reject: unreadable(draft, submitted).map(|column| (Reason::DateUnreadable, column)),
            findings,
        })
    }

    fn flags(&self, draft: &Draft<'_>) -> Flags {
        // The older messages have these lists, and senders leave an empty one out.
        let absent = (!draft.marks.dialect_2026).then_some(false);
        let with_file = draft.papers.with_file || draft.components.with_file;
        Flags {
            components_digitized: (draft.has.papers || draft.has.components)
                .then_some(with_file)
                .or(absent),
            component_reused: draft.papers.reused,
            has_digitized_component: draft.has_digitized_component.flag(),
            from_personal_store: draft.papers.from_personal_store,
            result_file: draft.has.results.then_some(draft.results.with_file).or(absent),
            vneid_verified: draft.verified.flag(),
            synced: self.synced,
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
}

fn given(
    draft: &Draft<'_>,
    status: Number,
    submitted: Reading,
    flags: &Flags,
    databases: bool,
) -> Given {
    let there = |reading: Reading| !reading.is_none();
    Given::of([
        true,
        !draft.unit_code.is_empty(),
        !draft.unit_name.is_empty(),
        !draft.procedure.is_empty(),
        draft.channel != Number::Missing,
        status != Number::Missing,
        there(submitted),
        there(draft.received),
        there(draft.due),
        there(draft.ended),
        there(draft.returned),
        flags.components_digitized.is_some(),
        flags.component_reused.is_some(),
        flags.has_digitized_component.is_some(),
        flags.from_personal_store.is_some(),
        flags.result_file.is_some(),
        flags.vneid_verified.is_some(),
        databases,
        draft.has.fees || !draft.marks.dialect_2026,
        flags.online_payment.is_some(),
    ])
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
