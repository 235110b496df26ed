//! One documented exit code per outcome.

use std::process::ExitCode;

use crate::{
    lake::LakeFault,
    pipeline::Failure,
    sources::{FaultClass, FileFault},
};

/// The exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// What was asked for is done.
    Done = 0,
    /// The arguments are not understood.
    Usage = 64,
    /// The data failed a gate; nothing was published.
    Data = 65,
    /// An input is missing.
    InputMissing = 66,
    /// There is nothing to do for what was asked.
    NothingToDo = 69,
    /// The accounts do not balance, or another fault of the program.
    Internal = 70,
    /// The system cannot read or write.
    Io = 74,
    /// Another run holds the lock.
    Locked = 75,
    /// A cell that was final when published would change.
    Changed = 77,
    /// The configuration or a rule set is wrong.
    Configuration = 78,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// Why a command ends early: what is said, and the code.
#[derive(Debug)]
pub struct Stop {
    pub code: Code,
    pub message: String,
}

impl Stop {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        let code = match &failure {
            Failure::Configuration(_) => Code::Configuration,
            Failure::InputMissing(_) => Code::InputMissing,
            Failure::Files(faults) => worst(faults),
            Failure::Data(_) | Failure::Parity(_) => Code::Data,
            Failure::NothingToDo(_) => Code::NothingToDo,
            Failure::Accounts(_) | Failure::Count(_) | Failure::Compose(_) => Code::Internal,
            Failure::Locked(_) => Code::Locked,
            Failure::Changed(_) => Code::Changed,
            Failure::Lake(LakeFault::Absent { .. }) => Code::InputMissing,
            Failure::Lake(_) | Failure::Publish(_) | Failure::History(_) => Code::Io,
        };
        Self { code, message: failure.to_string() }
    }
}

/// The configuration is mended first, then files are sent again, then the system is looked at.
fn worst(faults: &[FileFault]) -> Code {
    let any = |class: FaultClass| faults.iter().any(|fault| fault.class == class);
    if any(FaultClass::Configuration) {
        Code::Configuration
    } else if any(FaultClass::Missing) {
        Code::InputMissing
    } else if any(FaultClass::Data) {
        Code::Data
    } else {
        Code::Io
    }
}
