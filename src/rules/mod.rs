//! Rule sets: indicators as data, loaded, checked and hashed. A rule set says what is counted of
//! what and how it becomes points; it never says how to count.

pub mod builtin;
pub mod condition;
pub mod difference;
pub mod forms;
mod kept;
pub mod lack;
pub mod load;
mod merge;
mod raw;
pub mod rule_set;
pub mod sources;
pub mod targets;

pub use condition::Condition;
pub use lack::Lack;
pub use rule_set::{Indicator, RuleSet, Switches};
