//! What happens to an invented dossier: when it is received, how long handling takes, which rounds
//! of supplement lie between, how it ends. A unit's share of work on time decides how often it is late.

use super::{
    days::{Days, FIRST_MONTH, LAST_MONTH, Moment, at, day_of, second_of},
    dossier::Dossier,
    ministry::{Drift, Habit, PROFILES, Procedure},
    numbers::Numbers,
};

/// One round of supplement.
#[derive(Clone)]
pub struct Round {
    pub asked: Moment,
    pub completed: Option<Moment>,
    /// The due date before and after, where the round moved it.
    pub moved: Option<(Moment, Moment)>,
}

/// The value of a share in a month, between the first and the last of the data.
pub fn drifted((from, to): Drift, month: usize) -> f64 {
    let passed = month.saturating_sub(FIRST_MONTH) as f64 / (LAST_MONTH - FIRST_MONTH) as f64;
    from + (to - from) * passed
}

/// An hour at which dossiers are received, in seconds of the day.
pub fn counter_hour(numbers: &mut Numbers) -> i64 {
    if numbers.chance(58.0) {
        numbers.between(7 * 3600 + 2400, 11 * 3600)
    } else {
        numbers.between(13 * 3600 + 2400, 16 * 3600)
    }
}

pub struct Handling<'a> {
    pub days: &'a Days,
    pub numbers: &'a mut Numbers,
}

impl Handling<'_> {
    /// Handles a dossier that has just been received; gives its rounds of supplement.
    pub fn handle(&mut self, dossier: &mut Dossier, procedure: &Procedure) -> Vec<Round> {
        let (days, received) = (self.days, dossier.received);
        let (day, hour) = (day_of(received), second_of(received));
        let due_day = procedure.due_day(days, received);
        dossier.due = Some(at(due_day, hour));
        let limit = days.working_between(day, due_day).max(1);
        let ended_day = days.plus_working(day, self.duration(dossier, limit));
        let hour =
            if ended_day == due_day { hour - 300 } else { self.numbers.between(8 * 3600, 59_400) };
        dossier.ended = Some(if ended_day == day { received + 1800 } else { at(ended_day, hour) });
        dossier.status = if self.numbers.chance(72.0) { 10 } else { 9 };
        let fate = self.numbers.share() * 100.0;
        if fate < 2.3 && limit > 2 {
            let stopped =
                at(days.plus_working(day, self.numbers.between(1, limit.min(4))), 9 * 3600 + 900);
            dossier.ended = Some(stopped);
            dossier.status = if fate < 1.1 {
                7
            } else if fate < 1.9 {
                3
            } else {
                8
            };
        }
        let asked = if limit >= 5 { 6.0 } else { 0.0 };
        let rounds = if matches!(dossier.status, 9 | 10) && self.numbers.chance(asked) {
            self.supplement(dossier, limit)
        } else {
            Vec::new()
        };
        self.hand_over(dossier);
        rounds
    }

    /// Working days until the end.
    fn duration(&mut self, dossier: &Dossier, limit: i64) -> i64 {
        let month = self.days.month_of(dossier.received);
        let on_time =
            drifted(PROFILES[dossier.profile].on_time(), month) + self.numbers.share() * 3.0 - 1.5;
        let share = self.numbers.share();
        if !self.numbers.chance(on_time) {
            let forgotten = if self.numbers.chance(3.0) { 35 } else { 0 };
            return limit + 1 + (share * share * 12.0) as i64 + forgotten;
        }
        if self.numbers.chance(9.0) {
            return limit;
        }
        ((0.3 + 0.7 * share) * limit as f64) as i64
    }

    /// One or two rounds; the end moves by the time waited, or the due date does.
    fn supplement(&mut self, dossier: &mut Dossier, limit: i64) -> Vec<Round> {
        let days = self.days;
        let moves =
            PROFILES[dossier.profile].habit == Habit::SupplementTable && self.numbers.chance(35.0);
        let mut rounds = Vec::new();
        let mut from = day_of(dossier.received);
        let again = self.numbers.chance(7.0);
        for _ in 0..=usize::from(again) {
            let asked_day =
                days.plus_working(from, self.numbers.between(1, (limit / 4).clamp(1, 3)));
            let hour = self.numbers.between(8 * 3600, 16 * 3600);
            let waited = if self.numbers.chance(9.0) {
                self.numbers.between(9, 24)
            } else {
                self.numbers.between(1, 7)
            };
            let completed_day = days.plus_working(asked_day, waited);
            let (asked, completed) = (at(asked_day, hour), at(completed_day, hour));
            from = completed_day;
            if self.numbers.chance(1.5) {
                // Never answered: stopped in the end.
                rounds.push(Round { asked, completed: None, moved: None });
                dossier.ended = Some(at(days.plus_working(asked_day, 40), 9 * 3600));
                dossier.status = 8;
                break;
            }
            let moved = match dossier.due {
                Some(due) if moves => {
                    Some((due, at(days.plus_working(day_of(due), waited), second_of(due))))
                }
                _ => None,
            };
            dossier.due = moved.map(|(_, after)| after).or(dossier.due);
            dossier.ended = dossier.ended.map(|ended| {
                let later = if moves {
                    days.plus_working(day_of(ended), waited)
                } else {
                    days.plus_working(day_of(ended) + completed_day - asked_day, 0)
                };
                at(days.plus_working(later.max(completed_day + 1), 0), second_of(ended))
            });
            rounds.push(Round { asked, completed: Some(completed), moved });
        }
        self.known(&mut rounds);
        rounds
    }

    /// What was not yet so at the cut-off is taken back.
    fn known(&self, rounds: &mut Vec<Round>) {
        let cut_off = self.days.cut_off();
        rounds.retain(|round| round.asked < cut_off);
        for round in rounds {
            round.completed = round.completed.filter(|completed| *completed < cut_off);
        }
    }

    fn hand_over(&mut self, dossier: &mut Dossier) {
        let cut_off = self.days.cut_off();
        dossier.ended = dossier.ended.filter(|ended| *ended < cut_off);
        dossier.returned = dossier.ended.filter(|_| dossier.status == 10).and_then(|ended| {
            let later = self.days.plus_working(day_of(ended) + 1, self.numbers.between(0, 3));
            Some(at(later, 10 * 3600 + second_of(ended) % 7200))
                .filter(|returned| *returned < cut_off)
        });
        if dossier.ended.is_none() {
            dossier.status = 4;
            dossier.result_file = false;
        } else if dossier.status == 10 && dossier.returned.is_none() {
            dossier.status = 9;
        }
    }
}
