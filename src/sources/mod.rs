//! The doors through which records come in. One file per format; each parses, takes only the
//! allow-listed columns, normalises and rejects. Everything personal is skipped as bytes here and
//! exists nowhere behind this room.
//!
//! Imports only from `domain` and `schema`; within the room: bytes, text, dates and names know no
//! rows, rows know no tables, and the two formats know nothing of one another.

mod codes;
pub mod databases;
pub mod dates;
mod expected;
mod file;
pub mod input_file;
mod lines;
pub mod national_sync;
pub mod open;
pub mod patterns;
mod reading;
pub mod rows;
pub mod seen;
pub mod table;
pub mod text;
mod threads;
pub mod unchanged;

use crate::domain::{message::Sink, names::Names};
pub use file::{FaultClass, File, FileFault};

/// Which row of one dossier wins within a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    #[default]
    Last,
    First,
    Error,
}

/// Within what the number of a dossier is its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IdScope {
    #[default]
    Authority,
    /// Units number their dossiers by themselves: unit and number together are the key.
    Unit,
}

/// The order in which the files of a source are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// By name, letter by letter: `T10` before `T9`.
    #[default]
    Name,
    /// By name, with the numbers in it as numbers: `T9` before `T10`.
    Natural,
}

/// What every thread that reads one file shares. Nothing in it is known of other files or of the run.
#[derive(Debug)]
pub struct Context {
    pub zone: chrono_tz::Tz,
    /// What rows say of their units, as `UnitTexts` joins it.
    pub unit_texts: Names,
    pub procedure_names: Names,
    pub database_names: Names,
    pub threads: usize,
}

/// Gives each reading thread a sink of its own.
pub trait Sinks: Sync {
    fn sink(&self) -> Box<dyn Sink + '_>;
    /// Called with the bytes of the file consumed so far, for progress.
    fn consumed(&self, _bytes: u64) {}
}
