//! A procedure of the catalogue (thủ tục hành chính) and how its code is read.

use super::time::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum OnlineLevel {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
    None,
}

/// A maximum handling time (section 4, "no due date").
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// One procedure; `None` where the catalogue says nothing.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Procedure {
    pub id: String,
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
}
