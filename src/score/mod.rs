//! Scoring: exact integer arithmetic on a few thousand figures. From counts to points, groups,
//! scores, bands and ranks, as section 3 of the specification rounds and compares them.

pub mod breakdown;
pub mod certainty;
pub mod outlook;
pub mod period_result;
pub mod points;
pub mod repair;
pub mod scorecard;
pub mod side_by_side;
pub mod why;
