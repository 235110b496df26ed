//! The canonical inputs of the contract, section 3: which columns a `table` of each kind may have.
//! A column that is not listed here is never decoded, so nothing personal can come in by a table.

use super::{
    Column, codes,
    column::{coded, date, decimal, flag, int, number, of, text, time},
};

/// The kinds of input.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Dossiers,
    Events,
    Supplements,
    Procedures,
    Announcements,
    Ratings,
    Petitions,
    Totals,
    Units,
    Calendar,
    Cohorts,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Dossiers,
        Self::Events,
        Self::Supplements,
        Self::Procedures,
        Self::Announcements,
        Self::Ratings,
        Self::Petitions,
        Self::Totals,
        Self::Units,
        Self::Calendar,
        Self::Cohorts,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Events => "events",
            Self::Supplements => "supplements",
            Self::Procedures => "procedures",
            Self::Announcements => "announcements",
            Self::Ratings => "ratings",
            Self::Petitions => "petitions",
            Self::Totals => "totals",
            Self::Units => "units",
            Self::Calendar => "calendar",
            Self::Cohorts => "cohorts",
        }
    }

    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Dossiers => DOSSIERS,
            Self::Events => EVENTS,
            Self::Supplements => SUPPLEMENTS,
            Self::Procedures => PROCEDURES,
            Self::Announcements => ANNOUNCEMENTS,
            Self::Ratings => RATINGS,
            Self::Petitions => PETITIONS,
            Self::Totals => TOTALS,
            Self::Units => UNITS,
            Self::Calendar => CALENDAR,
            Self::Cohorts => COHORTS,
        }
    }

    /// Columns that must be there; of an inner list, any one.
    pub const fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Dossiers => {
                &[&["dossier_id"], &["unit_id", "unit_name"], &["procedure_id"], &["received_at"]]
            }
            Self::Events => &[&["dossier_id"], &["at"], &["status"]],
            Self::Supplements => &[&["dossier_id"], &["asked_at"]],
            Self::Procedures => &[&["procedure_id"], &["name"]],
            Self::Announcements => &[&["decision_id"], &["procedure_id"], &["announced_on"]],
            Self::Ratings => &[&["dossier_id"], &["rated_at"]],
            Self::Petitions => &[&["petition_id"], &["unit_id"], &["received_at"]],
            Self::Totals => &[&["unit_id"], &["period"], &["dossiers_received"]],
            Self::Units => &[&["unit_id"], &["name"]],
            Self::Calendar => &[&["date"], &["kind"]],
            Self::Cohorts => &[&["unit_id"], &["cohort"]],
        }
    }

    /// Position of a column in this kind's list.
    pub fn position(self, name: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.name == name)
    }
}

pub const DOSSIERS: &[Column] = &of(
    "dossiers",
    [
        text("dossier_id"),
        text("unit_id"),
        text("unit_name"),
        text("procedure_id"),
        text("field_id"),
        coded("channel", codes::CHANNELS),
        int("status"),
        time("submitted_at"),
        time("received_at"),
        time("due_at"),
        time("ended_at"),
        coded("end_kind", codes::END_KINDS),
        time("returned_at"),
        flag("components_digitized"),
        flag("component_reused"),
        flag("has_digitized_component"),
        flag("from_personal_store"),
        flag("result_file"),
        flag("vneid_verified"),
        text("databases"),
        number("fee_due", "VND"),
        int("online_payment"),
        flag("synced"),
        time("apology_sent_at"),
        flag("received_elsewhere"),
    ],
);

/// A row of any kind has at most so many cells.
pub const MOST_COLUMNS: usize = DOSSIERS.len();

/// Of what is told of a dossier: the unit that gave it its number.
const NUMBERING_UNIT: Column = text("unit_id");

pub const EVENTS: &[Column] =
    &of("events", [text("dossier_id"), time("at"), int("status"), text("content"), NUMBERING_UNIT]);

pub const SUPPLEMENTS: &[Column] = &of(
    "supplements",
    [
        text("dossier_id"),
        time("asked_at"),
        time("completed_at"),
        time("due_before_at"),
        time("due_after_at"),
        NUMBERING_UNIT,
    ],
);

pub const PROCEDURES: &[Column] = &of(
    "procedures",
    [
        text("procedure_id"),
        text("name"),
        text("field_id"),
        text("field_name"),
        text("unit_ids"),
        coded("online_level", codes::ONLINE_LEVELS),
        flag("has_fee"),
        flag("paper_result"),
        flag("citizen_subject"),
        decimal("max_time", 2, ""),
        coded("max_time_unit", codes::TIME_UNITS),
        flag("complete"),
        date("public_from"),
        date("public_to"),
        date("valid_from"),
        date("valid_to"),
        text("legal_basis"),
    ],
);

pub const ANNOUNCEMENTS: &[Column] = &of(
    "announcements",
    [
        text("decision_id"),
        text("procedure_id"),
        date("announced_on"),
        date("legal_effective_on"),
        date("published_on"),
    ],
);

pub const RATINGS: &[Column] = &of(
    "ratings",
    [
        text("dossier_id"),
        time("rated_at"),
        coded("verdict", codes::RATINGS),
        coded("by", codes::RATERS),
        flag("complaint"),
        NUMBERING_UNIT,
    ],
);

pub const PETITIONS: &[Column] = &of(
    "petitions",
    [
        text("petition_id"),
        text("unit_id"),
        coded("kind", codes::PETITION_KINDS),
        time("received_at"),
        time("transferred_at"),
        time("answered_at"),
        time("refused_at"),
        time("asked_more_at"),
        int("likes"),
        int("dislikes"),
        flag("repeated"),
    ],
);

pub const TOTALS: &[Column] =
    &of("totals", [text("unit_id"), text("period"), number("dossiers_received", "dossiers")]);

pub const UNITS: &[Column] = &of(
    "units",
    [
        text("unit_id"),
        text("name"),
        text("name_en"),
        text("parent_id"),
        text("kind"),
        date("valid_from"),
        date("valid_to"),
        text("successor_id"),
        text("aliases"),
    ],
);

pub const CALENDAR: &[Column] =
    &of("calendar", [date("date"), coded("kind", codes::DAY_KINDS), text("name"), text("hours")]);

/// Which units are ranked beside each other.
pub const COHORTS: &[Column] =
    &of("cohorts", [text("unit_id"), text("cohort"), date("valid_from"), date("valid_to")]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_has_more_columns_than_a_row_has_room_for() {
        for kind in Kind::ALL {
            assert!(kind.columns().len() <= MOST_COLUMNS, "{}", kind.as_str());
        }
    }
}
