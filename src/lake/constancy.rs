//! Whether a source says the same of every dossier. Senders fill fields that they do not know with a
//! constant, and then the figure that reads the field is theirs, not the citizens'. The constant is
//! told in the quality report and corrects nothing (4.1, last paragraph).

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

/// What was seen in one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Nothing,
    One(u32),
    /// Two values, or a row without one.
    Several,
}

impl Seen {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, seen) | (seen, Self::Nothing) => seen,
            (Self::One(known), Self::One(new)) if known == new => self,
            _ => Self::Several,
        }
    }
}

/// The rows of one file, or of one source, that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
        for (seen, value) in self.seen.iter_mut().zip(values) {
            *seen = seen.and(value.map_or(Seen::Several, Seen::One));
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (own, other) in self.seen.iter_mut().zip(other.seen) {
            *own = own.and(other);
        }
    }

    /// Enters the constants of a source in the account of one of its files.
    pub fn tell(&self, of_file: &Self, account: &mut Account) {
        if self.rows < LEAST_ROWS || of_file.rows == 0 {
            return;
        }
        for (finding, seen) in WATCHED.into_iter().zip(self.seen) {
            let constant = match seen {
                Seen::One(different) if finding == Finding::ConstantSubmittedIsReceived => {
                    different == 0
                }
                Seen::One(_) => true,
                Seen::Nothing | Seen::Several => false,
            };
            if constant {
                account.findings.insert(finding, of_file.rows);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: u64, seen: Seen) -> Constancy {
        Constancy { rows, seen: [seen; WATCHED.len()] }
    }

    fn told(source: Constancy, file: Constancy) -> usize {
        let mut account = Account::default();
        source.tell(&file, &mut account);
        assert!(account.findings.values().all(|rows| *rows == file.rows));
        account.findings.len()
    }

    #[test]
    fn one_value_in_every_row_of_a_source_is_told_of_each_of_its_files() {
        let (one, two) = (of(60, Seen::One(0)), of(40, Seen::One(0)));
        let mut source = one;
        source.add(&two);
        assert_eq!((told(source, one), told(source, two)), (9, 9));
        assert_eq!(told(source, Constancy::default()), 0, "a file of which no row counts");
    }

    #[test]
    fn a_second_value_a_row_without_one_and_few_rows_are_not_constant() {
        for other in [Seen::One(1), Seen::Several] {
            let mut source = of(100, Seen::One(0));
            source.add(&of(1, other));
            assert_eq!(told(source, of(100, Seen::One(0))), 0, "{other:?}");
        }
        assert_eq!(told(of(100, Seen::Nothing), of(100, Seen::Nothing)), 0);
        assert_eq!(told(of(99, Seen::One(0)), of(99, Seen::One(0))), 0);
    }

    #[test]
    fn two_dates_that_always_differ_are_no_constant() {
        assert_eq!(told(of(100, Seen::One(1)), of(100, Seen::One(1))), 8);
    }
}
