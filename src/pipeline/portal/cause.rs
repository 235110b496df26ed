//! Why a figure of the portal and ours differ, as far as data can tell. The first that applies is told; where
//! none does, that it is the same dossiers, seen differently, is all that can be said.

use std::collections::BTreeMap;

use super::{
    own::{Figure, Flow, Own},
    published::Row,
    snapshots::Snapshot,
};
use crate::{
    domain::{number::Decimal, period::Period},
    rules::{Indicator, RuleSet, rule_set::Measure},
    schema::facts::Subject,
};

/// What is looked at for one row.
pub struct Case<'a> {
    pub rules: &'a RuleSet,
    pub indicator: &'a Indicator,
    pub snapshot: &'a Snapshot,
    pub period: Option<Period>,
    pub own: &'a Own,
    pub unit_id: &'a str,
    pub row: &'a Row,
    pub figure: &'a Figure,
}

/// The code of a cause, and what it was told by.
pub type Cause = (&'static str, String);

/// The likely cause of a difference of these points.
pub fn cause(case: &Case<'_>, points: Option<Decimal>) -> Cause {
    let (Some(published), Some(own)) = (case.row.counts, case.figure.counts) else {
        return ("counts_not_shown", String::new());
    };
    if published == own {
        let hundredth = points.is_some_and(|points| points.abs() <= Decimal::hundredths(1));
        return (if hundredth { "rounding" } else { "rule" }, String::new());
    }
    let found = || {
        [case.other_day(), case.parts_of_other_days(), case.sync_state(), case.population()]
            .into_iter()
            .flatten()
            .next()
    };
    match published.1 == own.1 {
        // The same dossiers: neither their sync state nor whom the portal counts can be the cause.
        true => case.other_day().unwrap_or(("numerator", String::new())),
        false => found().unwrap_or_else(|| {
            let more = i128::from(published.1) - i128::from(own.1);
            ("denominator", format!("portal {more:+}"))
        }),
    }
}

impl Case<'_> {
    /// The period was not over on one of both sides, and they end on different days.
    fn other_day(&self) -> Option<Cause> {
        let end = self.period?.end();
        let known = self.own.cut_off?;
        let shown = self.snapshot.day.map(|day| day.plus(1).start());
        let differs = match shown {
            Some(shown) => shown.min(end).day() != known.min(end).day(),
            None => known < end,
        };
        let day = shown.map_or_else(|| "?".to_owned(), |shown| shown.last_day().to_string());
        differs.then(|| ("cut_off", format!("portal {day}, own {}", known.last_day())))
    }

    /// Parts of a snapshot are of different days where indicators of the same dossiers do not have one
    /// denominator, or a period holds less than one within it.
    fn parts_of_other_days(&self) -> Option<Cause> {
        let is_rows = |one: &Indicator| {
            one.counts == Subject::Dossiers
                && one.measure == Measure::Rows
                && one.requires.is_none()
        };
        let own = self.row.counts?.1;
        let of_unit = || self.snapshot.of_unit(&self.row.key.1);
        if is_rows(self.indicator) {
            let alike = |row: &&Row| {
                let known = self.rules.indicator(&row.id);
                row.key.2 == self.row.key.2
                    && known.is_some_and(|one| is_rows(one) && one.of == self.indicator.of)
            };
            let other = of_unit().filter(alike).find_map(|row| {
                let below = row.counts?.1;
                (below != own).then(|| format!("{}: {below}", row.id))
            });
            if let Some(other) = other {
                return Some(("different_days", other));
            }
        }
        if !matches!(self.indicator.counts, Subject::Dossiers | Subject::Petitions) {
            return None;
        }
        let period = self.period?;
        let contradicts = |row: &&Row| -> bool {
            let Some((other, below)) = row.key.2.parse::<Period>().ok().zip(row.counts) else {
                return false;
            };
            let within = |inner: Period, outer: Period| {
                inner != outer && outer.start() <= inner.start() && inner.end() <= outer.end()
            };
            row.id == self.row.id
                && ((within(other, period) && below.1 > own)
                    || (within(period, other) && below.1 < own))
        };
        let other = of_unit().find(contradicts)?;
        Some(("different_days", format!("{}: {}", other.key.2, other.counts?.1)))
    }

    /// The portal knows fewer dossiers, and so many of ours are not known to be synced.
    fn sync_state(&self) -> Option<Cause> {
        let (published, own) = (self.row.counts?.1, self.figure.counts?.1);
        let synced = self.own.figures.get(&[self.unit_id.to_owned(), self.synced()?.id.clone()])?;
        let received = self.flow()?.received;
        let not_synced = received.checked_sub(synced.counts?.0).filter(|number| *number > 0)?;
        let lacks = own.checked_sub(published)?;
        (self.indicator.counts == Subject::Dossiers && lacks <= not_synced)
            .then(|| ("sync_state", not_synced.to_string()))
    }

    /// The indicator of synced dossiers: the one that may have the national total as its denominator.
    fn synced(&self) -> Option<&Indicator> {
        self.rules.indicators.iter().find(|one| one.measure == Measure::LargerOf)
    }

    /// The portal counts other dossiers: those that a count of our flow is of.
    fn population(&self) -> Option<Cause> {
        let published = self.row.counts?.1;
        let Flow { opening, received, ended, judged } = *self.flow()?;
        let known = BTreeMap::from([
            ("ended", ended),
            ("in_hand", opening + received),
            ("judged", judged),
            ("received", received),
        ]);
        let found = known.into_iter().find(|(_, count)| *count == published && published > 0)?;
        (self.indicator.counts == Subject::Dossiers).then(|| ("population", found.0.to_owned()))
    }

    fn flow(&self) -> Option<&Flow> {
        self.own.flows.get(self.unit_id)
    }
}
