//! Office hours: the spans of a day in which the office is open, and those of a week. A table by weekday
//! may name Saturday, and then every Saturday is worked; a desk that only takes papers in on Saturdays
//! leaves it out, and what comes in on a Saturday then counts from Monday morning.

/// Opening and closing, in seconds since midnight, ascending and apart; at least one.
pub type Spans = Vec<(i64, i64)>;

/// The weekdays from Monday on, as configurations name them.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// 07:30–11:30 and 13:30–17:00, where nothing else is said.
pub fn usual() -> Spans {
    vec![(7 * 3600 + 1800, 11 * 3600 + 1800), (13 * 3600 + 1800, 17 * 3600)]
}

/// The spans that texts such as "07:30-11:30" write, in their order; else the text that is none, or
/// that begins before the one above it has ended.
pub fn spans<'t>(written: impl IntoIterator<Item = &'t str>) -> Result<Spans, &'t str> {
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        let second = hour * 3600 + minute * 60;
        ((0..60).contains(&minute) && (0..=24 * 3600).contains(&second)).then_some(second)
    };
    let mut spans = Spans::new();
    for text in written {
        let span = text.split_once(['-', '–']).and_then(|(a, b)| Some((minute(a)?, minute(b)?)));
        let after = spans.last().map_or(-1, |(_, close)| *close);
        let (open, close) =
            span.filter(|(open, close)| *open > after && open < close).ok_or(text)?;
        spans.push((open, close));
    }
    Ok(spans)
}

/// Which days of the week are worked, and when the office is open on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// From Monday on. A day that is not worked has hours too: those of a swapped working day.
    hours: [Spans; 7],
    worked: [bool; 7],
}

impl Week {
    /// Monday to Friday, with the same hours on each.
    pub fn of(hours: Spans) -> Self {
        let worked = [true, true, true, true, true, false, false];
        Self { hours: std::array::from_fn(|_| hours.clone()), worked }
    }

    /// From a table by weekday. Of the days that it does not name, Monday to Friday have the usual
    /// hours, and Saturday and Sunday are off; a swapped one of them has Monday's hours. Saturday and
    /// Sunday are worked where it names them.
    pub fn by_day(named: [Option<Spans>; 7]) -> Self {
        let worked = std::array::from_fn(|day| day < 5 || named[day].is_some());
        let monday = named[0].clone().unwrap_or_else(usual);
        let mut day = 0;
        let hours = named.map(|hours| {
            day += 1;
            hours.unwrap_or_else(|| if day <= 5 { usual() } else { monday.clone() })
        });
        Self { hours, worked }
    }

    /// Whether a weekday is worked where the calendar says nothing of the day; 0 is Monday.
    pub fn is_worked(&self, weekday: i32) -> bool {
        self.worked[weekday as usize]
    }

    pub fn hours(&self, weekday: i32) -> &[(i64, i64)] {
        &self.hours[weekday as usize]
    }
}

impl Default for Week {
    fn default() -> Self {
        Self::of(usual())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_in_order_with_either_dash_and_nothing_else_is() {
        assert_eq!(spans(["07:30-11:30", "13:30–17:00"]), Ok(usual()));
        assert_eq!(spans([" 0:00 - 24:00 "]), Ok(vec![(0, 86_400)]));
        for wrong in ["07:30", "11:30-07:30", "07:60-08:00", "24:30-25:00", "8-12", ""] {
            assert_eq!(spans([wrong]), Err(wrong));
        }
        assert_eq!(spans(["07:30-11:30", "11:00-17:00"]), Err("11:00-17:00"));
    }

    #[test]
    fn a_table_by_weekday_works_the_saturday_it_names_and_keeps_the_usual_hours_elsewhere() {
        let morning = vec![(7 * 3600, 11 * 3600)];
        let mut named: [Option<Spans>; 7] = Default::default();
        named[0] = Some(morning.clone());
        let week = Week::by_day(named.clone());
        assert_eq!((week.hours(0), week.hours(1)), (&morning[..], &usual()[..]));
        assert!(week.is_worked(4) && !week.is_worked(5));
        assert_eq!(week.hours(5), &morning[..], "a swapped Saturday has Monday's hours");
        named[5] = Some(usual());
        let week = Week::by_day(named);
        assert!(week.is_worked(5) && !week.is_worked(6));
        assert_eq!(week.hours(5), &usual()[..]);
    }
}
