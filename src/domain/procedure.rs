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

#[cfg(test)]
mod tests {
    use super::root;

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
