//! Generations of the lake: each reading writes a folder of its own beside the one in use, and one
//! pointer moves when it takes its place. Until then the lake is what it was, so that figures which
//! were published can be explained from what they were counted from.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    LakeFault,
    files::{self, Aside},
};
use crate::domain::time::Day;

/// The name of the pointer to the generation in use.
pub const CURRENT: &str = "current";

/// What a folder is called while it is not a generation yet, and that of the rows on their way.
const NEW: &str = ".new.";
const STAGE: &str = ".stage.";
/// What the pointer is called before it is moved.
const POINTER: &str = ".current.";

/// The folder of the generation in use, by its own name: another that takes its place while this one
/// is read is not mixed with it.
pub fn in_use(lake: &Path) -> PathBuf {
    lake.join(files::pointed(lake, CURRENT).unwrap_or_else(|| CURRENT.to_owned()))
}

/// The files of the dossiers within a generation.
pub fn dossiers(generation: &Path) -> PathBuf {
    generation.join("dossiers")
}

/// Where rows on their way into the lake may be put. What a run left when it was killed is removed:
/// what was being made, and generations that the pointer does not name. The caller holds the lock.
pub fn stage(lake: &Path) -> PathBuf {
    let used = files::pointed(lake, CURRENT);
    for entry in fs::read_dir(lake).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let was_made = [STAGE, NEW, POINTER].iter().any(|kind| name.starts_with(kind));
        if was_made || is_generation(&name) && used.as_ref() != Some(&name) {
            drop(Aside(entry.path()));
        }
    }
    lake.join(format!("{STAGE}{}", std::process::id()))
}

/// Whether a folder has the name of a generation: the cut-off and the process that made it.
fn is_generation(name: &str) -> bool {
    let parts =
        name.split_at_checked(10).and_then(|(day, rest)| Some((day, rest.strip_prefix('-')?)));
    parts.is_some_and(|(day, process)| {
        day.parse::<chrono::NaiveDate>().is_ok() && process.parse::<u32>().is_ok()
    })
}

/// A generation that is being written or waits to be used; removed with the value unless it was
/// installed.
#[derive(Debug)]
pub struct Generation {
    lake: PathBuf,
    folder: Aside,
    name: String,
}

impl Generation {
    /// Begins a generation that knows what came before `cut_off`.
    pub fn begin(lake: &Path, cut_off: Day) -> Result<Self, LakeFault> {
        let process = std::process::id();
        let folder = Aside(lake.join(format!("{NEW}{process}")));
        let within = dossiers(&folder.0);
        fs::create_dir_all(&within).map_err(LakeFault::io("create", &within))?;
        Ok(Self { lake: lake.to_owned(), folder, name: format!("{cut_off}-{process}") })
    }

    pub fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// Makes this generation the one in use, and removes the one before.
    pub fn install(self) -> Result<(), LakeFault> {
        let Self { lake, folder: Aside(folder), name } = &self;
        let before = files::pointed(lake, CURRENT);
        let target = lake.join(name);
        if target.exists() {
            fs::remove_dir_all(&target).map_err(LakeFault::io("replace", &target))?;
        }
        for folder in [&dossiers(folder), folder] {
            files::sync_folder(folder).map_err(LakeFault::io("write", folder))?;
        }
        fs::rename(folder, &target).map_err(LakeFault::io("name", &target))?;
        let pointer = lake.join(CURRENT);
        files::point(lake, CURRENT, name).map_err(LakeFault::io("move", &pointer))?;
        if let Some(before) = before.filter(|before| before != name) {
            let _ = fs::remove_dir_all(lake.join(before));
        }
        Ok(())
    }
}
