//! The press: an edition is composed, checked, published, found again and compared with others.
//! Imports from `render` and below; only `making` and `publish` write.

pub mod archive;
pub mod causes;
pub mod chart_files;
pub mod compose;
pub mod difference;
pub mod editions;
pub mod index;
pub mod known;
pub mod making;
pub mod parity;
pub mod publish;
pub mod ranked;
pub mod rolling;
pub mod series;
pub mod settled;
pub mod thinning;
