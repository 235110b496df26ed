//! Why points moved: the change of a figure between two periods, split without remainder into what moved it,
//! each term an exact fraction of a point.

mod change;
mod ratio;
mod terms;
mod total;

pub use change::{Change, Figure, PartChange, ThenAndNow, change};
pub use terms::{Term, Terms};
pub use total::{TotalChange, UnitChange, total};
