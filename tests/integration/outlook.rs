//! What is open by the time left, and where a month that is not over will end: against the months that are over,
//! with too little to learn from, and the same from every way of running.

use std::collections::BTreeMap;

use chiso::demo;

use crate::{
    boston, permits, planted_ministry,
    support::{
        Call, PAGES, Row, Scratch, differing, read_csv, recount::Precision, row_of, shared,
        snapshot, whole,
    },
};

/// A unit in a month, seen when two thirds of it were over, and what it came to.
struct Trial {
    open: i64,
    low: f64,
    high: f64,
    ended: f64,
}

impl Trial {
    fn holds(&self) -> bool {
        (self.low..=self.high).contains(&self.ended)
    }
}

/// The rows of a table of `chiso outlook`, by unit.
fn rows(scratch: &Scratch, call: &str, table: &str) -> BTreeMap<String, Row> {
    let found = scratch.chiso_succeeds(&format!("outlook {call} --format json")).json();
    let rows = found[table].as_array().expect("a table").iter().map(row_of);
    rows.map(|row| (row["unit_id"].clone(), row)).collect()
}

/// Numerator and denominator of the share on time in a whole month, by unit.
fn came_to(scratch: &Scratch, month: &str) -> BTreeMap<String, Row> {
    let found = scratch.chiso_succeeds(&format!("count --month {month} --format json")).json();
    let rows = found["periods"][0]["indicators"].as_array().expect("a table").iter().map(row_of);
    let rows = rows.filter(|row| row["indicator_id"] == "handled_on_time");
    rows.map(|row| (row["unit_id"].clone(), row)).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is not a number in {row:?}"))
}

/// Every month from the first to the last.
fn months([first, last]: [&str; 2]) -> Vec<String> {
    let parts = |month: &str| -> (i32, i32) {
        let (year, month) = month.split_once('-').expect("a month");
        (year.parse().expect("a year"), month.parse().expect("a month"))
    };
    let place = |(year, month): (i32, i32)| 12 * year + month - 1;
    (place(parts(first))..=place(parts(last)))
        .map(|place| format!("{:04}-{:02}", place.div_euclid(12), place.rem_euclid(12) + 1))
        .collect()
}

/// Every month as it looked on its twenty-first, beside what it came to.
fn tried(scratch: &Scratch, span: [&str; 2]) -> Vec<Trial> {
    scratch.chiso_succeeds("ingest");
    let mut trials = Vec::new();
    for month in months(span) {
        let forecast = rows(scratch, &format!("--month {month} --as-of {month}-21"), "forecast");
        let ended = came_to(scratch, &month);
        for (unit, row) in forecast.iter().filter(|(_, row)| row["forecast_state"] == "shown") {
            let cases = number(&ended[unit], "denominator");
            if cases > 0.0 {
                trials.push(Trial {
                    open: whole(row, "open"),
                    low: number(row, "ratio_low"),
                    high: number(row, "ratio_high"),
                    ended: number(&ended[unit], "numerator") / cases,
                });
            }
        }
    }
    trials
}

fn of_the_demonstration() -> Vec<Trial> {
    let scratch = Scratch::new("outlook-demo");
    let planted = demo::write(scratch.path()).expect("written");
    tried(&scratch, [&planted.first_month, &planted.last_month])
}

fn of_the_planted_ministry() -> Vec<Trial> {
    let (scratch, span) = planted_ministry::over_a_year();
    tried(&scratch, span)
}

fn of_boston() -> Vec<Trial> {
    let Some(folder) = shared("boston-311") else { return Vec::new() };
    tried(&boston::configured(&folder), [boston::FIRST, boston::LAST])
}

fn of_the_permits() -> Vec<Trial> {
    let Some(file) = shared("permit-receipts/events.csv") else { return Vec::new() };
    let scratch = permits::configured(&file, Precision::Instant);
    tried(&scratch, [permits::FIRST, permits::LAST])
}

/// How the months of a set are tried.
type Tried = fn() -> Vec<Trial>;

#[test]
fn the_ranges_of_closed_months_hold_what_they_came_to() {
    let sets: [(&str, Tried); 4] = [
        ("demonstration", of_the_demonstration),
        ("planted ministry", of_the_planted_ministry),
        ("Boston", of_boston),
        ("permits", of_the_permits),
    ];
    let (mut held, mut all) = (0, 0);
    for (name, of) in sets {
        let trials = of();
        let told: Vec<&Trial> = trials.iter().filter(|trial| trial.open >= 20).collect();
        let within = told.iter().filter(|trial| trial.holds()).count();
        let below = told.iter().filter(|trial| trial.ended < trial.low).count();
        let widths: f64 = told.iter().map(|trial| trial.high - trial.low).sum();
        println!(
            "{name}: {within} of {} ranges hold the end of the month ({:.1} %), {below} ended below; width {:.4}; \
             with fewer than 20 open dossiers {} of {}",
            told.len(),
            100.0 * within as f64 / told.len().max(1) as f64,
            widths / told.len().max(1) as f64,
            trials.iter().filter(|trial| trial.open < 20 && trial.holds()).count(),
            trials.len() - told.len(),
        );
        held += within;
        all += told.len();
    }
    println!("together: {held} of {all}");
    assert!(all >= 200, "only {all} unit-months could be told");
    assert!(100 * held >= 75 * all, "{held} of {all} ranges hold the end of the month");
}

/// Two units: one with dossiers in every month of a year, one that begins in its last two.
fn ministry(more: &str) -> Scratch {
    due_at("17:00", more)
}

/// The same with another hour of the day on which all are due.
fn due_at(hour: &str, more: &str) -> Scratch {
    let scratch = Scratch::new("outlook");
    let mut table =
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at\n".to_owned();
    let mut row = |unit: &str, month: usize, number: usize| {
        let (received, late) = (1 + number % 20, number.is_multiple_of(5));
        let (month, next) = (format!("2026-{month:02}"), format!("2026-{:02}", month + 1));
        // Due on the 24th; a fifth is answered only in the month that follows.
        let ended =
            if late { format!("{next}-03") } else { format!("{month}-{:02}", 22 + number % 3) };
        table += &format!(
            "{unit}-{month}-{number},{unit},P{},online,{month}-{received:02} 08:00,{month}-24 {hour},{ended} 09:00\n",
            number % 2
        );
    };
    for month in 1..=8 {
        (0..40).for_each(|number| row("OLD", month, number));
        if month >= 7 {
            (0..40).for_each(|number| row("NEW", month, number));
        }
    }
    scratch.write("d.csv", table);
    scratch.write("units.csv", "unit_id,name\nOLD,Old\nNEW,New\nIDLE,Idle\n");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n[units]\npath = \
             \"units.csv\"\n{more}\n[[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \
             \"d.csv\"\n"
        ),
    );
    scratch
}

const AUGUST: &str = "--month 2026-08 --as-of 2026-08-21";

#[test]
fn what_is_open_is_told_by_the_working_days_that_are_left() {
    let scratch = ministry("");
    scratch.chiso_succeeds(&format!("run {AUGUST}"));
    let table = |name: &str| read_csv(&scratch.edition().join(format!("insight/{name}.csv")));
    let find = |rows: &[Row], unit: &str| {
        rows.iter().find(|row| row["unit_id"] == unit).expect("the unit").clone()
    };
    let open = table("open_by_due");
    let flow = scratch.table("flow");
    let parts = |row: &Row| -> i64 {
        let parts = ["overdue", "waiting", "undated"].map(|column| whole(row, column));
        let due = row.keys().filter(|column| column.starts_with("due_"));
        parts.iter().sum::<i64>() + due.map(|column| whole(row, column)).sum::<i64>()
    };
    for row in &open {
        assert_eq!(parts(row), whole(row, "open"), "{row:?}");
        let is_own = |flow: &&Row| flow["period"] == "2026-08" && flow["unit_id"] == row["unit_id"];
        let own = flow.iter().find(is_own).expect("the unit");
        assert_eq!(row["open"], own["closing"], "{row:?}");
    }
    // Friday the 21st has not begun; behind it Saturday the 22nd is worked, too, in the place of the 31st.
    let old = find(&open, "OLD");
    assert_eq!((whole(&old, "due_in_2"), whole(&old, "open")), (40, 40));
    assert_eq!(whole(&find(&open, "IDLE"), "open"), 0);
    let by_procedure = table("open_by_due_procedure");
    let of_old: Vec<&Row> = by_procedure.iter().filter(|row| row["unit_id"] == "OLD").collect();
    assert_eq!(of_old.iter().map(|row| whole(row, "due_in_2")).collect::<Vec<_>>(), [20, 20]);
    assert!(
        by_procedure.iter().all(|row| whole(row, "open") > 0 && parts(row) == whole(row, "open"))
    );
}

#[test]
fn a_unit_without_enough_months_has_no_range() {
    let scratch = ministry("");
    scratch.chiso_succeeds(&format!("run {AUGUST}"));
    let forecast = rows(&scratch, AUGUST, "forecast");
    let state = |unit: &str| forecast[unit]["forecast_state"].as_str();
    assert_eq!((state("OLD"), state("NEW"), state("IDLE")), ("shown", "too_few", "too_few"));
    let (old, new) = (&forecast["OLD"], &forecast["NEW"]);
    assert_eq!((whole(old, "months"), whole(new, "months")), (7, 1));
    assert!((200..=280).contains(&whole(old, "basis")), "{old:?}");
    assert!(["expected", "ratio_low", "ratio_high"].iter().all(|column| new[*column].is_empty()));
    let expected = number(old, "expected");
    assert!((0.62..0.72).contains(&expected), "{old:?}");
    // Of 48 in hand 32 will be in time.
    let ended = 32.0 / 48.0;
    assert!(number(old, "ratio_low") < ended && ended < number(old, "ratio_high"), "{old:?}");
    assert!(whole(old, "months_tested") == 7 && whole(old, "months_held") >= 5, "{old:?}");
    // So far they are those of the indicator.
    let indicators = scratch.table("indicators");
    for row in indicators
        .iter()
        .filter(|row| row["period"] == "2026-08" && row["indicator_id"] == "handled_on_time")
    {
        let own = &forecast[&row["unit_id"]];
        let both = ["numerator", "denominator"].map(|column| (&row[column], &own[column]));
        assert!(both.iter().all(|(indicator, own)| indicator == own), "{row:?} {own:?}");
    }
    let text = scratch.chiso_succeeds(&format!("outlook {AUGUST}")).stdout;
    assert!(
        text.contains("Too little to learn a forecast from.") && text.contains("2 days left: 40")
    );
}

#[test]
fn pages_say_where_the_month_will_end_and_how_often_that_was_right() {
    let scratch = ministry("").seen();
    scratch.chiso_succeeds(&format!("run {AUGUST}"));
    let page = |path: &str| {
        let path = scratch.edition().join(PAGES).join(path);
        std::fs::read_to_string(path).expect("a page")
    };
    assert!(page("en/units/OLD.html").contains("Share on time expected at the end of the month"));
    assert!(page("en/units/NEW.html").contains("too little to learn a forecast from"));
    assert!(page("en/flow.html").contains("id=\"outlook\""));
    assert!(page("en/method.html").contains("id=\"outlook-tested\""));
    for path in snapshot(&scratch.edition().join("public")).into_keys() {
        assert!(!path.to_string_lossy().contains("forecast"), "{}", path.display());
    }
}

#[test]
fn one_month_is_no_history() {
    let scratch = ministry("");
    scratch.chiso_succeeds("ingest");
    for (month, months) in [("2026-01", 0), ("2026-02", 1), ("2026-03", 2)] {
        let forecast = rows(&scratch, &format!("--month {month} --as-of {month}-21"), "forecast");
        let old = &forecast["OLD"];
        assert_eq!((old["forecast_state"].as_str(), whole(old, "months")), ("too_few", months));
    }
}

#[test]
fn nothing_is_forecast_of_a_month_that_is_over() {
    let scratch = ministry("");
    scratch.chiso_succeeds("run --month 2026-07");
    assert!(read_csv(&scratch.edition().join("insight/forecast.csv")).is_empty());
    let open = read_csv(&scratch.edition().join("insight/open_by_due.csv"));
    let old = open.iter().find(|row| row["unit_id"] == "OLD").expect("the unit");
    assert_eq!((whole(old, "open"), whole(old, "overdue")), (8, 8));
    let text = scratch.chiso_succeeds("outlook --month 2026-07").stdout;
    assert!(text.contains("The month is over; nothing is forecast."), "{text}");
}

#[test]
fn months_before_are_judged_by_the_rules_of_today() {
    let scratch = due_at("08:00", "\n[rules]\nset = \"rules/own\"\n");
    scratch.write_rule_set("rules/own", "precision = \"instant\"");
    scratch.chiso_succeeds("ingest");
    let by_hour = rows(&scratch, AUGUST, "forecast");
    // A third is answered on the day itself, an hour late: in time under rules that were changed since, and so
    // were those of all months before.
    scratch.write_rule_set("rules/own", "precision = \"calendar_day\"");
    let by_day = rows(&scratch, AUGUST, "forecast");
    let [before, after] = [&by_hour["OLD"], &by_day["OLD"]];
    assert_eq!(whole(before, "months"), whole(after, "months"));
    assert!(number(after, "expected") > number(before, "expected") + 0.1, "{before:?} {after:?}");
    assert!((0.62..0.72).contains(&number(after, "expected")), "{after:?}");
}

#[test]
fn an_edition_says_the_same_from_shares_and_on_any_number_of_threads() {
    let scratch = ministry("");
    let made = |threads: &str| {
        let _ = std::fs::remove_dir_all(scratch.join("reports"));
        let _ = std::fs::remove_dir_all(scratch.join("lake"));
        let call = Call::new(&format!("run {AUGUST}")).at(scratch.path());
        call.env("CHISO_THREADS", threads).run().succeeded();
        scratch.published()
    };
    let one = made("1");
    let four = made("4");
    assert!(one == four, "{:?}", differing(&one, &four));
    std::fs::remove_dir_all(scratch.join("reports")).expect("removed");
    for call in scratch.calls_in_shares("2026-08 --as-of 2026-08-21", 3) {
        scratch.chiso_succeeds(&call);
    }
    scratch.chiso_succeeds(&format!("run --from-partials partials --parts parts {AUGUST}"));
    let shares = scratch.published();
    assert!(one == shares, "{:?}", differing(&one, &shares));
}

#[test]
fn without_insight_an_edition_has_none() {
    let scratch = ministry("\n[insight]\nenabled = false\n");
    scratch.chiso_succeeds(&format!("run {AUGUST}"));
    assert!(!scratch.edition().join("insight").exists());
    assert!(!scratch.table("flow").is_empty());
    assert_eq!(rows(&scratch, AUGUST, "forecast")["OLD"]["forecast_state"], "shown");
    let refused = ministry("\n[insight]\nenable = true\n").chiso("run --month 2026-07");
    assert_eq!(refused.code, Some(78), "{refused:?}");
}
