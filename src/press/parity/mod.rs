//! The gate before publishing: what libraries wrote is read back out of the bytes of the files. Parquet
//! is the reference; the CSV beside it must equal it cell by cell, and so must every published table in
//! the workbook; sums, shares and ranks are worked out once more from the figures themselves. Pages,
//! drawings and JSON are made from these tables, and tests compare what they say.

mod csv;
mod findings;
pub mod grid;
mod sums;
mod xlsx;

use std::path::Path;

pub use findings::{CheckFault, Checked, Difference, Disparity};

use self::{findings::Findings, grid::Grid};
use crate::{
    edition::{
        files::{Files, ShelfFault},
        table_csv::{PACKED, PLAIN, plain},
        tables::AS_NOW,
    },
    render::parallel,
};

/// The folders of editions within the files: the internal and the public one.
const EDITIONS: [&str; 2] = ["", "public/"];
/// Folders whose tables are Parquet, with CSV beside it but for those under today's units.
const TABLES: [&str; 3] = ["tables/", "quality/", "insight/"];

/// Compares an edition; all differences are found in one pass, in the order of the files.
pub fn check(files: &Files, threads: usize) -> Result<Checked, CheckFault> {
    let mut all = Findings::default();
    for root in EDITIONS {
        all.add(check_edition(files, root, threads)?);
    }
    // Within a file the differences stand in the order of the file.
    all.differences.sort_by(|a, b| a.file.cmp(&b.file));
    match all.differences.is_empty() {
        true => Ok(all.checked),
        false => Err(CheckFault::Disparity(Disparity(all.differences))),
    }
}

fn check_edition(files: &Files, root: &str, threads: usize) -> Result<Findings, ShelfFault> {
    let mut all = Findings::default();
    let own: Vec<&str> = files.paths().filter_map(|path| path.strip_prefix(root)).collect();
    let is_table = |path: &str| TABLES.iter().any(|folder| path.starts_with(folder));
    let named: Vec<(&str, &str)> = own
        .iter()
        .filter(|path| is_table(path))
        .filter_map(|path| path.rsplit_once('.'))
        .filter(|(_, kind)| ["csv", "parquet"].contains(kind))
        .collect();
    let mut tables: Vec<&str> = named.iter().map(|(table, _)| *table).collect();
    tables.dedup();
    let mut grids = Vec::new();
    let check = |table: &&str, hand: parallel::Hand<'_, _>| hand(check_table(files, root, table));
    parallel::handed(threads, &tables, check, |read| {
        let (found, grid) = read?;
        all.add(found);
        grids.extend(grid);
        Ok(())
    })?;
    grids.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    sums::check(&grids, &mut all);
    for path in own.iter().filter(|path| path.starts_with("xlsx/") && path.ends_with(".xlsx")) {
        let book = files.get(&format!("{root}{path}"))?.unwrap_or_default();
        xlsx::check(&grids, path, &book, &mut all);
    }
    all.differences.iter_mut().for_each(|difference| difference.file.insert_str(0, root));
    Ok(all)
}

/// A table as its Parquet has it, once its CSV was compared; none where nothing else is to be compared
/// with it.
fn check_table(
    files: &Files,
    root: &str,
    table: &str,
) -> Result<(Findings, Option<Grid>), ShelfFault> {
    let mut found = Findings::default();
    let parquet = format!("{table}.parquet");
    let mut csvs = [PLAIN, PACKED].map(|ending| format!("{table}{ending}")).into_iter();
    let csv = csvs.find(|path| files.paths().any(|known| known == format!("{root}{path}")));
    let csv = csv.unwrap_or_else(|| format!("{table}{PLAIN}"));
    let Some(bytes) = files.get(&format!("{root}{parquet}"))? else {
        found.differs(&csv, "", "no Parquet", "the same table as Parquet beside it");
        return Ok((found, None));
    };
    let grid = match Grid::read(table, bytes) {
        Ok(grid) => grid,
        Err((place, fault)) => {
            found.differs(&parquet, place, fault, "a published table");
            return Ok((found, None));
        }
    };
    match files.get(&format!("{root}{csv}"))? {
        Some(bytes) => match plain(Path::new(&csv), bytes) {
            Ok(bytes) => csv::compare(&grid, &bytes, &mut found),
            Err(error) => found.differs(&csv, "", error.to_string(), "a packed table"),
        },
        None if table.starts_with(AS_NOW) => {}
        None => found.differs(&parquet, "", "no CSV", "the same table as CSV beside it"),
    }
    let rows = grid.len() as u64;
    if let Some(told) = files.rows(&format!("{root}{parquet}")).filter(|told| *told != rows) {
        let expected = format!("{told} rows, as the manifest says");
        found.differs(&parquet, "", format!("{rows} rows"), expected);
    }
    let is_flow = sums::is_flow(&grid);
    // The counts of the public edition are rounded.
    if is_flow && root.is_empty() {
        sums::check_flow(&grid, &mut found);
    }
    // No sheet shows the flow under today's units, and by procedure it is long.
    let is_done = is_flow && table.starts_with(AS_NOW);
    Ok((found, (!is_done).then_some(grid)))
}
