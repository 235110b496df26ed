//! What an authority says of its publication as a whole: whom readers may ask, under which terms, and on which day
//! a month is due. The moment of publication itself stands in the manifest and the series alone, because pages
//! are the same bytes at any hour.

use crate::domain::{period::Period, time::Day};

/// What stands below every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imprint<'a> {
    /// Whom readers may ask; absent where the authority does not say.
    pub contact: Option<&'a str>,
    /// The title of the licence.
    pub licence: Option<&'a str>,
    /// The day of the following month on which a month is due.
    pub day: Option<u8>,
}

impl Imprint<'_> {
    /// When the figures of a month are due.
    pub fn due(&self, month: Period) -> Option<Day> {
        Some(month.end().day().plus(i32::from(self.day?) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_due_on_a_day_of_the_next() {
        let due =
            |day: Option<u8>| Imprint { day, ..Imprint::default() }.due("2026-12".parse().unwrap());
        assert_eq!(due(Some(5)), Day::from_ymd(2027, 1, 5));
        assert_eq!(due(None), None);
    }
}
