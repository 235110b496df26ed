//! The same inputs give the same bytes: in another order that keeps the messages of each dossier in
//! theirs, split over other files and sources, in every format, on one thread or two, in another
//! folder, time zone and language.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write as _,
    io::Write as _,
    path::Path,
    sync::{Arc, OnceLock},
};

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use chrono::{NaiveDate, NaiveDateTime};

use crate::support::{Call, Dice, Scratch, Snapshot, differing, read_csv, read_parquet, snapshot};

/// What a cell of an input holds, for the formats that know types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Time,
    Day,
    Whole,
    Flag,
}

use Holds::{Day, Flag, Text, Time, Whole};

const DOSSIERS: &[(&str, Holds)] = &[
    ("dossier_id", Text),
    ("unit_id", Text),
    ("procedure_id", Text),
    ("channel", Text),
    ("status", Whole),
    ("received_at", Time),
    ("due_at", Time),
    ("ended_at", Time),
    ("end_kind", Text),
    ("components_digitized", Flag),
    ("component_reused", Flag),
    ("from_personal_store", Flag),
    ("result_file", Flag),
    ("vneid_verified", Flag),
    ("databases", Text),
    ("fee_due", Whole),
    ("online_payment", Whole),
];
const EVENTS: &[(&str, Holds)] =
    &[("dossier_id", Text), ("at", Time), ("status", Whole), ("content", Text)];
const SUPPLEMENTS: &[(&str, Holds)] = &[
    ("dossier_id", Text),
    ("asked_at", Time),
    ("completed_at", Time),
    ("due_before_at", Day),
    ("due_after_at", Day),
];
const PROCEDURES: &[(&str, Holds)] = &[
    ("procedure_id", Text),
    ("name", Text),
    ("unit_ids", Text),
    ("online_level", Text),
    ("has_fee", Flag),
    ("paper_result", Flag),
    ("citizen_subject", Flag),
    ("max_time", Whole),
    ("max_time_unit", Text),
    ("complete", Flag),
    ("public_from", Day),
];

const UNITS: &str = "unit_id,name,parent_id,kind\n\
    A,Cục Đo lường mẫu,,department\n\
    A1,Phòng Kiểm định mẫu,A,division\n\
    A2,Phòng Hiệu chuẩn mẫu,A,division\n\
    B,Cục Sáng chế mẫu,,department\n\
    C,Vụ Hợp tác mẫu,,department\n";

/// The rows of one kind of input. The first cell is the key within which the order matters.
#[derive(Clone)]
struct Rows {
    kind: &'static str,
    columns: &'static [(&'static str, Holds)],
    cells: Vec<Vec<String>>,
}

impl Rows {
    /// Another order of the rows in which those of one key keep theirs.
    fn reordered(&self, dice: &Dice) -> Self {
        let mut queues: BTreeMap<&str, VecDeque<&Vec<String>>> = BTreeMap::new();
        for row in &self.cells {
            queues.entry(&row[0]).or_default().push_back(row);
        }
        let mut keys: Vec<&str> = self.cells.iter().map(|row| row[0].as_str()).collect();
        for place in (1..keys.len()).rev() {
            keys.swap(place, dice.roll(place + 1));
        }
        let mut next = |key| queues.get_mut(key).and_then(VecDeque::pop_front);
        let cells = keys.into_iter().map(|key| next(key).expect("a row per key").clone()).collect();
        Self { cells, ..*self }
    }

    fn backwards(&self) -> Self {
        Self { cells: self.cells.iter().rev().cloned().collect(), ..*self }
    }
}

/// Invented dossiers of a quarter in one to three messages each, their trails and supplements, and
/// the procedures they follow.
fn invented() -> [Rows; 4] {
    let dice = &Dice::new(766);
    let pick = |dice: &Dice, from: &[&str]| from[dice.roll(from.len())].to_owned();
    let day = |days: usize| {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        first + chrono::Days::new(days as u64)
    };
    let time = |dice: &Dice, days: usize| {
        let (hour, minute, second) = (7 + dice.roll(10), dice.roll(60), dice.roll(60));
        format!("{} {hour:02}:{minute:02}:{second:02}", day(days))
    };
    let (mut dossiers, mut events, mut supplements) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..120 {
        let id = format!("H{number:03}");
        let began = dice.roll(85);
        let received = time(dice, began);
        let procedure = pick(dice, &["1.000001", "1.000002", "2.000003", "2.000004", "9.999999"]);
        let channel = pick(dice, &["online", "online", "counter", "post", "other"]);
        let dated = dice.roll(5) > 0;
        let messages = 1 + dice.roll(3);
        for message in 1..=messages {
            let last = message == messages;
            let due = if dated { time(dice, began + 10 + dice.roll(12)) } else { String::new() };
            let ended = last && dice.roll(10) < 7;
            let lasted = dice.roll(30);
            // Every eighth ends within the minute of its due date, so that "on the day" occurs.
            let end = match dice.roll(8) {
                0 if dated => due.clone(),
                _ => time(dice, began + 1 + lasted),
            };
            let kinds = ["finished", "finished", "finished", "withdrawn", "refused", "stopped"];
            let kind = pick(dice, &kinds);
            let flag = |dice: &Dice| pick(dice, &["1", "0", ""]);
            dossiers.push(vec![
                id.clone(),
                pick(dice, &["A", "A1", "A1", "A2", "B", "C", "unheard-of"]),
                procedure.clone(),
                channel.clone(),
                if number % 17 == 0 { "1".into() } else { String::new() },
                received.clone(),
                due,
                if ended { end } else { String::new() },
                if ended { kind } else { String::new() },
                flag(dice),
                flag(dice),
                flag(dice),
                flag(dice),
                flag(dice),
                pick(dice, &["7", "3;7", "3", ""]),
                pick(dice, &["0", "135000", ""]),
                pick(dice, &["0", "1", "2", ""]),
            ]);
        }
        for round in 0..dice.roll(3) {
            let asked = began + 2 + 4 * round;
            let (asked_at, completed_at) =
                (time(dice, asked), time(dice, asked + 1 + dice.roll(3)));
            let completed = dice.roll(4) > 0;
            if number % 3 == 0 {
                let moved = dice.roll(2);
                supplements.push(vec![
                    id.clone(),
                    asked_at,
                    if completed { completed_at } else { String::new() },
                    day(began + 14).to_string(),
                    day(began + 14 + 3 * moved).to_string(),
                ]);
            } else {
                let step = |at: String, status: &str, content: &str| {
                    vec![id.clone(), at, status.to_owned(), content.to_owned()]
                };
                events.push(step(asked_at.clone(), "5", "Yêu cầu bổ sung hồ sơ"));
                events.push(step(asked_at, "5", "Yêu  cầu BỔ SUNG hồ sơ"));
                if completed {
                    events.push(step(completed_at, "5", "Đã bổ sung"));
                }
            }
        }
    }
    events.push(["nobody", "2026-01-05 08:00:00", "2", "Tiếp nhận"].map(str::to_owned).to_vec());
    let procedures = [
        ["1.000001", "Kiểm định mẫu", "", "full", "1", "1", "1", "5", "working_day", "1", ""],
        ["1.000002", "Hiệu chuẩn mẫu", "A1;A2", "partial", "1", "0", "0", "20", "day", "0", ""],
        ["2.000003", "Sáng chế mẫu", "B", "none", "0", "1", "1", "1", "month", "1", "2026-02-10"],
        ["2.000004", "Hợp tác mẫu", "C", "full", "0", "0", "1", "", "", "", "2025-01-01"],
    ];
    let procedures = procedures.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    [
        Rows { kind: "procedures", columns: PROCEDURES, cells: procedures },
        Rows { kind: "dossiers", columns: DOSSIERS, cells: dossiers },
        Rows { kind: "events", columns: EVENTS, cells: events },
        Rows { kind: "supplements", columns: SUPPLEMENTS, cells: supplements },
    ]
}

#[derive(Clone, Copy)]
enum Form {
    Csv,
    Gzip,
    Zstandard,
    /// With a byte order mark and the columns in the opposite order.
    CsvWithMark,
    Utf16,
    /// All columns text.
    ParquetText,
    /// Times, days, numbers and flags by their types.
    ParquetTyped,
    Workbook,
    JsonLines,
}

impl Form {
    const ALL: [Self; 9] = [
        Self::Csv,
        Self::Gzip,
        Self::Zstandard,
        Self::CsvWithMark,
        Self::Utf16,
        Self::ParquetText,
        Self::ParquetTyped,
        Self::Workbook,
        Self::JsonLines,
    ];

    fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvWithMark | Self::Utf16 => "csv",
            Self::Gzip => "csv.gz",
            Self::Zstandard => "csv.zst",
            Self::ParquetText | Self::ParquetTyped => "parquet",
            Self::Workbook => "xlsx",
            Self::JsonLines => "jsonl",
        }
    }

    fn bytes(self, columns: &[(&str, Holds)], cells: &[Vec<String>]) -> Vec<u8> {
        match self {
            Self::Csv => csv_of(columns, cells, false),
            Self::Gzip => {
                let mut gz =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                gz.write_all(&csv_of(columns, cells, false)).expect("memory can be written");
                gz.finish().expect("a whole gzip")
            }
            Self::Zstandard => {
                zstd::encode_all(&csv_of(columns, cells, false)[..], 3).expect("a whole frame")
            }
            Self::CsvWithMark => [b"\xEF\xBB\xBF".to_vec(), csv_of(columns, cells, true)].concat(),
            Self::Utf16 => {
                let text = String::from_utf8(csv_of(columns, cells, false)).expect("UTF-8");
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                units.flat_map(u16::to_le_bytes).collect()
            }
            Self::ParquetText => parquet_of(columns, cells, false),
            Self::ParquetTyped => parquet_of(columns, cells, true),
            Self::Workbook => workbook_of(columns, cells),
            Self::JsonLines => json_lines_of(columns, cells),
        }
    }
}

fn csv_of(columns: &[(&str, Holds)], cells: &[Vec<String>], backwards: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |mut row: Vec<&str>| {
        if backwards {
            row.reverse();
        }
        writer.write_record(row).expect("memory can be written");
    };
    write(columns.iter().map(|(name, _)| *name).collect());
    for row in cells {
        write(row.iter().map(String::as_str).collect());
    }
    writer.into_inner().expect("a whole CSV")
}

fn time_of(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a time")
}

fn parquet_of(columns: &[(&str, Holds)], cells: &[Vec<String>], typed: bool) -> Vec<u8> {
    let arrays = columns.iter().enumerate().map(|(place, (name, holds))| {
        let given = cells.iter().map(|row| row[place].as_str());
        let filled = given.clone().map(|cell| (!cell.is_empty()).then_some(cell));
        let array: ArrayRef = match holds {
            _ if !typed => Arc::new(StringArray::from_iter_values(given)),
            Text => Arc::new(filled.collect::<StringArray>()),
            Time => {
                let micros = |cell: &str| time_of(cell).and_utc().timestamp_micros();
                let times = filled.map(|cell| cell.map(micros));
                Arc::new(times.collect::<TimestampMicrosecondArray>())
            }
            Day => {
                let days = |cell: &str| {
                    let start = NaiveDate::default();
                    (cell.parse::<NaiveDate>().expect("a day") - start).num_days() as i32
                };
                Arc::new(filled.map(|cell| cell.map(days)).collect::<Date32Array>())
            }
            Whole => {
                let whole = |cell: &str| cell.parse::<i64>().expect("a whole number");
                Arc::new(filled.map(|cell| cell.map(whole)).collect::<Int64Array>())
            }
            Flag => {
                let flag = |cell: &str| cell == "1";
                Arc::new(filled.map(|cell| cell.map(flag)).collect::<BooleanArray>())
            }
        };
        (*name, array)
    });
    let batch = RecordBatch::try_from_iter(arrays).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None)
        .expect("a Parquet writer");
    writer.write(&batch).expect("memory can be written");
    writer.close().expect("a whole Parquet file");
    bytes
}

fn workbook_of(columns: &[(&str, Holds)], cells: &[Vec<String>]) -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let date = |cell: &str| ExcelDateTime::parse_from_str(cell).expect("a time");
    for (column, (name, holds)) in (0_u16..).zip(columns) {
        sheet.write_string(0, column, *name).expect("a cell");
        for (row, cells) in (1_u32..).zip(cells) {
            let cell = cells[usize::from(column)].as_str();
            let written = match holds {
                _ if cell.is_empty() => continue,
                Text => sheet.write_string(row, column, cell),
                Time => sheet.write_datetime_with_format(row, column, date(cell), &time),
                Day => sheet.write_datetime_with_format(row, column, date(cell), &day),
                Whole => sheet.write_number(row, column, cell.parse::<f64>().expect("a number")),
                Flag => sheet.write_boolean(row, column, cell == "1"),
            };
            written.expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a whole workbook")
}

fn json_lines_of(columns: &[(&str, Holds)], cells: &[Vec<String>]) -> Vec<u8> {
    let mut lines = String::new();
    for row in cells {
        let mut object = serde_json::Map::new();
        for ((name, holds), cell) in columns.iter().zip(row) {
            let value = match holds {
                _ if cell.is_empty() => serde_json::Value::Null,
                Text | Time | Day => cell.clone().into(),
                Whole => cell.parse::<i64>().expect("a whole number").into(),
                Flag => (cell == "1").into(),
            };
            object.insert((*name).to_owned(), value);
        }
        writeln!(lines, "{}", serde_json::Value::Object(object)).unwrap();
    }
    lines.into_bytes()
}

/// A way to hand over the same inputs and to run the program on them.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// The forms of the parts, in turn.
    forms: &'a [Form],
    parts: usize,
    /// The parts are one source, or the earlier and the later half are one each.
    sources: usize,
    env: &'a [(&'a str, &'a str)],
}

const USUAL: Way = Way { forms: &[Form::Csv], parts: 1, sources: 1, env: &[] };

fn configuration(units: &str, sources: &str) -> String {
    format!(
        r#"[authority]
id = "M"
name = "Bộ mẫu"
kind = "ministry"

[rules]
set = "portal-2026"

[units]
{units}
{sources}"#
    )
}

impl Way<'_> {
    /// Writes the inputs and the configuration of a run.
    fn give(self, units: &str, inputs: &[Rows]) -> Scratch {
        let scratch = Scratch::new("invariance");
        scratch.write("inputs/units.csv", UNITS);
        let mut sources = String::new();
        for Rows { kind, columns, cells } in inputs {
            let parts = self.parts.min(cells.len());
            for part in 0..parts {
                let own = &cells[cells.len() * part / parts..cells.len() * (part + 1) / parts];
                let form = self.forms[part % self.forms.len()];
                let half = if self.sources > 1 && part >= parts / 2 { "later" } else { "first" };
                let file = format!("inputs/{half}-{kind}-{part:02}.{}", form.extension());
                scratch.write(&file, form.bytes(columns, own));
            }
            let halves: &[&str] =
                if self.sources > 1 && parts > 1 { &["first", "later"] } else { &["first"] };
            for half in halves {
                write!(
                    sources,
                    r#"
[[source]]
name = "{kind} {half}"
kind = "{kind}"
format = "table"
path = "inputs/{half}-{kind}-*"
datetime = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]
"#
                )
                .unwrap();
                if *kind == "dossiers" {
                    sources.push_str("on_duplicate = \"last\"\n");
                }
            }
        }
        scratch.write("chiso.toml", configuration(units, &sources));
        scratch
    }

    /// The published tables of a run on these inputs.
    fn tables(self, inputs: &[Rows]) -> Snapshot {
        self.tables_under("path = \"inputs/units.csv\"", inputs)
    }

    fn tables_under(self, units: &str, inputs: &[Rows]) -> Snapshot {
        let scratch = self.give(units, inputs);
        let call = Call::new("run --from 2026-01 --to 2026-03").at(scratch.path());
        self.env.iter().fold(call, |call, (name, value)| call.env(name, value)).run().succeeded();
        snapshot(&scratch.edition().join("tables"))
    }
}

/// The tables of the inputs given in the usual way.
fn usual() -> &'static Snapshot {
    static USUAL_TABLES: OnceLock<Snapshot> = OnceLock::new();
    USUAL_TABLES.get_or_init(|| USUAL.tables(&invented()))
}

#[track_caller]
fn assert_same(tables: &Snapshot) {
    assert_eq!(differing(usual(), tables), Vec::<std::path::PathBuf>::new(), "these differ");
}

#[test]
fn the_invented_inputs_hold_what_the_comparison_is_about() {
    let tables = USUAL.give("path = \"inputs/units.csv\"", &invented());
    tables.chiso_succeeds("run --from 2026-01 --to 2026-03");
    let flow = tables.table("flow");
    for column in crate::support::recount::COLUMNS {
        let any = flow.iter().any(|row| row.get(column).is_some_and(|figure| figure != "0"));
        assert!(any || column == "handling_seconds", "no unit and period has any {column}");
    }
    assert!(flow.iter().any(|row| row["unit_id"] == "unmapped"), "no dossier is unmapped");
}

#[test]
fn the_order_of_the_messages_of_one_dossier_matters_and_the_comparison_sees_it() {
    let backwards = invented().map(|rows| rows.backwards());
    let differing = differing(usual(), &USUAL.tables(&backwards));
    assert!(differing.iter().any(|file| file == Path::new("flow.csv")), "{differing:?}");
}

#[test]
fn tables_are_the_same_when_rows_come_in_another_order() {
    for seed in 1..=3 {
        let dice = &Dice::new(seed);
        assert_same(&USUAL.tables(&invented().map(|rows| rows.reordered(dice))));
    }
}

#[test]
fn discovered_units_come_in_the_same_order_however_the_rows_come() {
    let discover = "discover = true";
    let tables = USUAL.tables_under(discover, &invented());
    let dice = &Dice::new(4);
    let reordered = invented().map(|rows| rows.reordered(dice));
    let again = USUAL.tables_under(discover, &reordered);
    assert_eq!(differing(&tables, &again), Vec::<std::path::PathBuf>::new(), "these differ");
}

#[test]
fn tables_are_the_same_when_rows_are_split_over_files_and_sources() {
    assert_same(&Way { parts: 7, ..USUAL }.tables(&invented()));
    assert_same(&Way { parts: 4, sources: 2, ..USUAL }.tables(&invented()));
}

#[test]
fn tables_are_the_same_from_compressed_marked_and_utf_16_csv() {
    for forms in [[Form::Gzip], [Form::Zstandard], [Form::CsvWithMark], [Form::Utf16]] {
        assert_same(&Way { forms: &forms, ..USUAL }.tables(&invented()));
    }
}

#[test]
fn tables_are_the_same_from_parquet_of_text_and_of_types() {
    for forms in [[Form::ParquetText], [Form::ParquetTyped]] {
        assert_same(&Way { forms: &forms, ..USUAL }.tables(&invented()));
    }
}

#[test]
fn tables_are_the_same_from_a_workbook_and_from_json_lines() {
    for forms in [[Form::Workbook], [Form::JsonLines]] {
        assert_same(&Way { forms: &forms, ..USUAL }.tables(&invented()));
    }
}

#[test]
fn tables_are_the_same_on_one_thread_and_on_two() {
    for threads in ["1", "2"] {
        let env = [("CHISO_THREADS", threads)];
        assert_same(&Way { env: &env, parts: 4, ..USUAL }.tables(&invented()));
    }
}

#[test]
fn tables_are_the_same_in_another_time_zone_and_language() {
    for (zone, language) in [("America/New_York", "vi_VN.UTF-8"), ("Asia/Kathmandu", "C")] {
        let env = [("TZ", zone), ("LANG", language), ("LC_ALL", language)];
        assert_same(&Way { env: &env, ..USUAL }.tables(&invented()));
    }
}

/// A timer calls the program from anywhere: the paths of a configuration are read from its folder.
#[test]
fn tables_are_the_same_when_the_program_is_called_from_another_folder() {
    let scratch = USUAL.give("path = \"inputs/units.csv\"", &invented());
    let elsewhere = Scratch::new("elsewhere");
    let run = Call::new("run --from 2026-01 --to 2026-03").at(elsewhere.path());
    run.arg("--config").arg(scratch.join("chiso.toml")).run().succeeded();
    assert_same(&snapshot(&scratch.edition().join("tables")));
    assert!(
        snapshot(elsewhere.path()).is_empty(),
        "something was written where the call came from"
    );
}

#[test]
fn tables_are_the_same_when_everything_changes_at_once() {
    for (seed, threads) in [(5, "1"), (6, "2")] {
        let dice = &Dice::new(seed);
        let reordered = invented().map(|rows| rows.reordered(dice));
        let env = [("CHISO_THREADS", threads), ("TZ", "Pacific/Auckland")];
        let way = Way { forms: &Form::ALL, parts: 9, sources: 2, env: &env };
        assert_same(&way.tables(&reordered));
    }
}

#[test]
fn a_second_run_on_the_same_inputs_publishes_the_same_tables() {
    let scratch = USUAL.give("path = \"inputs/units.csv\"", &invented());
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
    assert_same(&snapshot(&scratch.edition().join("tables")));
}

#[test]
fn every_table_says_the_same_in_csv_and_in_parquet() {
    let scratch = USUAL.give("path = \"inputs/units.csv\"", &invented());
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-03");
    for table in
        ["indicators", "groups", "scorecard", "flow", "flow_by_procedure", "targets", "databases"]
    {
        let from_csv = scratch.table(table);
        let from_parquet = read_parquet(&scratch.edition().join(format!("tables/{table}.parquet")));
        assert!(!from_csv.is_empty(), "{table} is empty");
        assert_eq!(from_csv.len(), from_parquet.len(), "rows of {table}");
        for (left, right) in from_csv.iter().zip(&from_parquet) {
            assert!(left.keys().eq(right.keys()), "columns of {table}");
            for (column, value) in left {
                let other = &match column.as_str() {
                    "cut_off" => right[column].replace('T', " "),
                    _ => right[column].clone(),
                };
                let equal = match (value.parse::<f64>(), other.parse::<f64>()) {
                    (Ok(one), Ok(two)) => one == two,
                    _ => value == other,
                };
                assert!(equal, "{column} of {table}: {value:?} and {other:?} in {left:?}");
            }
        }
    }
    assert!(!read_csv(&scratch.edition().join("tables/flow.csv")).is_empty());
}
