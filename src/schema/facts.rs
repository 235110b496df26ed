//! Fact columns: all that a condition of a rule set may speak of. One list per thing counted; the
//! judge fills them, the counting engines and the printed SQL read them. Flags are never null.

use super::{
    Column, codes,
    column::{flag, of},
    fact_row::{FactRow, Need, facts},
    verdict::Verdict,
};
use crate::domain::{
    dossier::{Channel, EndKind},
    procedure::OnlineLevel,
};

/// The things an indicator may count; each has its own facts table.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Dossiers,
    Procedures,
    Announcements,
    Petitions,
    /// Communes and their services; no input gives them yet.
    Communes,
}

impl Subject {
    pub const ALL: [Self; 5] =
        [Self::Dossiers, Self::Procedures, Self::Announcements, Self::Petitions, Self::Communes];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Procedures => "procedures",
            Self::Announcements => "announcements",
            Self::Petitions => "petitions",
            Self::Communes => "communes",
        }
    }

    /// The columns that a condition over this subject may use.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Dossiers => DOSSIERS,
            Self::Procedures => PROCEDURES,
            Self::Announcements => ANNOUNCEMENTS,
            Self::Petitions => PETITIONS,
            Self::Communes => COMMUNES,
        }
    }

    /// What a fact cannot be known without.
    pub fn need(self, name: &str) -> Option<Need> {
        let needs = match self {
            Self::Dossiers => Fact::NEEDS,
            Self::Procedures => ProcedureFact::NEEDS,
            Self::Announcements => AnnouncementFact::NEEDS,
            Self::Petitions => PetitionFact::NEEDS,
            Self::Communes => &[],
        };
        needs.iter().find(|(of, _)| *of == name).map(|(_, need)| *need)
    }

    pub fn column(self, name: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.name == name)
    }
}

facts! {
    /// What a dossier is in a period. Flags that no message gave are false here (two-valued).
    Fact, DossierLists, DOSSIERS of "facts" {
        opening: bool = flag(),
        received: bool = flag(),
        in_hand: bool = flag(),
        ended: bool = flag(),
        closing: bool = flag(),
        verdict: Verdict = coded(codes::VERDICTS),
        on_time: bool = flag(),
        undated: bool = flag(),
        judged: bool = flag(),
        waiting: bool = flag(),
        end_kind: Option<EndKind> = coded(codes::END_KINDS_OF_PERIOD),
        handling_seconds: i64 = number("seconds"),
        channel: Channel = coded(codes::CHANNELS) needs Need::Dossiers("channel"),
        synced: bool = flag() needs Need::Dossiers("synced"),
        sync_known: bool = flag(),
        result_file: bool = flag() needs Need::Dossiers("result_file"),
        components_digitized: bool = flag() needs Need::Dossiers("components_digitized"),
        component_reused: bool = flag() needs Need::Dossiers("component_reused"),
        has_digitized_component: bool = flag() needs Need::Dossiers("has_digitized_component"),
        from_personal_store: bool = flag() needs Need::Dossiers("from_personal_store"),
        vneid_verified: bool = flag() needs Need::Dossiers("vneid_verified"),
        population_database: bool = flag() needs Need::Dossiers("databases"),
        online_payment: u8 = int() needs Need::Dossiers("online_payment"),
        fees_all_zero: bool = flag(),
        fee_above_zero: bool = flag() needs Need::Dossiers("fee_due"),
        has_fee: bool = flag() needs Need::Catalogue,
        // Without a catalogue every procedure counts as having a paper result.
        paper_result: bool = flag() needs Need::CatalogueIfGiven,
        online_level: OnlineLevel = coded(codes::ONLINE_LEVELS) needs Need::Catalogue,
        dissatisfied: bool = flag() needs Need::Ratings,
        complained: bool = flag() needs Need::Ratings,
        apology_sent: bool = flag() needs Need::Dossiers("apology_sent_at"),
        received_elsewhere: bool = flag() needs Need::Dossiers("received_elsewhere"),
    }
    beside {
        pub unit: u32,
        pub procedure: u32,
        /// A year that the calendar does not hold and on which the verdict hangs.
        pub lacks_year: Option<i32>,
    }
}

facts! {
    /// One procedure as one unit sees it.
    ProcedureFact, ProcedureLists, PROCEDURES of "procedure_facts" {
        public: bool = flag(),
        in_authority: bool = flag(),
        complete: bool = flag() needs Need::Catalogue,
        online_level: OnlineLevel = coded(codes::ONLINE_LEVELS) needs Need::Catalogue,
        has_fee: bool = flag() needs Need::Catalogue,
        citizen_subject: bool = flag() needs Need::Catalogue,
    }
    beside {
        pub unit: u32,
        /// Position in the catalogue.
        pub procedure: u32,
    }
}

facts! {
    /// One procedure in one announcing decision.
    AnnouncementFact, AnnouncementLists, ANNOUNCEMENTS of "announcement_facts" {
        announced: bool = flag(),
        announced_on_time: bool = flag(),
        publication_due: bool = flag(),
        published_on_time: bool = flag(),
    }
    beside {
        /// A year that the calendar does not hold and on which one of these hangs.
        pub lacks_year: Option<i32>,
    }
}

facts! {
    /// One petition received in the period.
    PetitionFact, PetitionLists, PETITIONS of "petition_facts" {
        received: bool = flag(),
        about_rules: bool = flag(),
        on_time: bool = flag(),
        more_disliked: bool = flag(),
        repeated: bool = flag(),
    }
    beside {
        pub unit: u32,
        /// A year that the calendar does not hold and on which it hangs whether it was on time.
        pub lacks_year: Option<i32>,
    }
}

/// The columns that hold what people said.
pub const OPINIONS: [&str; 4] = ["dissatisfied", "complained", "more_disliked", "repeated"];

/// No input gives these rows yet; conditions may speak of them all the same.
pub const COMMUNES: &[Column] =
    &of("commune_facts", [flag("in_unit"), flag("offers_certified_e_copies")]);
