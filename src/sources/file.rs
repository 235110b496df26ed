//! A file to be read, and why it cannot be.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::seen::Seen;
use crate::schema::canonical::Kind;

/// One file to be read, with its number in the reading order.
#[derive(Clone, Debug)]
pub struct File {
    pub number: u32,
    pub path: PathBuf,
    pub kind: Kind,
    pub seen: Arc<Seen>,
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
