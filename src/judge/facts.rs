//! One fact per dossier in hand in a period: the columns of `schema::facts::DOSSIERS`, plain.

use super::{
    Window,
    clock::{self, Due, Verdict},
    trail,
};
pub use crate::schema::facts::Fact;
use crate::{
    domain::{
        calendar::Calendar,
        days::Span,
        dossier::Dossier,
        procedure::{OnlineLevel, Procedure},
        time::LocalTime,
    },
    rules::Switches,
};

/// What judging needs beside the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    pub calendar: &'a Calendar,
    pub switches: &'a Switches,
}

impl Bench<'_> {
    /// When a dossier is due, with what was paused until the end of the window; `None` where it is undated.
    pub fn due<S: Span>(
        &self,
        dossier: &Dossier,
        procedure: Option<&Procedure>,
        window: &Window<S>,
    ) -> Option<LocalTime> {
        let row = procedure.map(|procedure| procedure.on(dossier.received.day()));
        let due = Due::of(dossier, row.and_then(|row| row.limit), self.calendar)?;
        let course = trail::course(dossier, window.cut_off);
        Some(clock::moved(dossier, &course, due, window.end, self.switches))
    }

    /// The facts of a dossier in each window, in their order; `None` where it is not in hand. Limit,
    /// fee and paper result are those of the catalogue's row on the day of receipt. All windows share one
    /// cut-off, so the trail is followed once.
    pub fn judge<'a, S: Span>(
        &'a self,
        dossier: &'a Dossier,
        procedure: Option<&'a Procedure>,
        windows: &'a [Window<S>],
    ) -> impl Iterator<Item = Option<Fact>> + 'a {
        let cut_off = windows.first().map_or(LocalTime::from_micros(i64::MIN), |w| w.cut_off);
        let course = trail::course(dossier, cut_off);
        let row = procedure.map(|procedure| procedure.on(dossier.received.day()));
        let due = Due::of(dossier, row.and_then(|row| row.limit), self.calendar);
        windows.iter().map(move |window| {
            let ended_before = course.ended.is_some_and(|(time, _)| time < window.start);
            if dossier.received >= window.end || ended_before {
                return None;
            }
            let judgement = clock::judge(dossier, &course, due, window, self.switches);
            let before = |time: Option<LocalTime>| time.is_some_and(|time| time < window.end);
            let flags = &dossier.flags;
            let set = |flag: Option<bool>| flag == Some(true);
            Some(Fact {
                unit: dossier.unit,
                procedure: dossier.procedure,
                opening: dossier.received < window.start,
                received: dossier.received >= window.start,
                in_hand: true,
                ended: judgement.ended.is_some(),
                closing: judgement.ended.is_none(),
                end_kind: judgement.ended,
                undated: judgement.verdict == Verdict::Undated,
                verdict: judgement.verdict,
                on_time: judgement.on_time,
                judged: judgement.judged,
                waiting: judgement.waiting,
                handling_seconds: judgement.handling_seconds,
                channel: dossier.channel,
                synced: set(flags.synced),
                sync_known: flags.synced.is_some(),
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
                has_fee: row.and_then(|row| row.has_fee).unwrap_or(false),
                paper_result: row.and_then(|row| row.paper_result).unwrap_or(true),
                online_level: row.and_then(|row| row.online_level).unwrap_or(OnlineLevel::None),
                dissatisfied: before(dossier.dissatisfied),
                complained: before(dossier.complained),
                apology_sent: before(dossier.apology_sent),
                received_elsewhere: set(flags.received_elsewhere),
                lacks_year: judgement.lacks_year,
            })
        })
    }
}
