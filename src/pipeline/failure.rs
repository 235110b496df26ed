//! Why a run stops. Each stage says it in these words; the command line gives each its exit code.

use polars::prelude::PolarsError;

use crate::{
    edition::files::ShelfFault,
    lake::LakeFault,
    press::{
        compose::ComposeFault,
        known::HistoryFault,
        parity::{CheckFault, Disparity},
        publish::PublishFault,
    },
    sources::FileFault,
};

/// Why a run stops. Nothing is published.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}", list(.0))]
    Configuration(Vec<String>),
    #[error("{}", list(.0))]
    InputMissing(Vec<String>),
    /// Files that cannot be read, each with its place.
    #[error("{}", list_of(.0))]
    Files(Vec<FileFault>),
    #[error("{0}")]
    Data(String),
    #[error("{0}")]
    NothingToDo(String),
    #[error("{0}")]
    Accounts(String),
    #[error("{0}")]
    Locked(String),
    #[error("{0}")]
    Changed(String),
    #[error(transparent)]
    Lake(#[from] LakeFault),
    #[error(transparent)]
    Publish(#[from] PublishFault),
    /// What was published is not whole.
    #[error(transparent)]
    History(#[from] HistoryFault),
    #[error(transparent)]
    Compose(ComposeFault),
    /// The files of the edition do not say the same.
    #[error(transparent)]
    Parity(#[from] Disparity),
    #[error("counting failed: {0}")]
    Count(String),
}

fn list(items: &[String]) -> String {
    items.join("\n")
}

fn list_of(faults: &[FileFault]) -> String {
    faults.iter().map(FileFault::to_string).collect::<Vec<_>>().join("\n")
}

impl From<ShelfFault> for Failure {
    fn from(fault: ShelfFault) -> Self {
        Self::Publish(fault.into())
    }
}

impl From<ComposeFault> for Failure {
    fn from(fault: ComposeFault) -> Self {
        match fault {
            ComposeFault::Shelf(fault) => fault.into(),
            fault => Self::Compose(fault),
        }
    }
}

impl From<CheckFault> for Failure {
    fn from(fault: CheckFault) -> Self {
        match fault {
            CheckFault::Disparity(disparity) => Self::Parity(disparity),
            CheckFault::Shelf(fault) => fault.into(),
        }
    }
}

impl From<PolarsError> for Failure {
    fn from(error: PolarsError) -> Self {
        Self::Count(error.to_string())
    }
}
