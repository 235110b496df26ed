//! A dossier that is still in hand at the end of a period and that somebody must look at: it is overdue, or due
//! within a few working days. Its number is internal.

use serde::{Deserialize, Serialize};

use super::time::LocalTime;

/// Working days after the end of the period within which an open dossier is due soon.
pub const SOON: u32 = 5;

/// Why somebody must look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenState {
    Overdue,
    /// Counted as overdue because a supplement was asked for again, though it is not past its due date.
    Repeated,
    DueSoon,
}

impl OpenState {
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Repeated, Self::DueSoon];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Repeated => "repeated",
            Self::DueSoon => "due_soon",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDossier {
    pub id: String,
    /// By code: shares of a run number their units each by themselves.
    pub unit_id: String,
    pub procedure_id: String,
    pub received: LocalTime,
    /// With what was paused until the end.
    pub due: LocalTime,
    pub state: OpenState,
    /// Working days past the due date, or left until it.
    pub working_days: u32,
}
