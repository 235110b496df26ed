//! What a restatement changes is split by its causes, one put to what it is now after the other, without
//! remainder: each share is what runs over the files of each step give, put together by hand.

use std::{collections::BTreeMap, fs};

use super::{configured, current, edition_of, run_months, with_rows};
use crate::support::{Row, Scratch, read_csv};

type Key = [String; 3];
/// Numerator, denominator, points and status.
type Figure = [String; 4];
/// What a step adds to numerator, denominator and points (in hundredths), and the status after it.
type Share = (i64, i64, i64, String);

/// Everything that March may be counted from, as it was or as it is now.
#[derive(Clone, Copy, Default)]
struct Files {
    late: bool,
    corrected: bool,
    removed: bool,
    rules: bool,
    units: bool,
    calendar: bool,
    catalogue: bool,
    /// Saturdays are days of work.
    week: bool,
}

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,ended_at\n";

impl Files {
    fn all() -> Self {
        let week = false;
        let (late, corrected, removed) = (true, true, true);
        let (rules, units, calendar, catalogue) = (true, true, true, true);
        Self { late, corrected, removed, rules, units, calendar, catalogue, week }
    }

    /// Due dates come from the catalogue, in working days.
    fn put(self, scratch: &Scratch) {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat"];
        let days = days.map(|day| format!("{day} = [\"08:00-17:00\"]")).join(", ");
        let week = if self.week { format!("hours = {{ {days} }}\n") } else { String::new() };
        scratch.write(
            "chiso.toml",
            format!(
                "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\ncoverage_from = \"2026-01\"\n\n\
                 [units]\npath = \"units.csv\"\n\n[rules]\nset = \"rules/own\"\n\n\
                 [publication]\ntables_only = true\n\n[calendar]\npath = \"calendar.csv\"\n{week}\n\
                 [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n\n\
                 [[source]]\nname = \"catalogue\"\nkind = \"procedures\"\nformat = \"table\"\npath = \"procedures.csv\"\n"
            ),
        );
        let precision = if self.rules { "calendar_day" } else { "instant" };
        scratch.write_rule_set("rules/own", &format!("precision = {precision:?}"));
        let more = if self.units { "B,Another unit\n" } else { "" };
        scratch.write("units.csv", format!("unit_id,name\nA,A unit\n{more}"));
        let more = if self.calendar { "2026-03-05,holiday\n" } else { "" };
        scratch.write("calendar.csv", format!("date,kind\n2026-01-01,holiday\n{more}"));
        let limit = if self.catalogue { 9 } else { 5 };
        scratch.write(
            "procedures.csv",
            format!(
                "procedure_id,name,max_time,max_time_unit\n1.000001,One,5,working_day\n1.000002,Two,{limit},working_day\n"
            ),
        );
        // Received on a Monday at nine: due on the next at nine.
        scratch.write(
            "dossiers.csv",
            format!(
                "{HEADER}H1,A,1.000001,2026-03-02 09:00,2026-03-09 09:01\n\
                 H2,A,1.000001,2026-03-02 09:00,2026-03-10 08:00\n\
                 H3,B,1.000001,2026-03-02 09:00,2026-03-04 08:00\n\
                 H4,A,1.000002,2026-03-02 09:00,2026-03-12 08:00\n\
                 H6,A,1.000001,2026-03-02 09:00,2026-03-09 08:00\n\
                 H5,B,1.000002,2026-02-02 09:00,2026-02-12 08:00\n"
            ),
        );
        let ended = if self.corrected { "24 08:00" } else { "11 08:00" };
        scratch.write(
            "dossiers-corrected.csv",
            format!("{HEADER}C1,A,1.000001,2026-03-09 09:00,2026-03-{ended}\n"),
        );
        let file = |name: &str, is_there: bool, rows: &str| match is_there {
            true => drop(scratch.write(name, format!("{HEADER}{rows}"))),
            false => drop(fs::remove_file(scratch.join(name))),
        };
        file(
            "dossiers-late.csv",
            self.late,
            "N1,A,1.000001,2026-03-03 09:00,2026-03-20 08:00\nN2,B,1.000001,2026-03-03 09:00,2026-03-05 08:00\n",
        );
        file(
            "dossiers-removed.csv",
            !self.removed,
            "R1,A,1.000001,2026-03-03 09:00,2026-03-04 08:00\n",
        );
    }

    /// What a run over these files alone publishes of March and its quarter.
    fn counted(self) -> BTreeMap<Key, Figure> {
        let scratch = Scratch::new("causes-apart");
        self.put(&scratch);
        scratch.chiso_succeeds("run --month 2026-03");
        figures(&scratch, &current(&scratch))
    }
}

const FINAL: [&str; 2] = ["2026-03", "2026-Q1"];

fn cells<const N: usize>(row: &Row, columns: [&str; N]) -> [String; N] {
    columns.map(|column| row[column].clone())
}

fn table(scratch: &Scratch, edition: &str, name: &str) -> Vec<Row> {
    read_csv(&scratch.join(&format!("reports/{edition}/tables/{name}.csv")))
}

fn figures(scratch: &Scratch, edition: &str) -> BTreeMap<Key, Figure> {
    let rows = table(scratch, edition, "indicators").into_iter();
    let rows = rows.filter(|row| FINAL.contains(&&*row["period"])).map(|row| {
        let figure = cells(&row, ["numerator", "denominator", "points", "status"]);
        (cells(&row, ["period", "unit_id", "indicator_id"]), figure)
    });
    rows.collect()
}

fn whole(text: &str) -> i64 {
    if text.is_empty() { 0 } else { text.parse().unwrap() }
}

fn hundredths(text: &str) -> i64 {
    if text.is_empty() { 0 } else { (text.parse::<f64>().unwrap() * 100.0).round() as i64 }
}

/// What the table of changes says, once the changes of each figure come to its difference.
fn told(scratch: &Scratch, edition: &str) -> BTreeMap<(Key, String), Share> {
    let rows = table(scratch, edition, "changes");
    let mut sums: BTreeMap<Key, [i64; 3]> = BTreeMap::new();
    let mut ends: BTreeMap<Key, [i64; 3]> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for row in &rows {
        let key = cells(row, ["period", "unit_id", "indicator_id"]);
        let [numerator, denominator, points, status] =
            cells(row, ["numerator_change", "denominator_change", "points_change", "status_after"]);
        let share = [whole(&numerator), whole(&denominator), hundredths(&points)];
        let sum = sums.entry(key.clone()).or_default();
        sum.iter_mut().zip(share).for_each(|(sum, share)| *sum += share);
        let end = [
            whole(&row["numerator"]) - whole(&row["published_numerator"]),
            whole(&row["denominator"]) - whole(&row["published_denominator"]),
            hundredths(&row["points"]) - hundredths(&row["published_points"]),
        ];
        ends.insert(key.clone(), end);
        let share = (share[0], share[1], share[2], status);
        assert!(found.insert((key, row["cause"].clone()), share).is_none(), "{row:?}");
    }
    assert_eq!(sums, ends, "without remainder");
    found
}

/// The same from figures of each step.
fn expected(steps: &[(&str, BTreeMap<Key, Figure>)]) -> BTreeMap<(Key, String), Share> {
    let (first, last) = (&steps[0].1, &steps[steps.len() - 1].1);
    let mut found = BTreeMap::new();
    for pair in steps.windows(2) {
        let [(_, before), (cause, after)] = pair else { unreachable!("windows of two") };
        let keys = before.keys().chain(after.keys());
        for key in keys.filter(|key| before.get(*key) != after.get(*key)) {
            if first.get(key) == last.get(key) {
                continue;
            }
            let cell = |of: &BTreeMap<Key, Figure>, place: usize| {
                of.get(key).map_or_else(String::new, |figure| figure[place].clone())
            };
            let share = (
                whole(&cell(after, 0)) - whole(&cell(before, 0)),
                whole(&cell(after, 1)) - whole(&cell(before, 1)),
                hundredths(&cell(after, 2)) - hundredths(&cell(before, 2)),
                cell(after, 3),
            );
            found.insert((key.clone(), (*cause).to_owned()), share);
        }
    }
    found
}

/// The causes that some figure names.
fn causes(told: &BTreeMap<(Key, String), Share>) -> Vec<&str> {
    let mut causes: Vec<&str> = told.keys().map(|(_, cause)| &**cause).collect();
    causes.sort_unstable();
    causes.dedup();
    causes
}

/// Publishes March from what was, and again from what is there now; gives what was said, too.
fn restated(before: Files, now: Files, between: &[&str]) -> (Scratch, String, String) {
    let scratch = Scratch::new("causes");
    before.put(&scratch);
    scratch.chiso_succeeds("run --month 2026-03");
    now.put(&scratch);
    between.iter().for_each(|call| drop(scratch.chiso_succeeds(call)));
    let call = "restate --month 2026-03 --reason corrected";
    let said = scratch.chiso_succeeds(call).stderr;
    let edition = edition_of(&scratch, "2026-03");
    assert!(edition.starts_with("2026-03.r2-"), "{edition}");
    assert_eq!(figures(&scratch, &edition), now.counted());
    (scratch, edition, said)
}

#[test]
fn late_rows_alone_are_the_whole_difference() {
    let scratch = configured("");
    run_months(&scratch, 1..=4);
    let march = edition_of(&scratch, "2026-03");
    with_rows(&scratch, "dossiers-late.csv", &[super::LATE_ROW.into()]);
    let said = scratch.chiso_succeeds("restate --month 2026-03 --reason late").stderr;
    let edition = edition_of(&scratch, "2026-03");
    let (before, after) = (figures(&scratch, &march), figures(&scratch, &edition));
    let found = told(&scratch, &edition);
    assert_eq!(found, expected(&[("", before), ("late_rows", after)]));
    let handled = ["2026-03", "A", "handled_on_time"].map(str::to_owned);
    assert_eq!(found[&(handled, "late_rows".to_owned())], (0, 1, 0, "value".to_owned()));
    let counted = found.len();
    let line = format!("{edition} ({counted} final figures changed: late_rows {counted})");
    assert!(said.contains(&line), "{said}");
    let row = &table(&scratch, &edition, "changes")[0];
    assert_eq!((&*row["published_in"], &*row["step"]), (&*march, "1"));
    // The newest is made anew, and nothing final of it is another.
    assert!(said.contains(" (no final figure changed)"), "{said}");
    assert!(table(&scratch, &current(&scratch), "changes").is_empty());
    // Exact differences are for nobody but the authority, and what is not restated has none.
    let public = scratch.join(&format!("reports/{edition}/public/tables"));
    assert!(public.join("indicators.csv").exists() && !public.join("changes.csv").exists());
    assert!(!scratch.join(&format!("reports/{march}/tables/changes.csv")).exists());
    scratch.chiso_succeeds("verify");
}

#[test]
fn a_calendar_alone_is_the_whole_difference() {
    let now = Files { calendar: true, ..Files::default() };
    let (scratch, edition, said) = restated(Files::default(), now, &[]);
    let found = told(&scratch, &edition);
    let steps = [("", Files::default().counted()), ("calendar", now.counted())];
    assert!(!found.is_empty());
    assert_eq!(found, expected(&steps));
    assert!(said.contains("final figures changed: calendar "), "{said}");
}

#[test]
fn several_causes_are_split_as_runs_with_one_of_them_at_a_time_say() {
    let before = Files::default();
    let now =
        Files { late: true, rules: true, units: true, calendar: true, catalogue: true, ..before };
    let late = Files { late: true, ..before };
    let rules = Files { rules: true, ..late };
    let units = Files { units: true, ..rules };
    let calendar = Files { calendar: true, ..units };
    let steps = [
        ("", before.counted()),
        ("late_rows", late.counted()),
        ("rules", rules.counted()),
        ("units", units.counted()),
        ("calendar", calendar.counted()),
        ("catalogue", now.counted()),
    ];
    let expected = expected(&steps);
    assert_eq!(causes(&expected), ["calendar", "catalogue", "late_rows", "rules", "units"]);
    // At once, and after another month and its reading left only versions of what was.
    for between in [&[][..], &["run --month 2026-04", "ingest"]] {
        let (scratch, edition, _) = restated(before, now, between);
        assert_eq!(told(&scratch, &edition), expected, "{between:?}");
    }
}

#[test]
fn rows_are_split_as_far_as_the_lake_has_their_files() {
    let (before, now) = (Files::default(), Files::all());
    let late = Files { late: true, ..before };
    let corrected = Files { corrected: true, ..late };
    let removed = Files { removed: true, ..corrected };
    let rest = |first: Vec<(&'static str, Files)>| {
        let rules = Files { rules: true, ..removed };
        let units = Files { units: true, ..rules };
        let calendar = Files { calendar: true, ..units };
        let rest = [("rules", rules), ("units", units), ("calendar", calendar), ("catalogue", now)];
        let steps = first.into_iter().chain(rest);
        let steps: Vec<_> = steps.map(|(cause, files)| (cause, files.counted())).collect();
        expected(&steps)
    };
    let of_files = [
        ("", before),
        ("late_rows", late),
        ("corrected_rows", corrected),
        ("removed_rows", removed),
    ];
    let expected = rest(of_files.into());
    let all = causes(&expected);
    assert!(
        ["late_rows", "corrected_rows", "removed_rows"].iter().all(|cause| all.contains(cause))
    );
    let (scratch, edition, _) = restated(before, now, &[]);
    assert_eq!(told(&scratch, &edition), expected);
    // The lake was made anew meanwhile: what was replaced and what is gone stand together.
    let without = Files { late: false, ..removed };
    let together = [("", before), ("corrected_rows;removed_rows", without), ("late_rows", removed)];
    let (scratch, edition, said) = restated(before, now, &["ingest"]);
    assert_eq!(told(&scratch, &edition), rest(together.into()));
    assert!(said.contains("corrected_rows;removed_rows "), "{said}");
}

#[test]
fn what_nothing_else_explains_is_of_the_settings_or_the_program() {
    let before = Files::default();
    let week = Files { week: true, ..before };
    let now = Files { late: true, ..week };
    let steps =
        [("", before.counted()), ("settings", week.counted()), ("late_rows", now.counted())];
    let expected = expected(&steps);
    assert_eq!(causes(&expected), ["late_rows", "settings"]);
    let (scratch, edition, _) = restated(before, now, &[]);
    assert_eq!(told(&scratch, &edition), expected);
    // An edition of another program that gave the same figures leaves nothing to it.
    let scratch = Scratch::new("causes-program");
    before.put(&scratch);
    scratch.chiso_succeeds("run --month 2026-03");
    let path = scratch.edition().join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    let program = "\"program\": \"chiso ";
    assert!(text.contains(program));
    fs::write(&path, text.replace(program, "\"program\": \"chiso 0.0.0-")).unwrap();
    Files { late: true, ..before }.put(&scratch);
    scratch.chiso_succeeds("restate --month 2026-03 --reason late");
    assert_eq!(causes(&told(&scratch, &edition_of(&scratch, "2026-03"))), ["late_rows"]);
}
