//! The arguments of what an official does every week or month beside the run: forms, reports, lists of what is to
//! be done, letters, and the comparison with the national portal.

use std::path::PathBuf;

use clap::{
    Args as ClapArgs,
    builder::{PossibleValuesParser, TypedValueParser},
};

use crate::rules::forms::By;

/// Which form of which days.
#[derive(Debug, ClapArgs)]
pub struct FormWish {
    /// II.06a, 07a, or the path of a TOML file that says another.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The first day, such as 2026-08-03.
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// The last day, such as 2026-08-09.
    #[arg(long, value_name = "DATE")]
    pub to: String,
    /// What a row is about; by default what the form says.
    #[arg(long, value_parser = rows())]
    pub by: Option<By>,
    /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default the
    /// end of the last day, or the cut-off of the last reading where that is earlier.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
    /// Where to write.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub into: PathBuf,
}

/// Which period, seen from when.
#[derive(Debug, ClapArgs)]
pub struct OfPeriod {
    /// A month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
    #[arg(long, value_name = "PERIOD")]
    pub month: String,
    /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default
    /// the end of the period.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

/// Whose dossiers of which period.
#[derive(Debug, ClapArgs)]
pub struct TodoWish {
    /// The code of a unit, or of the authority; by default every unit directly under it.
    #[arg(value_name = "UNIT")]
    pub unit: Option<String>,
    #[command(flatten)]
    pub of: OfPeriod,
    /// Write the whole list as CSV, Parquet and XLSX there, one sheet for each unit.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// Signs of which period.
#[derive(Debug, ClapArgs)]
pub struct SignsWish {
    #[command(flatten)]
    pub of: OfPeriod,
    /// Write tables, lists of dossiers and charts there.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// How long the dossiers of which period take.
#[derive(Debug, ClapArgs)]
pub struct DurationsWish {
    #[command(flatten)]
    pub of: OfPeriod,
    /// Write the table as CSV and Parquet there, procedures included.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// Letters of which period.
#[derive(Debug, ClapArgs)]
pub struct DigestWish {
    #[command(flatten)]
    pub of: OfPeriod,
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

/// Which month, seen from when.
#[derive(Debug, ClapArgs)]
pub struct OutlookWish {
    /// The month, such as 2026-08.
    #[arg(long, value_name = "MONTH")]
    pub month: String,
    /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default the
    /// end of the month, or of yesterday where it is not over.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
}

/// The months of a report. A month, quarter, half-year or year is told as one period, any other
/// range month by month.
#[derive(Debug, ClapArgs)]
pub struct ReportRange {
    /// The first month, such as 2026-07.
    #[arg(long, value_name = "MONTH")]
    pub from: String,
    /// The last month, such as 2026-09.
    #[arg(long, value_name = "MONTH")]
    pub to: String,
    /// Read only what was known before this day, minute (2026-09-01T14:00) or `now`; by default the
    /// end of the range, or the cut-off of the last reading where that is earlier.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<String>,
    /// Where to write; by default reports/documents/<range>.
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Which snapshots, and what is forgiven.
#[derive(Debug, ClapArgs)]
pub struct PortalWish {
    /// A folder of CSV files with the columns that `reconcile` reads, one a day or period; a day in
    /// a name, as in 2026-09-26.csv, is the day on which it was taken.
    pub folder: PathBuf,
    /// The largest difference in points that is forgiven.
    #[arg(long, value_name = "POINTS", default_value = "0")]
    pub tolerance: String,
    /// Keep this snapshot though it holds less than the last whole one.
    #[arg(long, value_name = "NAME")]
    pub accept: Vec<String>,
    /// Write the comparison as CSV and Parquet there.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// What the rows of a form are, by its name.
fn rows() -> impl TypedValueParser<Value = By> {
    PossibleValuesParser::new(By::ALL.map(By::as_str))
        .map(|name| By::ALL.into_iter().find(|by| by.as_str() == name).unwrap_or(By::Field))
}
