//! Working hours: spans of a day in order, in seconds after midnight.

use crate::domain::calendar::Calendar;

/// The spans written, or the usual ones where none are.
pub fn hours(written: Option<&[String]>, faults: &mut Vec<String>) -> Vec<(i64, i64)> {
    let Some(written) = written else { return Calendar::usual_hours() };
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 3600 + minute * 60)
    };
    let mut hours = Vec::new();
    let mut last = -1;
    for text in written {
        let span =
            text.split_once('-').and_then(|(open, close)| Some((minute(open)?, minute(close)?)));
        match span.filter(|(open, close)| *open > last && open < close) {
            Some((open, close)) => {
                last = close;
                hours.push((open, close));
            }
            None => faults.push(format!(
                "[calendar] hours: {text:?}; expected spans in order such as \"07:30-11:30\", \"13:30-17:00\""
            )),
        }
    }
    if written.is_empty() {
        faults
            .push("[calendar] hours is empty; leave it out for 07:30-11:30 and 13:30-17:00".into());
    }
    hours
}
