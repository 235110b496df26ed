//! What citizens said of the handling of their dossiers: ratings counted by unit and day, for the
//! target of the plan that looks at the survey itself (section 10). A rating counts on the day it was
//! given, not in the period of its dossier, because most come after the result was handed over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::time::{Day, LocalTime};

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

/// Ratings by unit and day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(u32, Day, Opinions)>", into = "Vec<(u32, Day, Opinions)>")]
pub struct Survey(BTreeMap<(u32, Day), Opinions>);

impl Survey {
    /// Counts one rating. One that is dated before its dossier came in counts on the day of receipt.
    pub fn add(&mut self, unit: u32, rated: LocalTime, received: LocalTime, opinion: Opinion) {
        let of_day = self.0.entry((unit, rated.max(received).day())).or_default();
        of_day[opinion as usize] += 1;
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
        for ((old, day), opinions) in self.0 {
            found.merge(Self(BTreeMap::from([((unit(old), day), opinions)])));
        }
        found
    }

    /// The ratings given from `start` to before `end`, by unit.
    pub fn within(
        &self,
        start: LocalTime,
        end: LocalTime,
    ) -> impl Iterator<Item = (u32, &Opinions)> {
        let given = move |day: Day| start <= day.start() && day.start() < end;
        self.0
            .iter()
            .filter(move |((_, day), _)| given(*day))
            .map(|((unit, _), opinions)| (*unit, opinions))
    }
}

impl From<Vec<(u32, Day, Opinions)>> for Survey {
    fn from(rows: Vec<(u32, Day, Opinions)>) -> Self {
        Self(rows.into_iter().map(|(unit, day, opinions)| ((unit, day), opinions)).collect())
    }
}

impl From<Survey> for Vec<(u32, Day, Opinions)> {
    fn from(survey: Survey) -> Self {
        survey.0.into_iter().map(|((unit, day), opinions)| (unit, day, opinions)).collect()
    }
}
