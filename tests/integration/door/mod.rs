//! The door: each kind of dirt in an input is read rightly, or refused, or told.

mod cells;
mod files;
mod text;
mod writers;
