//! The bytes of text files: quotes, line ends, marks, cut-off files, width, dialect, keys of JSON.

use std::io::Write;

use crate::support::{Outcome, Row, Scratch, read_csv, whole};

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";
const DATA_REFUSED: i32 = 65;
const CONFIGURATION: i32 = 78;

/// A source of dossiers in one file, or those of a pattern.
fn source(path: &str, more: &str) -> String {
    format!(
        "[authority]\nid = \"M\"\nname = \"Bộ Mẫu\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [public]\nedition = false\n\n[[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\n\
         format = \"table\"\npath = \"{path}\"\n{more}\n"
    )
}

fn given(file: &str, bytes: impl AsRef<[u8]>, more: &str) -> Scratch {
    let scratch = Scratch::new("door-text");
    scratch.write(file, bytes);
    scratch.write("chiso.toml", source(file, more));
    scratch
}

/// The cells of a dossier of March 2026: received on a day, due five days later, ended the day after.
fn cells(number: u32) -> [String; 6] {
    let day = 1 + number % 20;
    [
        format!("H{number:03}"),
        "A".into(),
        "1.000001".into(),
        format!("2026-03-{day:02} 08:00"),
        format!("2026-03-{:02} 17:00", day + 5),
        format!("2026-03-{:02} 09:00", day + 1),
    ]
}

fn row(number: u32) -> String {
    cells(number).join(",")
}

fn rows(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(row).collect()
}

fn object(number: u32) -> String {
    let members = HEADER.split(',').zip(cells(number));
    let members: Vec<String> =
        members.map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
    format!("{{{}}}", members.join(","))
}

fn objects(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(object).collect()
}

/// What a run counted: received in March and ended in time, and the account of all files together as
/// read, counted, duplicate, out of scope, quarantined.
#[derive(Debug, PartialEq, Eq)]
struct Counted {
    received: i64,
    ended: i64,
    account: [i64; 5],
    /// Reason, rows and first line of what is not `channel_missing`.
    noticed: Vec<(String, i64, String)>,
    stderr: String,
}

#[track_caller]
fn counted(scratch: &Scratch) -> Counted {
    let outcome = scratch.chiso_succeeds("run --month 2026-03");
    let flow = scratch.table("flow");
    let whole_authority = flow.iter().find(|row| row["unit_id"] == "M").expect("the authority");
    let quality = |name: &str| read_csv(&scratch.edition().join(format!("quality/{name}.csv")));
    let accounts: Vec<Row> = quality("accounts");
    let total = |column: &str| accounts.iter().map(|row| whole(row, column)).sum();
    let noticed = quality("findings")
        .iter()
        .filter(|row| row["reason"] != "channel_missing")
        .map(|row| (row["reason"].clone(), whole(row, "rows"), row["first_line"].clone()))
        .collect();
    Counted {
        received: whole(whole_authority, "received"),
        ended: whole(whole_authority, "ended"),
        account: ["read", "counted", "duplicate", "out_of_scope", "quarantined"].map(total),
        noticed,
        stderr: outcome.stderr,
    }
}

#[track_caller]
fn assert_counted(scratch: &Scratch, received: i64, account: [i64; 5]) -> Counted {
    let found = counted(scratch);
    assert_eq!((found.received, found.account), (received, account), "{found:?}");
    found
}

#[track_caller]
fn refused(scratch: &Scratch, code: i32, words: &[&str]) -> Outcome {
    let outcome = scratch.chiso("run --month 2026-03");
    assert_eq!(outcome.code, Some(code), "{}", outcome.stderr);
    for word in words {
        assert!(outcome.stderr.contains(word), "no {word:?} in:\n{}", outcome.stderr);
    }
    assert!(!scratch.join("reports/current").exists(), "something was published");
    outcome
}

#[test]
fn a_quote_that_is_never_closed_is_refused_with_the_line_where_it_opens() {
    let mut text = rows(0..30);
    text[10].push_str(",\"cut");
    let text = format!("{HEADER},note\n{}\n", text.join("\n"));
    refused(&given("d.csv", &text, ""), DATA_REFUSED, &["d.csv, line 12", "a quote opens here"]);
    // The same after more than a block, with other line ends and in another separator.
    let mut long = rows(0..200);
    for _ in 0..6 {
        long.extend(long.clone());
    }
    let last = format!("{},x,\"y", row(900));
    let text = format!("{HEADER},a,b\r\n{}\r\n{last}\r\n{}", long.join("\r\n"), row(901));
    let text = text.replace(',', ";");
    assert!(text.len() > 1 << 19);
    let line = format!("line {}", long.len() + 2);
    refused(&given("d.csv", text, ""), DATA_REFUSED, &[&line, "a quote opens here"]);
}

#[test]
fn two_stray_quotes_swallow_no_rows_in_silence() {
    let mut text = rows(0..60);
    text[5].push_str(",\"Xin");
    text[45].push_str(",\"cấp");
    let text = format!("{HEADER},note\n{}\n", text.join("\n"));
    refused(&given("d.csv", &text, ""), DATA_REFUSED, &["line 7", "before other text"]);
    // Where the second looks like a closing one, only the length of the record tells.
    let text = text.replace("\"cấp", "cấp\"");
    let found = assert_counted(&given("d.csv", &text, ""), 20, [20, 20, 0, 0, 0]);
    assert_eq!(found.noticed, [("long_record".to_owned(), 1, "7".to_owned())]);
    assert!(found.stderr.contains("d.csv, line 7: a record runs over more than 20 lines"));
}

#[test]
fn a_text_over_several_lines_is_one_cell() {
    let note = |lines: usize| format!("\"{}\"", vec!["dòng \"\"một\"\""; lines].join("\r\n"));
    let text = format!(
        "{HEADER},note\r\n{},{}\r\n{},{}\r\n{},\"a\" b\r\n",
        row(0),
        note(20),
        row(1),
        note(21),
        row(2)
    );
    let found = assert_counted(&given("d.csv", &text, ""), 3, [3, 3, 0, 0, 0]);
    assert_eq!(found.noticed, [("long_record".to_owned(), 1, "22".to_owned())]);
    let tabs = text.replace(',', "\t");
    assert_counted(&given("d.tsv", tabs, ""), 3, [3, 3, 0, 0, 0]);
}

#[test]
fn a_line_ends_in_three_ways_also_mixed() {
    let rows = rows(0..40);
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("{HEADER}{end}{}{end}x{end}", rows.join(end));
        let found = assert_counted(&given("d.csv", text, ""), 40, [41, 40, 0, 0, 1]);
        assert_eq!(found.noticed.len(), 1, "{end:?}");
        let text = format!("{}{end}x{end}", objects(0..40).join(end));
        assert_counted(&given("d.jsonl", text, ""), 40, [41, 40, 0, 0, 1]);
    }
    let (mac, unix) = rows.split_at(20);
    let text = format!("{HEADER}\r{}\r\n\r{}\nx\r", mac.join("\r"), unix.join("\n"));
    let scratch = given("d.csv", text, "");
    assert_counted(&scratch, 40, [41, 40, 0, 0, 1]);
    let held = read_csv(&scratch.edition().join("quality/quarantine.csv"));
    // Header, 20 rows, an empty line, 20 rows: `x` stands in the line behind them.
    assert_eq!(held[0]["line"], "43");
}

#[test]
fn marks_and_blanks_at_the_edge_of_a_cell_are_no_part_of_it() {
    let dirty = |text: &str| format!("\u{feff}{text}\u{a0}");
    let header: Vec<String> = HEADER.split(',').map(dirty).collect();
    let mut lines = vec![header.join(",")];
    lines.extend((0..20).map(|number| cells(number).map(|cell| dirty(&cell)).join(",")));
    lines.extend(rows(0..20));
    // The second twenty are the first ones again.
    let scratch = given("d.csv", lines.join("\n") + "\n", "");
    assert_counted(&scratch, 20, [40, 20, 20, 0, 0]);
    let text = lines.join("\n").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let text = [b"\xff\xfe".as_slice(), &text].concat();
    assert_counted(&given("d.txt", text, ""), 20, [40, 20, 20, 0, 0]);
    let text = objects(0..20).join("\n\u{feff}").replace(":\"", ":\"\u{2003}");
    assert_counted(&given("d.jsonl", text, ""), 20, [20, 20, 0, 0, 0]);
}

#[test]
fn a_header_that_comes_again_and_rows_of_blanks_are_passed_over() {
    let part = |numbers| format!("\u{feff}{HEADER}\n{}\n", rows(numbers).join("\n"));
    let text = format!("{},, ,\u{a0},,\n\n{}  \n", part(0..20), part(20..40));
    let found = assert_counted(&given("d.csv", text, ""), 40, [43, 40, 0, 3, 0]);
    let expected =
        [("repeated_header".into(), 1, String::new()), ("blank_row".into(), 2, String::new())];
    let named: Vec<(String, i64)> =
        found.noticed.iter().map(|(reason, rows, _)| (reason.clone(), *rows)).collect();
    assert_eq!(named, expected.map(|(reason, rows, _)| (reason, rows)));
    // Quoted, in another form of the letters, by another separator.
    let (composed, decomposed) = ("Số hồ sơ", "So\u{302}\u{301} ho\u{302}\u{300} so\u{31b}");
    let quoted = |name: &str| {
        let header = HEADER.replace("dossier_id", name);
        header.split(',').map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(",")
    };
    let text = format!(
        "{}\r\n{}\r\n\u{feff}{}\r\n{}\r\n",
        quoted(composed),
        row(0),
        quoted(decomposed),
        row(1)
    );
    let text = text.replace(',', ";");
    let mapped = format!("columns = {{ dossier_id = \"{composed}\" }}");
    assert_counted(&given("d.csv", text, &mapped), 2, [3, 2, 0, 1, 0]);
    let text = format!("{}\n{{}}\n{{\"dossier_id\":null,\"unit_id\":\" \"}}\n", object(0));
    assert_counted(&given("d.jsonl", text, ""), 1, [3, 1, 0, 2, 0]);
}

#[test]
fn a_file_that_says_nothing_is_refused() {
    for (file, text) in
        [("d.csv", ""), ("d.csv", "\u{feff}\r\n"), ("d.jsonl", "\n"), ("d.json", "")]
    {
        refused(&given(file, text, ""), DATA_REFUSED, &[file, "the file is empty"]);
    }
    for text in ["", "null", "{\"data\": null}"] {
        let scratch = given("d.json", text, "");
        let national = source("d.json", "").replace("\"table\"", "\"national-sync\"");
        scratch.write("chiso.toml", national);
        refused(&scratch, DATA_REFUSED, &["d.json"]);
    }
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let text = format!("{HEADER}\n{}", rows(0..3).join("\n"));
    assert_counted(&given("d.csv", &text, ""), 3, [3, 3, 0, 0, 0]);
    let cut = text.strip_suffix(",2026-03-04 09:00").unwrap();
    refused(&given("d.csv", cut, ""), DATA_REFUSED, &["d.csv, line 4", "cut off"]);
    // With its line end the row is one that Excel shortened.
    assert_counted(&given("d.csv", format!("{cut}\n"), ""), 3, [3, 3, 0, 0, 0]);
    let text = objects(0..3).join("\n");
    assert_counted(&given("d.jsonl", &text, ""), 3, [3, 3, 0, 0, 0]);
    let cut = &text[..text.len() - 1];
    refused(&given("d.jsonl", cut, ""), DATA_REFUSED, &["d.jsonl, line 3", "cut off"]);
    assert_counted(&given("d.jsonl", format!("{cut}\n"), ""), 2, [3, 2, 0, 0, 1]);
    let list = format!("[{}", objects(0..3).join(","));
    refused(&given("d.json", list, ""), DATA_REFUSED, &["d.json, line 1", "cut off"]);
    // What DOS ends a text with is no row.
    let text = format!("{HEADER}\r\n{}\r\n\u{1a}", row(0));
    assert_counted(&given("d.csv", text, ""), 1, [1, 1, 0, 0, 0]);
}

#[test]
fn a_compressed_file_that_was_cut_off_is_refused_and_one_of_several_parts_is_whole() {
    let text = |numbers| format!("{}\n", rows(numbers).join("\n"));
    let parts = [format!("{HEADER}\n{}", text(0..20)), text(20..40)];
    let gzip = |text: &String| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |text: &String| zstd::encode_all(text.as_bytes(), 0).unwrap();
    for (file, joined) in [
        ("d.csv.gz", parts.iter().flat_map(gzip).collect::<Vec<u8>>()),
        ("d.csv.zst", parts.iter().flat_map(zstd).collect::<Vec<u8>>()),
    ] {
        assert_counted(&given(file, &joined, ""), 40, [40, 40, 0, 0, 0]);
        refused(&given(file, &joined[..joined.len() - 9], ""), DATA_REFUSED, &[file]);
    }
}

#[test]
fn a_nul_byte_is_refused_with_its_line() {
    let text = format!("{HEADER}\r\n{}\r\n", rows(0..3).join("\r\n"));
    let torn = text.replace("H001", "H\0\0\0");
    refused(&given("d.csv", torn, ""), DATA_REFUSED, &["d.csv, line 3", "NUL"]);
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&given("d.csv", unmarked, ""), DATA_REFUSED, &["line 1", "UTF-16"]);
    let torn = format!("{}\n{}", objects(0..3).join("\n"), "\0".repeat(100));
    refused(&given("d.jsonl", torn, ""), DATA_REFUSED, &["d.jsonl, line 4", "NUL"]);
}

#[test]
fn an_announced_number_of_records_must_be_there() {
    let part = |numbers: std::ops::Range<u32>, told: u32| {
        format!("{HEADER}\n{}\n\n#rows;{told}\n", rows(numbers).join("\n"))
    };
    let text = part(0..20, 20) + &part(20..50, 30);
    assert_counted(&given("d.csv", &text, ""), 50, [51, 50, 0, 1, 0]);
    let text = part(0..20, 20) + &part(20..50, 31);
    refused(&given("d.csv", text, ""), DATA_REFUSED, &["50 records, and 51 are announced"]);
    let text = format!("#rows 3\n{HEADER}\n{}\n", rows(0..2).join("\n"));
    refused(&given("d.csv", text, ""), DATA_REFUSED, &["2 records, and 3 are announced in #rows"]);
    let text = format!("{}\n#rows 3", objects(0..2).join("\n"));
    refused(&given("d.jsonl", text, ""), DATA_REFUSED, &["2 records, and 3 are announced"]);

    let list = format!("[{}]", objects(0..2).join(","));
    let messages: &str = r#"{"data":[{"MaHoSo":"A-260302-0001","MaTTHC":"1.000001","NgayTiepNhan":"20260302080000"}]}"#;
    let national = source("d.json", "").replace("\"table\"", "\"national-sync\"");
    for (text, configuration, records) in
        [(list.as_str(), source("d.json", ""), 2), (messages, national, 1)]
    {
        let scratch = given("d.json", text, "");
        scratch.write("chiso.toml", configuration);
        scratch.write("d.json.rows", format!("{records}\n"));
        scratch.chiso_succeeds("check");
        scratch.write("d.json.rows", "7\r\n");
        refused(&scratch, DATA_REFUSED, &["d.json", "7 are announced in d.json.rows"]);
        scratch.write("d.json.rows", "seven");
        refused(&scratch, DATA_REFUSED, &["d.json.rows", "in digits"]);
    }
}

#[test]
fn cells_that_are_missing_at_the_end_are_empty_and_more_than_the_header_are_not_read() {
    // Two open dossiers whose empty ends Excel left out, one with delimiters too many, one with a cell
    // too many.
    let open = |number: u32| cells(number)[..5].join(",");
    let text = format!(
        "{HEADER}\r\n{}\r\n{}\r\n{}\r\n{},,\r\n{},x\r\n",
        row(0),
        open(1),
        open(2),
        row(3),
        row(4)
    );
    let found = assert_counted(&given("d.csv", &text, ""), 4, [5, 4, 0, 0, 1]);
    assert_eq!(found.ended, 2);
    assert_eq!(found.noticed, [("malformed_record".to_owned(), 1, String::new())]);
    let found = counted(&given("d.txt", text.replace(',', "|"), ""));
    assert_eq!((found.received, found.ended), (4, 2));
    // Where a quote is written wrongly, cells may be missing in the middle.
    let text = format!("{HEADER}\n{}\n\"H1\"\"x\" y,A,1.000001,2026-03-02 08:00\n", row(0));
    assert_counted(&given("d.csv", text, ""), 1, [2, 1, 0, 0, 1]);
}

#[test]
fn the_separator_is_found_or_said() {
    let semicolons = |text: &str| text.replace(',', ";");
    // Column names with commas in them, quoted and not.
    for name in ["\"Số, ký hiệu, năm\"", "Số, ký hiệu, năm"] {
        let header = semicolons(HEADER).replace("dossier_id", name);
        let text = format!("{header}\n{}\n", semicolons(&rows(0..20).join("\n")));
        let mapped = "columns = { dossier_id = \"Số, ký hiệu, năm\", ended_at = \"ended_at\" }";
        let found = assert_counted(&given("d.csv", text, mapped), 20, [20, 20, 0, 0, 0]);
        assert_eq!(found.ended, 20);
    }
    let text = format!("sep=^\r\n{HEADER}\r\n{}\r\n", rows(0..20).join("\r\n")).replace(',', "^");
    assert_counted(&given("d.csv", &text, ""), 20, [20, 20, 0, 0, 0]);
    let text = text.replace("sep=^\r\n", "");
    refused(&given("d.csv", &text, ""), DATA_REFUSED, &["line 1", "it has one column"]);
    assert_counted(&given("d.csv", &text, "delimiter = \"^\""), 20, [20, 20, 0, 0, 0]);
}

#[test]
fn the_row_of_the_column_names_may_be_said() {
    let text = format!("BÁO CÁO\n\"Tháng 3\n\nnăm 2026\n{HEADER}\n{}\n", rows(0..3).join("\n"));
    assert_counted(&given("d.csv", &text, "header_row = 5"), 3, [3, 3, 0, 0, 0]);
    let fault = refused(&given("d.csv", &text, ""), DATA_REFUSED, &["line 1", "header_row"]);
    assert!(!fault.stderr.contains("BÁO CÁO"), "{}", fault.stderr);
    let words = ["header_row = 3", "blank or not there"];
    refused(&given("d.csv", &text, "header_row = 3"), CONFIGURATION, &words);
}

#[test]
fn json_comes_as_lines_as_a_list_or_under_a_key() {
    let list = format!("[{}]", objects(0..50).join(","));
    let pretty = objects(0..50).join("\n").replace(',', ",\n  ").replace('{', "{\n");
    let under = format!(
        "{{\"total\":50,\"Kết\":{{\"rows\":[1]}},\"ke\u{302}\u{301}t\":{{\"rows\":{list}}}}}"
    );
    for (file, text, more) in [
        ("d.json", list.clone(), ""),
        ("d.jsonl", format!("\u{feff} \r\n{list}"), ""),
        (
            "d.json",
            format!("[{}]\n[{}]", objects(0..20).join(",\n"), objects(20..50).join(",")),
            "",
        ),
        ("d.ndjson", pretty, ""),
        ("d.json", under, "records = \"kết.rows\""),
    ] {
        assert_counted(&given(file, text, more), 50, [50, 50, 0, 0, 0]);
    }
    // A list beside lines, and in it a record that is none.
    let scratch = given("in/a.jsonl", objects(0..20).join("\n"), "");
    scratch.write("in/b.json", format!("[{},7]", objects(20..70).join(",")));
    scratch.write("chiso.toml", source("in/*.json*", ""));
    assert_counted(&scratch, 70, [71, 70, 0, 0, 1]);

    let under = format!("{{\"data\":{list}}}");
    refused(&given("d.json", &under, ""), DATA_REFUSED, &["is missing", "records = \"data\""]);
    let words = ["records = \"rows\"", "no such key"];
    refused(&given("d.json", &under, "records = \"rows\""), CONFIGURATION, &words);
    let null = "{\"data\":null}";
    refused(&given("d.json", null, "records = \"data\""), DATA_REFUSED, &["expected a list"]);
}

#[test]
fn keys_and_names_are_compared_in_one_form() {
    let decomposed = "Nga\u{300}yKe\u{302}\u{301}t";
    let mapped = "columns = { ended_at = \"NgàyKết\", due_at = \"due_at\" }";
    let header = HEADER.replace("ended_at", decomposed);
    let text = format!("{header}\n{}\n", rows(0..20).join("\n"));
    assert_eq!(counted(&given("d.csv", text, mapped)).ended, 20);
    let text = objects(0..20).join("\n").replace("ended_at", decomposed);
    assert_eq!(counted(&given("d.jsonl", &text, mapped)).ended, 20);
    let text = format!("[{}]", text.replace('\n', ","));
    assert_eq!(counted(&given("d.json", text, mapped)).ended, 20);
}

#[test]
fn a_mapped_column_that_no_record_has_is_a_configuration_fault_unless_it_is_optional() {
    let mapped = "columns = { ended_at = \"ended_at\", due_at = \"due_at\", channel = \"kenh\" }\n";
    let text = format!("{HEADER}\n{}\n", rows(0..3).join("\n"));
    let lines = objects(0..3).join("\n");
    let list = format!("[{}]", objects(0..3).join(","));
    for (file, text) in [("d.csv", text), ("d.jsonl", lines), ("d.json", list)] {
        refused(&given(file, &text, mapped), CONFIGURATION, &[file, "column kenh of the mapping"]);
        let optional = format!("{mapped}optional = [\"channel\"]");
        assert_counted(&given(file, &text, &optional), 3, [3, 3, 0, 0, 0]);
    }
    // One record that has it is enough.
    let text = format!("{}\n{}", object(0), object(1).replace("{", "{\"kenh\":\"online\","));
    assert_counted(&given("d.jsonl", text, mapped), 2, [2, 2, 0, 0, 0]);
}

#[test]
fn a_mapped_name_that_stands_twice_is_refused() {
    let text = format!("{HEADER},ngay,ngay\n{},,2026-03-20 09:00\n", row(0));
    let mapped = "columns = { ended_at = \"ngay\", due_at = \"due_at\" }";
    refused(&given("d.csv", &text, mapped), CONFIGURATION, &["column ngay stands more than once"]);
    assert_counted(&given("d.csv", &text, ""), 1, [1, 1, 0, 0, 0]);
    let text = format!("{HEADER},ended_at\n{},\n", row(0));
    refused(&given("d.csv", text, ""), DATA_REFUSED, &["column ended_at stands more than once"]);
    // Of a repeated key the last one stands, and it is told.
    let text = object(0).replace('{', "{\"ended_at\":\"\",");
    let found = assert_counted(&given("d.jsonl", text, ""), 1, [1, 1, 0, 0, 0]);
    assert_eq!(
        (found.ended, found.noticed.as_slice()),
        (1, &[("repeated_key".to_owned(), 1, "1".to_owned())][..])
    );
}

#[test]
fn a_file_without_a_header_shows_no_person() {
    let person = "Mẫu Văn Một,1 Phố Mẫu,0900000001,mau@example.org,unit_id,x\n";
    for mapped in ["", "columns = { due_at = \"Hạn trả\" }"] {
        let code = if mapped.is_empty() { DATA_REFUSED } else { CONFIGURATION };
        let fault = refused(&given("d.csv", person, mapped), code, &["6 columns", "unit_id"]);
        for word in ["Mẫu", "0900000001", "example"] {
            assert!(!fault.stderr.contains(word), "{}", fault.stderr);
        }
    }
    let text = "{\"Mẫu Văn Một\":\"1 Phố Mẫu\",\"x\":1}\n";
    let fault = refused(&given("d.jsonl", text, ""), DATA_REFUSED, &["2 columns"]);
    assert!(!fault.stderr.contains("Mẫu"), "{}", fault.stderr);
}

#[test]
fn the_header_of_another_table_is_refused_and_a_unit_may_be_called_like_a_column() {
    let other = "dossier_id,unit_id,procedure_id,received_at,ended_at,due_at";
    let joined = [rows(0..2).join("\n"), other.to_owned(), rows(2..4).join("\n")].join("\n");
    let scratch = given("d.csv", format!("{HEADER}\n{joined}\n"), "");
    refused(&scratch, DATA_REFUSED, &["d.csv, line 4", "another order"]);
    let odd = row(2).replacen("H002", "dossier_id", 1);
    let scratch = given("d.csv", format!("{HEADER}\n{}\n{odd}\n", row(1)), "");
    assert_counted(&scratch, 2, [2, 2, 0, 0, 0]);
}

#[test]
fn a_name_that_is_nearly_that_of_a_column_is_told() {
    let header = HEADER.replace("ended_at", "Ended At");
    let scratch = given("d.csv", format!("{header}\n{}\n", row(1)), "");
    refused(&scratch, DATA_REFUSED, &["Ended At", "d.csv, line 1"]);
}

/// Two ditto marks without quotes around them take the row between them in; it is said that they may.
#[test]
fn a_short_record_whose_lines_look_like_rows_is_told() {
    let noted = |number: u32, note: &str| format!("{},{note}", row(number));
    let lines = [noted(0, "a"), noted(1, "\""), noted(2, "\""), noted(3, "a")].join("\n");
    let scratch = given("d.csv", format!("{HEADER},note\n{lines}\n"), "");
    let said = scratch.chiso_succeeds("check").stderr;
    assert!(said.contains("d.csv, line 3: a record runs over"), "{said}");
    let text = [noted(0, "a"), noted(1, "\"Một, hai,\nba\""), noted(3, "a")].join("\n");
    let scratch = given("d.csv", format!("{HEADER},note\n{text}\n"), "");
    assert!(scratch.chiso_succeeds("check").stdout.contains("No fault found"));
}
