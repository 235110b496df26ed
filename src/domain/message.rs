//! One row as a source yields it, before rows of the same dossier meet. Codes of units, procedures
//! and databases are numbers given out by `Names`; nothing here can hold a person.

use super::{
    account::{Finding, OutOfScope, Place, Reason},
    announcement::Announcement,
    dossier::{Channel, EndKind, EntryKind, Flags, Origin, Status, Supplement},
    petition::Petition,
    procedure::ProcedureRow,
    survey::Opinion,
    time::LocalTime,
};

/// One message about a dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierMessage<'a> {
    pub id: &'a str,
    /// Number of the resolved unit code.
    pub unit: u32,
    /// Number of the procedure's root code.
    pub procedure: u32,
    pub channel: Channel,
    pub status: Status,
    pub status_given: bool,
    pub origin: Origin,
    pub submitted: Option<LocalTime>,
    pub received: Option<LocalTime>,
    pub due: Option<LocalTime>,
    pub ended: Option<LocalTime>,
    pub end_kind: Option<EndKind>,
    pub returned: Option<LocalTime>,
    pub refused: Option<LocalTime>,
    pub apology_sent: Option<LocalTime>,
    pub flags: Flags,
    /// Number of the list of databases; `None` where none was given.
    pub databases: Option<u32>,
    /// Sum of the fees that could be read.
    pub fee: Option<i64>,
    /// `DanhSachHoSoBoSung`, where it is filled.
    pub supplements: Option<Vec<Supplement>>,
    /// What is wrong with the row, should it be the one that counts.
    pub reject: Option<(Reason, &'static str)>,
    pub findings: FindingSet,
}

/// Findings of one row, as a set. What is noticed in all rows of a source together is not of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FindingSet(pub u64);

impl FindingSet {
    pub fn add(&mut self, finding: Finding) {
        self.0 |= 1 << finding as u8;
    }

    /// The findings of both.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The findings of the set, in the order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = Finding> {
        Finding::ALL.iter().copied().filter(move |finding| self.has(*finding))
    }

    pub const fn has(self, finding: Finding) -> bool {
        self.0 & (1 << finding as u8) != 0
    }
}

/// What the text of a trail entry means (4.1.3, 4.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryClass {
    Plain(EntryKind),
    /// A status 9 that is a request for a supplement.
    MislabelledRequest,
    /// A status 9 that is a request for payment.
    MislabelledPayment,
    /// "Không có ngày hẹn trả": dropped.
    FalseEnd,
}

/// One entry of a trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntryMessage<'a> {
    pub dossier_id: &'a str,
    pub at: LocalTime,
    pub status: Status,
    pub class: EntryClass,
    /// Of the normalised text: entries are one when time, status and text are the same.
    pub text_hash: u64,
    pub findings: FindingSet,
}

/// One row of a supplements table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupplementMessage<'a> {
    pub dossier_id: &'a str,
    pub asked: LocalTime,
    pub completed: Option<LocalTime>,
    pub due_before: Option<LocalTime>,
    pub due_after: Option<LocalTime>,
}

/// One rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatingMessage<'a> {
    pub dossier_id: &'a str,
    pub rated: LocalTime,
    /// What a citizen (or nobody named) said; `None` of an official, or without a verdict.
    pub opinion: Option<Opinion>,
    pub complaint: bool,
    /// Of all columns: rows are one when all are the same.
    pub row_hash: u64,
}

/// What one row turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Message<'a> {
    Dossier(DossierMessage<'a>),
    Entry(EntryMessage<'a>),
    Supplement(SupplementMessage<'a>),
    Rating(RatingMessage<'a>),
    Procedure(ProcedureRow),
    Announcement(Announcement),
    /// A petition with the number of its resolved unit code.
    Petition(Petition),
    Total {
        unit_id: String,
        period: super::period::Period,
        received: u64,
    },
    /// A total that cannot be read, or whose period cannot: the row goes to the quarantine, and no other
    /// total may take its place.
    TotalUnreadable {
        unit_id: String,
        period: Option<super::period::Period>,
    },
    Unit(super::unit::UnitRow),
    Cohort(super::cohort::CohortRow),
    Day {
        day: super::time::Day,
        row: super::calendar::Exception,
    },
    Rejected(Reason, &'static str),
    /// A row that is passed over: a header once more, blanks.
    PassedOver(OutOfScope),
    /// Not a row of its own: what was noticed in the row at this place, which comes beside it.
    Noticed(FindingSet),
}

/// Takes the rows of a file as they are read. One sink serves one thread.
pub trait Sink: Send {
    fn take(&mut self, place: Place, message: Message<'_>);
}
