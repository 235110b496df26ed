//! A lake that grows says what one that is made from nothing says: after every file that comes, changes,
//! is renamed or goes, at any cut-off, under three rule sets, editions are the same byte for byte.
//! Everything here is invented.

use std::{fmt::Write, fs};

use serde_json::{Value, json};

use crate::support::{Call, Scratch, differing, snapshot};

const HEADER: &str = "dossier_id,unit_id,procedure_id,channel,status,received_at,due_at,ended_at,result_file,databases";
const RULE_SETS: [&str; 3] = ["portal-2026", "document-2026", "vendor-2022"];

fn configured(rule_set: &str) -> Scratch {
    let scratch = Scratch::new("growth");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[rules]\nset = \"{rule_set}\"\n\n\
             [units]\ndiscover = true\n\n\
             [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers/*.csv\"\n\n\
             [[source]]\nname = \"trail\"\nkind = \"events\"\nformat = \"table\"\npath = \"trail/*.csv\"\n\n\
             [[source]]\nname = \"ratings\"\nkind = \"ratings\"\nformat = \"table\"\npath = \"ratings/*.csv\"\n"
        ),
    );
    for month in 1..=6 {
        scratch.write(&format!("dossiers/2026-{month:02}.csv"), dossiers(month, ""));
        scratch.write(&format!("trail/2026-{month:02}.csv"), trail(month));
        scratch.write(&format!("ratings/2026-{month:02}.csv"), ratings(month));
    }
    scratch
}

/// A file of one month: dossiers received in it, and news of those of the month before.
fn dossiers(month: u32, more: &str) -> String {
    let mut text = format!("{HEADER}\n");
    for number in 0..120_u32 {
        let (day, unit) = (number % 27 + 1, number * 7 % 4);
        let row = |of: u32, status: u32, ended: &str| {
            format!(
                "M-{of}-{number},U{unit},1.{:06},online,{status},2026-{of:02}-{day:02} 08:00,2026-{of:02}-28 17:00,{ended},{},{}",
                number % 9,
                number % 3 == 0,
                number % 5
            )
        };
        let ended = match number % 4 {
            0 => String::new(),
            // Some say what is still to come.
            1 => format!("2026-{:02}-03 10:00", month + 1),
            _ => format!("2026-{month:02}-{:02} 09:30", day + 1),
        };
        writeln!(text, "{}", row(month, if ended.is_empty() { 2 } else { 9 }, &ended)).unwrap();
        if month > 1 && number % 4 == 0 {
            let ended =
                if number % 8 == 0 { format!("2026-{month:02}-05 11:00") } else { String::new() };
            let status = if ended.is_empty() { 4 } else { 10 };
            writeln!(text, "{}", row(month - 1, status, &ended)).unwrap();
        }
    }
    text.push_str("M-9-1,U1,1.000001,online,1,,,,,\nM-9-2,U1,1.000001,online,2,not a day,,,,\n");
    text + more
}

fn trail(month: u32) -> String {
    let mut text = "dossier_id,at,status,content\n".to_owned();
    for number in (0..120).step_by(3) {
        let day = number % 27 + 1;
        writeln!(text, "M-{month}-{number},2026-{month:02}-{day:02} 09:00,2,Tiếp nhận").unwrap();
        writeln!(text, "M-{month}-{number},2026-{month:02}-{day:02} 10:00,5,Yêu cầu bổ sung hồ sơ")
            .unwrap();
        // The answer comes in the month after, of a dossier that may not be there yet.
        writeln!(
            text,
            "M-{}-{number},2026-{:02}-02 10:00,2,Đã bổ sung hồ sơ",
            month + 1,
            month + 1
        )
        .unwrap();
    }
    text
}

fn ratings(month: u32) -> String {
    let mut text = "dossier_id,rated_at,verdict,by\n".to_owned();
    for number in (0..120).step_by(5) {
        let rating = ["satisfied", "neutral", "dissatisfied"][number as usize % 3];
        writeln!(
            text,
            "M-{month}-{number},2026-{month:02}-{:02} 15:00,{rating},citizen",
            number % 27 + 1
        )
        .unwrap();
        writeln!(
            text,
            "M-{}-{number},2026-{:02}-04 15:00,{rating},citizen",
            month.max(2) - 1,
            month + 1
        )
        .unwrap();
    }
    text
}

/// The same state of files, read into a lake that is made from nothing.
fn anew(scratch: &Scratch, month: &str, as_of: &str) -> Scratch {
    let to = Scratch::new("growth-anew");
    for folder in ["dossiers", "trail", "ratings"] {
        for entry in fs::read_dir(scratch.join(folder)).unwrap().flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            to.write(&name, fs::read(entry.path()).unwrap());
        }
    }
    to.write("chiso.toml", fs::read(scratch.join("chiso.toml")).unwrap());
    run(&to, month, as_of);
    to
}

fn run(at: &Scratch, month: &str, as_of: &str) {
    let call = format!("run --month {month} --as-of {as_of}");
    let outcome = Call::new(&call).at(at.path()).env("CHISO_TODAY", "2026-12-31").run();
    assert_eq!(outcome.code, Some(0), "{call}: {}", outcome.stderr);
}

/// Publishes in folders of their own, so that both editions are first ones, and compares every file.
fn assert_as_from_nothing(scratch: &Scratch, month: &str, as_of: &str, what: &str) {
    let _ = fs::remove_dir_all(scratch.join("reports"));
    run(scratch, month, as_of);
    let other = anew(scratch, month, as_of);
    let (grown, anew) = (snapshot(&scratch.join("reports")), snapshot(&other.join("reports")));
    assert!(grown == anew, "{what}: {:?}", differing(&grown, &anew));
}

/// The numbers of the segments and how many of their rows count.
fn segments(scratch: &Scratch) -> Vec<u64> {
    let text = fs::read_to_string(scratch.join("lake/current/segments.json")).unwrap();
    let list: Value = serde_json::from_str(&text).unwrap();
    let segments = list["content"].as_array().unwrap();
    segments.iter().map(|segment| segment["number"].as_u64().unwrap()).collect()
}

fn moved(scratch: &Scratch, from: &str, to: &str) {
    fs::rename(scratch.join(from), scratch.join(to)).unwrap();
}

#[test]
fn whatever_comes_changes_or_goes_the_edition_is_the_one_made_from_nothing() {
    for rule_set in RULE_SETS {
        let scratch = configured(rule_set);
        let check = |month: &str, as_of: &str, what: &str| {
            assert_as_from_nothing(&scratch, month, as_of, &format!("{rule_set}: {what}"));
        };
        moved(&scratch, "dossiers/2026-06.csv", "later.csv");
        check("2026-05", "2026-06-01", "five months");
        let first = segments(&scratch);
        moved(&scratch, "later.csv", "dossiers/2026-06.csv");
        check("2026-06", "2026-07-01", "a month more");
        let second = segments(&scratch);
        assert!(
            second.len() > first.len() && second[..first.len()] == first[..],
            "{first:?} {second:?}"
        );
        check("2026-06", "2026-07-03T10:30", "another cut-off, within a day");
        scratch.chiso_succeeds("lake compact");
        assert_eq!(segments(&scratch).len(), 1, "small ones become one");
        check("2026-05", "2026-06-20", "an earlier month and cut-off");
        check("2026-07", "2026-07-20", "a month without a file");
        moved(&scratch, "dossiers/2026-02.csv", "dossiers/2026-09.csv");
        check("2026-06", "2026-07-01", "a file under another name, behind the others");
        moved(&scratch, "trail/2026-02.csv", "gone.csv");
        check("2026-06", "2026-07-01", "a file that is gone");
        moved(&scratch, "gone.csv", "trail/2026-02.csv");
        let more = "M-1-0,U2,1.000008,online,9,2026-01-01 08:00,,2026-06-30 08:00,,\n";
        scratch.write("dossiers/2026-06.csv", dossiers(6, more));
        check("2026-06", "2026-07-01", "a file with another content");
        let (first, again) = ("dossiers/2026-01.csv", "dossiers/2026-01b.csv");
        fs::copy(scratch.join(first), scratch.join(again)).unwrap();
        check("2026-06", "2026-07-01", "a file twice");
    }
}

/// The limit of a procedure is asked for when its last dossier is taken away, too.
#[test]
fn a_procedure_whose_last_dossier_is_gone_leaves_no_trace_in_the_months_before() {
    let scratch = Scratch::new("growth");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers/*.csv\"\n\n\
         [[source]]\nname = \"catalogue\"\nkind = \"procedures\"\nformat = \"table\"\npath = \"trail/procedures.csv\"\n",
    );
    scratch.write(
        "trail/procedures.csv",
        "procedure_id,name,max_time,max_time_unit\n1.000001,One,60,working_day\n1.000002,Two,1,working_day\n",
    );
    scratch.write("ratings/.keep", "");
    let header = "dossier_id,unit_id,procedure_id,received_at,ended_at";
    let row = |id: &str, procedure: u32| {
        format!("{id},A,1.{procedure:06},2026-05-04 08:00,2026-05-20 09:00\n")
    };
    let many: String = (0..20).map(|number| row(&format!("B{number}"), 1)).collect();
    scratch.write("dossiers/a.csv", format!("{header}\n{many}"));
    scratch.write("dossiers/b.csv", format!("{header}\n{}", row("C1", 2)));
    assert_as_from_nothing(&scratch, "2026-05", "2026-06-01", "with it");
    scratch.write("dossiers/b.csv", format!("{header}\n{}", row("C1", 1)));
    assert_as_from_nothing(&scratch, "2026-06", "2026-07-01", "without it");
}

#[test]
fn many_small_files_do_not_make_many_segments_and_a_merged_lake_says_the_same() {
    let scratch = configured("portal-2026");
    run(&scratch, "2026-02", "2026-03-01");
    for hour in 0..12 {
        let row = format!(
            "M-5-{hour},U1,1.000002,online,2,2026-03-{:02} 08:00,2026-04-28 17:00,,,",
            hour + 1
        );
        scratch.write(&format!("dossiers/2026-05-{hour:02}.csv"), format!("{HEADER}\n{row}\n"));
        scratch.chiso_succeeds("ingest --as-of 2026-04-01");
        assert!(segments(&scratch).len() <= 9, "{hour}: {:?}", segments(&scratch));
    }
    let count = "count --month 2026-03 --format json";
    let before = scratch.chiso_succeeds(count).stdout;
    let compacted = scratch.chiso_succeeds("lake compact --format json").json();
    assert!(compacted["segments_before"].as_u64() > compacted["segments"].as_u64(), "{compacted}");
    assert_eq!(scratch.chiso_succeeds(count).stdout, before);
    let again = scratch.chiso_succeeds("lake compact --format json").json();
    assert_eq!((&again["segments"], &again["rows_dropped"]), (&json!(1), &json!(0)), "{again}");
    assert_as_from_nothing(&scratch, "2026-03", "2026-04-01", "after merging");
}

#[test]
fn a_lake_that_lost_a_segment_is_made_anew_and_says_so() {
    let scratch = configured("portal-2026");
    run(&scratch, "2026-02", "2026-03-01");
    let one = fs::read_dir(scratch.join("lake/segments")).unwrap().flatten().next().unwrap();
    fs::remove_file(one.path()).unwrap();
    scratch.write("ratings/2026-04.csv", ratings(4));
    let outcome = scratch.chiso("ingest --as-of 2026-04-01");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("made anew from its parts"), "{}", outcome.stderr);
    assert_as_from_nothing(&scratch, "2026-02", "2026-04-01", "after the loss");
}
