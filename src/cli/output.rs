//! The result on standard output, all of it through here. A reader that has seen enough (`| head`)
//! closes the pipe: what is left is then dropped quietly, and the command ends as it would have.
//! Any other fault of standard output is told once, at the end, with exit code 74.

use std::{
    fmt,
    io::{self, ErrorKind, Write, stderr, stdout},
    sync::{Mutex, PoisonError},
};

use super::exit_code::Code;
use crate::domain::{text::Lang, words};

/// The first fault; nothing is written after it.
static FAULT: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints as `print!` does, but never panics.
macro_rules! out {
    ($($words:tt)*) => { $crate::cli::output::write(format_args!($($words)*)) };
}

/// Prints as `println!` does, but never panics.
macro_rules! outln {
    ($($words:tt)*) => {{
        $crate::cli::output::write(format_args!($($words)*));
        $crate::cli::output::write(format_args!("\n"));
    }};
}

pub(super) use {out, outln};

/// What the two macros call.
pub(super) fn write(words: fmt::Arguments<'_>) {
    let mut fault = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
    if fault.is_none() {
        *fault = stdout().lock().write_fmt(words).err();
    }
}

/// Words of `data/words` that a command prints.
pub(super) fn say(lang: Lang, key: &str) -> &'static str {
    words::of(&format!("cli.{key}")).get(lang)
}

/// Says why a command ends early. Standard error may be closed as well.
pub(super) fn complain(message: &str) {
    let _ = writeln!(stderr(), "chiso: {message}");
}

/// Brings everything out and gives the exit code: the command's own, unless its result got lost.
pub(super) fn finish(code: Code) -> Code {
    let mut fault = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
    match fault.take().or_else(|| stdout().flush().err()) {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("the result cannot be written to standard output: {error}"));
            Code::Io
        }
        _ => code,
    }
}
