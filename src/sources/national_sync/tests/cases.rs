//! Cases of one line each: what a file holds, and its messages in words. A file may be given by the
//! members of its only record beside the number; where nothing stands behind the arrow, they say nothing.

use super::*;

/// Checks the cases of files of one kind, which stand below what they show.
#[track_caller]
pub fn check(kind: Kind, number: &str, cases: &str) {
    let (mut heading, mut wrong) = ("", Vec::new());
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((text, expected)) = line.split_once('→') else {
            heading = line;
            continue;
        };
        let text = text.trim();
        let is_whole = text.starts_with(['{', '[']);
        let whole = if is_whole { text.to_owned() } else { format!("[{{{number},{text}}}]") };
        let read = read_as(kind, "case.json", whole.as_bytes(), 2);
        assert!(read.contents.is_ok(), "{text}: {:?}", read.contents);
        let rows: Vec<&str> =
            read.rows().into_iter().map(|row| row.split(", text ").next().unwrap_or(row)).collect();
        let found = rows.join(" / ");
        let of_members = || found.split_once(", ").map_or("", |(_, said)| said);
        let found = if is_whole || found.starts_with("rejected") { &found } else { of_members() };
        if found != expected.trim() {
            wrong.push(format!("{heading}\n{text} → {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "other than expected:\n{}", wrong.concat());
}
