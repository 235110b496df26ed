//! One edition within the files, the internal or the public one: its tables are read first, then
//! everything that repeats their figures, file by file.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chiso::{
    edition::{table_csv::plain, tables::AS_NOW},
    press::parity,
};

use super::{
    Findings, Folder, PUBLIC, charts,
    csv::{Grid, unguarded},
    difference, html, json, people, svg,
};

/// The files of one edition and its tables.
pub struct Edition<'a> {
    files: Vec<(&'a str, &'a [u8])>,
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
        let place = self.files.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
        Some(self.files[place].1)
    }
}

/// Checks the edition below `root`.
pub fn check(files: &Folder, root: &str, all: &mut Findings) {
    let own = files.iter().filter_map(|(path, bytes)| {
        let path = path.strip_prefix(root)?;
        (!root.is_empty() || !path.starts_with(PUBLIC)).then_some((path, bytes))
    });
    let mut edition = Edition {
        files: own.collect(),
        grids: BTreeMap::new(),
        periods: BTreeSet::new(),
        shown: String::new(),
        before: String::new(),
        unit_files: BTreeMap::new(),
        authority: String::new(),
    };
    let mut found = Findings::default();
    read_tables(&mut edition, &mut found);
    describe(&mut edition);
    charts::check(&edition, &mut found);
    for (path, bytes) in &edition.files {
        if let Some(read) = reader(path) {
            read(&edition, path, bytes, &mut found);
        }
    }
    for difference in &mut found.differences {
        difference.file.insert_str(0, root);
    }
    all.differences.append(&mut found.differences);
    for (kind, figures) in found.checked {
        *all.checked.entry(kind).or_default() += figures;
    }
}

type Reader = fn(&Edition<'_>, &str, &[u8], &mut Findings);

/// What reads a file; none where a file holds no figures or is read as a table.
fn reader(path: &str) -> Option<Reader> {
    match path.rsplit_once('.')?.1 {
        "csv" if path.starts_with("xlsx/csv/") => Some(people::check),
        "svg" if path.starts_with("charts/") => Some(svg::check),
        "html" if path.starts_with("site/") => Some(html::check),
        "json" if path.starts_with("site/data/") => Some(json::check),
        _ => None,
    }
}

/// Reads every table: CSV, or Parquet where there is no CSV beside it.
fn read_tables(edition: &mut Edition<'_>, found: &mut Findings) {
    for (path, bytes) in &edition.files {
        let is_table =
            ["tables/", "quality/", "charts/", "insight/"].iter().any(|at| path.starts_with(at));
        let grid = match path.rsplit_once('.') {
            Some((table, "csv")) if is_table => Grid::read(table, bytes),
            Some((table, "parquet"))
                if table.starts_with(AS_NOW) || table.starts_with("series/") =>
            {
                match parity::grid::Grid::read(table, bytes.to_vec()) {
                    Ok(read) => {
                        let rows = (0..read.len()).map(|row| read.row(row).collect()).collect();
                        Ok(Grid::of(table, read.columns.clone(), rows))
                    }
                    Err((place, fault)) => Err(difference(path, place, fault, "a table")),
                }
            }
            Some((csv, "gz")) if path.starts_with("tables/") => {
                let table = csv.trim_end_matches(".csv");
                let plain = plain(Path::new(path), bytes.to_vec());
                Grid::read(table, &plain.expect("a packed table is whole"))
            }
            _ => continue,
        };
        match grid {
            Ok(grid) => drop(edition.grids.insert(grid.path.clone(), grid)),
            Err(difference) => found.differs(difference),
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
