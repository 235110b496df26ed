//! A petition or reflection (phản ánh, kiến nghị) about procedures or conduct.

use super::time::LocalTime;

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Petition {
    pub id: String,
    /// Position in the list of units.
    pub unit: u32,
    pub about_rules: bool,
    pub received: LocalTime,
    pub transferred: Option<LocalTime>,
    pub answered: Option<LocalTime>,
    pub refused: Option<LocalTime>,
    pub asked_more: Option<LocalTime>,
    pub likes: i64,
    pub dislikes: i64,
    pub repeated: bool,
}
