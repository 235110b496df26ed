//! The sweep: at every call of a run that changes the disk, the run is killed, or the call fails as on
//! a full or broken disk. Needs `strace`; the tests beside it do without.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use super::{
    CANNOT_WRITE, Found, Rehearsal, SECOND, copied, hidden,
    strace::{self, Fault, Hit, Point},
};
use crate::support::Scratch;

/// Runs that work at once.
const AT_ONCE: usize = 2;

/// Does the same for each, on several threads; how often each edition was found.
fn for_each<T: Sync>(all: &[T], act: impl Fn(&T) -> Found + Sync) -> (usize, usize) {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let edition = act(one);
                    found.lock().expect("no thread failed").push(edition);
                }
            });
        }
    });
    let found = found.into_inner().expect("no thread failed");
    let old = found.iter().filter(|found| **found == Found::Old).count();
    (old, found.len() - old)
}

#[test]
fn a_run_killed_before_any_call_that_changes_the_disk_leaves_the_old_edition_or_the_new_one() {
    if !strace::usable() {
        return;
    }
    let rehearsal = Rehearsal::new();
    let calls = strace::calls(&rehearsal.stage(), SECOND);
    let points: Vec<Point> =
        strace::thinned(&calls).into_iter().filter(|point| point.call != "openat").collect();
    let (old, new) = for_each(&points, |point| {
        let at = rehearsal.stage();
        let Hit { outcome, lines } = strace::run(&at, SECOND, point, Fault::Kill);
        let what = format!("killed at {point:?}: {lines:?}");
        assert_eq!(outcome.code, None, "{what}: nothing was hit: {}", outcome.stderr);
        let found = rehearsal.assert_whole(&at, &what);
        rehearsal.assert_recovers(&at, &what);
        found
    });
    eprintln!(
        "killed at {} of {} calls: {old} times old, {new} times new",
        points.len(),
        calls.len()
    );
    // Before the pointer moves the old edition stands, and the sync after it finds the new one.
    assert!(old > 30 && new >= 1, "{old} old, {new} new");
}

/// A call that removes what is no longer needed may fail: the next run removes it. A generation of the
/// lake first loses its name, `CUT-OFF-PROCESS`.
fn only_clears_up(point: &Point, lines: &[String]) -> bool {
    let loses_name = || lines.iter().all(|line| line.contains(", \"./lake/.new."));
    ["unlink", "unlinkat", "rmdir"].contains(&&*point.call)
        || point.call == "rename" && loses_name()
}

#[test]
fn a_disk_that_is_full_or_broken_at_any_call_is_told_with_the_file_and_harms_nothing() {
    if !strace::usable() {
        return;
    }
    let rehearsal = Rehearsal::new();
    let calls = strace::calls(&rehearsal.stage(), SECOND);
    let points = strace::thinned(&calls);
    let (old, new) = for_each(&points, |point| {
        let at = rehearsal.stage();
        let full = ["openat", "write", "mkdir", "symlink"].contains(&&*point.call);
        let error = if full { "ENOSPC" } else { "EIO" };
        let Hit { outcome, lines } = strace::run(&at, SECOND, point, Fault::Error(error));
        let what = format!("{error} at {point:?}: {lines:?}");
        assert!(!lines.is_empty(), "{what}: nothing was hit");
        let found = rehearsal.assert_whole(&at, &what);
        if outcome.code == Some(0) && only_clears_up(point, &lines) {
            assert_eq!(found, Found::New, "{what}");
        } else {
            let log = &outcome.stderr;
            assert_eq!(outcome.code, Some(CANNOT_WRITE), "{what}: {log}");
            let names: Vec<String> = lines.iter().flat_map(|line| strace::named(line)).collect();
            assert!(names.iter().any(|name| log.contains(name)), "{what}: no {names:?} in: {log}");
            let says = if full { "No space left" } else { "Input/output error" };
            assert!(log.contains(says), "{what}: {log}");
            // Room is made at once, not by the next run a month later.
            for folder in ["lake", "reports"] {
                assert_eq!(hidden(&at.join(folder)), Vec::<String>::new(), "{what}");
            }
        }
        rehearsal.assert_recovers(&at, &what);
        found
    });
    eprintln!(
        "failed at {} of {} calls: {old} times old, {new} times new",
        points.len(),
        calls.len()
    );
    assert!(old > 30 && new >= 1, "{old} old, {new} new");
}

const HEADER: &str = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at";

/// A lake of three segments, of whose rows some are masked.
fn grown() -> Scratch {
    let scratch = Scratch::new("crash-grown");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers*.csv\"\n",
    );
    for file in 1..=3 {
        let text: String = (0..30)
            .map(|number| {
                format!("H{file}-{number},A,1.000001,2026-03-0{file} 08:00,2026-03-10 17:00,\n")
            })
            .collect();
        let again = match file {
            1 => String::new(),
            _ => format!(
                "H{}-1,A,1.000001,2026-03-01 08:00,2026-03-10 17:00,2026-03-09 08:00\n",
                file - 1
            ),
        };
        scratch.write(&format!("dossiers-{file}.csv"), format!("{HEADER}\n{text}{again}"));
        scratch.chiso_succeeds("ingest --as-of 2026-04-01");
    }
    scratch
}

#[test]
fn a_lake_says_the_same_wherever_merging_or_forgetting_is_killed() {
    if !strace::usable() {
        return;
    }
    let before = grown();
    let count = "count --month 2026-03 --format json";
    let counted = before.chiso_succeeds(count).stdout;
    let listed = before.chiso_succeeds("lake list --format json").json();
    let hash = listed["parts"][2]["sha256"].as_str().expect("a hash").to_owned();
    let forget = format!("lake forget {hash} --reason test");
    for command in ["lake compact", &forget] {
        let calls = strace::calls(&copied(&before), command);
        assert!(calls.len() >= 3, "{command}: {calls:?}");
        for (point, line) in calls.iter().filter(|(point, _)| point.call != "openat") {
            let at = copied(&before);
            let Hit { outcome, .. } = strace::run(&at, command, point, Fault::Kill);
            let what = format!("{command} killed at {point:?}: {line}");
            assert_eq!(outcome.code, None, "{what}: nothing was hit: {}", outcome.stderr);
            // What is forgotten leaves with the next reading.
            assert_eq!(at.chiso_succeeds(count).stdout, counted, "{what}");
            at.chiso_succeeds("ingest --as-of 2026-04-01");
            assert_eq!(at.chiso_succeeds(count).stdout, counted, "{what}: the file is there");
            at.chiso_succeeds("lake compact");
            assert_eq!(at.chiso_succeeds(count).stdout, counted, "{what}: merged");
            assert_eq!(hidden(&at.join("lake")), Vec::<String>::new(), "{what}");
        }
    }
}
