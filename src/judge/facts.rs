//! One fact per dossier in hand in a period: the columns of `schema::facts::DOSSIERS`, plain.

use super::{
    Window,
    clock::{self, Verdict},
    trail,
};
use crate::{
    domain::{
        calendar::Calendar,
        dossier::{Channel, Dossier, EndKind},
        procedure::Procedure,
        time::LocalTime,
    },
    rules::Switches,
};

/// What a dossier is in a period. Flags that no message gave are false here (two-valued).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub unit: u32,
    pub procedure: u32,
    pub opening: bool,
    pub received: bool,
    pub ended: Option<EndKind>,
    pub verdict: Verdict,
    pub on_time: bool,
    pub judged: bool,
    pub waiting: bool,
    pub handling_seconds: i64,
    pub channel: Channel,
    pub synced: Option<bool>,
    pub result_file: bool,
    pub components_digitized: bool,
    pub component_reused: bool,
    pub has_digitized_component: bool,
    pub from_personal_store: bool,
    pub vneid_verified: bool,
    pub population_database: bool,
    pub online_payment: u8,
    pub fees_all_zero: bool,
    pub fee_above_zero: bool,
    pub has_fee: bool,
    pub paper_result: bool,
    pub dissatisfied: bool,
    pub complained: bool,
}

/// What judging needs beside the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    pub calendar: &'a Calendar,
    pub switches: &'a Switches,
}

impl Bench<'_> {
    /// The facts of a dossier in each window, in their order; `None` where it is not in hand.
    /// All windows share one cut-off, so the trail is followed once.
    pub fn judge<'a>(
        &'a self,
        dossier: &'a Dossier,
        procedure: Option<&'a Procedure>,
        windows: &'a [Window],
    ) -> impl Iterator<Item = Option<Fact>> + 'a {
        let cut_off = windows.first().map_or(LocalTime::from_micros(i64::MIN), |w| w.cut_off);
        let course = trail::course(dossier, cut_off);
        windows.iter().map(move |window| {
            let ended_before = course.ended.is_some_and(|(time, _)| time < window.start);
            if dossier.received >= window.end || ended_before {
                return None;
            }
            let limit = procedure.and_then(|procedure| procedure.limit);
            let judgement =
                clock::judge(dossier, &course, limit, window, self.calendar, self.switches);
            let before = |time: Option<LocalTime>| time.is_some_and(|time| time < window.end);
            let flags = &dossier.flags;
            let set = |flag: Option<bool>| flag == Some(true);
            Some(Fact {
                unit: dossier.unit,
                procedure: dossier.procedure,
                opening: dossier.received < window.start,
                received: dossier.received >= window.start,
                ended: judgement.ended,
                verdict: judgement.verdict,
                on_time: judgement.on_time,
                judged: judgement.judged,
                waiting: judgement.waiting,
                handling_seconds: judgement.handling_seconds,
                channel: dossier.channel,
                synced: flags.synced,
                // A later message may bring the result of a dossier that was still open here.
                result_file: judgement.ended.is_some() && set(flags.result_file),
                components_digitized: set(flags.components_digitized),
                component_reused: set(flags.component_reused),
                has_digitized_component: set(flags.has_digitized_component),
                from_personal_store: set(flags.from_personal_store),
                vneid_verified: set(flags.vneid_verified),
                population_database: flags.population_database,
                online_payment: flags.online_payment.unwrap_or(0),
                fees_all_zero: flags.fees_all_zero,
                fee_above_zero: flags.fee_above_zero,
                has_fee: procedure.and_then(|p| p.has_fee).unwrap_or(false),
                paper_result: procedure.and_then(|p| p.paper_result).unwrap_or(true),
                dissatisfied: before(dossier.dissatisfied),
                complained: before(dossier.complained),
            })
        })
    }
}
