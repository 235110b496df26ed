//! One procedure in one announcing decision (quyết định công bố).

use super::time::Day;

#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Announcement {
    pub decision_id: String,
    /// Root code of the procedure.
    pub procedure_id: String,
    pub announced: Day,
    pub legal_effective: Option<Day>,
    pub published: Option<Day>,
}
