//! Petitions: by kind, on time, and not lost.

use std::collections::BTreeMap;

use super::{
    clock::{Read, date_of},
    count::{Counter, Figures, known},
    tree::UNMAPPED,
    world::Line,
};

impl Counter<'_> {
    /// Whether a petition of the unit came in in the period.
    pub fn has_petition(&self, unit: &str) -> bool {
        let mut last: BTreeMap<&str, Line<'_>> = BTreeMap::new();
        for line in self.world.petitions.rows() {
            last.insert(line.get("petition_id"), line);
        }
        last.values().any(|line| {
            let home = self.units.by_code(line.get("unit_id")).unwrap_or(UNMAPPED);
            let received = Read::of(line.get("received_at")).time();
            received.is_some_and(|at| (self.period.start..self.period.end).contains(&at))
                && self.belongs(home, unit)
        })
    }

    pub fn petitions(&self, unit: &str, figures: &mut Figures) {
        let (start, end) = (self.period.start, self.period.end);
        let mut last: BTreeMap<&str, Line<'_>> = BTreeMap::new();
        for line in self.world.petitions.rows() {
            last.insert(line.get("petition_id"), line);
        }
        let (mut all, mut rules, mut on_time, mut satisfied) = (0, 0, 0, 0);
        for line in last.values() {
            let home = self.units.by_code(line.get("unit_id")).unwrap_or(UNMAPPED);
            let time = |column: &str| Read::of(line.get(column)).time().filter(|at| *at < end);
            let Some(received) = time("received_at").filter(|at| *at >= start) else {
                continue;
            };
            if !self.belongs(home, unit) {
                continue;
            }
            let sent = date_of(time("transferred_at").map_or(received, |at| at.max(received)));
            let by = |at: i64, days: i64| date_of(at) <= self.calendar.after(sent, days);
            let (answered, refused) = (time("answered_at"), time("refused_at"));
            let asked = time("asked_more_at");
            let good = answered.is_some_and(|at| by(at, 15))
                || refused.is_some_and(|at| by(at, 2))
                || (answered.is_none() && asked.is_some_and(|at| by(at, 5)))
                || (answered.is_none() && refused.is_none() && by(end, 15));
            let number = |column: &str| line.get(column).parse::<i64>().unwrap_or(0);
            all += 1;
            rules += usize::from(line.get("kind") == "rules");
            on_time += usize::from(good);
            let liked = number("dislikes") <= number("likes");
            satisfied += usize::from(good && liked && !line.is("repeated"));
        }
        figures.insert("petitions_by_kind", known(rules, all));
        figures.insert("petitions_on_time", known(on_time, all));
        figures.insert("petition_satisfaction", known(satisfied, all));
    }
}
