//! The time to an end, with some that were not followed to it, against values that others published.

use chiso::domain::survival::Times;

use crate::support::{read_csv, shared};

/// `events 6 6 7; censored 6 9`, or `1 4 6+ 9` with a sign behind what was censored.
fn read(text: &str) -> Times<1> {
    let mut times = Times::default();
    let mut is_censored = false;
    for word in text.split([' ', ';']).filter(|word| !word.is_empty()) {
        match word {
            "events" => is_censored = false,
            "censored" => is_censored = true,
            _ => {
                let (digits, sign) = word.split_at(word.trim_end_matches('+').len());
                let time = digits.parse().expect("a time");
                if is_censored || sign == "+" { times.censored(time) } else { times.ended(time, 0) }
            }
        }
    }
    times
}

#[test]
fn the_shares_that_are_still_open_are_those_that_others_published() {
    let Some(path) = shared("statistics/published-values.csv") else { return };
    let rows = read_csv(&path);
    let mut compared = 0;
    for row in rows.iter().filter(|row| row["method"] == "kaplan_meier") {
        let places: i32 = row["agreement"][..1].parse().expect("decimals");
        let expected: Vec<f64> =
            row["expected"].split(' ').map(|share| share.parse().expect("a share")).collect();
        let steps = read(&row["input"]).steps();
        assert_eq!(steps.len(), expected.len(), "{}", row["input"]);
        for (step, expected) in steps.iter().zip(expected) {
            let reach = 0.5001 * 10_f64.powi(-places);
            assert!((step.open - expected).abs() <= reach, "{step:?} for {expected}");
            compared += 1;
        }
    }
    assert_eq!(compared, 12, "seven times of the one trial and five of the other");
}
