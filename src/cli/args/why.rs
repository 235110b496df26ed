//! The arguments of `chiso why`: one unit, one indicator or all, and two periods.

use clap::Args as ClapArgs;

/// Which change is to be split.
#[derive(Debug, ClapArgs)]
pub struct WhyWish {
    /// The code of a unit, of the authority, or `unmapped`.
    #[arg(value_name = "UNIT")]
    pub unit: String,
    /// The id of an indicator, such as handled_on_time, or `score`: all of them together.
    #[arg(value_name = "INDICATOR")]
    pub indicator: String,
    /// The earlier period: a month (2026-08), quarter (2026-Q3), half-year (2026-H2) or year (2026).
    #[arg(long, value_name = "PERIOD")]
    pub from: String,
    /// The later period; the same as the earlier, with two cut-offs, shows what came late.
    #[arg(long, value_name = "PERIOD")]
    pub to: String,
    /// Of the earlier period only what was known before this day, minute (2026-09-01T14:00) or `now`; by
    /// default its end.
    #[arg(long, value_name = "WHEN")]
    pub as_of_from: Option<String>,
    /// The same of the later period.
    #[arg(long, value_name = "WHEN")]
    pub as_of_to: Option<String>,
    /// The rule set of the earlier period, where it is another one: a built-in id, or a folder.
    #[arg(long, value_name = "SET")]
    pub rules_from: Option<String>,
}
