//! The arguments, declared once; help and completions are readings of this declaration.

mod loops;
mod why;

use std::path::PathBuf;

use clap::{
    Args as ClapArgs, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

pub use self::{
    loops::{
        DigestWish, DurationsWish, FormWish, OutlookWish, PortalWish, ReportRange, SignsWish,
        TodoWish,
    },
    why::WhyWish,
};
use crate::{domain::text::Lang, rules::targets};

/// Monthly service-quality indicators of Decision 766/QĐ-TTg from procedure-processing logs.
///
/// Exit codes: 0 done; 64 usage; 65 the data failed a gate, nothing published; 66 an input is
/// missing; 69 nothing to do for what was asked; 70 internal (the accounts do not balance);
/// 74 cannot read or write; 75 locked by another run; 77 a cell that was final when published would
/// change; 78 configuration.
#[derive(Debug, Parser)]
#[command(name = "chiso", version, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, ClapArgs)]
pub struct Common {
    /// The configuration.
    #[arg(long, global = true, default_value = "chiso.toml", value_name = "FILE")]
    pub config: PathBuf,
    /// How the result is written to standard output; the log goes to standard error.
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub format: Format,
    /// Language of the result.
    #[arg(long, global = true, value_parser = language(), default_value = "vi")]
    pub lang: Lang,
}

/// How files that were read before are told again.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct Again {
    /// Tell input files by their hash alone, and not by size, place and time of change.
    #[arg(long)]
    pub rehash: bool,
    /// Let input files that are gone count as they were read, though their mapping changed since.
    #[arg(long)]
    pub keep_old_reading: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// A language by its tag.
fn language() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::tag))
        .map(|tag| if tag == Lang::En.tag() { Lang::En } else { Lang::Vi })
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an invented ministry with planted defects in DIR, and run it.
    Demo {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Write a commented configuration and empty input tables into DIR.
    Init {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Read everything without writing: configuration, rule set, calendar, every source.
    Check {
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
        #[command(flatten)]
        again: Again,
    },
    /// What a run would do, without doing it: its periods, and what would change. Always ends with 0
    /// where the inputs can be read, also where `run` would be refused with 77.
    Plan(Range),
    /// The monthly job: read, judge, count, score, publish.
    Run {
        #[command(flatten)]
        range: Range,
        /// Read and count nothing, and publish what these partials of `shard` say together.
        #[arg(long, value_name = "DIR", requires = "parts")]
        from_partials: Option<PathBuf>,
        /// The parts from which the partials were made.
        #[arg(long, value_name = "DIR", requires = "from_partials")]
        parts: Option<PathBuf>,
        /// Publish also a month in which no dossier was received.
        #[arg(long)]
        allow_empty: bool,
    },
    /// Publish months again although final figures change; the reason stands in the manifest.
    Restate {
        #[command(flatten)]
        range: Range,
        /// Publish also a month in which no dossier was received.
        #[arg(long)]
        allow_empty: bool,
        /// Why the figures change.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Read every source into the lake, and nothing more.
    Ingest {
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
        #[command(flatten)]
        again: Again,
    },
    /// Read some input files into parts, on any machine: the first of three steps by which many share
    /// the work of `run`. The others are `shard` and `run --from-partials`.
    Part {
        /// Files of the configured sources, units and calendar included.
        #[arg(value_name = "FILE", required_unless_present = "list")]
        files: Vec<PathBuf>,
        /// The folder of the parts, shared by all.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        /// Make nothing, and name the files that are to be given.
        #[arg(long, conflicts_with = "files")]
        list: bool,
    },
    /// Resolve and count one share of all dossiers, from the parts of all input files: the second step.
    Shard {
        /// Share I of N, from 1/N to N/N.
        #[arg(value_name = "I/N")]
        share: String,
        /// The folder of the parts.
        #[arg(long, value_name = "DIR")]
        parts: PathBuf,
        /// The folder of the partials, shared by all.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        #[command(flatten)]
        range: Range,
    },
    /// What the lake keeps of each input file.
    Lake {
        #[command(subcommand)]
        action: LakeAction,
    },
    /// The indicators of one period from the lake, without an edition.
    Count {
        /// A month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
        #[arg(long, value_name = "PERIOD")]
        month: String,
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default
        /// the end of the period.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
    },
    /// The facts of one period from the lake, one row per dossier in hand, as Parquet.
    Facts {
        /// A month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
        #[arg(long, value_name = "PERIOD")]
        month: String,
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default
        /// the end of the period.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
        /// Where to write.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
        #[command(flatten)]
        beside: Beside,
    },
    /// A form that officials fill by hand, of any range of days, from the lake, as XLSX and DOCX.
    /// Internal: it shows exact figures.
    Form(FormWish),
    /// The report of any range of months, from the lake, as DOCX and HTML.
    Report(ReportRange),
    /// What is open by the time left until it is due, and where the share handled on time will end in a month
    /// that is not over. Internal.
    Outlook(OutlookWish),
    /// One cell from rows read to points: every exclusion with its reason and count.
    Explain {
        /// The code of a unit, of the authority, or `unmapped`.
        #[arg(value_name = "UNIT")]
        unit: String,
        /// The id of an indicator, such as handled_on_time.
        #[arg(value_name = "INDICATOR")]
        indicator: String,
        /// A month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
        #[arg(long, value_name = "PERIOD")]
        month: String,
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default
        /// the end of the period.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
        /// Name the dossiers that lost the point, each with its reason. For internal eyes.
        #[arg(long)]
        dossiers: bool,
    },
    /// What can still be done about the dossiers of a period, what each action is worth, and how few reach the
    /// next band and rank. Internal: it names dossiers.
    Todo(TodoWish),
    /// Where time goes: how long dossiers received in a period take until they end, how long citizens are waited
    /// for, and how long results wait to be handed over, by unit and procedure. Internal.
    Durations(DurationsWish),
    /// Signs that deserve a look, unit by unit, beside what chance would show and what else could explain them.
    /// Internal: it names dossiers, and never persons.
    Signs(SignsWish),
    /// A short letter to each unit, as text and HTML: score, what moved and why, what is due, what would bring
    /// points. It names no dossier; sending it is done by other means.
    Digest(DigestWish),
    /// Why points moved between two periods: ratios, mix of procedures and of units, rules, late data, sources,
    /// rounding, which sum to the change. Internal: it shows exact figures.
    Why(WhyWish),
    /// The rule sets: which there are, and what one says.
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    /// The data dictionary: inputs, facts, published tables, codes and indicators in both languages.
    Dictionary(Wish),
    /// Recompute points from published counts and compare.
    Reconcile {
        /// A CSV with the columns case, unit, unit_level, period, level, id, numerator,
        /// denominator, published_points, max_points.
        file: PathBuf,
        /// The largest difference that still counts as equal.
        #[arg(long, default_value = "0")]
        tolerance: String,
    },
    /// Keep snapshots of what the national portal published, and set them beside our own figures.
    Portal(PortalWish),
    /// The editions that were published.
    Editions,
    /// Two editions side by side: periods, figures, ranks and tables that differ, and why.
    Diff {
        /// A name as in `chiso editions`, the beginning of one, or `current`.
        #[arg(value_name = "A")]
        left: String,
        #[arg(value_name = "B")]
        right: String,
    },
    /// Read an edition back and compare every file with its manifest.
    Verify {
        /// By default the current one.
        edition: Option<String>,
    },
    /// Make the index of what was published anew from the editions that are whole, and name those that are not.
    Repair,
    /// Remove editions that nothing final rests on, beyond the number that `keep` in [publication] says.
    Prune {
        /// Remove nothing, and name them.
        #[arg(long)]
        dry_run: bool,
    },
    /// Let the pointer `current` go back to an edition that is still there.
    Rollback { edition: String },
}

/// The months of a run.
#[derive(Debug, ClapArgs)]
pub struct Range {
    /// One month, such as 2026-08.
    #[arg(long, value_name = "MONTH", alias = "period", conflicts_with_all = ["from", "to"])]
    pub month: Option<String>,
    /// The first month of a range.
    #[arg(long, value_name = "MONTH", requires = "to")]
    pub from: Option<String>,
    /// The last month of a range.
    #[arg(long, value_name = "MONTH", requires = "from")]
    pub to: Option<String>,
    /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`, none of them to
    /// come; by default the end of the last month, or today where it is not over.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub again: Again,
    /// When the edition is published, a day or minute; by default now. It stands in the manifest alone.
    #[arg(long, value_name = "WHEN")]
    pub published_at: Option<String>,
}

/// Where the tables beside the facts of dossiers are written, where asked for.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct Beside {
    /// Also write the tree of units: a row for each unit itself and for each unit above it.
    #[arg(long, value_name = "FILE")]
    pub units: Option<PathBuf>,
    /// Also write the facts of procedures, unit by unit.
    #[arg(long, value_name = "FILE")]
    pub procedures: Option<PathBuf>,
    /// Also write the facts of announcing decisions.
    #[arg(long, value_name = "FILE")]
    pub announcements: Option<PathBuf>,
    /// Also write the facts of petitions.
    #[arg(long, value_name = "FILE")]
    pub petitions: Option<PathBuf>,
}

/// How the dictionary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Both languages side by side.
    Markdown,
    /// The body of a page in the language of `--lang`, well-formed XML.
    Html,
    /// One row per table, column, code and indicator.
    Csv,
}

#[derive(Debug, ClapArgs)]
pub struct Wish {
    /// Where to write; by default standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub output: Option<PathBuf>,
    /// Compare this file with what would be written; exit code 65 where it differs.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// How it is written.
    #[arg(long = "as", value_enum, default_value = "markdown", value_name = "FORM")]
    pub form: Form,
    /// The rule set whose indicators are described: a built-in id, or a folder.
    #[arg(long, default_value = "portal-2026", value_name = "ID")]
    pub rules: String,
    /// The targets of a plan: a built-in id, or a file.
    #[arg(long, default_value = targets::BUILT_IN.0, value_name = "ID")]
    pub targets: String,
}

#[derive(Debug, Subcommand)]
pub enum LakeAction {
    /// Every file that was read, whether it is still there, and what became of its rows.
    List,
    /// Merge small segments, and leave out rows that do not count any more; nothing that the lake says
    /// changes.
    Compact,
    /// Remove what the lake keeps of one file; the next run counts without it.
    Forget {
        /// The beginning of the hash of its bytes, as `list` shows it.
        #[arg(value_name = "HASH")]
        hash: String,
        /// Why; it stands in the lake from then on.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum RulesAction {
    /// The built-in rule sets.
    List,
    /// What a rule set says: a built-in id, or a folder.
    Show { id: String },
    /// The counts of a rule set as SQL over the tables that `chiso facts` writes.
    Sql {
        id: String,
        /// Only this indicator, without the flow.
        #[arg(long, value_name = "ID")]
        indicator: Option<String>,
    },
    /// Two rule sets side by side on the same data: what changes per unit and indicator, and why.
    Compare {
        #[arg(value_name = "A")]
        left: String,
        #[arg(value_name = "B")]
        right: String,
        /// A month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
        #[arg(long, value_name = "PERIOD")]
        month: String,
        /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default
        /// the end of the period.
        #[arg(long, value_name = "WHEN")]
        as_of: Option<String>,
    },
}
