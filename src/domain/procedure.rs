//! A procedure of the catalogue (thủ tục hành chính) through time, and how its code is read. Limits,
//! fees and levels are changed by resolutions that hold from one day to another, so a procedure is a code
//! with several rows, of which one is valid on each day.

use super::time::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum OnlineLevel {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
    None,
}

/// A maximum handling time (section 4, "no due date").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Limit {
    /// Office time, in seconds.
    OfficeSeconds(i64),
    WorkingDays(u32),
    Days(u32),
    Months(u32),
}

/// In what a limit is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitUnit {
    WorkingHour,
    WorkingDay,
    Day,
    Month,
}

/// What one row of the catalogue says of a procedure; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Version {
    pub name: String,
    pub field_id: Option<String>,
    pub field_name: Option<String>,
    /// Units in whose authority it is; empty means all.
    pub unit_ids: Vec<String>,
    pub online_level: Option<OnlineLevel>,
    pub has_fee: Option<bool>,
    pub paper_result: Option<bool>,
    pub citizen_subject: Option<bool>,
    pub limit: Option<Limit>,
    pub complete: Option<bool>,
    pub public_from: Option<Day>,
    pub public_to: Option<Day>,
    /// Both days included.
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
    /// The document that the row rests on.
    pub legal_basis: Option<String>,
}

impl Version {
    /// A row without dates is valid wherever no dated one is.
    pub fn is_dated(&self) -> bool {
        self.valid_from.is_some() || self.valid_to.is_some()
    }

    fn covers(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// A day on which two dated rows are both valid though they do not say the same.
    pub fn clashes_with(&self, other: &Self) -> Option<Day> {
        let day = self.valid_from.max(other.valid_from).or(self.valid_to.min(other.valid_to))?;
        let undated = |version: &Self| Self { valid_from: None, valid_to: None, ..version.clone() };
        (self.covers(day) && other.covers(day) && undated(self) != undated(other)).then_some(day)
    }
}

/// One row of the catalogue: the root code of a procedure and one version of it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ProcedureRow {
    pub id: String,
    pub version: Version,
}

/// One procedure with all its rows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Procedure {
    pub id: String,
    /// At least one. The row without dates first, the others by the day from which they are valid.
    versions: Vec<Version>,
}

impl Procedure {
    /// With its rows, of which at most one has no dates; there is at least one.
    pub fn new(id: String, mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|version| (version.is_dated(), version.valid_from, version.valid_to));
        Self { id, versions }
    }

    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The row valid on `day`: a dated one that covers it, else the one without dates, else the
    /// nearest before it, else the first.
    pub fn on(&self, day: Day) -> &Version {
        if let [only] = self.versions.as_slice() {
            return only;
        }
        let ended = |version: &&Version| version.valid_to.is_some_and(|to| to < day);
        self.covering(day)
            .or_else(|| self.versions.iter().filter(ended).max_by_key(|version| version.valid_to))
            .unwrap_or(&self.versions[0])
    }

    /// Whether a row is valid on `day`; else `on` gives the nearest.
    pub fn covers(&self, day: Day) -> bool {
        self.covering(day).is_some()
    }

    fn covering(&self, day: Day) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.covers(day))
    }
}

/// The root `d.dddddd` of a national or local procedure code, else the code as it is (4.1.10).
pub fn root(code: &str) -> &str {
    let bytes = code.as_bytes();
    let is_root = bytes.len() >= 8
        && bytes[0].is_ascii_digit()
        && bytes[1] == b'.'
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && bytes.get(8).is_none_or(|next| *next == b'.');
    if is_root { &code[..8] } else { code }
}

/// A code that was sent as a number has lost the zeros at its end, and gets them back.
pub fn of_number(number: &str) -> String {
    let padded = format!("{number:0<8}");
    let is_code = number.contains('.') && root(&format!("{padded}.")) == padded;
    if is_code { padded } else { number.to_owned() }
}

/// Hours that a part of a working day stands for, of which a whole one has eight.
const HOURS_OF_A_DAY: f64 = 8.0;

impl Limit {
    /// A limit of this length; `None` where such a length has no meaning. A part of a working day is
    /// office time, whatever the hours of the authority.
    pub fn of(amount: f64, unit: LimitUnit) -> Option<Self> {
        if !(amount > 0.0 && amount <= 100_000.0) {
            return None;
        }
        let hours = |hours: f64| Some(Self::OfficeSeconds((hours * 3600.0).round() as i64));
        match unit {
            LimitUnit::WorkingHour => hours(amount),
            LimitUnit::WorkingDay if amount.fract() != 0.0 => hours(amount * HOURS_OF_A_DAY),
            _ if amount.fract() != 0.0 => None,
            LimitUnit::WorkingDay => Some(Self::WorkingDays(amount as u32)),
            LimitUnit::Day => Some(Self::Days(amount as u32)),
            LimitUnit::Month => Some(Self::Months(amount as u32)),
        }
    }
}

/// The amount of a limit as people write it: `5`, `0.5`, `0,5`, `1/2`.
pub fn amount(text: &str) -> Option<f64> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    let amount = match text.split_once('/') {
        Some((part, whole)) => number(part)? / number(whole)?,
        None => number(text)?,
    };
    amount.is_finite().then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_working_day_is_so_much_of_eight_hours() {
        for (text, unit, expected) in [
            ("5", LimitUnit::WorkingDay, Some(Limit::WorkingDays(5))),
            ("0.5", LimitUnit::WorkingDay, Some(Limit::OfficeSeconds(4 * 3600))),
            ("0,5", LimitUnit::WorkingDay, Some(Limit::OfficeSeconds(4 * 3600))),
            ("1/2", LimitUnit::WorkingDay, Some(Limit::OfficeSeconds(4 * 3600))),
            ("1.5", LimitUnit::WorkingDay, Some(Limit::OfficeSeconds(12 * 3600))),
            ("0,5", LimitUnit::WorkingHour, Some(Limit::OfficeSeconds(1800))),
            ("10.0", LimitUnit::Day, Some(Limit::Days(10))),
            ("1", LimitUnit::Month, Some(Limit::Months(1))),
            ("0.5", LimitUnit::Day, None),
            ("1/0", LimitUnit::Day, None),
            ("-1", LimitUnit::Day, None),
            ("1e9", LimitUnit::Day, None),
            ("NaN", LimitUnit::Day, None),
            ("theo quy định", LimitUnit::Day, None),
        ] {
            let limit = amount(text).and_then(|amount| Limit::of(amount, unit));
            assert_eq!(limit, expected, "{text} {unit:?}");
        }
    }

    #[test]
    fn a_local_code_is_joined_by_its_root() {
        assert_eq!(root("1.005129.000.00.00.H56"), "1.005129");
        assert_eq!(root("1.005129"), "1.005129");
    }

    #[test]
    fn a_fabricated_code_stays_as_it_is() {
        assert_eq!(root("TS_lop1.000.00.00.H22"), "TS_lop1.000.00.00.H22");
        assert_eq!(root("1.0051290"), "1.0051290");
    }

    fn on(text: &str) -> Day {
        Day::from_date(text.parse().unwrap())
    }

    /// A row of so many working days.
    fn row(days: u32, from: &str, to: &str) -> Version {
        let date = |text: &str| (!text.is_empty()).then(|| on(text));
        let limit = Some(Limit::WorkingDays(days));
        Version { limit, valid_from: date(from), valid_to: date(to), ..Version::default() }
    }

    fn days_on(procedure: &Procedure, day: &str) -> (u32, bool) {
        match procedure.on(on(day)).limit {
            Some(Limit::WorkingDays(days)) => (days, procedure.covers(on(day))),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_row_of_the_day_counts_and_where_there_is_none_the_nearest_before_it() {
        let rows = vec![row(3, "2026-07-01", "2026-09-30"), row(5, "2026-01-01", "2026-06-30")];
        let procedure = Procedure::new("1.000001".into(), rows);
        assert_eq!(days_on(&procedure, "2026-06-30"), (5, true));
        assert_eq!(days_on(&procedure, "2026-07-01"), (3, true));
        assert_eq!(days_on(&procedure, "2026-10-01"), (3, false));
        assert_eq!(days_on(&procedure, "2025-12-31"), (5, false), "none is earlier: the first");
    }

    #[test]
    fn a_row_without_dates_is_valid_on_every_day_that_no_dated_row_covers() {
        let rows = vec![row(3, "2026-07-01", "2026-09-30"), row(5, "", "")];
        let procedure = Procedure::new("1.000001".into(), rows);
        assert_eq!(days_on(&procedure, "2026-06-30"), (5, true));
        assert_eq!(days_on(&procedure, "2026-07-01"), (3, true));
        assert_eq!(days_on(&procedure, "2026-10-01"), (5, true));
    }

    #[test]
    fn a_single_dated_row_stands_for_the_other_days_too() {
        let procedure = Procedure::new("1.000001".into(), vec![row(3, "2026-07-01", "")]);
        assert_eq!(days_on(&procedure, "2026-06-30"), (3, false));
        assert_eq!(days_on(&procedure, "2026-07-01"), (3, true));
    }

    #[test]
    fn rows_clash_where_both_are_valid_and_differ() {
        let first = row(5, "", "2026-07-01");
        let day = first.clashes_with(&row(3, "2026-07-01", "2026-09-30"));
        assert_eq!(day, Some(on("2026-07-01")));
        assert_eq!(first.clashes_with(&row(3, "2026-07-02", "")), None);
        assert_eq!(first.clashes_with(&row(5, "2026-06-01", "")), None, "they say the same");
        assert_eq!(first.clashes_with(&row(3, "", "2026-05-31")), Some(on("2026-05-31")));
        assert_eq!(
            row(5, "2026-01-01", "").clashes_with(&row(3, "2025-01-01", "")),
            Some(on("2026-01-01"))
        );
    }
}
