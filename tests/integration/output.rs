//! What is printed reaches the reader, or the reader has gone: neither is a reason to panic.

use std::{
    io::{Read, pipe},
    process::{Command, Stdio},
};

use crate::support::Scratch;

const CANNOT_WRITE: i32 = 74;

fn program(call: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chiso"));
    command.args(call.split_whitespace());
    command
}

#[test]
fn a_reader_that_has_gone_ends_no_command_in_a_panic() {
    for call in ["rules show portal-2026", "rules list --format json", "rules sql portal-2026"] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let ended = program(call).stdout(writer).output().unwrap();
        let log = String::from_utf8_lossy(&ended.stderr);
        assert_eq!((ended.status.code(), &*log), (Some(0), ""), "{call}");
    }
}

#[test]
fn a_reader_of_the_first_line_gets_it_whole() {
    let mut child = program("rules sql portal-2026").stdout(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let all = program("rules sql portal-2026").output().unwrap().stdout;
    assert_eq!(first, all[..16]);
}

#[test]
fn a_reader_that_has_gone_does_not_turn_a_failure_into_a_success() {
    let scratch = Scratch::new("closed");
    let published = "case,unit,unit_level,period,level,id,numerator,denominator,published_points,max_points\n\
                     c,U,1,2026-09,indicator,handled_on_time,1,2,20,20\n";
    let file = scratch.write("published.csv", published);
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut call = program("reconcile");
    let ended = call.arg(file).current_dir(scratch.path()).stdout(writer).output().unwrap();
    assert_eq!(ended.status.code(), Some(65), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// `/dev/full` refuses every byte as a full disk does.
#[test]
fn a_result_that_cannot_be_written_is_a_failure_that_says_so() {
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else { return };
    let ended = program("rules list").stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(CANNOT_WRITE));
    let log = String::from_utf8_lossy(&ended.stderr);
    assert!(log.contains("the result cannot be written"), "{log}");
}
