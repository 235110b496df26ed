//! What a dossier may lack, and whether it can still be put right: part of a rule set, because the readings
//! that decide what counts also decide what is too late. It changes no figure, so the hash leaves it out.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::domain::text::Text;

/// Until when a lack can be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repairable {
    /// As long as the period is not over.
    UntilEndOfPeriod,
    /// Also afterwards: the dossier is sent again, with what it lacked.
    Always,
    /// What happened has happened.
    Never,
}

/// What a dossier lacks, and what can be done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    /// The facts that are not there. What can be put right makes these flags true, all of them at once.
    pub facts: Vec<&'static str>,
    /// Of which dossiers it can be; absent where of all.
    pub when: Option<Condition>,
    pub repairable: Repairable,
    /// Who does it.
    pub by: Text,
    /// What is to be done.
    pub action: Text,
}

impl Lack {
    /// The fact that it is called by.
    pub fn id(&self) -> &'static str {
        self.facts.first().copied().unwrap_or_default()
    }

    /// Whether it can be put right in a period that is over or not.
    pub fn is_repairable(&self, is_over: bool) -> bool {
        match self.repairable {
            Repairable::Always => true,
            Repairable::UntilEndOfPeriod => !is_over,
            Repairable::Never => false,
        }
    }
}
