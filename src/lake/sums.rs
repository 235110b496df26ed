//! What dossiers come to beside themselves: the account of every file, what citizens said, when dossiers
//! ended. All of it can be added up and taken away again, so that a run resolves only the dossiers
//! of which something new was said, and takes away what the same dossiers came to before.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{constancy::Constancy, part::column_named, places::Places};
use crate::domain::{
    account::{Account, Finding, Place, Reason, Rejected, take_away},
    coverage::Ends,
    survey::Survey,
    time::Day,
};

/// What some dossiers come to. Numbers of files, units and procedures are those of the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    /// By file number.
    pub files: Vec<OfFile>,
    #[serde(with = "rejected_rows")]
    pub rejected: BTreeSet<Rejected>,
    /// What citizens said of the dossiers.
    pub survey: Survey,
    /// When dossiers ended, by month.
    pub ends: Ends,
    /// Dossiers by the day of their receipt, whether or not it is before the cut-off.
    pub received: BTreeMap<Day, u64>,
    /// Dossiers that count, by number of the unit name.
    pub units: Vec<u64>,
    /// Dossiers of the lake, by number of the procedure.
    pub procedures: Vec<u64>,
}

/// What became of the rows of one file that speak of dossiers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OfFile {
    /// Rows by their fate; findings stand beside it.
    rows: Account,
    found: BTreeMap<Finding, Places>,
    pub constancy: Constancy,
}

impl OfFile {
    /// The account of the rows, but for `read`.
    pub fn account(&self) -> Account {
        let mut account = self.rows.clone();
        for (finding, Places(places)) in &self.found {
            account.findings.insert(*finding, places.len());
            account.first.extend(places.min().map(|first| (*finding, first)));
        }
        account
    }

    pub fn rows(&mut self) -> &mut Account {
        &mut self.rows
    }

    /// Notices something in the row at `position`.
    pub fn find(&mut self, finding: Finding, position: u64) {
        self.found.entry(finding).or_default().0.insert(position);
    }

    pub fn add(&mut self, other: &Self) {
        self.rows.add(&other.rows);
        for (finding, Places(places)) in &other.found {
            self.found.entry(*finding).or_default().0 |= places;
        }
        self.constancy.add(&other.constancy);
    }

    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        self.rows.take_away(&other.rows)?;
        for (finding, Places(places)) in &other.found {
            let own = &mut self.found.get_mut(finding)?.0;
            let before = own.len();
            *own -= places;
            if before - own.len() != places.len() {
                return None;
            }
        }
        self.found.retain(|_, places| !places.0.is_empty());
        self.constancy.take_away(&other.constancy)
    }
}

impl Sums {
    /// Nothing of so many files and names.
    pub fn of(files: usize, units: usize, procedures: usize) -> Self {
        Self {
            files: vec![OfFile::default(); files],
            units: vec![0; units],
            procedures: vec![0; procedures],
            ..Self::default()
        }
    }

    pub fn of_file(&mut self, place: Place) -> &mut OfFile {
        &mut self.files[place.file as usize]
    }

    /// The account of the file that a row stands in.
    pub fn account(&mut self, place: Place) -> &mut Account {
        self.of_file(place).rows()
    }

    /// Adds what other dossiers come to.
    pub fn add(&mut self, mut other: Self) {
        self.files.resize_with(self.files.len().max(other.files.len()), OfFile::default);
        self.files.iter_mut().zip(&other.files).for_each(|(own, other)| own.add(other));
        self.rejected.append(&mut other.rejected);
        self.survey.merge(other.survey);
        add_counts(&mut self.ends, &other.ends);
        add_counts(&mut self.received, &other.received);
        for (own, other) in
            [(&mut self.units, other.units), (&mut self.procedures, other.procedures)]
        {
            own.resize(own.len().max(other.len()), 0);
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        }
    }

    /// Takes away what some of these dossiers came to; `None` where they are not among them.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        for (own, other) in self.files.iter_mut().zip(&other.files) {
            own.take_away(other)?;
        }
        other.rejected.iter().all(|row| self.rejected.remove(row)).then_some(())?;
        self.survey.take_away(&other.survey)?;
        take_away(&mut self.ends, &other.ends)?;
        take_away(&mut self.received, &other.received)?;
        for (own, other) in
            [(&mut self.units, &other.units), (&mut self.procedures, &other.procedures)]
        {
            for (own, other) in own.iter_mut().zip(other) {
                *own = own.checked_sub(*other)?;
            }
        }
        Some(())
    }

    /// The same under other numbers of files: `number` has the old one of each new one, if any. Files that
    /// have no new number are left out; nothing may be in them.
    pub fn renumbered(self, number: &[Option<u32>]) -> Self {
        let files = number.iter().map(|old| match old {
            Some(old) => self.files.get(*old as usize).cloned().unwrap_or_default(),
            None => OfFile::default(),
        });
        let new: BTreeMap<u32, u32> =
            (0..).zip(number).filter_map(|(new, old)| Some(((*old)?, new))).collect();
        let rejected = self.rejected.into_iter().filter_map(|row| {
            let file = *new.get(&row.place.file)?;
            Some(Rejected { place: Place { file, ..row.place }, ..row })
        });
        Self { files: files.collect(), rejected: rejected.collect(), ..self }
    }
}

fn add_counts<K: Copy + Ord>(own: &mut BTreeMap<K, u64>, other: &BTreeMap<K, u64>) {
    other.iter().for_each(|(key, count)| *own.entry(*key).or_default() += count);
}

/// Rejected rows by their columns' names.
mod rejected_rows {
    use super::{
        BTreeSet, Deserialize, Deserializer, Place, Reason, Rejected, Serialize, Serializer,
        column_named,
    };

    pub(super) fn serialize<S: Serializer>(
        rows: &BTreeSet<Rejected>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        let rows: Vec<(Place, Reason, &str)> =
            rows.iter().map(|row| (row.place, row.reason, row.column)).collect();
        rows.serialize(out)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeSet<Rejected>, D::Error> {
        let rows = Vec::<(Place, Reason, String)>::deserialize(from)?;
        let row = |(place, reason, column): (Place, Reason, String)| Rejected {
            place,
            reason,
            column: column_named(&column),
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::OutOfScope;

    fn sums(position: u64) -> Sums {
        let mut sums = Sums::of(2, 1, 1);
        sums.files[1].find(Finding::Undated, position);
        sums.files[1].rows().counted += 1;
        sums.files[1].rows().out_of_scope(OutOfScope::Registered);
        let place = Place { file: 1, position };
        let column = column_named("received_at");
        sums.rejected.insert(Rejected { place, reason: Reason::ReceivedMissing, column });
        sums.received.insert(Day(3), 2);
        sums.units[0] = 4;
        sums
    }

    #[test]
    fn what_was_added_can_be_taken_away_and_the_first_place_is_right_again() {
        let (first, second) = (sums(7), sums(9));
        let mut both = first.clone();
        both.add(second.clone());
        let account = both.files[1].account();
        assert_eq!((account.findings[&Finding::Undated], account.first[&Finding::Undated]), (2, 7));
        let kept: Sums = serde_json::from_str(&serde_json::to_string(&both).unwrap()).unwrap();
        assert_eq!(kept, both);
        both.take_away(&first).unwrap();
        assert_eq!(both.files[1].account().first[&Finding::Undated], 9);
        assert_eq!(both, second);
        assert_eq!(both.take_away(&first), None, "it was taken away already");
    }

    #[test]
    fn files_get_other_numbers_and_their_rows_with_them() {
        let renumbered = sums(7).renumbered(&[Some(1), None]);
        assert_eq!(renumbered.files[0].account().counted, 1);
        assert_eq!(renumbered.files[1], OfFile::default());
        assert_eq!(renumbered.rejected.first().unwrap().place, Place { file: 0, position: 7 });
    }
}
