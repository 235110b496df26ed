//! What citizens said of the handling of their dossiers: ratings counted by unit and day, for the
//! target of the plan that looks at the survey itself (section 10). A rating counts on the day it was
//! given, not in the period of its dossier, because most come after the result was handed over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::time::LocalTime;

/// The verdict of a citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Opinion {
    Satisfied,
    Neutral,
    Dissatisfied,
}

impl Opinion {
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::Neutral, Self::Dissatisfied];

    /// The verdict as the table of ratings writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Neutral => "neutral",
            Self::Dissatisfied => "dissatisfied",
        }
    }
}

/// How many ratings there are of each opinion, in the order of `Opinion::ALL`.
pub type Opinions = [u64; Opinion::ALL.len()];

/// Ratings by unit and day, named by its start. The day of the cut-off of the reading falls into two where
/// that is not midnight, so that what is published as of then is exact; as of another minute, the ratings of
/// its day count as those of a whole day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(u32, LocalTime, Opinions)>", into = "Vec<(u32, LocalTime, Opinions)>")]
pub struct Survey(BTreeMap<(u32, LocalTime), Opinions>);

impl Survey {
    /// Counts one rating. One that is dated before its dossier came in counts on the day of receipt.
    pub fn add(
        &mut self,
        unit: u32,
        rated: LocalTime,
        received: LocalTime,
        opinion: Opinion,
        cut_off: LocalTime,
    ) {
        let rated = rated.max(received);
        let midnight = rated.day().start();
        let from = if rated < cut_off { midnight } else { midnight.max(cut_off) };
        self.0.entry((unit, from)).or_default()[opinion as usize] += 1;
    }

    /// Adds what another part of the input came to.
    pub fn merge(&mut self, other: Self) {
        for (key, opinions) in other.0 {
            let known = self.0.entry(key).or_default();
            known.iter_mut().zip(opinions).for_each(|(known, more)| *known += more);
        }
    }

    /// Takes ratings away that were added before; `None` where they were not.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        for (key, opinions) in &other.0 {
            let known = self.0.get_mut(key)?;
            for (known, less) in known.iter_mut().zip(opinions) {
                *known = known.checked_sub(*less)?;
            }
            if *known == Opinions::default() {
                self.0.remove(key);
            }
        }
        Some(())
    }

    /// The same ratings under other numbers of units.
    pub fn renumbered(self, unit: impl Fn(u32) -> u32) -> Self {
        let mut found = Self::default();
        for ((old, from), opinions) in self.0 {
            found.merge(Self(BTreeMap::from([((unit(old), from), opinions)])));
        }
        found
    }

    /// The ratings given from `start` to before `end`, by unit.
    pub fn within(
        &self,
        start: LocalTime,
        end: LocalTime,
    ) -> impl Iterator<Item = (u32, &Opinions)> {
        self.0
            .iter()
            .filter(move |((_, from), _)| start <= *from && *from < end)
            .map(|((unit, _), opinions)| (*unit, opinions))
    }
}

impl From<Vec<(u32, LocalTime, Opinions)>> for Survey {
    fn from(rows: Vec<(u32, LocalTime, Opinions)>) -> Self {
        Self(rows.into_iter().map(|(unit, from, opinions)| ((unit, from), opinions)).collect())
    }
}

impl From<Survey> for Vec<(u32, LocalTime, Opinions)> {
    fn from(survey: Survey) -> Self {
        survey.0.into_iter().map(|((unit, from), opinions)| (unit, from, opinions)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_after_a_cut_off_within_a_day_is_told_apart() {
        let time = |text: &str| LocalTime::parse(text).unwrap();
        let cut_off = time("2026-09-10T14:05");
        let mut survey = Survey::default();
        for rated in ["2026-09-10T14:04", "2026-09-10T14:05", "2026-09-11T09:00"] {
            survey.add(0, time(rated), time("2026-09-01"), Opinion::Satisfied, cut_off);
        }
        let given = |end: &str| -> u64 {
            survey.within(time("2026-09-01"), time(end)).map(|(_, opinions)| opinions[0]).sum()
        };
        assert_eq!(
            [given("2026-09-10T14:05"), given("2026-09-11"), given("2026-10-01")],
            [1, 2, 3]
        );
        assert_eq!(given("2026-09-10"), 0);
    }
}
