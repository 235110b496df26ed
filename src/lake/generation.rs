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
use crate::domain::time::LocalTime;

pub use super::files::CURRENT;

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

/// The cut-off that a generation is named after; none where the folder is not one.
pub fn cut_off(generation: &Path) -> Option<LocalTime> {
    Some(parts(generation.file_name()?.to_str()?)?.0)
}

/// Where rows on their way into the lake may be put. What a run left when it was killed is removed:
/// what was being made, and generations that the pointer does not name. The caller holds the lock.
pub fn stage(lake: &Path) -> PathBuf {
    let used = files::pointed(lake, CURRENT);
    for entry in fs::read_dir(lake).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let was_made = [STAGE, NEW, POINTER].iter().any(|kind| name.starts_with(kind));
        if was_made {
            drop(Aside(entry.path()));
        } else if parts(&name).is_some() && used.as_ref() != Some(&name) {
            remove(lake, &name);
        }
    }
    lake.join(format!("{STAGE}{}", std::process::id()))
}

/// Where another lake may be made for a while, after `stage` and under its lock; whatever is left of it the next run
/// removes.
pub fn beside(lake: &Path) -> Aside {
    Aside(lake.join(format!("{STAGE}{}.beside", std::process::id())))
}

/// Removes a generation. It loses its name first, so that nobody who reads it finds only a part.
fn remove(lake: &Path, name: &str) {
    let aside = Aside(lake.join(format!("{NEW}{name}")));
    let _ = fs::rename(lake.join(name), &aside.0);
}

/// The cut-off as a name has it: `2026-09-01`, or `2026-09-01T1405`, because not every file system has
/// colons.
fn named(cut_off: LocalTime) -> String {
    cut_off.to_minute().replace(':', "")
}

/// What the name of a generation says: the cut-off, and a number beside others of the same.
fn parts(name: &str) -> Option<(LocalTime, u32)> {
    let (text, number) = name.rsplit_once('-')?;
    let cut_off = match text.split_at_checked(text.len().checked_sub(2)?)? {
        (hour, minute) if hour.contains('T') => LocalTime::parse(&format!("{hour}:{minute}")),
        _ => LocalTime::parse(text),
    }?;
    (named(cut_off) == text).then_some((cut_off, number.parse().ok()?))
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
    pub fn begin(lake: &Path, cut_off: LocalTime) -> Result<Self, LakeFault> {
        let process = std::process::id();
        let folder = Aside(lake.join(format!("{NEW}{process}")));
        fs::create_dir_all(&folder.0).map_err(LakeFault::io("create", &folder.0))?;
        // In a container every process may have one number; the generation in use keeps its name.
        let names = (process..).map(|number| format!("{}-{number}", named(cut_off)));
        let name = names.into_iter().find(|name| !lake.join(name).exists()).unwrap_or_default();
        Ok(Self { lake: lake.to_owned(), folder, name })
    }

    pub fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// What it is called once it is installed.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Makes this generation the one in use, and removes the one before.
    pub fn install(self) -> Result<(), LakeFault> {
        let Self { lake, folder: Aside(folder), name } = &self;
        let before = files::pointed(lake, CURRENT);
        let target = lake.join(name);
        files::sync_folder(folder).map_err(LakeFault::io("write", folder))?;
        fs::rename(folder, &target).map_err(LakeFault::io("name", &target))?;
        let pointer = lake.join(CURRENT);
        if let Err(error) = files::point(lake, CURRENT, name) {
            if files::pointed(lake, CURRENT).as_ref() != Some(name) {
                drop(Aside(target));
            }
            return Err(LakeFault::io("move", &pointer)(error));
        }
        if let Some(before) = before {
            remove(lake, &before);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_cut_off_and_its_hour_where_it_is_not_midnight() {
        for (name, cut_off) in [
            ("2026-09-01-77", Some("2026-09-01")),
            ("2026-09-01T1405-77", Some("2026-09-01T14:05")),
            ("2026-09-01T0000-77", None),
            ("2026-09-01T14-77", None),
            ("2026-09-01T1405", None),
            ("2026-09-01", None),
            ("parts", None),
            ("lock", None),
        ] {
            assert_eq!(
                super::cut_off(Path::new(name)),
                cut_off.and_then(LocalTime::parse),
                "{name}"
            );
            if let Some(cut_off) = cut_off.and_then(LocalTime::parse) {
                assert_eq!(format!("{}-77", named(cut_off)), name);
            }
        }
    }

    #[test]
    fn a_generation_of_the_same_day_and_process_takes_the_place_of_the_one_in_use() {
        let lake = std::env::temp_dir().join(format!("chiso-generation-{}", std::process::id()));
        let lake = Aside(lake);
        let day = LocalTime::parse("2026-09-01").unwrap();
        let mut used = Vec::new();
        for content in ["one", "two", "three"] {
            let generation = Generation::begin(&lake.0, day).unwrap();
            fs::write(generation.folder().join("registers.json"), content).unwrap();
            if let Some(before) = used.last() {
                assert_eq!(&in_use(&lake.0), before, "nothing changes before it is installed");
            }
            generation.install().unwrap();
            assert_eq!(
                fs::read_to_string(in_use(&lake.0).join("registers.json")).unwrap(),
                content
            );
            assert_eq!(cut_off(&in_use(&lake.0)), Some(day));
            used.push(in_use(&lake.0));
        }
        let names = fs::read_dir(&lake.0).unwrap().count();
        assert_eq!(names, 2, "the generation in use and the pointer");
        stage(&lake.0);
        assert!(used.last().unwrap().exists());
    }
}
