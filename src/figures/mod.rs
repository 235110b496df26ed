//! Which charts an edition has, and what each of them says: the finding in its headline, measure,
//! place and period below it. The catalogue declares them; each has a file of its own with its
//! headline and its body. Drawing is left to `charts`. The builders import `material`, `bars` and
//! `words` and never each other; the catalogue imports them all, and whoever shows charts imports
//! only what stands here.

mod bars;
mod breaks;
mod catalogue;
mod edition;
mod flow;
mod indicator_funnel;
mod indicator_ranking;
mod indicator_trend;
mod indicator_units;
mod indicators;
mod material;
mod points_lost;
mod process;
mod score_line;
mod scorecard;
mod targets;
mod trend;
mod unit_scores;
mod words;

#[cfg(test)]
pub(crate) mod tests;

pub use crate::domain::sentence::{Value, joined, said};
pub use catalogue::Scope;
pub use edition::Charts;
pub use material::Figures;

/// How the name of a drawing for a phone ends.
pub const PHONE: &str = ".phone.svg";
