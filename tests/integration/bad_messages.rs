//! National messages that are damaged, hostile or merely odd, put before the program as an operator
//! would: each has its exit code, its reason and its number in the accounts; no call panics, and no
//! row is missing from the accounts. Everything here is invented.

use serde_json::{Value, json};

use crate::support::{Call, Outcome, Scratch, whole};

const DATA_REFUSED: i32 = 65;
const CONFIGURATION: i32 = 78;

const MESSAGES: &str = "inputs/messages.json";
const UNITS: &str = "unit_id,name\nG99.01,Cục Mẫu\n";

fn ministry(messages: impl AsRef<[u8]>) -> Scratch {
    let scratch = Scratch::new("bad-messages");
    scratch.write(MESSAGES, messages);
    scratch.write("inputs/units.csv", UNITS);
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n\
             [units]\npath = \"inputs/units.csv\"\n\n\
             [[source]]\nname = \"messages\"\nkind = \"dossiers\"\nformat = \"national-sync\"\npath = \"{MESSAGES}\"\n"
        ),
    );
    scratch
}

fn dossier(number: u32) -> String {
    format!(
        r#"{{"MaHoSo":"G99.01-251002-{number:04}","MaTTHC":"1.000001","KenhThucHien":"2","NgayTiepNhan":"20251002081500","NgayHenTra":"20251016170000","TrangThaiHoSo":"4"}}"#
    )
}

fn step(number: u32, at: &str, status: u8) -> String {
    format!(
        r#"{{"MaHoSo":"G99.01-251002-{number:04}","ThoiDiemXuLy":"{at}","TrangThai":"{status}","NoiDungXuLy":"Thẩm định hồ sơ"}}"#
    )
}

#[track_caller]
fn no_panic(outcome: &Outcome) {
    assert!(outcome.code.is_some(), "a signal ended the call: {}", outcome.stderr);
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
}

/// The account of the messages after they were read, which must close.
#[track_caller]
fn account(scratch: &Scratch) -> Value {
    let outcome = scratch.chiso("ingest --as-of 2025-11-01 --format json");
    no_panic(&outcome);
    let result = outcome.succeeded().json();
    let files = result["accounts"].as_array().expect("accounts");
    let file = files.iter().find(|file| file["file"] == MESSAGES).expect("the messages");
    let account = file["account"].clone();
    let sum = |class: &str| match &account[class] {
        Value::Object(parts) => parts.values().filter_map(Value::as_u64).sum(),
        rows => rows.as_u64().expect("rows"),
    };
    let fates = ["counted", "duplicate", "out_of_scope", "quarantined"].map(sum);
    assert_eq!(sum("read"), fates.iter().sum::<u64>(), "{account}");
    account
}

/// One odd record between two sound ones: what becomes of it, under which name, and how many
/// dossiers are in hand.
#[test]
fn an_odd_record_has_its_fate_and_its_neighbours_are_counted() {
    let good = dossier(2);
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1).into_bytes()
    };
    let deep = format!("\"GhiChu\":{}1{},", "[".repeat(100_000), "]".repeat(100_000));
    let mut not_utf8 = with("G99.01-251002-0002", "G99.01-251002-000?");
    let at = not_utf8.iter().position(|byte| *byte == b'?').expect("the mark");
    not_utf8[at] = 0xFF;
    let status = "\"TrangThaiHoSo\":\"4\"";
    let quarantined = |reason: &str| json!({"quarantined": {reason: 1}});
    let found = |name: &str| json!({"findings": {name: 1}});
    let nothing = || json!({});
    for (what, record, expected, dossiers) in [
        ("deep nesting", with("{", &format!("{{{deep}")), quarantined("malformed_record"), 2),
        ("a NUL in a number", with("-0002", "-00\u{0}2"), quarantined("malformed_record"), 2),
        ("bytes that are no text", not_utf8, quarantined("malformed_record"), 2),
        (
            "a number that is an object",
            with("\"1.000001\"", "{\"a\":1}"),
            quarantined("malformed_record"),
            2,
        ),
        (
            "a status that is a list",
            with(status, "\"TrangThaiHoSo\":[4]"),
            quarantined("malformed_record"),
            2,
        ),
        (
            "papers that are a word",
            with(status, "\"TaiLieuNop\":\"ba tờ\""),
            quarantined("malformed_record"),
            2,
        ),
        (
            "a date that is a flag",
            with("\"20251016170000\"", "true"),
            quarantined("date_unreadable"),
            2,
        ),
        (
            "a date of the 31st of February",
            with("20251002081500", "20250231081500"),
            quarantined("date_unreadable"),
            2,
        ),
        (
            "a channel in words",
            with("\"KenhThucHien\":\"2\"", "\"KenhThucHien\":\"qua mạng\""),
            found("value_unlisted"),
            3,
        ),
        (
            "a key twice",
            with(status, "\"TrangThaiHoSo\":\"1\",\"TrangThaiHoSo\":\"4\""),
            found("repeated_key"),
            3,
        ),
        (
            "a key in two spellings",
            with(status, "\"trangthaihoso\":\"1\",\"TrangThaiHoSo\":\"4\""),
            found("repeated_key"),
            3,
        ),
        ("a number alone", b"7".to_vec(), quarantined("malformed_record"), 2),
        ("an empty object", b"{}".to_vec(), quarantined("dossier_id_missing"), 2),
        (
            "a step of no dossier",
            step(9, "20251003081500", 4).into_bytes(),
            json!({"out_of_scope": {"unknown_dossier": 1}}),
            2,
        ),
        ("a step of a neighbour", step(1, "20251003081500", 4).into_bytes(), nothing(), 2),
        ("a dossier without a step", good.clone().into_bytes(), nothing(), 3),
    ] {
        let between = [dossier(1).as_bytes(), &record, dossier(3).as_bytes()].join(&b',');
        let scratch = ministry([&b"["[..], &between, b"]"].concat());
        let account = account(&scratch);
        assert_eq!(account["read"], 3, "{what}: {account}");
        for class in ["out_of_scope", "quarantined"] {
            let expected = expected.get(class).cloned().unwrap_or_else(|| json!({}));
            assert_eq!(account[class], expected, "{what}: {account}");
        }
        // The two neighbours have no limit and a promised date: nothing is found in them.
        let told = expected.get("findings").cloned().unwrap_or_else(|| json!({}));
        assert_eq!(account["findings"], told, "{what}: {account}");
        assert_eq!(scratch.facts("2025-10").len(), dossiers, "{what}");
    }
}

#[test]
fn a_file_that_is_cut_off_or_no_json_is_refused_and_the_last_edition_stays() {
    let list = [dossier(1), dossier(2), dossier(3)].join(",\n");
    let whole = format!("{{\"madonvi\":\"G99\",\"data\":[{list}]}}");
    let scratch = ministry(&whole);
    scratch.chiso_succeeds("run --month 2025-10");
    let before = crate::support::snapshot(&scratch.join("reports"));
    let open = format!("[{},{{\"x\":{}", dossier(1), "[".repeat(100_000));
    for (text, words) in [
        (whole[..whole.len() - 1].to_owned(), ["cut off", "record 3"]),
        (whole[..whole.len() - 40].to_owned(), ["cut off", "record 2"]),
        (whole[..whole.len() / 2].to_owned(), ["cut off", "record 1"]),
        (open, ["cut off", "record 1"]),
        ("\u{0}".repeat(4096), ["not JSON", MESSAGES]),
        ("<html>502 Bad Gateway</html>".into(), ["not JSON", MESSAGES]),
    ] {
        scratch.write(MESSAGES, text);
        for call in ["check", "run --month 2025-10"] {
            let outcome = scratch.chiso(call);
            no_panic(&outcome);
            assert_eq!(outcome.code, Some(DATA_REFUSED), "{call}: {}", outcome.stderr);
            for word in [words[0], words[1], MESSAGES] {
                assert!(outcome.stderr.contains(word), "{call}: {word:?}: {}", outcome.stderr);
            }
        }
        assert_eq!(crate::support::snapshot(&scratch.join("reports")), before);
    }
}

#[test]
fn a_million_empty_objects_are_counted_one_by_one_and_nothing_is_published_of_them() {
    let scratch = ministry(format!("[{}{{}}]", "{},".repeat(999_999)));
    for call in ["check", "run --month 2025-10"] {
        let outcome = scratch.chiso(call);
        no_panic(&outcome);
        assert_eq!(outcome.code, Some(DATA_REFUSED), "{call}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("1000000 dossier_id_missing"), "{}", outcome.stderr);
    }
    assert!(!scratch.join("reports").exists());

    let with_one = format!("[{}{}]", "{},".repeat(999_999), dossier(1));
    scratch.write(MESSAGES, with_one);
    let account = account(&scratch);
    assert_eq!((&account["read"], &account["counted"]), (&json!(1_000_000), &json!(1)));
    assert_eq!(account["quarantined"], json!({"dossier_id_missing": 999_999}));
}

/// The accounts that a call gives, and its largest resident size, as the kernel keeps it while the
/// process lives, in KiB.
#[cfg(target_os = "linux")]
fn with_peak(scratch: &Scratch, call: &str) -> (Value, u64) {
    use std::process::{Command, Stdio};

    let mut child = Command::new(env!("CARGO_BIN_EXE_chiso"))
        .args(call.split_whitespace())
        .args(["--format", "json"])
        .current_dir(scratch.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        if let Some(ended) = child.try_wait().expect("a child") {
            break ended;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    assert_eq!(ended.code(), Some(0), "{call}");
    let output = child.wait_with_output().expect("what the child wrote");
    let result: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = result["accounts"].as_array().expect("accounts");
    let file = files.iter().find(|file| file["file"] == MESSAGES).expect("the messages");
    (file["account"].clone(), peak)
}

/// Two hundred million bytes on one line: once as one text in one record, once as a list of records.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_two_hundred_megabytes_is_read_in_bounded_memory() {
    use std::io::{BufWriter, Write as _};

    const BYTES: usize = 200_000_000;
    const MOST_KIB: u64 = 1 << 20;
    let note = "x".repeat(1000);
    let scratch = ministry("[]");
    let write = |record: &dyn Fn(usize) -> String, rows: usize, close: &str| {
        let file = std::fs::File::create(scratch.join(MESSAGES)).expect("a file");
        let mut out = BufWriter::new(file);
        for row in 0..rows {
            out.write_all(record(row).as_bytes()).expect("room on the disk");
        }
        out.write_all(close.as_bytes()).expect("room on the disk");
    };

    let begin = format!("[{},{{\"MaHoSo\":\"H\",\"GhiChu\":\"", dossier(1));
    let text = |row: usize| if row == 0 { begin.clone() } else { note.clone() };
    write(&text, BYTES / note.len(), &format!("\"}},{}]", dossier(3)));
    let (account, peak) = with_peak(&scratch, "check");
    assert_eq!((&account["read"], &account["counted"]), (&json!(3), &json!(2)));
    assert_eq!(account["quarantined"], json!({"malformed_record": 1}));
    assert!((1024..MOST_KIB).contains(&peak), "one record: {peak} KiB");

    let row = |row: usize| {
        let open = if row == 0 { "[" } else { "," };
        let with_note = format!("\"GhiChu\":\"{note}\",\"KenhThucHien\"");
        let id = format!("251002-{row:07}");
        let dossier = dossier(1).replace("\"KenhThucHien\"", &with_note);
        format!("{open}{}", dossier.replace("251002-0001", &id))
    };
    let rows = BYTES / row(1).len() + 1;
    write(&row, rows, "]");
    let (account, peak) = with_peak(&scratch, "ingest");
    assert_eq!((&account["read"], &account["counted"]), (&json!(rows), &json!(rows)));
    assert!((1024..MOST_KIB).contains(&peak), "a list: {peak} KiB");
}

#[test]
fn a_tree_of_units_that_cannot_be_is_refused_with_every_unit_that_is_wrong() {
    for (rows, words) in [
        (
            "unit_id,name,parent_id\nA,Một,C\nB,Hai,A\nC,Ba,B\nD,Bốn,D\n",
            vec!["unit A", "unit B", "unit C", "unit D", "lead back to itself"],
        ),
        (
            "unit_id,name,valid_from,valid_to\nA,Một,2020-01-01,2025-03-01\nA,Hai,2025-03-01,\nB,Ba,,\nB,Bốn,2025-01-01,\n",
            vec!["unit A", "2025-03-01", "unit B", "2025-01-01", "two rows are valid"],
        ),
        (
            "unit_id,name,successor_id\nA,Một,B\nB,Hai,A\nC,Ba,Z\n",
            vec!["unit A", "unit B", "successors lead back", "unit C", "successor Z"],
        ),
        (
            "unit_id,name,valid_from,valid_to\nA,Một,2025-03-01,2025-02-01\n",
            vec!["unit A", "valid_to"],
        ),
        ("unit_id,name,parent_id\nA,Một,Z\nunmapped,Hai,\n", vec!["unmapped", "reserved"]),
    ] {
        let scratch = ministry(format!("[{}]", dossier(1)));
        scratch.write("inputs/units.csv", rows);
        for call in ["check", "run --month 2025-10"] {
            let outcome = scratch.chiso(call);
            no_panic(&outcome);
            assert_eq!(outcome.code, Some(CONFIGURATION), "{rows}: {}", outcome.stderr);
            for word in &words {
                assert!(outcome.stderr.contains(word), "{word:?}: {}", outcome.stderr);
            }
        }
        assert!(!scratch.join("reports").exists());
    }
}

/// A procedure that names only units nobody knows is in nobody's authority: it is found as unmapped
/// in the catalogue's account, and counted for no unit. One under an old code is not.
#[test]
fn a_procedure_that_belongs_to_nobody_is_found() {
    let scratch = ministry(format!("[{}]", dossier(1)));
    scratch.write("inputs/units.csv", "unit_id,name,aliases\nG99.01,Cục Mẫu,G88.01\n");
    let catalogue = "procedure_id,name,unit_ids,online_level\n\
                     1.000001,Của mọi đơn vị,,full\n\
                     1.000002,Của Cục Mẫu,G99.01,full\n\
                     1.000003,Theo mã cũ,G88.01;G77,full\n\
                     1.000004,Không của ai,G77;G78,full\n\
                     1.000005,Không của ai,G77,full\n";
    scratch.write("inputs/procedures.csv", catalogue);
    let configuration = std::fs::read_to_string(scratch.join("chiso.toml")).expect("a text");
    let source = "\n[[source]]\nname = \"catalogue\"\nkind = \"procedures\"\nformat = \"table\"\npath = \"inputs/procedures.csv\"\n";
    scratch.write("chiso.toml", configuration + source);
    let result = Call::new("run --month 2025-10 --format json").at(scratch.path()).run();
    no_panic(&result);
    let result = result.succeeded().json();
    let files = result["accounts"].as_array().expect("accounts");
    let of_catalogue = files.iter().find(|file| file["kind"] == "procedures").expect("a catalogue");
    assert_eq!(of_catalogue["account"]["counted"], 5);
    assert_eq!(of_catalogue["account"]["findings"], json!({"unmapped": 2}));
    let offered = scratch.table("indicators").into_iter().find(|row| {
        row["indicator_id"] == "procedures_offered_online"
            && (row["period"].as_str(), row["unit_id"].as_str()) == ("2025-10", "G99.01")
    });
    assert_eq!(whole(&offered.expect("a row"), "denominator"), 3);
}
