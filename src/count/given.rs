//! Which inputs a run was given.

use std::collections::BTreeSet;

/// Which inputs were given; an indicator whose input was not is `missing_source`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Given {
    pub catalogue: bool,
    pub announcements: bool,
    pub ratings: bool,
    pub petitions: bool,
    pub totals: bool,
    /// Columns of dossiers that some source has.
    pub dossier_columns: BTreeSet<String>,
    /// Columns of the catalogue that some row fills.
    pub catalogue_columns: BTreeSet<String>,
}
