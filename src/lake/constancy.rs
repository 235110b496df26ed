//! Whether a source says the same of every dossier. Senders fill fields that they do not know with a
//! constant, and then the figure that reads the field is theirs, not the citizens'. The constant is
//! told in the quality report and corrects nothing (4.1, last paragraph).

use serde::{Deserialize, Serialize};

use crate::domain::{
    account::{Account, Finding},
    message::DossierMessage,
};

/// Of fewer rows nothing is said: a handful may well be alike.
pub const LEAST_ROWS: u64 = 100;

/// The fields that are watched, and what a constant in each is called.
const WATCHED: [Finding; 9] = [
    Finding::ConstantComponentsDigitized,
    Finding::ConstantComponentReused,
    Finding::ConstantHasDigitizedComponent,
    Finding::ConstantFromPersonalStore,
    Finding::ConstantResultFile,
    Finding::ConstantVneidVerified,
    Finding::ConstantDatabases,
    Finding::ConstantOnlinePayment,
    Finding::ConstantSubmittedIsReceived,
];

/// What was seen in one field, as numbers that rows can be taken from again: values are all alike where
/// their squares come to what the square of their mean does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// Rows without a value.
    missing: u64,
    sum: u64,
    /// The sum of the squares, its low and its high half.
    squares: [u64; 2],
}

impl Seen {
    fn add(&mut self, value: Option<u32>) {
        match value {
            None => self.missing += 1,
            Some(value) => {
                let value = u64::from(value);
                self.sum += value;
                self.set_squares(self.squares() + u128::from(value * value));
            }
        }
    }

    fn squares(self) -> u128 {
        u128::from(self.squares[0]) | u128::from(self.squares[1]) << 64
    }

    fn set_squares(&mut self, squares: u128) {
        self.squares = [squares as u64, (squares >> 64) as u64];
    }

    /// The value of all these rows, if there is only one.
    fn only(self, rows: u64) -> Option<u64> {
        let (rows, sum) = (u128::from(rows), u128::from(self.sum));
        let is_one =
            self.missing == 0 && rows.checked_mul(self.squares())? == sum.checked_mul(sum)?;
        is_one.then(|| self.sum.checked_div(rows as u64)).flatten()
    }
}

/// The rows of one file, or of one source, that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constancy {
    rows: u64,
    seen: [Seen; WATCHED.len()],
}

impl Constancy {
    /// Takes notice of a row that counts.
    pub fn notice(&mut self, row: &DossierMessage<'_>) {
        let flags = &row.flags;
        let said = |flag: Option<bool>| flag.map(u32::from);
        // Where they differ, somebody noted both; that is all there is to know.
        let same = row.submitted.map(|at| u32::from(Some(at) != row.received));
        let values = [
            said(flags.components_digitized),
            said(flags.component_reused),
            said(flags.has_digitized_component),
            said(flags.from_personal_store),
            said(flags.result_file),
            said(flags.vneid_verified),
            row.databases,
            flags.online_payment.map(u32::from),
            same,
        ];
        self.rows += 1;
        self.seen.iter_mut().zip(values).for_each(|(seen, value)| seen.add(value));
    }

    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (own, other) in self.seen.iter_mut().zip(other.seen) {
            own.missing += other.missing;
            own.sum += other.sum;
            own.set_squares(own.squares() + other.squares());
        }
    }

    /// Takes rows away that were noticed before; `None` where they were not.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        self.rows = self.rows.checked_sub(other.rows)?;
        for (own, other) in self.seen.iter_mut().zip(other.seen) {
            own.missing = own.missing.checked_sub(other.missing)?;
            own.sum = own.sum.checked_sub(other.sum)?;
            own.set_squares(own.squares().checked_sub(other.squares())?);
        }
        Some(())
    }

    /// Enters the constants of a source in the account of one of its files.
    pub fn tell(&self, of_file: &Self, account: &mut Account) {
        if self.rows < LEAST_ROWS || of_file.rows == 0 {
            return;
        }
        for (finding, seen) in WATCHED.into_iter().zip(self.seen) {
            let is_constant = seen.only(self.rows).is_some_and(|value| {
                // Two dates that differ in every row were noted by somebody.
                finding != Finding::ConstantSubmittedIsReceived || value == 0
            });
            if is_constant {
                account.findings.insert(finding, of_file.rows);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many rows with these values in turn in every field.
    fn of(rows: usize, values: &[Option<u32>]) -> Constancy {
        let mut seen = Seen::default();
        values.iter().cycle().take(rows).for_each(|value| seen.add(*value));
        Constancy { rows: rows as u64, seen: [seen; WATCHED.len()] }
    }

    fn told(source: Constancy, file: Constancy) -> usize {
        let mut account = Account::default();
        source.tell(&file, &mut account);
        assert!(account.findings.values().all(|rows| *rows == file.rows));
        account.findings.len()
    }

    #[test]
    fn one_value_in_every_row_of_a_source_is_told_of_each_of_its_files() {
        let (one, two) = (of(60, &[Some(0)]), of(40, &[Some(0)]));
        let mut source = one;
        source.add(&two);
        assert_eq!((told(source, one), told(source, two)), (9, 9));
        assert_eq!(told(source, Constancy::default()), 0, "a file of which no row counts");
    }

    #[test]
    fn a_second_value_a_row_without_one_and_few_rows_are_not_constant() {
        for other in [Some(1), None] {
            let mut source = of(100, &[Some(0)]);
            source.add(&of(1, &[other]));
            assert_eq!(told(source, of(100, &[Some(0)])), 0, "{other:?}");
            source.take_away(&of(1, &[other])).unwrap();
            assert_eq!(told(source, of(100, &[Some(0)])), 9, "{other:?} was taken away");
        }
        // Their mean is the one of a constant.
        assert_eq!(told(of(100, &[Some(1), Some(3)]), of(100, &[Some(2)])), 0);
        assert_eq!(told(of(100, &[None]), of(100, &[None])), 0);
        assert_eq!(told(of(99, &[Some(0)]), of(99, &[Some(0)])), 0);
    }

    #[test]
    fn rows_that_were_not_noticed_cannot_be_taken_away() {
        assert_eq!(of(1, &[Some(1)]).take_away(&of(1, &[Some(2)])), None);
        assert_eq!(of(1, &[Some(1)]).take_away(&of(2, &[Some(0)])), None);
    }

    #[test]
    fn two_dates_that_always_differ_are_no_constant() {
        assert_eq!(told(of(100, &[Some(1)]), of(100, &[Some(1)])), 8);
    }
}
