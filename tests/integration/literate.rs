//! Runs the literate suite of `tests/decision_766`: Markdown files that state, case by case, what
//! the program must answer. Each case becomes a folder of inputs; the program is run on it once for
//! every rule set and month that is expected, and its published tables are read back. The grammar
//! is described in the suite's `README.md`; a line that looks like part of it and is not fails.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fmt, fs, iter,
    num::NonZero,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::support::{Call, Row, Scratch, read_csv, read_parquet};

const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/decision_766");
const RULE_SETS: [&str; 3] = ["portal-2026", "document-2026", "vendor-2022"];
const DEFAULT_RULE_SET: &str = RULE_SETS[0];
const AUTHORITY: &str = "G";
const DEFAULT_UNIT: &str = "A";
const DEFAULT_PROCEDURE: &str = "1.000001";

/// Dossiers are always given, so what needs nothing else is never without its source.
const NEVER_WITHOUT_SOURCE: [&str; 2] = ["handled_on_time", "mean_handling_time"];
/// No input of this indicator exists yet, so it has neither a figure nor an empty month.
const WITHOUT_INPUT: [&str; 1] = ["certified_e_copies"];

#[test]
fn the_program_answers_as_every_case_expects() {
    let suite = Suite::read();
    let mut failures = suite.faults;
    failures.extend(run(&suite.cases));
    report(failures);
}

#[test]
fn no_two_cases_bear_the_same_name() {
    let mut first = HashMap::new();
    let mut failures = Vec::new();
    for case in &Suite::read().cases {
        if let Some(other) = first.insert(case.name.clone(), case.place.clone()) {
            let text = format!("the name {:?} is already that of {other}", case.name);
            failures.push(Failure::new(&case.place, text));
        }
    }
    report(failures);
}

#[test]
fn every_indicator_has_a_figure_an_empty_month_and_a_missing_source() {
    let show = format!("rules show {DEFAULT_RULE_SET} --format json");
    let rules = Scratch::new("literate").chiso_succeeds(&show).json();
    let indicators: Vec<&str> = rules["indicators"]
        .as_array()
        .expect("a rule set has indicators")
        .iter()
        .filter_map(|indicator| indicator["id"].as_str())
        .collect();
    assert_eq!(indicators.len(), 23, "the decision is read as 23 indicators");

    let suite = Suite::read();
    let mut shown = BTreeSet::new();
    for cell in suite.cases.iter().flat_map(Case::cells) {
        shown.insert((cell.indicator.as_str(), cell.status));
    }
    let mut lacking = Vec::new();
    for id in indicators {
        let mut wanted = vec!["value", "no_cases", "missing_source"];
        if NEVER_WITHOUT_SOURCE.contains(&id) {
            wanted = vec!["value", "no_cases"];
        }
        if WITHOUT_INPUT.contains(&id) {
            wanted = vec!["missing_source", "not_applicable"];
        }
        let absent = wanted.into_iter().filter(|status| !shown.contains(&(id, *status)));
        lacking.extend(absent.map(|status| format!("{id}: no case shows {status}")));
    }
    assert!(lacking.is_empty(), "the suite does not show all of it:\n{}", lacking.join("\n"));
}

#[test]
fn every_reading_is_put_before_all_three_rule_sets() {
    let suite = Suite::read();
    let is_reading = |case: &&Case| case.place.file == "readings.md";
    let mut chapters = BTreeSet::new();
    let mut failures = Vec::new();
    for case in suite.cases.iter().filter(is_reading) {
        chapters.extend(case.name.split(" / ").next());
        for rule_set in RULE_SETS {
            if !case.expectations.iter().any(|expectation| expectation.rule_set == rule_set) {
                let text = format!("{:?} expects nothing with {rule_set}", case.name);
                failures.push(Failure::new(&case.place, text));
            }
        }
    }
    report(failures);
    assert_eq!(chapters.len(), 15, "there are fifteen readings");
}

#[test]
fn a_line_that_cannot_be_read_is_named_by_file_and_line() {
    for line in [
        "Expected in 2026-03: handled_on_time one of two",
        "Expected in 2026-03: handled_on_time 0 of 0",
        "Expected in 2026-03: handled_on_time missing_source 1 of 2",
        "Expected in 2026-03: handled_on_time 1 of 2, points many",
        "Expected in 2026-13: handled_on_time 1 of 2",
        "Expected handled_on_time 1 of 2",
        "Expected with portal in 2026-03: handled_on_time 1 of 2",
        "Expected flow in 2026-03: opening one",
        "Expected verdict of H1 in 2026-Q1: late",
        "Expected verdict of H1 in 2026-03: punctual",
        "- Expected too much",
        "Authority: village",
        "As of: yesterday",
        "As of March",
        "Hours on saturday: 07:30-11:30",
        "Hours on sat: in the morning",
        "dossier:",
        "| dossier_id | colour |",
    ] {
        let text = format!("## A case\n\n{line}\n\nExpected in 2026-03: handled_on_time 1 of 2\n");
        assert_eq!(places_of_faults(&text), ["wrong.md:3"], "{line}");
    }
}

#[test]
fn a_case_that_expects_nothing_and_a_label_without_a_table_are_faults() {
    assert_eq!(places_of_faults("## A chapter\n\n### A case\n"), ["wrong.md:3"]);
    assert_eq!(places_of_faults("## A case\n\nAuthority: province\n"), ["wrong.md:1"]);
    let text = "## A case\n\ndossiers:\n\nExpected in 2026-03: handled_on_time 1 of 2\n";
    assert_eq!(places_of_faults(text), ["wrong.md:5"]);
}

fn places_of_faults(text: &str) -> Vec<String> {
    let mut reader = Reader::new("wrong.md");
    reader.read(text);
    reader.faults.iter().map(|fault| fault.place.to_string()).collect()
}

// ---- The suite -----------------------------------------------------------------------------------

struct Suite {
    cases: Vec<Case>,
    faults: Vec<Failure>,
}

/// One section of a file: inputs, settings, and what is expected of them.
struct Case {
    name: String,
    place: Place,
    /// A second-level heading, which may also be a chapter whose cases follow.
    is_chapter: bool,
    settings: Settings,
    tables: Vec<Table>,
    expectations: Vec<Expectation>,
}

#[derive(Default, PartialEq)]
struct Settings {
    province: bool,
    as_of: Option<String>,
    hours: Vec<String>,
    /// Weekdays with hours of their own.
    hours_by_day: BTreeMap<String, Vec<String>>,
    /// What a day outside the years of the calendar means.
    beyond: Option<String>,
    synced: bool,
}

struct Table {
    kind: &'static Kind,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

struct Expectation {
    place: Place,
    text: String,
    rule_set: String,
    unit: String,
    period: String,
    /// The month whose run yields the period.
    month: String,
    claim: Claim,
}

enum Claim {
    Cells(Vec<Cell>),
    Flow(Vec<(String, String)>),
    Verdict { dossier: String, verdict: String },
}

/// A figure as it is expected. What is `None` was not said; `Some(None)` is said to be absent.
struct Cell {
    indicator: String,
    status: &'static str,
    figure: Option<(i64, i64)>,
    ratio: Option<Option<i64>>,
    points: Option<Option<i64>>,
}

impl Case {
    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.expectations.iter().flat_map(|expectation| match &expectation.claim {
            Claim::Cells(cells) => cells.as_slice(),
            Claim::Flow(_) | Claim::Verdict { .. } => &[],
        })
    }

    fn table(&self, word: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.kind.word == word)
    }
}

impl Suite {
    /// Every Markdown file of the suite but its README, in the order of their names.
    fn read() -> Self {
        let mut files: Vec<PathBuf> = fs::read_dir(SUITE)
            .expect("the suite is a folder")
            .map(|entry| entry.expect("the folder can be listed").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .filter(|path| !path.ends_with("README.md"))
            .collect();
        files.sort();
        let mut suite = Self { cases: Vec::new(), faults: Vec::new() };
        for file in files {
            let text = fs::read_to_string(&file).expect("a file of the suite is UTF-8 text");
            let mut reader = Reader::new(&file.file_name().unwrap_or_default().to_string_lossy());
            reader.read(&text);
            suite.cases.append(&mut reader.cases);
            suite.faults.append(&mut reader.faults);
        }
        assert!(!suite.cases.is_empty(), "the suite in {SUITE} holds no case");
        suite
    }
}

// ---- The inputs a case may list ------------------------------------------------------------------

/// A kind of input table: its label, its columns, and what fills the required ones left out.
struct Kind {
    word: &'static str,
    columns: &'static str,
    defaults: &'static [(&'static str, &'static str)],
}

const KINDS: [Kind; 10] = [
    Kind {
        word: "dossiers",
        columns: "dossier_id unit_id unit_name procedure_id field_id channel status submitted_at \
                  received_at due_at ended_at end_kind returned_at components_digitized \
                  component_reused has_digitized_component from_personal_store result_file \
                  vneid_verified databases fee_due online_payment synced \
                  apology_sent_at received_elsewhere",
        defaults: &[("unit_id", DEFAULT_UNIT), ("procedure_id", DEFAULT_PROCEDURE)],
    },
    Kind { word: "events", columns: "dossier_id at status content", defaults: &[] },
    Kind {
        word: "supplements",
        columns: "dossier_id asked_at completed_at due_before_at due_after_at",
        defaults: &[],
    },
    Kind {
        word: "procedures",
        columns: "procedure_id name field_id field_name unit_ids online_level has_fee \
                  paper_result citizen_subject max_time max_time_unit complete public_from \
                  public_to valid_from valid_to legal_basis",
        defaults: &[("procedure_id", DEFAULT_PROCEDURE), ("name", "Thủ tục mẫu")],
    },
    Kind {
        word: "announcements",
        columns: "decision_id procedure_id announced_on legal_effective_on published_on",
        defaults: &[("decision_id", "QĐ-01"), ("procedure_id", DEFAULT_PROCEDURE)],
    },
    Kind { word: "ratings", columns: "dossier_id rated_at verdict by complaint", defaults: &[] },
    Kind {
        word: "petitions",
        columns: "petition_id unit_id kind received_at transferred_at answered_at refused_at \
                  asked_more_at likes dislikes repeated",
        defaults: &[("unit_id", DEFAULT_UNIT), ("kind", "rules")],
    },
    Kind { word: "totals", columns: "unit_id period dossiers_received", defaults: &[] },
    Kind {
        word: "units",
        columns: "unit_id name name_en parent_id kind valid_from valid_to successor_id aliases",
        defaults: &[("name", "Đơn vị mẫu")],
    },
    Kind { word: "calendar", columns: "date kind name hours", defaults: &[("kind", "holiday")] },
];

/// Inputs that the configuration names in a place of their own.
const NO_SOURCES: [&str; 2] = ["units", "calendar"];

impl Kind {
    fn of(word: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.word.eq_ignore_ascii_case(word))
    }

    fn has(&self, column: &str) -> bool {
        self.columns.split_whitespace().any(|own| own == column)
    }
}

impl Table {
    fn write(&self, path: &Path) -> Result<(), csv::Error> {
        let named = |column: &str| self.columns.iter().any(|own| own == column);
        let added: Vec<(&str, &str)> = self
            .kind
            .defaults
            .iter()
            .copied()
            .filter(|(column, _)| !named(column))
            .filter(|(column, _)| !(*column == "unit_id" && named("unit_name")))
            .collect();
        let mut writer = csv::Writer::from_path(path)?;
        let added_columns = added.iter().map(|(column, _)| *column);
        writer.write_record(self.columns.iter().map(String::as_str).chain(added_columns))?;
        for row in &self.rows {
            let values = added.iter().map(|(_, value)| *value);
            writer.write_record(row.iter().map(String::as_str).chain(values))?;
        }
        writer.flush()?;
        Ok(())
    }
}

// ---- Reading the Markdown ------------------------------------------------------------------------

const SETTINGS: [&str; 5] = ["Authority", "As of", "Hours", "Beyond the calendar", "Synced"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const STATUSES: [&str; 5] =
    ["value", "provisional", "no_cases", "missing_source", "not_applicable"];
const VERDICTS: [&str; 10] = [
    "early",
    "on_time",
    "late",
    "open_in_time",
    "open_overdue",
    "waiting_in_time",
    "waiting_overdue",
    "repeated_supplement",
    "undated",
    "none",
];

/// One file, read line by line.
struct Reader {
    place: Place,
    chapter: String,
    case: Option<Case>,
    label: Option<&'static Kind>,
    in_table: bool,
    in_fence: bool,
    cases: Vec<Case>,
    faults: Vec<Failure>,
}

impl Reader {
    fn new(file: &str) -> Self {
        Self {
            place: Place { file: file.to_owned(), line: 0 },
            chapter: String::new(),
            case: None,
            label: None,
            in_table: false,
            in_fence: false,
            cases: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn read(&mut self, text: &str) {
        for line in text.lines() {
            self.place.line += 1;
            if let Err(fault) = self.line(line.trim()) {
                self.faults.push(Failure::new(&self.place, fault));
            }
        }
        self.close(2);
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.starts_with("```") {
            self.in_fence = !self.in_fence;
        }
        if self.in_fence {
            return Ok(());
        }
        if line.starts_with('|') {
            return self.row(line);
        }
        self.in_table = false;
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let line = line.strip_prefix("- ").unwrap_or(line);
        match (hashes, line.strip_suffix(':')) {
            (1.., _) => self.heading(hashes, line[hashes..].trim()),
            (_, Some(word)) if !word.contains(' ') => self.label(word),
            _ if line.starts_with("Expected") => self.expectation(line),
            _ => match SETTINGS.iter().find(|word| line.starts_with(**word)) {
                Some(word) => self.setting(word, &line[word.len()..]),
                None => Ok(()),
            },
        }
    }

    fn heading(&mut self, level: usize, title: &str) -> Result<(), String> {
        self.close(level);
        let name = match level {
            1 => return Ok(()),
            2 => {
                title.clone_into(&mut self.chapter);
                title.to_owned()
            }
            3 => format!("{} / {title}", self.chapter),
            _ => return Err("a heading below the third level".to_owned()),
        };
        self.case = Some(Case {
            name,
            place: self.place.clone(),
            is_chapter: level == 2,
            settings: Settings::default(),
            tables: Vec::new(),
            expectations: Vec::new(),
        });
        Ok(())
    }

    /// Ends the case before a heading of this level.
    fn close(&mut self, next_level: usize) {
        let Some(case) = self.case.take() else { return };
        if let Some(kind) = self.label.take() {
            let text = format!("{:?}: no table follows the label {}", case.name, kind.word);
            self.faults.push(Failure::new(&case.place, text));
        }
        let is_bare = case.tables.is_empty() && case.settings == Settings::default();
        if !case.expectations.is_empty() {
            self.cases.push(case);
        } else if !(is_bare && case.is_chapter && next_level == 3) {
            let text = format!("{:?}: the case expects nothing", case.name);
            self.faults.push(Failure::new(&case.place, text));
        }
    }

    fn open(&mut self) -> Result<&mut Case, String> {
        self.case.as_mut().ok_or_else(|| "stands before the first case of the file".to_owned())
    }

    fn label(&mut self, word: &str) -> Result<(), String> {
        self.open()?;
        let kind = Kind::of(word).ok_or_else(|| format!("{word:?} is no kind of input"))?;
        match self.label.replace(kind) {
            Some(other) => {
                Err(format!("no table follows the label {} before this one", other.word))
            }
            None => Ok(()),
        }
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let line = line.strip_prefix('|').unwrap_or(line);
        let line = line.strip_suffix('|').ok_or("a row of a table ends with |")?;
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let label = self.label.take();
        let is_header = !self.in_table;
        self.in_table = true;
        let tables = &mut self.open()?.tables;
        if is_header {
            let kind = label.or(Kind::of("dossiers")).ok_or("no such kind")?;
            let unknown = cells.iter().find(|cell| !kind.has(cell));
            let again = tables.iter().any(|table| table.kind.word == kind.word);
            tables.push(Table { kind, columns: cells.clone(), rows: Vec::new() });
            return match unknown {
                Some(column) => Err(format!("{} have no column {column:?}", kind.word)),
                None if again => Err(format!("a second table of {} in one case", kind.word)),
                None => Ok(()),
            };
        }
        let table = tables.last_mut().ok_or("a row stands before its table")?;
        if cells.iter().all(|cell| !cell.is_empty() && cell.bytes().all(|b| b == b'-')) {
            return Ok(());
        }
        if cells.len() != table.columns.len() {
            return Err(format!("{} cells under {} columns", cells.len(), table.columns.len()));
        }
        table.rows.push(cells);
        Ok(())
    }

    fn setting(&mut self, word: &str, rest: &str) -> Result<(), String> {
        let settings = &mut self.open()?.settings;
        let spans =
            |hours: &str| hours.split(',').map(|span| span.trim().to_owned()).collect::<Vec<_>>();
        if let Some((day, hours)) = rest.strip_prefix(" on ").and_then(|rest| rest.split_once(':'))
            && WEEKDAYS.contains(&day)
            && hours.contains('-')
        {
            settings.hours_by_day.insert(day.to_owned(), spans(hours));
            return Ok(());
        }
        let value = rest.strip_prefix(':').map(str::trim);
        match (word, value) {
            ("Authority", Some("province")) => settings.province = true,
            ("Authority", Some("ministry")) => settings.province = false,
            ("As of", Some(date)) if is_date(date) => settings.as_of = Some(date.to_owned()),
            ("Hours", Some(hours)) if hours.contains('-') => settings.hours = spans(hours),
            ("Beyond the calendar", Some("weekdays")) => {
                settings.beyond = Some("weekdays".to_owned());
            }
            ("Synced", Some("yes")) => settings.synced = true,
            _ => return Err(format!("cannot read this as the setting {word:?}")),
        }
        Ok(())
    }

    fn expectation(&mut self, line: &str) -> Result<(), String> {
        let expectation = Expectation::parse(line, &self.place)?;
        let label = self.label.take();
        self.open()?.expectations.push(expectation);
        match label {
            Some(kind) => Err(format!("no table follows the label {}", kind.word)),
            None => Ok(()),
        }
    }
}

impl Expectation {
    /// `Expected [flow | verdict of DOSSIER] [with RULES] [for unit UNIT] in PERIOD: CLAIMS`
    fn parse(line: &str, place: &Place) -> Result<Self, String> {
        let (head, body) = line.split_once(": ").ok_or("an expectation needs a colon")?;
        let mut words = head.split_whitespace();
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        if words.next() != Some("Expected") {
            return Err("an expectation begins with the word Expected".to_owned());
        }
        while let Some(word) = words.next() {
            let joined = match word {
                "for" => words.next() == Some("unit"),
                "verdict" => words.next() == Some("of"),
                "with" | "in" | "flow" => true,
                _ => false,
            };
            let value = if word == "flow" { Some(word) } else { words.next() };
            match value {
                Some(value) if joined && found.insert(word, value).is_none() => {}
                _ => return Err(format!("cannot read {word:?} in {head:?}")),
            }
        }
        let period = *found.get("in").ok_or("an expectation says in which period")?;
        let month = last_month(period).ok_or_else(|| format!("{period:?} is not a period"))?;
        let claim = match (found.get("flow"), found.get("verdict")) {
            (None, None) => {
                Claim::Cells(body.split(';').map(Cell::parse).collect::<Result<_, _>>()?)
            }
            (Some(_), None) => Claim::Flow(body.split(',').map(flow).collect::<Result<_, _>>()?),
            (None, Some(_)) if found.contains_key("for") || month != period => {
                return Err("a verdict is that of one dossier in one month".to_owned());
            }
            (None, Some(dossier)) if VERDICTS.contains(&body.trim()) => {
                Claim::Verdict { dossier: (*dossier).to_owned(), verdict: body.trim().to_owned() }
            }
            _ => return Err(format!("cannot read {body:?}")),
        };
        if found.get("with").is_some_and(|rule_set| !RULE_SETS.contains(rule_set)) {
            return Err(format!("no such rule set in {head:?}"));
        }
        let or = |word: &str, default: &str| (*found.get(word).unwrap_or(&default)).to_owned();
        Ok(Self {
            place: place.clone(),
            text: line.to_owned(),
            rule_set: or("with", DEFAULT_RULE_SET),
            unit: or("for", AUTHORITY),
            period: period.to_owned(),
            month,
            claim,
        })
    }
}

impl Cell {
    /// `INDICATOR [STATUS] [N of D][, points P | , no points][, ratio R | , no ratio]`
    fn parse(text: &str) -> Result<Self, String> {
        let unread = || format!("cannot read {:?}", text.trim());
        let mut parts = text.split(',').map(str::trim);
        let mut words = parts.next().unwrap_or_default().split_whitespace();
        let indicator = words.next().ok_or_else(unread)?.to_owned();
        let mut rest: Vec<&str> = words.collect();
        let status = rest.first().and_then(|word| STATUSES.iter().find(|status| *status == word));
        if status.is_some() {
            rest.remove(0);
        }
        let figure = match rest.as_slice() {
            [n, "of", d] => Some((n.parse().ok().zip(d.parse().ok())).ok_or_else(unread)?),
            [] if status.is_some() => None,
            _ => return Err(unread()),
        };
        let status = status.copied().unwrap_or("value");
        let is_absent = matches!(status, "missing_source" | "not_applicable");
        let is_empty = status == "no_cases";
        if (is_absent || is_empty) == figure.is_some() || figure.is_some_and(|(_, d)| d == 0) {
            return Err(format!("{:?}: {status} does not go with this figure", text.trim()));
        }
        let mut cell = Self {
            indicator,
            status,
            figure: if is_empty { Some((0, 0)) } else { figure },
            ratio: (is_absent || is_empty).then_some(None),
            points: is_absent.then_some(None),
        };
        for part in parts {
            match part.split_once(' ') {
                Some(("no", "points")) => cell.points = Some(None),
                Some(("no", "ratio")) => cell.ratio = Some(None),
                Some(("points", p)) => cell.points = Some(Some(scaled(p, 2).ok_or_else(unread)?)),
                Some(("ratio", r)) => cell.ratio = Some(Some(scaled(r, 6).ok_or_else(unread)?)),
                _ => return Err(unread()),
            }
        }
        Ok(cell)
    }
}

fn flow(text: &str) -> Result<(String, String), String> {
    match text.split_whitespace().collect::<Vec<_>>().as_slice() {
        [field, number] if number.parse::<u64>().is_ok() => {
            Ok(((*field).to_owned(), (*number).to_owned()))
        }
        _ => Err(format!("cannot read {:?}", text.trim())),
    }
}

/// The last month of a period, which is the month whose run yields it.
fn last_month(period: &str) -> Option<String> {
    let (year, part) = period.split_at_checked(4)?;
    let month = match part {
        "-Q1" => "03",
        "-Q2" | "-H1" => "06",
        "-Q3" => "09",
        "-Q4" | "-H2" | "" => "12",
        _ => part.strip_prefix('-')?,
    };
    let is_month = month.len() == 2 && (1..=12).contains(&month.parse::<u8>().ok()?);
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    (is_month && is_year).then(|| format!("{year}-{month}"))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
}

/// A decimal as a whole number of its last place: `scaled("3.75", 2)` is 375.
fn scaled(text: &str, places: i32) -> Option<i64> {
    let value: f64 = text.trim().parse().ok()?;
    Some((value * 10_f64.powi(places)).round() as i64)
}

// ---- Running the program -------------------------------------------------------------------------

/// What one run of the program must answer: a case under one rule set, for one month.
struct Job<'a> {
    case: &'a Case,
    rule_set: &'a str,
    month: &'a str,
    expectations: Vec<&'a Expectation>,
}

/// Runs every job, on as many threads as there are, and gives all failures in order of place.
fn run(cases: &[Case]) -> Vec<Failure> {
    let mut jobs: BTreeMap<(usize, &str, &str), Vec<&Expectation>> = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        for expectation in &case.expectations {
            let key = (index, expectation.rule_set.as_str(), expectation.month.as_str());
            jobs.entry(key).or_default().push(expectation);
        }
    }
    let jobs: Vec<Job> = jobs
        .into_iter()
        .map(|((case, rule_set, month), expectations)| Job {
            case: &cases[case],
            rule_set,
            month,
            expectations,
        })
        .collect();
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = job.failures();
                    failures.lock().expect("no thread panics with the lock").extend(found);
                }
            });
        }
    });
    failures.into_inner().expect("no thread panics with the lock")
}

impl Job<'_> {
    fn failures(&self) -> Vec<Failure> {
        let folder = Scratch::new("literate");
        let failures: Vec<Failure> = match self.publish(&folder) {
            Ok(published) => self
                .expectations
                .iter()
                .flat_map(|expectation| {
                    let differences = published.differences(expectation).into_iter();
                    differences.map(|difference| self.failure(expectation, &difference, &folder))
                })
                .collect(),
            Err(error) => {
                let error = error.to_string();
                self.expectations
                    .iter()
                    .take(1)
                    .map(|expectation| self.failure(expectation, &error, &folder))
                    .collect()
            }
        };
        if !failures.is_empty() {
            // What is left of a failed case stays there to be looked at.
            std::mem::forget(folder);
        }
        failures
    }

    fn failure(&self, expectation: &Expectation, what: &str, folder: &Scratch) -> Failure {
        let text = format!(
            "{}\n      {}\n      {what}\n      (with {} for {} in {})",
            self.case.name,
            expectation.text,
            self.rule_set,
            self.month,
            folder.path().display()
        );
        Failure::new(&expectation.place, text)
    }

    fn publish(&self, folder: &Scratch) -> Result<Published, Box<dyn Error>> {
        self.write_inputs(folder.path())?;
        self.call("run", folder)?;
        let [indicators, flow] = ["indicators", "flow"].map(|table| {
            let path = folder.edition().join("tables").join(table).with_extension("csv");
            let is_there = path.exists();
            is_there
                .then(|| read_csv(&path))
                .ok_or_else(|| format!("no {} was published", path.display()))
        });
        let mut verdicts = HashMap::new();
        if self
            .expectations
            .iter()
            .any(|expectation| matches!(expectation.claim, Claim::Verdict { .. }))
        {
            self.call("facts --output facts.parquet", folder)?;
            for row in read_parquet(&folder.join("facts.parquet")) {
                let of = |column: &str| row.get(column).cloned().unwrap_or_default();
                // Facts that hold several periods name theirs.
                if row.get("period").is_none_or(|period| period == self.month) {
                    verdicts.insert(of("dossier_id"), of("verdict"));
                }
            }
        }
        Ok(Published { indicators: indicators?, flow: flow?, verdicts })
    }

    fn call(&self, command: &str, folder: &Scratch) -> Result<(), String> {
        let mut call = format!("{command} --config chiso.toml --month {}", self.month);
        if let Some(as_of) = &self.case.settings.as_of {
            call.push_str(&format!(" --as-of {as_of}"));
        }
        let outcome = Call::new(&call).at(folder.path()).env("POLARS_MAX_THREADS", "1").run();
        match outcome.code {
            Some(0) => Ok(()),
            code => Err(format!("`chiso {call}` ended with {code:?}: {}", outcome.stderr.trim())),
        }
    }

    /// A file for each table, those that no run can do without, and the configuration.
    fn write_inputs(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        let settings = &self.case.settings;
        let kind = if settings.province { "province" } else { "ministry" };
        let mut config = format!(
            "[authority]\nid = \"{AUTHORITY}\"\nname = \"Cơ quan mẫu\"\nkind = \"{kind}\"\n\n\
             [rules]\nset = \"{}\"\n\n[paths]\nlake = \"lake\"\nreports = \"reports\"\n\n\
             [units]\npath = \"units.csv\"\n",
            self.rule_set
        );
        config.push_str("\n[calendar]\n");
        if self.case.table("calendar").is_some() {
            config.push_str("path = \"calendar.csv\"\n");
        }
        if let Some(beyond) = &settings.beyond {
            config.push_str(&format!("beyond = {beyond:?}\n"));
        }
        if !settings.hours.is_empty() {
            config.push_str(&format!("hours = {:?}\n", settings.hours));
        }
        for (day, hours) in &settings.hours_by_day {
            config.push_str(&format!("hours.{day} = {hours:?}\n"));
        }
        if self.case.table("units").is_none() {
            fs::write(
                folder.join("units.csv"),
                format!("unit_id,name\n{DEFAULT_UNIT},Đơn vị A\n"),
            )?;
        }
        let mut sources = Vec::new();
        if self.case.table("dossiers").is_none() {
            // No run goes without dossiers; this one ended long before any period of the suite.
            let row = "T1,A,1.000001,2019-01-02 08:00,2019-01-09 08:00,2019-01-03 08:00";
            let header = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
            fs::write(folder.join("dossiers.csv"), format!("{header}\n{row}\n"))?;
            sources.push("dossiers");
        }
        for table in &self.case.tables {
            table.write(&folder.join(table.kind.word).with_extension("csv"))?;
            if !NO_SOURCES.contains(&table.kind.word) {
                sources.push(table.kind.word);
            }
        }
        for word in sources {
            config.push_str(&format!(
                "\n[[source]]\nname = \"{word}\"\nkind = \"{word}\"\nformat = \"table\"\n\
                 path = \"{word}.csv\"\n"
            ));
            if word == "dossiers" && settings.synced {
                config.push_str("synced = true\n");
            }
        }
        config.push_str("\n[publication]\ntables_only = true\n");
        fs::write(folder.join("chiso.toml"), config)?;
        Ok(())
    }
}

// ---- Comparing with what was published -----------------------------------------------------------

/// What one run published, and the verdict of each dossier it judged.
struct Published {
    indicators: Vec<Row>,
    flow: Vec<Row>,
    verdicts: HashMap<String, String>,
}

impl Published {
    fn differences(&self, expectation: &Expectation) -> Vec<String> {
        let here = |record: &&Row| {
            record.get("period") == Some(&expectation.period)
                && record.get("unit_id") == Some(&expectation.unit)
        };
        match &expectation.claim {
            Claim::Cells(cells) => cells
                .iter()
                .filter_map(|cell| {
                    let own = |record: &&Row| record.get("indicator_id") == Some(&cell.indicator);
                    match self.indicators.iter().filter(here).find(own) {
                        Some(record) => cell.difference(record),
                        None => Some(format!("{}: no such row was published", cell.indicator)),
                    }
                })
                .collect(),
            Claim::Flow(fields) => match self.flow.iter().find(here) {
                Some(record) => fields
                    .iter()
                    .filter(|(field, number)| record.get(field) != Some(number))
                    .map(|(field, number)| {
                        let got = record.get(field).map_or("no such column", String::as_str);
                        format!("{field}: expected {number}, got {got}")
                    })
                    .collect(),
                None => vec!["no such row of the flow was published".to_owned()],
            },
            Claim::Verdict { dossier, verdict } => {
                let got = self.verdicts.get(dossier).map_or("none", String::as_str);
                let differs = got != verdict;
                differs
                    .then(|| format!("{dossier}: expected {verdict}, got {got}"))
                    .into_iter()
                    .collect()
            }
        }
    }
}

impl Cell {
    fn difference(&self, record: &Row) -> Option<String> {
        let text = |column: &str| record.get(column).map_or("", String::as_str);
        let whole = |column: &str| text(column).parse::<i64>().ok();
        let figure = whole("numerator").zip(whole("denominator"));
        let (ratio, points) = (scaled(text("ratio"), 6), scaled(text("points"), 2));
        let is_equal = text("status") == self.status
            && figure == self.figure
            && self.ratio.is_none_or(|expected| expected == ratio)
            && self.points.is_none_or(|expected| expected == points);
        (!is_equal).then(|| {
            let got = Self {
                indicator: String::new(),
                status: "",
                figure,
                ratio: Some(ratio),
                points: Some(points),
            };
            format!("{}: expected {self}, got {} {got}", self.indicator, text("status"))
        })
    }
}

/// Status, figure, points and ratio; what was not said is left out.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = |value: i64, places: i32| {
            format!("{:.*}", places as usize, value as f64 / 10_f64.powi(places))
        };
        let figure = self.figure.map(|(n, d)| format!("{n} of {d}"));
        let points = self.points.map(|points| match points {
            Some(points) => format!("points {}", decimal(points, 2)),
            None => "no points".to_owned(),
        });
        let ratio = self.ratio.map(|ratio| match ratio {
            Some(ratio) => format!("ratio {}", decimal(ratio, 6)),
            None => "no ratio".to_owned(),
        });
        let status = (!self.status.is_empty()).then(|| self.status.to_owned());
        let parts: Vec<String> = [status, figure, points, ratio].into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

// ---- Reporting -----------------------------------------------------------------------------------

/// A line of the suite.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: String,
    line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What is wrong at a line: it cannot be read, or the program answers otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Failure {
    place: Place,
    text: String,
}

impl Failure {
    fn new(place: &Place, text: impl Into<String>) -> Self {
        Self { place: place.clone(), text: text.into() }
    }
}

/// Fails with all of them together, in order of file and line.
fn report(mut failures: Vec<Failure>) {
    failures.sort();
    let lines = failures.iter().map(|failure| format!("  {}: {}\n", failure.place, failure.text));
    let count = iter::once(format!("{} failures in the literate suite\n", failures.len()));
    assert!(failures.is_empty(), "{}", count.chain(lines).collect::<String>());
}
