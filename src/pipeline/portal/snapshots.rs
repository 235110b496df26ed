//! Snapshots of what the portal showed, one file a day or period, in the order of the days in their names.
//! A whole one is kept in the lake; one that holds less than the last whole one was taken while pages
//! failed to load, and is refused by name.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::published::{self, Row};
use crate::{
    domain::{period::Period, time::Day},
    lake::{LakeFault, files::write_whole},
    pipeline::failure::Failure,
};

/// Where snapshots are kept in the lake.
const FOLDER: &str = "portal";
/// The case of rows that are not filtered by a procedure.
const ALL: &str = "all";
/// How many names are told of what is missing.
const TOLD: usize = 5;

/// One snapshot that is whole.
pub struct Snapshot {
    /// Of its file.
    pub name: String,
    /// The day on which it was taken, where its name says one.
    pub day: Option<Day>,
    /// What was shown of all procedures.
    pub rows: Vec<Row>,
    /// Rows of pages that were filtered, by one procedure for example; nothing is compared with them.
    pub passed_over: usize,
    /// The places of the rows of each unit.
    by_unit: HashMap<String, Vec<usize>>,
    bytes: Vec<u8>,
    is_kept: bool,
}

/// One that is not kept, and why.
pub struct Refused {
    pub name: String,
    pub why: String,
}

/// What a folder and the lake hold together.
pub struct Gathered {
    /// From the oldest to the newest.
    pub snapshots: Vec<Snapshot>,
    pub refused: Vec<Refused>,
    /// Names of those that were kept just now.
    pub new: Vec<String>,
}

impl Snapshot {
    /// The periods of its rows, with repetitions.
    pub fn periods(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.key.2.as_str())
    }

    /// The rows of a unit.
    pub fn of_unit(&self, unit: &str) -> impl Iterator<Item = &Row> {
        self.by_unit.get(unit).into_iter().flatten().map(|place| &self.rows[*place])
    }

    /// The indicators that it shows, by kind of period and unit: of longer periods the portal shows fewer.
    fn shown(&self) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> {
        let mut shown: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.level == "indicator") {
            let (_, unit, period) = &row.key;
            let kind =
                period.parse().map_or(period.as_str(), |period: Period| period.kind.as_str());
            shown.entry(kind).or_default().entry(unit).or_default().insert(&row.id);
        }
        shown
    }
}

/// Reads what is kept and what is new, and keeps what is whole.
pub fn gather(lake: &Path, folder: &Path, accepted: &[String]) -> Result<Gathered, Failure> {
    let kept_in = lake.join(FOLDER);
    let mut refused = Vec::new();
    let mut found: BTreeMap<String, Snapshot> = BTreeMap::new();
    for path in files(&kept_in).unwrap_or_default() {
        let snapshot = read(&path, true)?.map_err(|one| Failure::Data(one.why))?;
        found.insert(snapshot.name.clone(), snapshot);
    }
    let given = files(folder).map_err(|error| {
        Failure::InputMissing(vec![format!("{} cannot be read: {error}", folder.display())])
    })?;
    if given.is_empty() && found.is_empty() {
        let what = format!("{}: there is no .csv file of a snapshot", folder.display());
        return Err(Failure::InputMissing(vec![what]));
    }
    for path in given {
        match read(&path, false)? {
            Err(one) => refused.push(one),
            Ok(new) => match found.get(&new.name) {
                Some(known) if known.bytes == new.bytes => {}
                Some(known) => refused.push(Refused {
                    name: known.name.clone(),
                    why: "another snapshot of this name is kept; give it a name of its own".into(),
                }),
                None => {
                    found.insert(new.name.clone(), new);
                }
            },
        }
    }
    let mut ordered: Vec<Snapshot> = found.into_values().collect();
    ordered.sort_by(|a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    let mut snapshots: Vec<Snapshot> = Vec::new();
    let mut new = Vec::new();
    for mut snapshot in ordered {
        let is_judged = !snapshot.is_kept && !accepted.contains(&snapshot.name);
        let lacks = if is_judged { lacks(&snapshots, &snapshot) } else { None };
        if let Some(why) = lacks {
            refused.push(Refused { name: snapshot.name, why });
            continue;
        }
        if !snapshot.is_kept {
            keep(&kept_in, &snapshot)?;
            new.push(snapshot.name.clone());
            snapshot.is_kept = true;
        }
        snapshots.push(snapshot);
    }
    refused.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Gathered { snapshots, refused, new })
}

fn keep(folder: &Path, snapshot: &Snapshot) -> Result<(), Failure> {
    let path = folder.join(&snapshot.name);
    let kept = fs::create_dir_all(folder).and_then(|()| write_whole(&path, &snapshot.bytes));
    Ok(kept.map_err(LakeFault::io("write", &path))?)
}

/// The CSV files of a folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_csv = path.extension().is_some_and(|one| one.eq_ignore_ascii_case("csv"));
        if is_csv && !name.starts_with('.') && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A snapshot, or why its file is none.
fn read(path: &Path, is_kept: bool) -> Result<Result<Snapshot, Refused>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).map_err(LakeFault::io("read", path))?;
    let rows = match published::read(path) {
        Ok(rows) => rows,
        Err(Failure::Data(why)) => return Ok(Err(Refused { name, why })),
        Err(other) => return Err(other),
    };
    let (rows, filtered): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.key.0 == ALL);
    let mut seen = BTreeSet::new();
    let twice = rows.iter().find(|row| !seen.insert((&row.key, &row.level, &row.id)));
    if let Some(row) = twice {
        let why = format!("line {} shows {} of {} once more", row.line, row.id, row.key.1);
        return Ok(Err(Refused { name, why }));
    }
    let mut by_unit: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        by_unit.entry(row.key.1.clone()).or_default().push(place);
    }
    let (day, passed_over) = (day_in(&name), filtered.len());
    let snapshot = Snapshot { day, name, rows, passed_over, by_unit, bytes, is_kept };
    if snapshot.shown().is_empty() {
        let why = format!("it shows no indicator of the case {ALL:?}");
        return Ok(Err(Refused { name: snapshot.name, why }));
    }
    Ok(Ok(snapshot))
}

/// The first day that a name says, as in `phu-tho-2026-09-26.csv`.
fn day_in(name: &str) -> Option<Day> {
    const PATTERN: &[u8] = b"0000-00-00";
    let is_day = |text: &&str| {
        let mut both = text.bytes().zip(PATTERN);
        both.all(|(byte, sign)| if *sign == b'0' { byte.is_ascii_digit() } else { byte == *sign })
    };
    let texts = (0..name.len()).filter_map(|from| name.get(from..from + PATTERN.len()));
    let mut days = texts.filter(is_day).filter_map(|text| text.parse::<NaiveDate>().ok());
    days.next().map(Day::from_date)
}

/// What a snapshot lacks beside the last whole one of the same kind of period, where it holds fewer units, or
/// fewer indicators of one.
fn lacks(before: &[Snapshot], new: &Snapshot) -> Option<String> {
    new.shown().iter().find_map(|(kind, now)| {
        let mut known = before.iter().rev().map(|last| (last, last.shown()));
        let (last, known) =
            known.find_map(|(last, shown)| Some((last, shown.get(kind)?.clone())))?;
        if now.len() < known.len() {
            let missing = known.keys().filter(|unit| !now.contains_key(*unit)).copied();
            return Some(format!(
                "it shows {} units by {kind}, {} showed {}: it lacks {}",
                now.len(),
                last.name,
                known.len(),
                told(missing)
            ));
        }
        let fewer = now.iter().filter_map(|(unit, shown)| {
            let known = known.get(unit).filter(|known| shown.len() < known.len())?;
            Some(format!("{unit} ({})", told(known.difference(shown).copied())))
        });
        let fewer: Vec<String> = fewer.collect();
        (!fewer.is_empty()).then(|| {
            let units = told(fewer.iter().map(String::as_str));
            format!(
                "it shows fewer indicators by {kind} than {}: it lacks those of {units}",
                last.name
            )
        })
    })
}

/// Some names, and how many more there are.
fn told<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let first = names.iter().take(TOLD).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(TOLD).filter(|more| *more > 0) {
        Some(more) => format!("{first} and {more} more"),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_snapshot_is_the_one_in_its_name() {
        let said = |name: &str| day_in(name).map(|day| day.to_string());
        assert_eq!(said("phú-thọ-2026-09-26.csv").as_deref(), Some("2026-09-26"));
        assert_eq!(said("2026-09-26T07.csv").as_deref(), Some("2026-09-26"));
        assert_eq!(said("2026-13-26.csv"), None);
        assert_eq!(said("phu_tho.csv"), None);
        assert_eq!(said(""), None);
    }
}
