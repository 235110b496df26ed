//! Files as other programs write them: pandas, polars, DuckDB, Spark, LibreOffice and fastparquet wrote
//! those of `tests/writers/files` (`make.py` there says how); what Excel, SQL Server and Oracle write is
//! given here by its bytes. All hold the same nine dossiers, so all must give the same figures.

use std::{fs, path::Path};

use crate::support::{Outcome, Scratch, accounts, read_csv, snapshot, whole};

const CONFIGURATION: &str = r#"[authority]
id = "M"
name = "Bộ Thử nghiệm"
kind = "ministry"

[units]
discover = true

[public]
edition = false

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
"#;

/// A folder that holds a configuration of one source; `source` are the lines of its own.
fn folder(source: &str) -> Scratch {
    let scratch = Scratch::new("writers");
    scratch.write("chiso.toml", format!("{CONFIGURATION}{source}\n"));
    scratch
}

/// The file or folder that another program wrote, in a folder to run in.
fn written(name: &str, source: &str) -> Scratch {
    let scratch = folder(&format!("path = \"inputs/{name}\"\n{source}"));
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writers/files").join(name);
    if from.is_dir() {
        for (file, bytes) in snapshot(&from) {
            scratch.write(&format!("inputs/{name}/{}", file.display()), bytes);
        }
    } else {
        scratch.write(&format!("inputs/{name}"), fs::read(&from).expect("a file that was written"));
    }
    scratch
}

/// Nine rows: one comes in after the cut-off, one is registered only. Of the seven in hand two are
/// late (one ended late, one is open past its day), and four have a result file; one was received half
/// an hour before the month began and one half an hour before it ended.
#[track_caller]
fn says_what_all_say(scratch: &Scratch, quarantined: u64) {
    scratch.chiso_succeeds("run --month 2026-08");
    let read: u64 = accounts(&scratch.edition()).iter().map(|account| account.read).sum();
    let held: u64 = accounts(&scratch.edition()).iter().map(|account| account.quarantined).sum();
    let counted: u64 = accounts(&scratch.edition()).iter().map(|account| account.counted).sum();
    assert_eq!((counted, held), (7, quarantined), "of {read} rows read");
    let rows = scratch.table("indicators");
    let figure = |unit: &str, indicator: &str| {
        let found = rows.iter().find(|row| {
            row["period"] == "2026-08"
                && row["unit_name"] == unit
                && row["indicator_id"] == indicator
        });
        let row = found.unwrap_or_else(|| panic!("no {indicator} of {unit}"));
        (whole(row, "numerator"), whole(row, "denominator"))
    };
    assert_eq!(figure("Bộ Thử nghiệm", "handled_on_time"), (5, 7));
    assert_eq!(figure("Bộ Thử nghiệm", "electronic_result"), (4, 7));
    assert_eq!(figure("Cục Một, Hà Nội", "handled_on_time"), (2, 4));
    assert_eq!(figure("Cục Hai", "handled_on_time"), (3, 3));
    let flow = scratch.table("flow");
    let whole_authority =
        flow.iter().find(|row| row["period"] == "2026-08" && row["unit_id"] == "M");
    let whole_authority = whole_authority.expect("the authority has a flow");
    assert_eq!(whole(whole_authority, "opening"), 1);
    assert_eq!(whole(whole_authority, "received"), 6);
}

#[test]
fn text_tables_of_other_programs_say_the_same() {
    for name in [
        "reference.csv",
        "pandas.csv",
        "polars.csv",
        "duckdb.csv",
        "duckdb-semicolon.csv",
        "libreoffice.csv",
        "pandas.jsonl",
        "polars.jsonl",
        "duckdb.jsonl",
        "duckdb.json",
    ] {
        eprintln!("{name}");
        says_what_all_say(&written(name, ""), 0);
    }
    eprintln!("pandas.json");
    says_what_all_say(&written("pandas.json", "datetime = [\"epoch_ms\"]"), 0);
}

#[test]
fn workbooks_of_other_programs_say_the_same() {
    for name in ["pandas.xlsx", "polars.xlsx", "libreoffice.xlsx"] {
        eprintln!("{name}");
        says_what_all_say(&written(name, ""), 0);
    }
}

#[test]
fn parquet_of_other_programs_says_the_same() {
    for name in ["pandas.parquet", "pandas-zoned.parquet", "polars.parquet", "duckdb.parquet"] {
        eprintln!("{name}");
        says_what_all_say(&written(name, ""), 0);
    }
    // Wall-clock times that a library wrote as if they were instants.
    says_what_all_say(&written("fastparquet.parquet", "int96 = \"local\""), 0);
}

#[test]
fn folders_that_spark_wrote_are_read_as_their_part_files() {
    for name in [
        "spark-int96.parquet",
        "spark-micros.parquet",
        "spark-ntz.parquet",
        "spark.csv",
        "spark.json",
    ] {
        eprintln!("{name}");
        says_what_all_say(&written(name, ""), 0);
        let scratch = written(name, "");
        let configuration = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
        let pattern = configuration.replace(&format!("inputs/{name}"), "inputs/spark*");
        scratch.write("chiso.toml", pattern);
        says_what_all_say(&scratch, 0);
    }
}

/// A program that takes a number of twenty digits for a quantity keeps fifteen of them: nine dossiers
/// become one. Nothing says which they were.
#[test]
fn numbers_that_lost_their_digits_are_not_taken_for_dossiers() {
    for name in ["libreoffice-lost-digits.csv", "libreoffice-lost-digits.xlsx"] {
        let outcome = written(name, "").chiso("run --month 2026-08");
        assert_eq!(outcome.code, Some(65), "{name}: {outcome:?}");
        assert!(outcome.stderr.contains("9 value_unreadable"), "{name}: {}", outcome.stderr);
    }
}

/// The rows of the reference as cells; dates and flags as `date` and `flag` write them.
fn cells(date: fn(&str) -> String, flag: fn(&str) -> String) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writers/files/reference.csv");
    let names = ["dossier_id", "unit_name", "procedure_id", "received_at", "due_at", "ended_at"];
    let mut table =
        vec![names.iter().chain(&["status", "result_file"]).map(|n| (*n).to_owned()).collect()];
    table.extend(read_csv(&path).iter().map(|row| {
        let text = |name: &str| row[name].clone();
        let mut cells: Vec<String> = names[..3].iter().map(|name| text(name)).collect();
        let dates = names[3..].iter().map(|name| text(name));
        cells.extend(dates.map(|value| if value.is_empty() { value } else { date(&value) }));
        cells.push(text("status"));
        cells.push(flag(&text("result_file")));
        cells
    }));
    table
}

fn joined(table: &[Vec<String>], separator: &str, line_end: &str) -> String {
    let quoted = |cell: &String| match cell.contains(separator) {
        true => format!("\"{cell}\""),
        false => cell.clone(),
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(separator);
    table.iter().map(|row| line(row) + line_end).collect()
}

/// `2026-08-03 08:00:00` as a Vietnamese Excel shows it.
fn shown_in_vietnam(date: &str) -> String {
    format!("{}/{}/{} {}:{}", &date[8..10], &date[5..7], &date[..4], &date[11..13], &date[14..16])
}

fn upper(flag: &str) -> String {
    flag.to_uppercase()
}

fn bit(flag: &str) -> String {
    match flag {
        "True" => "1".into(),
        "False" => "0".into(),
        _ => String::new(),
    }
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn what_excel_saves_as_text_says_the_same() {
    let table = cells(shown_in_vietnam, upper);
    let semicolons = joined(&table, ";", "\r\n");
    for (name, bytes) in [
        ("csv-utf-8.csv", format!("\u{feff}{semicolons}").into_bytes()),
        ("csv-macintosh.csv", joined(&table, ";", "\r").into_bytes()),
        ("csv-sep.csv", format!("sep=;\r\n{semicolons}").into_bytes()),
        ("unicode-text.txt", utf16(&joined(&table, "\t", "\r\n"), true)),
    ] {
        eprintln!("{name}");
        let scratch = folder(&format!("path = \"inputs/{name}\""));
        scratch.write(&format!("inputs/{name}"), bytes);
        says_what_all_say(&scratch, 0);
    }
}

/// `bcp … -c -C 65001 -t";"`: no quotes, bits as 1 and 0, milliseconds; `-w` writes UTF-16 without a
/// mark, which nothing tells from bytes that are damaged.
#[test]
fn what_bcp_copies_out_says_the_same_and_utf_16_without_a_mark_is_refused() {
    let table = cells(|date| format!("{date}.000"), bit);
    let scratch = folder("path = \"inputs/bcp.csv\"");
    scratch.write("inputs/bcp.csv", joined(&table, ";", "\r\n"));
    says_what_all_say(&scratch, 0);
    scratch.write("inputs/bcp.csv", utf16(&joined(&table, ";", "\r\n"), false));
    let outcome: Outcome = scratch.chiso("check");
    assert_eq!(outcome.code, Some(65), "{outcome:?}");
    assert!(outcome.stderr.contains("UTF-16"), "{}", outcome.stderr);
}

/// `sqlcmd -W -s","` rules its header off with dashes and counts the rows at the end: two rows that are
/// none of a dossier.
#[test]
fn what_sqlcmd_prints_has_two_rows_that_are_put_aside() {
    let mut table = cells(|date| format!("{date}.000"), bit);
    table.insert(1, table[0].iter().map(|name| "-".repeat(name.len())).collect());
    let scratch = folder("path = \"inputs/sqlcmd.csv\"");
    let text = joined(&table, ",", "\r\n");
    scratch.write("inputs/sqlcmd.csv", format!("{text}\r\n(9 rows affected)\r\n"));
    says_what_all_say(&scratch, 2);
}

/// A spool of SQL*Plus with `SET MARKUP CSV ON`: an empty line first, names in capitals and in quotes,
/// the header again on every page, the number of rows at the end.
#[test]
fn what_sql_plus_spools_says_the_same_page_by_page() {
    let table = cells(str::to_owned, bit);
    let quoted = |row: &Vec<String>| {
        row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\n"
    };
    let header = quoted(&table[0]).to_uppercase();
    let rows: Vec<String> = table[1..].iter().map(quoted).collect();
    let (first, second) = rows.split_at(5);
    let scratch = folder(
        "path = \"inputs/spool.csv\"\ncolumns = { dossier_id = \"DOSSIER_ID\", unit_name = \"UNIT_NAME\", \
         procedure_id = \"PROCEDURE_ID\", received_at = \"RECEIVED_AT\", due_at = \"DUE_AT\", \
         ended_at = \"ENDED_AT\", status = \"STATUS\", result_file = \"RESULT_FILE\" }",
    );
    let pages =
        format!("\n{header}{}\n{header}{}\n9 rows selected.\n", first.concat(), second.concat());
    scratch.write("inputs/spool.csv", pages);
    says_what_all_say(&scratch, 1);
}
