//! What became of every row that was read. For each file `read = counted + duplicate +
//! out_of_scope + quarantined`, or nothing is published. No type here can hold a value of a row.

use std::collections::BTreeMap;

/// Why a row is in quarantine: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    MalformedRecord,
    DossierIdMissing,
    ReceivedMissing,
    DateUnreadable,
    ValueUnreadable,
    AtMissing,
    RatedAtMissing,
    AskedAtMissing,
    AnnouncedOnMissing,
    KeyMissing,
}

impl Reason {
    pub const ALL: [Self; 10] = [
        Self::MalformedRecord,
        Self::DossierIdMissing,
        Self::ReceivedMissing,
        Self::DateUnreadable,
        Self::ValueUnreadable,
        Self::AtMissing,
        Self::RatedAtMissing,
        Self::AskedAtMissing,
        Self::AnnouncedOnMissing,
        Self::KeyMissing,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedRecord => "malformed_record",
            Self::DossierIdMissing => "dossier_id_missing",
            Self::ReceivedMissing => "received_missing",
            Self::DateUnreadable => "date_unreadable",
            Self::ValueUnreadable => "value_unreadable",
            Self::AtMissing => "at_missing",
            Self::RatedAtMissing => "rated_at_missing",
            Self::AskedAtMissing => "asked_at_missing",
            Self::AnnouncedOnMissing => "announced_on_missing",
            Self::KeyMissing => "key_missing",
        }
    }
}

/// Why a row that could be read is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutOfScope {
    /// Status 1: not accepted yet.
    Registered,
    /// Status 3 without an acceptance.
    RefusedNotAccepted,
    /// An entry, supplement or rating of a dossier that no source holds.
    UnknownDossier,
    ReceivedAfterCutOff,
}

impl OutOfScope {
    pub const ALL: [Self; 4] = [
        Self::Registered,
        Self::RefusedNotAccepted,
        Self::UnknownDossier,
        Self::ReceivedAfterCutOff,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::RefusedNotAccepted => "refused_not_accepted",
            Self::UnknownDossier => "unknown_dossier",
            Self::ReceivedAfterCutOff => "received_after_cut_off",
        }
    }
}

/// What was corrected or noticed in a row that is counted. What begins with `Constant` is noticed in
/// all rows of a source together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    FalseEnd,
    MislabelledEnd,
    EndBeforeReceived,
    DueBeforeReceived,
    StatusUnknown,
    UnknownProcedure,
    Unmapped,
    Undated,
    ChannelMissing,
    FeeUnreadable,
    RepeatedKey,
    ResultLinkIsSubmitted,
    /// No promised date was sent, whether or not the catalogue has a limit for the procedure.
    NoDueDate,
    /// The result was handed over before the dossier was received or before its handling ended.
    ReturnedBeforeEnd,
    /// Messages of two sources name different ends of the same dossier.
    TwoEnds,
    ConstantComponentsDigitized,
    ConstantComponentReused,
    ConstantHasDigitizedComponent,
    ConstantFromPersonalStore,
    ConstantResultFile,
    ConstantVneidVerified,
    ConstantDatabases,
    ConstantOnlinePayment,
    /// The date of submission is that of receipt in every row: nobody waited, or nobody noted it.
    ConstantSubmittedIsReceived,
}

impl Finding {
    pub const ALL: [Self; 24] = [
        Self::FalseEnd,
        Self::MislabelledEnd,
        Self::EndBeforeReceived,
        Self::DueBeforeReceived,
        Self::StatusUnknown,
        Self::UnknownProcedure,
        Self::Unmapped,
        Self::Undated,
        Self::ChannelMissing,
        Self::FeeUnreadable,
        Self::RepeatedKey,
        Self::ResultLinkIsSubmitted,
        Self::NoDueDate,
        Self::ReturnedBeforeEnd,
        Self::TwoEnds,
        Self::ConstantComponentsDigitized,
        Self::ConstantComponentReused,
        Self::ConstantHasDigitizedComponent,
        Self::ConstantFromPersonalStore,
        Self::ConstantResultFile,
        Self::ConstantVneidVerified,
        Self::ConstantDatabases,
        Self::ConstantOnlinePayment,
        Self::ConstantSubmittedIsReceived,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FalseEnd => "false_end",
            Self::MislabelledEnd => "mislabelled_end",
            Self::EndBeforeReceived => "end_before_received",
            Self::DueBeforeReceived => "due_before_received",
            Self::StatusUnknown => "status_unknown",
            Self::UnknownProcedure => "unknown_procedure",
            Self::Unmapped => "unmapped",
            Self::Undated => "undated",
            Self::ChannelMissing => "channel_missing",
            Self::FeeUnreadable => "fee_unreadable",
            Self::RepeatedKey => "repeated_key",
            Self::ResultLinkIsSubmitted => "result_link_is_submitted",
            Self::NoDueDate => "no_due_date",
            Self::ReturnedBeforeEnd => "returned_before_end",
            Self::TwoEnds => "two_ends",
            Self::ConstantComponentsDigitized => "constant_components_digitized",
            Self::ConstantComponentReused => "constant_component_reused",
            Self::ConstantHasDigitizedComponent => "constant_has_digitized_component",
            Self::ConstantFromPersonalStore => "constant_from_personal_store",
            Self::ConstantResultFile => "constant_result_file",
            Self::ConstantVneidVerified => "constant_vneid_verified",
            Self::ConstantDatabases => "constant_databases",
            Self::ConstantOnlinePayment => "constant_online_payment",
            Self::ConstantSubmittedIsReceived => "constant_submitted_is_received",
        }
    }
}

/// Where a row stands: the file's number in reading order and its position (line or row, from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub read: u64,
    pub counted: u64,
    pub duplicate: u64,
    pub out_of_scope: BTreeMap<OutOfScope, u64>,
    pub quarantined: BTreeMap<Reason, u64>,
    pub findings: BTreeMap<Finding, u64>,
}

impl Account {
    pub fn out_of_scope(&mut self, why: OutOfScope) {
        *self.out_of_scope.entry(why).or_default() += 1;
    }

    pub fn quarantine(&mut self, why: Reason) {
        *self.quarantined.entry(why).or_default() += 1;
    }

    pub fn find(&mut self, what: Finding) {
        *self.findings.entry(what).or_default() += 1;
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
    }
}
