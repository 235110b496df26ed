//! What became of every row that was read. For each file `read = counted + duplicate +
//! out_of_scope + quarantined`, or nothing is published. No type here can hold a value of a row.

use std::collections::BTreeMap;

/// A closed list of codes: each is declared once, with the name that tables give it.
macro_rules! codes {
    ($(#[$about:meta])* $list:ident { $($(#[$doc:meta])* $code:ident = $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $list {
            $($(#[$doc])* $code,)+
        }

        impl $list {
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $list {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                let code = Self::ALL.iter().copied().find(|code| code.as_str() == name);
                code.ok_or_else(|| serde::de::Error::custom(format!("{name:?} is no code of this list")))
            }
        }
    };
}

codes! {
    /// Why a row is in quarantine.
    Reason {
        MalformedRecord = "malformed_record",
        DossierIdMissing = "dossier_id_missing",
        ReceivedMissing = "received_missing",
        DateUnreadable = "date_unreadable",
        ValueUnreadable = "value_unreadable",
        AtMissing = "at_missing",
        RatedAtMissing = "rated_at_missing",
        AskedAtMissing = "asked_at_missing",
        AnnouncedOnMissing = "announced_on_missing",
        KeyMissing = "key_missing",
    }
}

codes! {
    /// Why a row that could be read is not counted.
    OutOfScope {
        /// Status 1: not accepted yet.
        Registered = "registered",
        /// Status 3 without an acceptance.
        RefusedNotAccepted = "refused_not_accepted",
        /// An entry, supplement or rating of a dossier that no source holds.
        UnknownDossier = "unknown_dossier",
        ReceivedAfterCutOff = "received_after_cut_off",
        /// The header of the file stands in it once more, as where files were joined.
        RepeatedHeader = "repeated_header",
        /// No cell of the row holds anything.
        BlankRow = "blank_row",
    }
}

codes! {
    /// What was corrected or noticed in a row that is counted. What begins with `Constant` is noticed
    /// in all rows of a source together.
    Finding {
        FalseEnd = "false_end",
        MislabelledEnd = "mislabelled_end",
        EndBeforeReceived = "end_before_received",
        DueBeforeReceived = "due_before_received",
        StatusUnknown = "status_unknown",
        UnknownProcedure = "unknown_procedure",
        Unmapped = "unmapped",
        Undated = "undated",
        ChannelMissing = "channel_missing",
        FeeUnreadable = "fee_unreadable",
        RepeatedKey = "repeated_key",
        ResultLinkIsSubmitted = "result_link_is_submitted",
        /// No promised date was sent, whether or not the catalogue has a limit for the procedure.
        NoDueDate = "no_due_date",
        /// The result was handed over before the dossier was received or before its handling ended.
        ReturnedBeforeEnd = "returned_before_end",
        /// Messages of two sources name different ends of the same dossier.
        TwoEnds = "two_ends",
        /// A record that runs over more lines than a text does, or whose lines look like rows: a quote may
        /// be missing.
        LongRecord = "long_record",
        /// A value that no list of the source's `values` names.
        ValueUnlisted = "value_unlisted",
        /// A date that systems write where they have none.
        FillerDate = "filler_date",
        /// A date before 1990 or after 2079.
        DateUnlikely = "date_unlikely",
        /// A later row takes back the end that an earlier one gave.
        Reopened = "reopened",
        /// The number came back with another unit and another day of receipt.
        IdReused = "id_reused",
        /// A working day was needed outside the years that the calendar holds.
        CalendarYearMissing = "calendar_year_missing",
        /// No dated row of the catalogue covers the day; the nearest earlier one was used.
        LimitNotDated = "limit_not_dated",
        /// A time limit of the catalogue that cannot be read; the procedure counts without one.
        LimitUnreadable = "limit_unreadable",
        ConstantComponentsDigitized = "constant_components_digitized",
        ConstantComponentReused = "constant_component_reused",
        ConstantHasDigitizedComponent = "constant_has_digitized_component",
        ConstantFromPersonalStore = "constant_from_personal_store",
        ConstantResultFile = "constant_result_file",
        ConstantVneidVerified = "constant_vneid_verified",
        ConstantDatabases = "constant_databases",
        ConstantOnlinePayment = "constant_online_payment",
        /// The date of submission is that of receipt in every row: nobody waited, or nobody noted it.
        ConstantSubmittedIsReceived = "constant_submitted_is_received",
    }
}

/// Where a row stands: the file's number in reading order and its position (line or row, from 1).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Place {
    pub file: u32,
    pub position: u64,
}

/// One rejected row, findable and without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    pub place: Place,
    pub reason: Reason,
    /// The canonical name of the column; empty where the whole record is meant.
    pub column: &'static str,
}

/// The account of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Account {
    pub read: u64,
    pub counted: u64,
    pub duplicate: u64,
    pub out_of_scope: BTreeMap<OutOfScope, u64>,
    pub quarantined: BTreeMap<Reason, u64>,
    pub findings: BTreeMap<Finding, u64>,
    /// Where each finding was met first, by position in the file.
    pub first: BTreeMap<Finding, u64>,
}

impl Account {
    pub fn out_of_scope(&mut self, why: OutOfScope) {
        *self.out_of_scope.entry(why).or_default() += 1;
    }

    pub fn quarantine(&mut self, why: Reason) {
        *self.quarantined.entry(why).or_default() += 1;
    }

    /// Notices something in the row at `position`.
    pub fn find(&mut self, what: Finding, position: u64) {
        *self.findings.entry(what).or_default() += 1;
        self.met(what, position);
    }

    fn met(&mut self, what: Finding, position: u64) {
        let first = self.first.entry(what).or_insert(position);
        *first = position.min(*first);
    }

    /// Rows whose fate is known.
    pub fn accounted(&self) -> u64 {
        self.counted
            + self.duplicate
            + self.out_of_scope.values().sum::<u64>()
            + self.quarantined.values().sum::<u64>()
    }

    pub fn closes(&self) -> bool {
        self.read == self.accounted()
    }

    /// Adds what another part of the same file came to.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.counted += other.counted;
        self.duplicate += other.duplicate;
        for (why, rows) in &other.out_of_scope {
            *self.out_of_scope.entry(*why).or_default() += rows;
        }
        for (why, rows) in &other.quarantined {
            *self.quarantined.entry(*why).or_default() += rows;
        }
        for (what, rows) in &other.findings {
            *self.findings.entry(*what).or_default() += rows;
        }
        for (what, position) in &other.first {
            self.met(*what, *position);
        }
    }

    /// Takes rows away that were added before; `None` where they were not. What was found stays.
    pub fn take_away(&mut self, other: &Self) -> Option<()> {
        self.read = self.read.checked_sub(other.read)?;
        self.counted = self.counted.checked_sub(other.counted)?;
        self.duplicate = self.duplicate.checked_sub(other.duplicate)?;
        take_away(&mut self.out_of_scope, &other.out_of_scope)?;
        take_away(&mut self.quarantined, &other.quarantined)
    }
}

/// Takes counts away; what comes to nothing is left out, as if it had never been counted.
pub fn take_away<K: Copy + Ord>(
    own: &mut BTreeMap<K, u64>,
    other: &BTreeMap<K, u64>,
) -> Option<()> {
    for (key, count) in other {
        let known = own.get_mut(key)?;
        *known = known.checked_sub(*count)?;
        if *known == 0 {
            own.remove(key);
        }
    }
    Some(())
}
