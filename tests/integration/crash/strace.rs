//! Faults put into a run from outside, by `strace`: the run is killed before the Nth call of one kind,
//! or that call fails. A first, sound run tells which calls of the main thread change the disk; those
//! that differ only in which file of the edition they write are thinned out.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use super::program;
use crate::support::{Outcome, Scratch};

/// Calls that change the disk. `openat` does where it makes a file.
const CALLS: &str = "openat,write,pwrite64,writev,fsync,fdatasync,ftruncate,fallocate,copy_file_range,\
                     mkdir,mkdirat,rename,renameat,renameat2,symlink,symlinkat,link,linkat,unlink,\
                     unlinkat,rmdir";

/// One call: its name and how many of that name the thread has made by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub call: String,
    pub number: usize,
}

/// What is done to a call.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Kill,
    Error(&'static str),
}

/// How a run with a fault ended, and the lines of the calls that were hit: one, or one of each of
/// several threads.
pub struct Hit {
    pub outcome: Outcome,
    pub lines: Vec<String>,
}

/// Whether `strace` is there and may trace. Where `CHISO_REQUIRE_STRACE=1`, it must.
pub fn usable() -> bool {
    let tried = Command::new("strace")
        .args(["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "inject=chroot:error=EIO"])
        .arg("true")
        .output();
    let problem = match tried {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    let required = std::env::var("CHISO_REQUIRE_STRACE").is_ok_and(|value| value == "1");
    assert!(!required, "strace cannot be used ({problem}), and CHISO_REQUIRE_STRACE=1 asks for it");
    eprintln!("SKIPPED: strace cannot be used ({problem}); install it to have every call tested");
    false
}

fn traced(at: &Scratch, command: &str, arguments: &[&str]) -> (Outcome, String) {
    let log = at.join("strace.log");
    let output = Command::new("strace")
        .args(["-f", "-y", "-s", "16", "-o"])
        .arg(&log)
        .args(arguments)
        .arg(program())
        .args(command.split(' '))
        .args(["--lang", "en"])
        .current_dir(at.path())
        .output()
        .expect("strace starts");
    let text = fs::read(&log).expect("the log of strace");
    fs::remove_file(&log).expect("the log of strace");
    let outcome = Outcome {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    (outcome, String::from_utf8_lossy(&text).into_owned())
}

/// Every call of the main thread that changes the disk below this folder, in their order, with its line.
pub fn calls(at: &Scratch, command: &str) -> Vec<(Point, String)> {
    let (outcome, log) = traced(at, command, &["-e", &format!("trace={CALLS}")]);
    outcome.succeeded();
    let main = log.split_whitespace().next().expect("a process").to_owned();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in log.lines() {
        let Some(rest) = line.strip_prefix(&main) else { continue };
        let rest = rest.trim_start();
        let Some((call, arguments)) = rest.split_once('(') else { continue };
        if !CALLS.split(',').any(|known| known == call) {
            continue;
        }
        let number = made.entry(call).or_default();
        *number += 1;
        let makes = call != "openat" || arguments.contains("O_CREAT");
        if makes && (arguments.contains("/lake") || arguments.contains("/reports")) {
            found.push((Point { call: call.to_owned(), number: *number }, rest.to_owned()));
        }
    }
    found
}

/// Of the calls that make one file or folder of the edition after another, the 1st, 4th, 16th and 64th
/// and the last two; of all others every one. All of them where `CHISO_SWEEP=all`.
pub fn thinned(calls: &[(Point, String)]) -> Vec<Point> {
    let all = std::env::var("CHISO_SWEEP").is_ok_and(|value| value == "all");
    let is_one_of_many = |(point, line): &&(Point, String)| {
        let made = ["openat", "write", "fsync", "mkdir"].contains(&&*point.call);
        !all && made && line.contains("/reports/.")
    };
    let mut many: BTreeMap<&str, usize> = BTreeMap::new();
    for call in calls.iter().filter(is_one_of_many) {
        *many.entry(&call.0.call).or_default() += 1;
    }
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let kept = calls.iter().filter(|call| {
        if !is_one_of_many(call) {
            return true;
        }
        let number = met.entry(&call.0.call).or_default();
        *number += 1;
        [1, 4, 16, 64].contains(number) || *number + 2 > many[&*call.0.call]
    });
    kept.map(|(point, _)| point.clone()).collect()
}

/// Runs a command with a fault at one call.
pub fn run(at: &Scratch, command: &str, point: &Point, fault: Fault) -> Hit {
    let what = match fault {
        Fault::Kill => "signal=KILL".to_owned(),
        Fault::Error(name) => format!("error={name}"),
    };
    let Point { call, number } = point;
    let trace = format!("trace={call}");
    let inject = format!("inject={call}:{what}:when={number}");
    // Only the calls meant are stopped at, which is faster; but no signal can be sent from there.
    let stops: &[&str] = if let Fault::Error(_) = fault { &["--seccomp-bpf"] } else { &[] };
    let (outcome, log) = traced(at, command, &[stops, &["-e", &trace, "-e", &inject]].concat());
    let all: Vec<&str> = log.lines().collect();
    let begins = format!("{call}(");
    let hit = |end: usize| {
        // The end of a call may stand on a line of its own, after those of other threads.
        let thread = all[end].split(' ').next().unwrap_or_default();
        let mut before = all[..=end].iter().rev();
        before.find(|line| line.starts_with(thread) && line.contains(&begins))
    };
    let ends = all.iter().enumerate().filter(|(_, line)| match fault {
        Fault::Kill => line.contains("killed by SIGKILL"),
        Fault::Error(_) => line.contains("(INJECTED)"),
    });
    let lines = ends.filter_map(|(end, _)| hit(end)).map(|line| (*line).to_owned()).collect();
    Hit { outcome, lines }
}

/// The last components of the paths that a line names, without what marks them as not finished.
pub fn named(line: &str) -> Vec<String> {
    let paths =
        line.split(['"', '<', '>']).filter(|part| part.contains('/') && !part.contains(' '));
    let last = |path: &str| {
        let name = Path::new(path).file_name()?.to_string_lossy().into_owned();
        let inner =
            name.strip_prefix('.').and_then(|rest| Some(rest.rsplit_once('.')?.0.to_owned()));
        Some(inner.unwrap_or(name))
    };
    paths.filter_map(last).collect()
}
