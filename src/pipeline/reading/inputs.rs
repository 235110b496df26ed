//! What is to be read: every file of every source in reading order, by source, then by name, each
//! with what is known of it before it is opened; and what is not there.

use std::{fs, path::Path, sync::Arc};

use crate::{
    lake::resolve::Winner,
    pipeline::{
        job::Job,
        job::{Format, UnitsInput},
    },
    schema::canonical::Kind,
    sources::{File, FileFault, OnDuplicate, seen::Seen, table},
};

/// One file with what is known of it before it is read.
pub(super) struct Planned<'j> {
    pub file: File,
    pub source: &'j str,
    pub format: Format,
    pub reading: table::Reading,
    pub winner: Winner,
    pub bytes: u64,
}

/// Every file in reading order, by source, then by name; and what is not there.
pub(super) fn plan(job: &Job) -> (Vec<Planned<'_>>, Vec<FileFault>) {
    let mut planned = Vec::new();
    let mut missing = job.absent.clone();
    let mut add = |path: &Path, kind, source, format, reading: &table::Reading, winner| {
        let why = match fs::metadata(path) {
            Ok(found) if found.is_file() => {
                let number = planned.len() as u32;
                let seen = Arc::new(Seen::found(&found));
                let file = File { number, path: path.to_owned(), kind, seen };
                let (reading, bytes) = (reading.clone(), found.len());
                planned.push(Planned { file, source, format, reading, winner, bytes });
                return;
            }
            Ok(_) => "it is not a file".to_owned(),
            Err(error) => error.to_string(),
        };
        missing.push(FileFault::missing(
            path,
            format!("{why} (source {source:?}); put it there or correct path"),
        ));
    };
    let plain = table::Reading::default();
    if let UnitsInput::Table(path) = &job.units {
        add(path, Kind::Units, "units", Format::Table, &plain, Winner::Last);
    }
    if let Some(path) = &job.calendar {
        add(path, Kind::Calendar, "calendar", Format::Table, &plain, Winner::Last);
    }
    for source in &job.sources {
        let winner = match source.on_duplicate {
            OnDuplicate::Last => Winner::Last,
            OnDuplicate::First => Winner::First,
            OnDuplicate::Error => Winner::Refused,
        };
        for path in &source.files {
            add(path, source.kind, source.name.as_str(), source.format, &source.reading, winner);
        }
    }
    (planned, missing)
}
