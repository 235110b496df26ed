//! The catalogue declares itself; and the charts of invented ministries of every size and fate say
//! what is true, keep to their forms and stay legible.

mod catalogue;
mod legible;
mod said;
mod sentences;
pub(crate) mod world;
