//! The dossiers of the invented ministry, unit by unit and month by month, and the tables they go to.

use std::collections::{BTreeMap, HashMap};

use super::{
    days::{Days, FIRST_MONTH, LAST_MONTH, Moment, at},
    dossier::{Dossier, HEADER},
    handling::{Handling, counter_hour, drifted},
    ministry::{Habit, PROFILES, Procedure, SEASON},
    numbers::Numbers,
    planted::position,
    sheet::Sheet,
};

/// All tables about dossiers while they are being invented.
pub struct Book<'a> {
    pub days: &'a Days,
    pub procedures: &'a [Procedure],
    /// One table for each month of the data.
    pub months: Vec<Sheet>,
    pub events: Sheet,
    pub supplements: Sheet,
    pub ratings: Sheet,
    /// Dossiers that count, by the unit's code and the month of receipt.
    pub received: BTreeMap<(&'static str, usize), u64>,
    numbered: HashMap<(usize, i64), u32>,
    /// The procedures of the profile and day last asked for.
    offered: (usize, &'a str, Vec<usize>),
}

impl<'a> Book<'a> {
    pub fn new(days: &'a Days, procedures: &'a [Procedure]) -> Self {
        Self {
            days,
            procedures,
            months: (FIRST_MONTH..=LAST_MONTH).map(|_| Sheet::new(HEADER)).collect(),
            events: Sheet::new("dossier_id,at,status,content"),
            supplements: Sheet::new("dossier_id,asked_at,completed_at,due_before_at,due_after_at"),
            ratings: Sheet::new("dossier_id,rated_at,verdict,by,complaint"),
            received: BTreeMap::new(),
            numbered: HashMap::new(),
            offered: (0, "", Vec::new()),
        }
    }

    /// Everything that is not planted.
    pub fn invent(&mut self) {
        let duplicate = position("duplicate", "one-stop");
        for (profile, month) in
            (0..PROFILES.len()).flat_map(|p| (0..=LAST_MONTH).map(move |m| (p, m)))
        {
            let unit = &PROFILES[profile];
            let numbers = &mut Numbers::new(profile as u64 + 1, month as u64 + 1);
            if month > unit.last_month {
                continue;
            }
            let usual = unit.per_month * SEASON[month] * (1.0 + month as f64 * 0.004);
            let count = (usual * (0.94 + 0.12 * numbers.share()) + numbers.share()) as usize;
            let mut moments: Vec<Moment> =
                (0..count).map(|_| self.moment(month, numbers)).collect();
            moments.sort_unstable();
            for received in moments {
                let mut dossier = self.received(profile, received, numbers);
                let procedure = &self.procedures[dossier.procedure];
                let rounds = Handling { days: self.days, numbers }.handle(&mut dossier, procedure);
                let over =
                    dossier.ended.is_some_and(|ended| ended < self.days.month_start(FIRST_MONTH));
                if over {
                    continue;
                }
                if unit.habit == Habit::DueOftenMissing
                    && procedure.has_limit()
                    && numbers.chance(9.0)
                {
                    dossier.due = None;
                }
                self.tell(&mut dossier, &rounds, numbers);
                self.rate(&dossier, numbers);
                let sent = self.first_messages(&dossier, duplicate, numbers);
                self.file(sent, dossier.row(self.days, procedure), None);
                self.count(&unit.id, received);
            }
        }
    }

    fn moment(&self, month: usize, numbers: &mut Numbers) -> Moment {
        let number = numbers.between(0, self.days.worked_in(month) - 1);
        at(self.days.working_day(month, number), counter_hour(numbers))
    }

    /// A dossier just received, with a number of its own and what is known of its papers and fees.
    pub fn received(&mut self, profile: usize, received: Moment, numbers: &mut Numbers) -> Dossier {
        let (unit, month) = (&PROFILES[profile], self.days.month_of(received));
        let procedure = self.asked_for(profile, self.days.date(received), numbers);
        let Procedure { online, has_fee, .. } = self.procedures[procedure];
        let online = online && numbers.chance(drifted(unit.online(), month));
        let otherwise = numbers.share();
        let channel = match otherwise {
            _ if online => "online",
            x if x < 0.80 => "counter",
            x if x < 0.97 => "post",
            _ => "other",
        };
        let fee = has_fee.then(|| match numbers.share() {
            x if x < 0.04 => 0,
            _ => numbers.one_of(&[60_000, 135_000, 150_000, 180_000, 300_000, 550_000]),
        });
        let paid = fee.is_some_and(|fee| fee > 0)
            && numbers.chance(if online { unit.paid_online } else { unit.paid_online / 8.0 });
        let before = if online { numbers.between(600, 40_000) } else { numbers.between(0, 900) };
        Dossier {
            id: self.number(profile, received),
            profile,
            procedure,
            channel,
            status: 2,
            submitted: received - before,
            received,
            due: None,
            ended: None,
            returned: None,
            digitized: numbers.chance(unit.digitized),
            reused: numbers.chance(unit.reused),
            store: numbers.chance(unit.from_personal_store),
            result_file: numbers.chance(unit.result_file),
            verified: numbers.chance(unit.verified_account),
            population_data: numbers.chance(unit.verified_account / 3.0),
            // Some fees never arrive in the message.
            fee: fee.filter(|_| numbers.chance(85.0)),
            payment: if paid { 1 + u8::from(numbers.chance(40.0)) } else { 0 },
            synced: numbers.chance(unit.synced),
        }
    }

    /// Unit, day and a number that starts again each day, as real dossier numbers do.
    fn number(&mut self, profile: usize, received: Moment) -> String {
        let number = self.numbered.entry((profile, received / 86_400)).or_insert(0);
        *number += 1;
        let date = self.days.date(received);
        format!("{}-{}{}{}-{number:04}", PROFILES[profile].id, &date[2..4], &date[5..7], &date[8..])
    }

    /// One of the unit's procedures; the second is asked for half as often as the first, and so on.
    fn asked_for(&mut self, profile: usize, date: &'a str, numbers: &mut Numbers) -> usize {
        if (self.offered.0, self.offered.1) != (profile, date) {
            self.offered = (profile, date, self.offered_on(&PROFILES[profile].id, date));
        }
        let offered = &self.offered.2;
        let whole: f64 = (1..=offered.len()).map(|rank| 1.0 / rank as f64).sum();
        let mut left = numbers.share() * whole;
        for (position, rank) in offered.iter().zip(1..) {
            left -= 1.0 / f64::from(rank);
            if left < 0.0 {
                return *position;
            }
        }
        offered[0]
    }

    /// The unit's procedures of a day, the most wanted first; what all units offer is asked for least.
    fn offered_on(&self, unit: &str, date: &str) -> Vec<usize> {
        let all = self.procedures.iter().enumerate();
        let offered =
            all.filter(|(_, procedure)| procedure.of_unit(unit) && procedure.public_on(date));
        let mut offered: Vec<usize> = offered.map(|(position, _)| position).collect();
        offered.sort_by_key(|position| self.procedures[*position].unit_ids.is_empty());
        offered
    }

    /// One dossier in eighty was sent before, once or twice; gives the time of the last message.
    fn first_messages(
        &mut self,
        dossier: &Dossier,
        duplicate: usize,
        numbers: &mut Numbers,
    ) -> Moment {
        if !numbers.chance(1.25) {
            return dossier.received;
        }
        let row = dossier.first_message().row(self.days, &self.procedures[dossier.procedure]);
        if numbers.chance(12.0) {
            self.file(dossier.received, row.clone(), Some(duplicate));
        }
        self.file(dossier.received, row, Some(duplicate));
        dossier.ended.unwrap_or(dossier.received + 200_000).min(self.days.cut_off() - 1)
    }

    /// Puts a row into the table of the month in which it was sent.
    pub fn file(&mut self, sent: Moment, row: String, defect: Option<usize>) {
        let month = self.days.month_of(sent).clamp(FIRST_MONTH, LAST_MONTH);
        let sheet = &mut self.months[month - FIRST_MONTH];
        match defect {
            Some(defect) => sheet.push_planted(sent, row, defect),
            None => sheet.push(sent, row),
        }
    }

    pub fn count(&mut self, unit: &'static str, received: Moment) {
        *self.received.entry((unit, self.days.month_of(received))).or_default() += 1;
    }
}
