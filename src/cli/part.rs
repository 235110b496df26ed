//! `chiso part`: some input files into parts, on any machine; and which files there are.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    reporter::Reporter,
    settings,
};
use crate::pipeline::reading::apart::{self, Found, Made};

/// Letters of a hash that tell files apart for people.
const SHORT: usize = 12;

pub fn part(common: &Common, files: &[PathBuf], into: &Path) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let reporter = Reporter::default();
    let made = apart::make(&job, files, into, &|event| reporter.show(event));
    reporter.finish();
    let made = made?;
    if common.format == Format::Json {
        outln!("{}", Json::Array(made.iter().map(as_json).collect()));
        return Ok(Code::Done);
    }
    let lang = common.lang;
    for Made { listed, rows, bytes, was_there } in &made {
        let state = if *was_there {
            lang.pick("đã có", "there")
        } else {
            lang.pick("đã tạo", "made")
        };
        outln!(
            "{}  {state}  {}  {}  {rows} {}  {bytes} B",
            &listed.sha256[..SHORT],
            listed.source,
            listed.file,
            lang.pick("dòng", "rows")
        );
    }
    Ok(Code::Done)
}

fn as_json(made: &Made) -> Json {
    let Made { listed, rows, bytes, was_there } = made;
    json!({
        "file": listed.file,
        "source": listed.source,
        "kind": listed.kind.as_str(),
        "sha256": listed.sha256,
        "part": listed.name(),
        "part_bytes": bytes,
        "rows": rows,
        "was_there": was_there,
    })
}

/// The files that are to be given, in reading order.
pub fn list(common: &Common, into: &Path) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let found = apart::list(&job, into)?;
    if common.format == Format::Json {
        let all = found.iter().map(|Found { source, kind, file, path, bytes }| {
            json!({"file": file, "path": path, "source": source, "kind": kind, "bytes": bytes})
        });
        outln!("{}", Json::Array(all.collect()));
        return Ok(Code::Done);
    }
    found.iter().for_each(|found| outln!("{}", found.path.display()));
    Ok(Code::Done)
}
