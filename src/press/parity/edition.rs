//! One edition within the files, the internal or the public one: its tables are read first, then
//! everything that repeats their figures, file by file on several threads.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Difference, Findings, PUBLIC, charts,
    csv::{Grid, unguarded},
    html, json, parquet, people, sums, svg, xlsx,
};
use crate::{
    edition::{files::Files, tables::AS_NOW},
    render::parallel,
};

/// Folders whose tables are Parquet, with CSV beside it but for those under today's units.
const TABLES: [&str; 2] = ["tables/", "quality/"];

/// The files of one edition and its tables.
pub struct Edition<'a> {
    /// Where the edition stands: empty, or `public/`.
    root: &'static str,
    files: Vec<(&'a str, &'a [u8], Option<u64>)>,
    /// Tables by their path without `.csv`.
    grids: BTreeMap<String, Grid>,
    /// The months, quarters and years of its tables.
    pub periods: BTreeSet<String>,
    /// The month that pages and charts show: the last one of the tables.
    pub shown: String,
    /// The month before the one shown.
    pub before: String,
    /// Units by the name of their files.
    unit_files: BTreeMap<String, String>,
    /// The unit that stands first in the scorecard: the authority.
    pub authority: String,
}

impl Edition<'_> {
    /// The table at a path such as `tables/indicators` or `charts/flow`.
    pub fn grid(&self, path: &str) -> Option<&Grid> {
        self.grids.get(path)
    }

    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.grids.values()
    }

    /// Whether figures are exact.
    pub fn is_internal(&self) -> bool {
        self.root.is_empty()
    }

    /// The unit whose files bear this name.
    pub fn unit_of_file(&self, file: &str) -> Option<String> {
        self.unit_files.get(file).cloned()
    }

    /// A target of the plan, by the name of its chart.
    pub fn target(&self, id: &str) -> Option<&str> {
        self.grid("tables/targets")?.every("target_id").find(|target| *target == id)
    }

    /// The bytes of a file; none where it is not there.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        let place = self.files.binary_search_by(|(known, ..)| (*known).cmp(path)).ok()?;
        Some(self.files[place].1)
    }
}

/// Checks the edition below `root`.
pub fn check(files: &Files, root: &'static str, threads: usize) -> Findings {
    let own = files.iter().filter_map(|(path, bytes, rows)| {
        let path = path.strip_prefix(root)?;
        (!root.is_empty() || !path.starts_with(PUBLIC)).then_some((path, bytes, rows))
    });
    let mut edition = Edition {
        root,
        files: own.collect(),
        grids: BTreeMap::new(),
        periods: BTreeSet::new(),
        shown: String::new(),
        before: String::new(),
        unit_files: BTreeMap::new(),
        authority: String::new(),
    };
    let mut all = Findings::default();
    read_tables(&mut edition, threads, &mut all);
    describe(&mut edition);
    // The longest task begins first.
    let mut tasks = vec![Task::Sums, Task::Charts];
    tasks.extend(
        edition
            .files
            .iter()
            .filter_map(|(path, bytes, _)| Some(Task::File(path, bytes, reader(path)?))),
    );
    let done = parallel::each(threads, &tasks, |task| {
        let mut found = Findings::default();
        match task {
            Task::Sums => sums::check(&edition, &mut found),
            Task::Charts => charts::check(&edition, &mut found),
            Task::File(path, bytes, read) => read(&edition, path, bytes, &mut found),
        }
        found
    });
    done.into_iter().for_each(|found| all.add(found));
    for difference in &mut all.differences {
        difference.file.insert_str(0, root);
    }
    all
}

/// A piece of the work of checking.
enum Task<'a> {
    Sums,
    Charts,
    File(&'a str, &'a [u8], Reader),
}

type Reader = fn(&Edition<'_>, &str, &[u8], &mut Findings);

/// What reads a file; none where a file holds no figures or is read as a table.
fn reader(path: &str) -> Option<Reader> {
    match path.rsplit_once('.')?.1 {
        "xlsx" => Some(xlsx::check),
        "csv" if path.starts_with("xlsx/csv/") => Some(people::check),
        "svg" if path.starts_with("charts/") => Some(svg::check),
        "html" if path.starts_with("site/") => Some(html::check),
        "json" if path.starts_with("site/data/") => Some(json::check),
        _ => None,
    }
}

/// Reads every CSV, and compares those of tables with the Parquet beside them.
fn read_tables(edition: &mut Edition<'_>, threads: usize, all: &mut Findings) {
    let is_table = |path: &str| TABLES.iter().any(|folder| path.starts_with(folder));
    let named: Vec<(&str, &[u8], Option<u64>)> = edition
        .files
        .iter()
        .filter(|(path, ..)| is_table(path) || path.starts_with("charts/"))
        .filter_map(|(path, bytes, rows)| Some((path.strip_suffix(".csv")?, *bytes, *rows)))
        .collect();
    let read = parallel::each(threads, &named, |(path, bytes, rows)| {
        let mut found = Findings::default();
        let mut grid = match Grid::read(path, bytes) {
            Ok(grid) => grid,
            Err(difference) => {
                found.differs(difference);
                return (found, None);
            }
        };
        if is_table(path) {
            match edition.bytes(&format!("{path}.parquet")) {
                Some(bytes) => parquet::compare(&mut grid, bytes, &mut found),
                None => found.differs(Difference::new(
                    &grid.file(),
                    "",
                    "no Parquet",
                    "the same table as Parquet beside it",
                )),
            }
            if let Some(rows) = rows.filter(|rows| *rows != grid.rows.len() as u64) {
                let expected = format!("{rows} rows, as the manifest says");
                let found_rows = format!("{} rows", grid.rows.len());
                found.differs(Difference::new(&grid.file(), "", found_rows, expected));
            }
        }
        (found, Some(grid))
    });
    for (found, grid) in read {
        all.add(found);
        edition.grids.extend(grid.map(|grid| (grid.path.clone(), grid)));
    }
    let without_csv: Vec<(&str, &[u8], Option<u64>)> = edition
        .files
        .iter()
        .filter(|(path, ..)| is_table(path))
        .filter_map(|(path, bytes, rows)| Some((path.strip_suffix(".parquet")?, *bytes, *rows)))
        .filter(|(table, ..)| edition.bytes(&format!("{table}.csv")).is_none())
        .collect();
    for (table, bytes, rows) in without_csv {
        let file = format!("{table}.parquet");
        if !table.starts_with(AS_NOW) {
            all.differs(Difference::new(&file, "", "no CSV", "the same table as CSV beside it"));
            continue;
        }
        match parquet::grid(table, bytes) {
            Ok(grid) => {
                if let Some(expected) = rows.filter(|rows| *rows != grid.rows.len() as u64) {
                    let expected = format!("{expected} rows, as the manifest says");
                    let found = format!("{} rows", grid.rows.len());
                    all.differs(Difference::new(&file, "", found, expected));
                }
                edition.grids.insert(table.to_owned(), grid);
            }
            Err(difference) => all.differs(difference),
        }
    }
}

/// What the scorecard says of the edition as a whole.
fn describe(edition: &mut Edition<'_>) {
    let Some(scorecard) = edition.grids.get("tables/scorecard") else { return };
    edition.periods = scorecard.every("period").map(str::to_owned).collect();
    let months = || scorecard.every("period").filter(|period| is_month(period));
    edition.shown = months().max().unwrap_or_default().to_owned();
    edition.before = month_before(&edition.shown).unwrap_or_default();
    let units: BTreeSet<&str> = scorecard.every("unit_id").map(unguarded).collect();
    let mut unit_files: BTreeMap<String, String> =
        units.iter().map(|unit| ((*unit).to_owned(), (*unit).to_owned())).collect();
    // A code that is no safe name has another one, which the index of the pages gives.
    let index = edition.bytes("site/data/index.json");
    let index: Option<serde_json::Value> =
        index.and_then(|bytes| serde_json::from_slice(bytes).ok());
    for unit in index.iter().filter_map(|index| index["units"].as_array()).flatten() {
        if let (Some(id), Some(file)) = (unit["unit_id"].as_str(), unit["file"].as_str())
            && let Some(file) = file.strip_prefix("units/").and_then(|f| f.strip_suffix(".json"))
        {
            unit_files.insert(file.to_owned(), id.to_owned());
        }
    }
    let authority = scorecard.every("unit_id").next().map(unguarded).unwrap_or_default().to_owned();
    edition.unit_files = unit_files;
    edition.authority = authority;
}

/// Whether a period is a month: `2026-08`.
pub fn is_month(period: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    period.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4 && month.len() == 2 && digits(year) && digits(month)
    })
}

fn month_before(month: &str) -> Option<String> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    Some(match month {
        1 => format!("{:04}-12", year.checked_sub(1)?),
        month => format!("{year:04}-{:02}", month - 1),
    })
}
