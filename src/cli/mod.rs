//! The command line: arguments to settings, settings to a job, a job to what is printed and the
//! exit code. Only here is anything printed, and only here does the program end.
//!
//! May import from every room. Within it `args`, `exit_code` and `output` stand below `settings`, which
//! stands below the commands; `check`, `plan`, `shard` and `demonstrate` borrow from `run`.

pub mod args;
mod causes;
pub mod check;
pub mod clock;
pub mod compare;
mod compare_text;
pub mod count;
mod coverage;
pub mod demonstrate;
pub mod dictionary;
pub mod diff;
pub mod digest;
pub mod durations;
pub mod exit_code;
pub mod explain;
pub mod facts;
mod figure;
pub mod form;
pub mod init;
mod known;
pub mod lake;
mod named;
pub mod outlook;
mod output;
pub mod part;
pub mod plan;
pub mod portal;
pub mod prune;
pub mod reconcile;
pub mod repair;
pub mod report;
pub mod reporter;
pub mod rules;
pub mod run;
pub mod settings;
pub mod shard;
pub mod signs;
pub mod todo;
pub mod unmapped;
pub mod verify;
pub mod why;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit_code::{Code, Stop};

/// Parses the arguments, does what they say and gives the exit code.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            let code = if error.use_stderr() { Code::Usage } else { Code::Done };
            return code.into();
        }
    };
    let common = &args.common;
    let done = match &args.command {
        Command::Demo { folder } => demonstrate::demo(folder, common),
        Command::Init { folder } => init::init(folder),
        Command::Check { as_of, again } => check::check(common, as_of.as_deref(), *again),
        Command::Plan(range) => plan::plan(common, range),
        Command::Run { range, allow_empty, from_partials: Some(partials), parts: Some(parts) } => {
            shard::run(common, range, *allow_empty, partials, parts)
        }
        Command::Run { range, allow_empty, .. } => run::run(common, range, *allow_empty),
        Command::Shard { share, parts, into, range } => {
            shard::shard(common, range, share, parts, into)
        }
        Command::Restate { range, allow_empty, reason } => {
            run::restate(common, range, *allow_empty, reason)
        }
        Command::Ingest { as_of, again } => run::ingest(common, as_of.as_deref(), *again),
        Command::Part { list: true, into, .. } => part::list(common, into),
        Command::Part { files, list: false, into } => part::part(common, files, into),
        Command::Lake { action } => lake::lake(common, action),
        Command::Count { month, as_of } => count::count(common, month, as_of.as_deref()),
        Command::Facts { month, as_of, output, beside } => {
            facts::facts(common, month, as_of.as_deref(), output, beside)
        }
        Command::Form(wish) => form::form(common, wish),
        Command::Outlook(wish) => outlook::outlook(common, wish),
        Command::Report(range) => report::report(common, range),
        Command::Explain { unit, indicator, month, as_of, dossiers } => {
            let as_of = as_of.as_deref();
            let question = explain::Question { unit, indicator, month, as_of, dossiers: *dossiers };
            explain::explain(common, &question)
        }
        Command::Digest(wish) => digest::digest(common, wish),
        Command::Durations(wish) => durations::durations(common, wish),
        Command::Signs(wish) => signs::signs(common, wish),
        Command::Todo(wish) => todo::todo(common, wish),
        Command::Why(wish) => why::why(common, wish),
        Command::Rules { action } => rules::rules(common, action),
        Command::Dictionary(wish) => dictionary::dictionary(common, wish),
        Command::Reconcile { file, tolerance } => reconcile::reconcile(common, file, tolerance),
        Command::Portal(wish) => portal::portal(common, wish),
        Command::Editions => verify::editions(common),
        Command::Diff { left, right } => diff::diff(common, left, right),
        Command::Verify { edition } => verify::verify(common, edition.as_deref()),
        Command::Rollback { edition } => verify::rollback(common, edition),
        Command::Repair => repair::repair(common),
        Command::Prune { dry_run } => prune::prune(common, *dry_run),
    };
    let code = done.unwrap_or_else(|Stop { code, message }| {
        output::complain(&message);
        code
    });
    output::finish(code).into()
}
