//! The dossiers that are overdue at the end of a period or due soon after it, by their numbers: the rows behind
//! the count `closing_overdue`, judged by the same clock, with how old each of them is.

use super::{
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judging, Reading},
    registers::Registers,
};
use crate::{
    domain::{
        calendar::Calendar,
        open_dossier::{OpenDossier, OpenState, SOON},
        period::Period,
        time::{Day, LocalTime},
    },
    judge::{Window, clock::Verdict, facts::Bench},
};

/// Sorted by unit and number.
pub fn open(
    job: &Job,
    registers: &Registers,
    period: Period,
    cut_off: LocalTime,
) -> Result<Vec<OpenDossier>, Failure> {
    let judging = Judging::new(job, registers);
    let window = Window::new(period, cut_off);
    let last = window.end.last_day();
    let files: Vec<_> = registers.dossiers().collect();
    let reading = Reading {
        windows: std::slice::from_ref(&window),
        dossiers: Dossiers::Of { files: &files, since: Some(window.end) },
        ids: true,
        databases: None,
        threads: job.threads,
    };
    let bench = Bench { calendar: &judging.calendar, switches: &job.rules.switches };
    let soon = judging.calendar.plus_working_days(last, SOON);
    let found = judging.dossiers(
        &reading,
        Vec::new,
        |open: &mut Vec<OpenDossier>, judged, facts| {
            let Some(fact) = facts.flatten().next() else { return Ok(()) };
            let dossier = judged.dossier;
            let Some(due) = bench.due(dossier, judged.procedure, &window) else { return Ok(()) };
            let state = match fact.verdict {
                _ if !fact.closing || fact.waiting => return Ok(()),
                Verdict::OpenOverdue => OpenState::Overdue,
                Verdict::RepeatedSupplement if due < window.end => OpenState::Overdue,
                Verdict::RepeatedSupplement => OpenState::Repeated,
                Verdict::OpenInTime if due.day() <= soon => OpenState::DueSoon,
                _ => return Ok(()),
            };
            open.push(OpenDossier {
                id: dossier.id.clone(),
                unit_id: registers.units.get(dossier.unit).id.clone(),
                procedure_id: registers.procedure_ids[dossier.procedure as usize].clone(),
                received: dossier.received,
                due,
                state,
                working_days: between(&judging.calendar, due.day(), last),
            });
            Ok(())
        },
        Ok,
    )?;
    let mut all: Vec<OpenDossier> = found.into_iter().flatten().collect();
    sort(&mut all);
    Ok(all)
}

/// By unit and number, so that the order in which they were read is not seen.
pub fn sort(all: &mut [OpenDossier]) {
    all.sort_by(|a, b| (&a.unit_id, &a.id).cmp(&(&b.unit_id, &b.id)));
}

/// Working days after the earlier of two days, up to the later one.
pub(super) fn between(calendar: &Calendar, one: Day, other: Day) -> u32 {
    let (mut day, last) = (one.min(other), one.max(other));
    let mut worked = 0;
    while day < last {
        day = day.plus(1);
        worked += u32::from(calendar.is_working(day));
    }
    worked
}
