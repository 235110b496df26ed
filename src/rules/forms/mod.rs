//! Forms that officials fill by hand (Thông tư 01/2020/TT-VPCP) as data: each column has its number and a
//! formula over counts of dossiers. A form counts as the case flow does, and may name counts of its own. No
//! wording of a form stands in the program.

pub mod form;
pub mod formula;
pub mod load;

pub use form::{By, Form};

/// Id and text of the forms that are part of the program.
pub const BUILT_IN: [(&str, &str); 2] = [
    ("II.06a", include_str!("../../../data/forms/ii-06a.toml")),
    ("07a", include_str!("../../../data/forms/07a.toml")),
];
