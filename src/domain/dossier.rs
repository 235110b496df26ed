//! A dossier as the lake keeps it: one row, the last message, with its trail, supplements and the
//! first complaint. Nothing here can hold a person.

use super::time::LocalTime;

/// How a dossier came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Channel {
    Online,
    Counter,
    Post,
    Other,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::Online, Self::Counter, Self::Post, Self::Other];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Post => "post",
            Self::Other => "other",
        }
    }
}

/// How handling ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum EndKind {
    Finished,
    Returned,
    Refused,
    Withdrawn,
    Stopped,
}

impl EndKind {
    pub const ALL: [Self; 5] =
        [Self::Finished, Self::Returned, Self::Refused, Self::Withdrawn, Self::Stopped];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
        }
    }

    /// The end that a status stands for; any other status is a finished dossier (4.1.8).
    pub const fn of_status(status: Status) -> Self {
        match status.0 {
            7 => Self::Withdrawn,
            8 => Self::Stopped,
            3 => Self::Refused,
            10 => Self::Returned,
            _ => Self::Finished,
        }
    }
}

/// A processing status, 1 to 10; 0 where it is missing or not one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status(pub u8);

impl Status {
    pub const UNKNOWN: Self = Self(0);
    pub const REGISTERED: Self = Self(1);
    pub const REFUSED: Self = Self(3);
}

/// Which of the two ways of 4.1 gives the end of handling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Origin {
    /// A table: `ended_at` is the end and a trail gives rounds only (4.1.8).
    Table,
    /// A national message: the end is found in the trail, then by the status (4.1.6).
    National,
}

/// What the text of a trail entry makes of it (4.1.3 and 4.1.4); the text itself is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum EntryKind {
    /// A request for a supplement.
    Request,
    /// The supplement came in.
    Completion,
    /// Any other step, told apart by its status.
    Step,
}

/// One entry of a trail, after 4.1.3. Ordered as 4.1.4 orders them: time, kind, status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub at: LocalTime,
    pub kind: EntryKind,
    pub status: Status,
}

/// One round of supplement as a table or `DanhSachHoSoBoSung` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Supplement {
    pub asked: LocalTime,
    pub completed: Option<LocalTime>,
    /// Its old and new due dates are both given and differ.
    pub due_moved: bool,
}

/// One accepted dossier. Times are local; flags that no message gave are `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub id: String,
    /// Position in the list of units.
    pub unit: u32,
    /// Position in the list of procedures.
    pub procedure: u32,
    pub channel: Channel,
    pub status: Status,
    /// A status was given, whether or not it is known.
    pub status_given: bool,
    pub origin: Origin,
    pub received: LocalTime,
    pub due: Option<LocalTime>,
    /// The due date differs between two messages of the dossier.
    pub due_moved: bool,
    /// `ended_at`, or `NgayKetThucXuLy`.
    pub ended: Option<LocalTime>,
    pub end_kind: Option<EndKind>,
    /// `returned_at`, or `NgayTra`.
    pub returned: Option<LocalTime>,
    /// `NgayTuChoi`.
    pub refused: Option<LocalTime>,
    pub flags: Flags,
    /// Number of the list of databases it used; `None` where none was given.
    pub databases: Option<u32>,
    /// Entries of the trail, sorted and told apart.
    pub trail: Vec<Entry>,
    /// Rounds from a table or the message, which take the place of the trail; sorted.
    pub supplements: Option<Vec<Supplement>>,
    /// When a citizen was first dissatisfied, and when one first complained.
    pub dissatisfied: Option<LocalTime>,
    pub complained: Option<LocalTime>,
    /// When a letter of apology was sent (`apology_sent_at`).
    pub apology_sent: Option<LocalTime>,
}

impl Dossier {
    /// The last instant of which anything is known: two cut-offs behind it see the same.
    pub fn latest(&self) -> LocalTime {
        let named = [
            self.ended,
            self.returned,
            self.refused,
            self.dissatisfied,
            self.complained,
            self.apology_sent,
        ];
        let trail = self.trail.last().map(|entry| entry.at);
        let rounds = self.supplements.iter().flatten();
        let rounds = rounds.flat_map(|round| [Some(round.asked), round.completed]);
        let known = named.into_iter().chain([trail]).chain(rounds).flatten();
        known.fold(self.received, LocalTime::max)
    }
}

/// Flags that a message may say or leave out: each is declared once, and the lake has a column of it.
macro_rules! flags {
    ($($name:ident,)+) => {
        /// What the last message says of papers, payment and data used.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Flags {
            $(pub $name: Option<bool>,)+
            /// 0 no, 1 on the national portal, 2 on the gateway of the ministry or province.
            pub online_payment: Option<u8>,
            /// There is a fee and each is known to be 0.
            pub fees_all_zero: bool,
            /// A fee above 0 is known.
            pub fee_above_zero: bool,
            /// A database of the rule set's `population_databases` was used.
            pub population_database: bool,
        }

        impl Flags {
            /// The flags that may be unknown.
            pub const NAMES: &[&str] = &[$(stringify!($name),)+];

            /// Their states, in the order of the names.
            pub fn states(&self) -> [Option<bool>; Self::NAMES.len()] {
                [$(self.$name,)+]
            }

            /// With the states that `state` gives to their places, and nothing else.
            pub fn of_states(state: impl Fn(usize) -> Option<bool>) -> Self {
                let mut places = 0..;
                $(let $name = places.next().and_then(&state);)+
                Self { $($name,)+ ..Self::default() }
            }
        }
    };
}

flags! {
    components_digitized,
    component_reused,
    has_digitized_component,
    from_personal_store,
    result_file,
    vneid_verified,
    synced,
    received_elsewhere,
}
