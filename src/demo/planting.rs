//! Plants the defects of dossiers. Each goes into a dossier made for it,
//! handled on time and without anything else peculiar, so that no row carries two defects.

use super::{
    days::{LAST_MONTH, at, second_of},
    dossier::{Dossier, with},
    dossiers::Book,
    ministry::PROFILES,
    numbers::Numbers,
    planted::PLAN,
};

pub const HOUR: i64 = 3600;

/// One row to be planted: its defect, the position of that in the list, and which row of it this is.
#[derive(Clone, Copy)]
pub struct Task<'p> {
    pub name: &'p str,
    pub defect: usize,
    pub i: i64,
}

impl Book<'_> {
    pub fn plant(&mut self) {
        let mut numbers = Numbers::new(766, 2026);
        for (defect, plan) in PLAN.iter().enumerate() {
            for i in 0..plan.rows {
                let task = Task { name: &plan.name, defect, i };
                match plan.source.as_str() {
                    "one-stop" => self.plant_dossier(task, &mut numbers),
                    "trail" => self.plant_step(task, &mut numbers),
                    "supplements" => self.plant_supplement(task, &mut numbers),
                    "ratings" => self.plant_rating(task, &mut numbers),
                    _ => {}
                }
            }
        }
    }

    /// A dossier of a larger unit, received early in a month and finished in time in that month.
    pub fn untouched(&mut self, i: i64, undated: bool, numbers: &mut Numbers) -> Dossier {
        let units: &[&str] = if undated {
            &["G06.D14"]
        } else {
            &["G06.D11", "G06.D08", "G06.D14", "G06.D12", "G06.D15"]
        };
        let unit = units[i as usize % units.len()];
        let profile =
            PROFILES.iter().position(|profile| profile.id == unit).expect("a unit of the plan");
        let month = if undated { LAST_MONTH } else { LAST_MONTH - (i * 5 % 18) as usize };
        let day = self.days.working_day(month, numbers.between(0, 4));
        let received = at(day, 9 * HOUR + 60 * numbers.between(0, 59));
        let mut dossier = self.received(profile, received, numbers);
        let fits = |procedure: &super::ministry::Procedure| {
            procedure.unit_ids.first().is_some_and(|id| id == unit)
                && procedure.has_limit() != undated
        };
        if !fits(&self.procedures[dossier.procedure]) {
            dossier.procedure =
                self.procedures.iter().position(fits).expect("each unit has procedures");
        }
        dossier.due = Some(at(self.days.plus_working(day, 20), second_of(received)));
        dossier.ended = Some(at(self.days.plus_working(day, numbers.between(4, 7)), 15 * HOUR));
        dossier.status = 9;
        dossier
    }

    /// Files a dossier that counts.
    pub fn accept(
        &mut self,
        dossier: &Dossier,
        change: impl FnOnce(String) -> String,
        defect: Option<usize>,
    ) {
        let row = dossier.row(self.days, &self.procedures[dossier.procedure]);
        self.file(dossier.received, change(row), defect);
        self.count(&PROFILES[dossier.profile].id, dossier.received);
    }

    fn plant_dossier(&mut self, task: Task<'_>, numbers: &mut Numbers) {
        let Task { name, defect, i } = task;
        let mut dossier = self.untouched(i, name == "undated", numbers);
        let received = dossier.received;
        match name {
            "end_before_received" => dossier.ended = Some(received - numbers.between(1, 30) * HOUR),
            "due_before_received" => {
                dossier.due = Some(received - numbers.between(1, 5) * 24 * HOUR)
            }
            "undated" => {
                dossier.due = None;
                dossier.ended = dossier.ended.filter(|_| i % 2 == 0);
                dossier.status = if i % 2 == 0 { 9 } else { 4 };
            }
            "status_unknown" => dossier.ended = None,
            "received_after_cut_off" => {
                dossier.received = self.days.cut_off() + (48 + i * 7) * HOUR;
                dossier.submitted = dossier.received - HOUR;
                dossier.due = Some(dossier.received + 20 * 24 * HOUR);
                (dossier.ended, dossier.status) = (None, 2);
            }
            "registered" => (dossier.due, dossier.ended, dossier.status) = (None, None, 1),
            "refused_not_accepted" => {
                (dossier.due, dossier.ended, dossier.status) = (None, None, 3)
            }
            _ => {}
        }
        let pick = |list: &[&'static str]| list[i as usize % list.len()];
        let change = |row: String| match name {
            "registered" | "refused_not_accepted" => with(&row, "received_at", ""),
            "received_missing" => {
                with(&row, "received_at", pick(&["", "0001-01-01 00:00:00", "1900-01-01", " "]))
            }
            "dossier_id_missing" => with(&row, "dossier_id", ""),
            "malformed_record" => row + ",1",
            "date_unreadable" => {
                let value = pick(&[
                    "2026-02-30 08:15:00",
                    "2025-13-05 09:00:00",
                    "31/02/2026 08:30",
                    "chưa xác định",
                ]);
                with(&row, pick(&["received_at", "due_at", "ended_at"]), value)
            }
            "status_unknown" => with(&row, "status", pick(&["0", "11", "releasing"])),
            "unmapped" => {
                let number = format!(
                    "G06.X77-{}-{:04}",
                    &self.days.date(received)[2..].replace('-', ""),
                    i + 1
                );
                with(&with(&row, "unit_id", "G06.X77"), "dossier_id", &number)
            }
            "unknown_procedure" if i % 2 == 0 => {
                with(&row, "procedure_id", &format!("9.90000{}", i + 1))
            }
            "unknown_procedure" => {
                with(&row, "procedure_id", &format!("TS_mau{}.000.00.00.G06", i + 1))
            }
            _ => row,
        };
        let row = change(dossier.row(self.days, &self.procedures[dossier.procedure]));
        self.file(dossier.received, row, Some(defect));
        match name {
            "unmapped" => self.count("unmapped", received),
            "end_before_received"
            | "due_before_received"
            | "status_unknown"
            | "unknown_procedure"
            | "undated" => {
                self.count(&PROFILES[dossier.profile].id, received);
            }
            // In quarantine or out of scope.
            _ => {}
        }
    }
}
