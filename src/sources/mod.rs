//! The doors through which records come in. One file per format; each parses, takes only the
//! allow-listed columns, normalises and rejects. Everything personal is skipped as bytes here and
//! exists nowhere behind this room.

pub mod databases;
pub mod dates;
mod expected;
pub mod input_file;
mod lines;
pub mod national_sync;
mod numbered;
pub mod open;
pub mod patterns;
pub mod rows;
pub mod seen;
pub mod table;
pub mod text;
pub mod units;

use std::path::{Path, PathBuf};

use crate::{
    domain::{message::Sink, names::Names, time::Day, unit::Finder},
    schema::canonical::Kind,
};

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

/// How unit values of this run are read.
#[derive(Debug)]
pub enum UnitReading {
    /// Against the units table (4.1.9).
    Known(Finder),
    /// Each distinct value is a unit directly under the authority.
    Discover,
}

/// What every reader shares.
#[derive(Debug)]
pub struct Context {
    pub zone: chrono_tz::Tz,
    /// The last day that a date of a row is likely to have: fifty years after the cut-off.
    pub last_likely: Day,
    pub units: UnitReading,
    pub unit_names: Names,
    pub procedure_names: Names,
    pub database_names: Names,
    pub threads: usize,
}

/// Why a file as a whole cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
#[error("failed to read {}{}: {what}", file.display(), line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct FileFault {
    pub file: PathBuf,
    pub line: Option<u64>,
    pub what: String,
    pub class: FaultClass,
}

/// Whose fault it is, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultClass {
    /// The file is not what its name says, or is damaged.
    Data,
    /// The mapping does not fit the file.
    Configuration,
    /// The system could not read it.
    Io,
    /// It is not there.
    Missing,
}

impl FileFault {
    pub fn data(file: &Path, what: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, what: what.into(), class: FaultClass::Data }
    }

    pub fn missing(file: &Path, what: impl Into<String>) -> Self {
        Self { class: FaultClass::Missing, ..Self::data(file, what) }
    }

    pub fn configuration(file: &Path, what: impl Into<String>) -> Self {
        Self { class: FaultClass::Configuration, ..Self::data(file, what) }
    }

    /// An error while reading: damage where the bytes are wrong, else the system's.
    pub fn io(file: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        match error.kind() {
            UnexpectedEof => Self::data(file, "the file is cut off; send it again"),
            InvalidData | InvalidInput | Other => {
                Self::data(file, format!("the file is damaged ({error}); send it again"))
            }
            _ => Self { class: FaultClass::Io, ..Self::data(file, error.to_string()) },
        }
    }

    pub fn at(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

/// One file to be read, with its number in the reading order.
#[derive(Clone, Debug)]
pub struct File {
    pub number: u32,
    pub path: PathBuf,
    pub kind: Kind,
    pub seen: std::sync::Arc<seen::Seen>,
}

/// Gives each reading thread a sink of its own.
pub trait Sinks: Sync {
    fn sink(&self) -> Box<dyn Sink + '_>;
    /// Called with the bytes of the file consumed so far, for progress.
    fn consumed(&self, _bytes: u64) {}
}
