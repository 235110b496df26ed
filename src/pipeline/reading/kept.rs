//! Parts that an edition of before was made from and that the lake still has, as the job would read their files:
//! by them its figures are made again, in part or as a whole.

use std::{collections::HashMap, path::PathBuf};

use super::inputs;
use crate::{
    domain::{file_state::FileState, time::Day},
    edition::manifest::Input,
    lake::listed::{self, Listed},
    pipeline::job::Job,
    schema::canonical::Kind,
    sources::patterns,
};

/// The part of a file that an edition names; `None` where the lake does not have it, or not read as the
/// job reads now.
pub fn of_edition(job: &Job, input: &Input, read_on: Day) -> Option<Listed> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == input.kind)?;
    let asked = Listed {
        source: input.source.clone(),
        kind,
        file: input.file.clone(),
        sha256: input.sha256.clone(),
        reading: String::new(),
        reader: 0,
        state: FileState { size: input.bytes, ..FileState::default() },
        read_at: 0,
        read_on,
        archived: false,
    };
    let asked = Listed { reading: inputs::reading(job, &asked)?, ..asked };
    let parts = listed::names(&job.lake);
    let with_reader = |reader: u32| Listed { reader, ..asked.clone() };
    // Of several readers the newest.
    let readers = parts.iter().filter_map(|name| {
        let (_, last) = name.strip_suffix(".part")?.rsplit_once('-')?;
        last.parse().ok().filter(|reader| with_reader(*reader).name() == *name)
    });
    readers.max().map(with_reader)
}

/// The parts in the order in which a run reads their files.
pub fn ordered(job: &Job, mut listed: Vec<Listed>) -> Vec<Listed> {
    let mut ordered = Vec::with_capacity(listed.len());
    for kind in [Kind::Units, Kind::Calendar, Kind::Cohorts] {
        ordered.extend(listed.extract_if(.., |one| one.kind == kind));
    }
    for source in &job.sources {
        let is_of = |one: &mut Listed| (&one.source, one.kind) == (&source.name, source.kind);
        let of_source = listed.extract_if(.., is_of);
        let mut by_path: HashMap<PathBuf, Listed> =
            of_source.map(|one| (job.base.join(&one.file), one)).collect();
        let mut paths: Vec<PathBuf> = by_path.keys().cloned().collect();
        patterns::order(&mut paths, source.order);
        ordered.extend(paths.iter().filter_map(|path| by_path.remove(path)));
    }
    ordered
}
