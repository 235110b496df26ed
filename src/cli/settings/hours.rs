//! Office hours as the configuration writes them: the same spans on every working day, or a table of
//! spans by weekday.

use toml::Value;

use crate::domain::hours::{self, Spans, WEEKDAYS, Week};

/// The week written, or the usual one where none is.
pub fn week(written: Option<&Value>, faults: &mut Vec<String>) -> Week {
    match written {
        None => Week::default(),
        Some(Value::Table(table)) => {
            for key in table.keys().filter(|key| !WEEKDAYS.contains(&key.as_str())) {
                faults.push(format!(
                    "[calendar] hours.{key}: not a weekday; expected {}",
                    WEEKDAYS.join(", ")
                ));
            }
            Week::by_day(WEEKDAYS.map(|day| {
                let written = table.get(day)?;
                spans(written, &format!("hours.{day}"), faults)
            }))
        }
        Some(written) => spans(written, "hours", faults).map(Week::of).unwrap_or_default(),
    }
}

fn spans(written: &Value, key: &str, faults: &mut Vec<String>) -> Option<Spans> {
    let expected = "expected spans in order such as [\"07:30-11:30\", \"13:30-17:00\"]";
    let texts: Option<Vec<&str>> =
        written.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
    match texts.map(hours::spans) {
        Some(Ok(spans)) if !spans.is_empty() => return Some(spans),
        Some(Ok(_)) if key == "hours" => faults
            .push("[calendar] hours is empty; leave it out for 07:30-11:30 and 13:30-17:00".into()),
        Some(Ok(_)) => faults.push(format!(
            "[calendar] {key} is empty; leave it out: Monday to Friday then have 07:30-11:30 and 13:30-17:00, \
             Saturday and Sunday are off. Single days off stand in the calendar"
        )),
        Some(Err(text)) => faults.push(format!("[calendar] {key}: {text:?}; {expected}")),
        None => faults.push(format!("[calendar] {key} = {written}; {expected}")),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Week, Vec<String>) {
        let table: toml::Table = text.parse().unwrap();
        let mut faults = Vec::new();
        (week(table.get("hours"), &mut faults), faults)
    }

    #[test]
    fn hours_are_one_list_or_a_table_by_weekday() {
        assert_eq!(read("").0, Week::default());
        let (week, faults) = read(r#"hours = ["08:00-12:00"]"#);
        assert_eq!(
            (week.hours(0), week.hours(4), faults.len()),
            (&[(28_800, 43_200)][..], week.hours(0), 0)
        );
        let (week, faults) = read(r#"hours = { fri = ["08:00-12:00"], sat = ["07:30-11:30"] }"#);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(
            (week.hours(4), week.hours(5)),
            (&[(28_800, 43_200)][..], &[(27_000, 41_400)][..])
        );
        assert!(week.is_worked(5) && !week.is_worked(6));
        assert_eq!(week.hours(0), &hours::usual()[..]);
    }

    #[test]
    fn what_is_wrong_is_named_by_its_key() {
        for (text, said) in [
            ("hours = []", "[calendar] hours is empty"),
            ("hours = 8", "[calendar] hours = 8; expected"),
            (r#"hours = { saturday = ["07:30-11:30"] }"#, "hours.saturday: not a weekday"),
            ("hours = { sat = [] }", "hours.sat is empty"),
            (r#"hours = { sat = ["11:30-07:30"] }"#, "hours.sat: \"11:30-07:30\"; expected"),
            (r#"hours = { sat = "07:30-11:30" }"#, "hours.sat = \"07:30-11:30\"; expected"),
        ] {
            let faults = read(text).1;
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].contains(said), "{text}: {faults:?}");
        }
    }
}
