//! What an operator meets when something is wrong: one clear message that names the file and what
//! was expected, the exit code of the contract, and the last edition as it was, byte for byte.

use std::{fmt::Write as _, fs, path::Path};

use crate::support::{
    Call, Outcome, Row, Scratch, accounts, differing, read_csv, read_parquet, snapshot, whole,
};

/// Exit codes of the contract, section 1.
const INPUT_MISSING: i32 = 66;
const CONFIGURATION: i32 = 78;
/// A file that is there but damaged or not what its name says. The contract has no code of its own
/// for it: 66 is an input that is absent, 74 a disk or folder that refuses, and a file whose content
/// does not pass is "the data failed a gate, nothing published".
const DATA_REFUSED: i32 = 65;

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n";

/// Dossiers of the first two months of 2026, all in order.
fn dossiers() -> String {
    let mut rows = HEADER.to_owned();
    for number in 0..160 {
        let (month, day) = (1 + number % 2, 1 + number % 20);
        writeln!(
            rows,
            "H{number:03},A,1.000001,2026-{month:02}-{day:02} 08:00:00,2026-{month:02}-{:02} 17:00:00,2026-{month:02}-{:02} 09:30:00",
            day + 5,
            day + 4
        )
        .unwrap();
    }
    rows
}

fn configuration(dossiers: &str, more: &str) -> String {
    format!(
        r#"[authority]
id = "M"
name = "A ministry"
kind = "ministry"

[rules]
set = "portal-2026"

[units]
path = "inputs/units.csv"

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
path = "{dossiers}"
datetime = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]
{more}"#
    )
}

/// A folder in which January 2026 was published without trouble.
fn published() -> Scratch {
    let scratch = Scratch::new("bad-input");
    scratch.write("inputs/units.csv", "unit_id,name\nA,First unit\nB,Second unit\n");
    scratch.write("inputs/dossiers.csv", dossiers());
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", ""));
    scratch.chiso_succeeds("run --month 2026-01");
    scratch
}

/// Fails unless the next month is refused with this code and one message that holds all the words,
/// `check` says the same, and the last edition stays as it was. Returns the message.
#[track_caller]
fn assert_refused(scratch: &Scratch, code: i32, words: &[&str]) -> String {
    let before = snapshot(&scratch.join("reports"));
    let outcome = scratch.chiso("run --month 2026-02");
    assert_says(&outcome, code, words);
    let after = snapshot(&scratch.join("reports"));
    let changed = differing(&before, &after);
    assert!(changed.is_empty(), "the refused run changed {changed:?}");
    assert!(scratch.edition().join("manifest.json").is_file(), "the last edition is gone");
    assert_says(&scratch.chiso("check"), code, words);
    outcome.stderr
}

#[track_caller]
fn assert_says(outcome: &Outcome, code: i32, words: &[&str]) {
    assert_eq!(outcome.code, Some(code), "{}", outcome.stderr);
    let message = outcome.stderr.to_lowercase();
    for word in words {
        assert!(message.contains(&word.to_lowercase()), "no {word:?} in:\n{}", outcome.stderr);
    }
    assert!(!message.contains("panicked"), "{}", outcome.stderr);
}

#[test]
fn a_missing_dossier_file_is_named() {
    let scratch = published();
    scratch.write("chiso.toml", configuration("inputs/absent.csv", ""));
    assert_refused(&scratch, INPUT_MISSING, &["inputs/absent.csv", "one-stop"]);
}

#[test]
fn a_pattern_that_no_file_matches_is_named() {
    let scratch = published();
    scratch.write("chiso.toml", configuration("inputs/2026-*.csv", ""));
    assert_refused(&scratch, INPUT_MISSING, &["inputs/2026-*.csv", "one-stop"]);
}

#[test]
fn a_missing_list_of_units_and_a_missing_calendar_are_named_together() {
    let scratch = published();
    fs::remove_file(scratch.join("inputs/units.csv")).expect("the file is there");
    let calendar = "\n[calendar]\npath = \"inputs/holidays.csv\"\n";
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", calendar));
    assert_refused(&scratch, INPUT_MISSING, &["inputs/units.csv", "inputs/holidays.csv"]);
}

/// All columns that a mapping names in vain are told at once, with the file that lacks them.
#[test]
fn a_mapping_to_columns_that_the_file_lacks_names_the_file_and_every_column() {
    let scratch = published();
    let columns = "columns = { received_at = \"open_dt\", due_at = \"sla_target_dt\" }\n";
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", columns));
    let words = ["inputs/dossiers.csv", "open_dt", "sla_target_dt", "received_at"];
    assert_refused(&scratch, CONFIGURATION, &words);
}

#[test]
fn a_mapping_of_a_column_that_the_kind_does_not_know_is_a_configuration_fault() {
    let scratch = published();
    let columns = "columns = { recieved_at = \"received_at\", dossier = \"dossier_id\" }\n";
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", columns));
    let words = ["one-stop", "recieved_at", "dossier", "received_at", "dossier_id"];
    assert_refused(&scratch, CONFIGURATION, &words);
}

/// Without a mapping it is the file that is wrong, not the configuration.
#[test]
fn a_file_without_required_columns_is_named_with_every_column_it_lacks() {
    let scratch = published();
    scratch.write("inputs/dossiers.csv", "dossier_id,unit_id\nH1,A\n");
    let words = ["inputs/dossiers.csv", "procedure_id", "received_at"];
    assert_refused(&scratch, DATA_REFUSED, &words);
}

#[test]
fn a_duplicate_source_name_is_named() {
    let scratch = published();
    let again = "\n[[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"inputs/dossiers.csv\"\n";
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", again));
    assert_refused(&scratch, CONFIGURATION, &["chiso.toml", "one-stop"]);
}

#[test]
fn an_unknown_rule_set_is_named_beside_those_that_exist() {
    for unknown in ["portal-2062", "rules/of-our-own"] {
        let scratch = published();
        let config = configuration("inputs/dossiers.csv", "");
        scratch.write("chiso.toml", config.replace("portal-2026", unknown));
        assert_refused(&scratch, CONFIGURATION, &[unknown, "portal-2026", "vendor-2022"]);
    }
}

/// Copies the default rule set to `rules/own` under an id of its own.
fn copy_default_rule_set(scratch: &Scratch) {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rules/portal-2026");
    for file in fs::read_dir(built_in).expect("the default rule set is in the sources") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a file name");
        let text = fs::read_to_string(&path).expect("a readable file");
        let text = text.replace("\"portal-2026\"", "\"own-2026\"");
        scratch.write(&format!("rules/own/{name}"), text);
    }
}

/// Gives the first indicator of a group one point more.
fn add_a_point(scratch: &Scratch, group: &str) {
    let path = scratch.join(&format!("rules/own/{group}.toml"));
    let text = fs::read_to_string(&path).expect("a file per group");
    let mut table: toml::Table = text.parse().expect("TOML");
    let indicators = table["indicator"].as_array_mut().expect("a list of indicators");
    let max = &mut indicators[0]["max"];
    *max = toml::Value::Integer(max.as_integer().expect("whole points") + 1);
    fs::write(&path, table.to_string()).expect("a writable file");
}

#[test]
fn a_rule_set_whose_points_do_not_sum_is_refused_with_every_group_that_is_wrong() {
    let scratch = published();
    copy_default_rule_set(&scratch);
    let config = configuration("inputs/dossiers.csv", "");
    scratch.write("chiso.toml", config.replace("portal-2026", "rules/own"));
    add_a_point(&scratch, "progress");
    add_a_point(&scratch, "digitization");
    let words = ["progress.toml", "21", "20", "digitization.toml", "23", "22"];
    assert_refused(&scratch, CONFIGURATION, &words);

    // It is the points that were wrong: the copy as it stands is taken.
    copy_default_rule_set(&scratch);
    scratch.chiso_succeeds("check");
}

#[test]
fn a_rule_set_that_is_not_toml_is_named() {
    let scratch = published();
    scratch.write("rules/own/rule-set.toml", "id = own\nextends = \n");
    let config = configuration("inputs/dossiers.csv", "");
    scratch.write("chiso.toml", config.replace("portal-2026", "rules/own"));
    assert_refused(&scratch, CONFIGURATION, &["rule-set.toml"]);
}

#[test]
fn a_file_that_is_neither_utf_8_nor_utf_16_is_named() {
    let scratch = published();
    // "Đo lường" in Windows-1258, in columns that are read.
    let mut bytes = dossiers().into_bytes();
    for number in 0..40 {
        let row = format!("W{number},A,");
        bytes.extend(row.bytes());
        bytes.extend(b"\xD0o l\xFD\xF5\xCCng,2026-02-03 08:00:00,,\n");
    }
    scratch.write("inputs/dossiers.csv", bytes);
    assert_refused(&scratch, DATA_REFUSED, &["inputs/dossiers.csv", "UTF-8"]);
}

#[test]
fn bytes_that_cannot_be_decoded_in_a_column_that_is_not_read_do_not_matter() {
    let scratch = published();
    let mut bytes = Vec::new();
    for (number, line) in dossiers().lines().enumerate() {
        bytes.extend(line.bytes());
        bytes.extend(if number == 0 { &b",remark\n"[..] } else { b",\xD0o l\xFD\xF5\xCCng\n" });
    }
    scratch.write("inputs/dossiers.csv", bytes);
    scratch.chiso_succeeds("run --month 2026-02");
    let flow = scratch.table("flow");
    let row = flow.iter().find(|row| row["period"] == "2026-02" && row["unit_id"] == "M").unwrap();
    assert_eq!(whole(row, "received"), 80);
}

/// The good dossiers as a Parquet file.
fn parquet() -> Vec<u8> {
    use arrow::array::{ArrayRef, RecordBatch, StringArray};

    let text = dossiers();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let records: Vec<_> = reader.records().map(|record| record.expect("a row")).collect();
    let columns = header.iter().enumerate().map(|(place, name)| {
        let cells = records.iter().map(|record| &record[place]);
        let array: ArrayRef = std::sync::Arc::new(StringArray::from_iter_values(cells));
        (name, array)
    });
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None)
        .expect("a Parquet writer");
    writer.write(&batch).expect("memory can be written");
    writer.close().expect("a whole Parquet file");
    bytes
}

fn gzip() -> Vec<u8> {
    use std::io::Write as _;

    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(dossiers().as_bytes()).expect("memory can be written");
    gz.finish().expect("a whole gzip")
}

/// Fails unless the file is read when whole and refused when cut off anywhere.
fn assert_truncated_is_refused(file: &str, whole_file: &[u8], expected: &str) {
    let scratch = published();
    scratch.write("chiso.toml", configuration(file, ""));
    let length = whole_file.len();
    for cut in [10, length / 4, length / 2, length * 3 / 4, length - 4, length - 1] {
        scratch.write(file, &whole_file[..cut]);
        let message = assert_refused(&scratch, DATA_REFUSED, &[file, expected]);
        assert!(!message.contains("H001"), "the message holds a value of a row:\n{message}");
    }
    scratch.write(file, whole_file);
    scratch.chiso_succeeds("run --month 2026-02");
}

#[test]
fn a_truncated_parquet_file_is_named_wherever_it_was_cut() {
    assert_truncated_is_refused("inputs/dossiers.parquet", &parquet(), "parquet");
}

#[test]
fn a_truncated_gzip_file_is_named_wherever_it_was_cut() {
    assert_truncated_is_refused("inputs/dossiers.csv.gz", &gzip(), "gz");
}

#[test]
fn a_truncated_zstandard_file_is_named_wherever_it_was_cut() {
    let bytes = zstd::encode_all(dossiers().as_bytes(), 3).expect("a whole frame");
    assert_truncated_is_refused("inputs/dossiers.csv.zst", &bytes, "zst");
}

#[test]
fn a_gzip_file_with_a_flipped_bit_is_named() {
    let scratch = published();
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv.gz", ""));
    let mut bytes = gzip();
    // The check sum of the content, four of the last eight bytes.
    let place = bytes.len() - 8;
    bytes[place] ^= 1;
    scratch.write("inputs/dossiers.csv.gz", bytes);
    assert_refused(&scratch, DATA_REFUSED, &["inputs/dossiers.csv.gz"]);
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_named_with_what_was_expected() {
    for (extension, expected) in [("xlsx", "xlsx"), ("parquet", "parquet"), ("csv.gz", "gz")] {
        let scratch = published();
        let file = format!("inputs/dossiers.{extension}");
        scratch.write(&file, dossiers());
        scratch.write("chiso.toml", configuration(&file, ""));
        assert_refused(&scratch, DATA_REFUSED, &[&file, expected]);
    }
}

#[test]
fn an_empty_file_is_named() {
    let scratch = published();
    scratch.write("inputs/dossiers.csv", "");
    assert_refused(&scratch, DATA_REFUSED, &["inputs/dossiers.csv", "empty"]);
}

/// Without a dossier nothing can be scored, so a header alone is an error where it is all there is.
#[test]
fn a_header_only_is_named_where_it_is_all_the_dossiers_there_are() {
    let scratch = published();
    scratch.write("inputs/dossiers.csv", HEADER);
    assert_refused(&scratch, DATA_REFUSED, &["inputs/dossiers.csv"]);
}

/// A file of a kind that was given and has no row is "none", not missing.
#[test]
fn a_header_only_beside_other_files_is_read_as_no_rows() {
    let scratch = published();
    scratch.write("inputs/more-dossiers.csv", HEADER);
    scratch.write("inputs/events.csv", "dossier_id,at,status,content\n");
    let events = "\n[[source]]\nname = \"steps\"\nkind = \"events\"\nformat = \"table\"\npath = \"inputs/events.csv\"\n";
    scratch.write("chiso.toml", configuration("inputs/*dossiers.csv", events));
    scratch.chiso_succeeds("run --month 2026-02");
    let accounts = accounts(&scratch.edition());
    assert!(accounts.iter().any(|account| account.read == 0), "{accounts:?}");
    assert!(accounts.iter().any(|account| account.counted == 160), "{accounts:?}");
}

#[test]
fn all_problems_of_all_files_are_told_in_one_pass() {
    let scratch = published();
    let more = r#"
[[source]]
name = "second"
kind = "dossiers"
format = "table"
path = "inputs/absent.csv"

[[source]]
name = "third"
kind = "dossiers"
format = "table"
path = "inputs/not-a-workbook.xlsx"
"#;
    scratch.write("inputs/not-a-workbook.xlsx", "this is text");
    scratch.write("inputs/dossiers.csv", "");
    scratch.write("chiso.toml", configuration("inputs/dossiers.csv", more));
    let outcome = scratch.chiso("check");
    assert_ne!(outcome.code, Some(0));
    for file in ["inputs/dossiers.csv", "inputs/absent.csv", "inputs/not-a-workbook.xlsx"] {
        assert!(outcome.stderr.contains(file), "no {file} in:\n{}", outcome.stderr);
    }
}

/// The quarantine of an edition: file, line, column and reason of each row, as text.
fn quarantine(edition: &Path) -> Vec<[String; 4]> {
    let entries = fs::read_dir(edition.join("quality")).expect("a folder for quality");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let named = |path: &std::path::PathBuf| path.to_string_lossy().contains("quarantine");
    let extension =
        |path: &Path, wanted: &str| path.extension().is_some_and(|given| given == wanted);
    let mut files: Vec<_> = files.filter(named).collect();
    files.sort();
    let table = files.iter().find(|path| extension(path, "csv"));
    let table = table.or_else(|| files.iter().find(|path| extension(path, "parquet")));
    let table = table.unwrap_or_else(|| panic!("no table of the quarantine among {files:?}"));
    let rows = if extension(table, "csv") { read_csv(table) } else { read_parquet(table) };
    let row_of = |row: Row| ["file", "line", "column", "reason"].map(|name| row[name].clone());
    rows.into_iter().map(row_of).collect()
}

#[test]
fn a_row_with_a_date_that_cannot_be_read_is_quarantined_with_its_place_and_without_its_value() {
    let scratch = published();
    // Rows 162 to 166 of the file; the header is the first line.
    let mut rows = dossiers();
    rows.push_str("X1,A,1.000001,someday-soon-7,,\n");
    rows.push_str("X2,A,1.000001,2026-02-30 08:00:00,,\n");
    rows.push_str("X3,A,1.000001,2026-02-03 08:00:00,2026-02-31,\n");
    rows.push_str("X4,A,1.000001,,,\n");
    rows.push_str("X5,A,1.000001,2026-02-03 08:00:00,0001-01-01 00:00:00,1900-01-01 00:00:00\n");
    scratch.write("inputs/dossiers.csv", rows);
    let outcome = scratch.chiso_succeeds("run --month 2026-02");

    // A date of year 1 or 1900 is a missing date, so that dossier counts: open and undated.
    let flow = scratch.table("flow");
    let row = flow.iter().find(|row| row["period"] == "2026-02" && row["unit_id"] == "M").unwrap();
    assert_eq!(whole(row, "received"), 80 + 1);
    assert_eq!(whole(row, "closing_undated"), 1);

    let found = quarantine(&scratch.edition());
    let expected = [
        ("162", "received_at", "date_unreadable"),
        ("163", "received_at", "date_unreadable"),
        ("164", "due_at", "date_unreadable"),
        ("165", "received_at", "received_missing"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ([file, line, column, reason], expected) in found.iter().zip(expected) {
        assert!(file.ends_with("dossiers.csv"), "{file}");
        assert_eq!((line.as_str(), column.as_str(), reason.as_str()), expected);
    }

    let accounts = accounts(&scratch.edition());
    assert!(accounts.iter().all(|account| account.closes()), "{accounts:?}");
    let read = accounts.iter().find(|account| account.read == 165);
    let read = read.unwrap_or_else(|| panic!("no account of 165 rows in {accounts:?}"));
    assert_eq!((read.counted, read.quarantined), (161, 4));

    // No value of a rejected row goes anywhere.
    let holds =
        |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    for value in ["someday-soon-7", "2026-02-30", "2026-02-31"] {
        for (file, bytes) in snapshot(&scratch.edition()) {
            assert!(!holds(&bytes, value), "{} holds {value:?}", file.display());
        }
        assert!(!outcome.stderr.contains(value), "the log holds {value:?}:\n{}", outcome.stderr);
    }
}

/// The last message wins before its dates are read (4.1, steps 1 and 2).
#[test]
fn an_unreadable_date_matters_only_in_the_last_row_of_a_dossier() {
    let scratch = published();
    let mut rows = dossiers();
    rows.push_str("Y1,A,1.000001,someday,,\n");
    rows.push_str("Y1,A,1.000001,2026-02-03 08:00:00,,\n");
    rows.push_str("Y2,A,1.000001,2026-02-03 08:00:00,,\n");
    rows.push_str("Y2,A,1.000001,someday,,\n");
    scratch.write("inputs/dossiers.csv", rows);
    let last = configuration("inputs/dossiers.csv", "on_duplicate = \"last\"\n");
    scratch.write("chiso.toml", last);
    scratch.chiso_succeeds("run --month 2026-02");

    let flow = scratch.table("flow");
    let row = flow.iter().find(|row| row["period"] == "2026-02" && row["unit_id"] == "M").unwrap();
    assert_eq!(whole(row, "received"), 80 + 1, "the first dossier counts, the second does not");
    let accounts = accounts(&scratch.edition());
    let read = accounts.iter().find(|account| account.read == 164);
    let read = read.unwrap_or_else(|| panic!("no account of 164 rows in {accounts:?}"));
    assert_eq!((read.counted, read.duplicate, read.quarantined), (161, 2, 1));
}

#[test]
fn a_second_row_of_a_dossier_is_refused_where_the_policy_says_error() {
    let scratch = published();
    let mut rows = dossiers();
    rows.push_str("H001,B,1.000001,2026-02-03 08:00:00,,\n");
    scratch.write("inputs/dossiers.csv", rows);
    let strict = configuration("inputs/dossiers.csv", "on_duplicate = \"error\"\n");
    scratch.write("chiso.toml", strict);
    let before = snapshot(&scratch.join("reports"));
    let outcome = scratch.chiso("run --month 2026-02");
    assert_says(&outcome, DATA_REFUSED, &["inputs/dossiers.csv", "one-stop"]);
    assert!(differing(&before, &snapshot(&scratch.join("reports"))).is_empty());
}

#[test]
fn a_configuration_that_is_absent_or_not_toml_is_named() {
    let scratch = published();
    scratch.write("chiso.toml", "[authority\nid = \"M\"\n");
    assert_refused(&scratch, CONFIGURATION, &["chiso.toml"]);
    let absent = Call::new("check --config elsewhere.toml").at(scratch.path()).run();
    assert_ne!(absent.code, Some(0));
    assert!(absent.stderr.contains("elsewhere.toml"), "{}", absent.stderr);
}

#[test]
fn a_check_writes_nothing() {
    let scratch = published();
    scratch.write("inputs/dossiers.csv", dossiers() + "Z1,A,1.000001,someday,,\n");
    let before = snapshot(scratch.path());
    scratch.chiso("check");
    assert_eq!(differing(&before, &snapshot(scratch.path())), Vec::<std::path::PathBuf>::new());
}
