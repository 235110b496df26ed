//! What reading came to, as gates, warnings and the manifest look at it.

use crate::{
    domain::{account::Rejected, period::Period},
    sources::input_file::InputFile,
};

/// What reading came to, file by file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub files: Vec<InputFile>,
    pub rejected: Vec<Rejected>,
    /// The month from which the inputs hold every dossier; absent where nothing has ended.
    pub complete_from: Option<Period>,
    /// How many units each cohort has at the cut-off; empty where the dossiers of a period decide.
    pub cohorts: Vec<(String, usize)>,
}
