//! The invented ministry of `chiso demo`: 15 units, 120 procedures, 18 months of dossiers, and
//! defects planted with known answers. The same bytes on every machine: nothing here reads a clock,
//! and chance comes from fixed seeds. Everything is invented but the names of the units, and the
//! folder says so.
//!
//! Imports only from `domain`: whoever makes the demonstration does so in the command line's room.

mod belonging;
mod days;
mod dossier;
mod dossiers;
mod handling;
mod ministry;
mod numbers;
mod planted;
mod planting;
mod planting_belonging;
mod reporting;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;

use std::{fs, io, path::Path};

use days::{Days, FIRST_MONTH, LAST_MONTH};
use dossiers::Book;
use sheet::Sheet;

pub use planted::PlantedDefect;

use crate::domain::text::Lang;

const CONFIGURATION: &str = include_str!("../../data/demo/chiso.toml");
const README: &str = include_str!("../../data/demo/readme-template.md");

/// What was written, and what the program must find in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// The first month of the data, `2025-03`.
    pub first_month: String,
    /// The last month of the data, `2026-08`; its end is the cut-off for which the defects are counted.
    pub last_month: String,
    /// Rows in all files of dossiers.
    pub rows: u64,
    /// Dossiers that count: the rows less the repeated, the quarantined and those out of scope.
    pub dossiers: u64,
    /// Every planted defect, in the order of the report.
    pub defects: Vec<PlantedDefect>,
}

/// Writes the ministry into a folder: `chiso.toml`, `README.md` and `inputs/`. An earlier
/// demonstration is replaced; the configuration of anything else is an error (`AlreadyExists`),
/// and so is what cannot be written.
pub fn write(dir: &Path) -> io::Result<Planted> {
    spare_real_work(dir)?;
    fs::create_dir_all(dir.join("inputs"))?;
    let days = Days::new();
    let procedures = ministry::procedures();
    let mut defects = planted::none_yet();
    let mut book = Book::new(&days, &procedures);
    book.invent();
    book.plant();

    let Book { months, events, supplements, ratings, received, .. } = book;
    let rows = months.iter().map(|month| month.len() as u64).sum();
    for (sheet, month) in months.into_iter().zip(FIRST_MONTH..) {
        let file = format!("inputs/dossiers-{}.csv", days.month_text(month));
        sheet.write(dir, &file, &mut defects)?;
    }
    events.write(dir, "inputs/events.csv", &mut defects)?;
    supplements.write(dir, "inputs/supplements.csv", &mut defects)?;
    ratings.write(dir, "inputs/ratings.csv", &mut defects)?;
    reporting::petitions(&days).write(dir, "inputs/petitions.csv", &mut defects)?;
    reporting::announcements(&days, &procedures).write(
        dir,
        "inputs/announcements.csv",
        &mut defects,
    )?;
    reporting::totals(&days, &received).write(dir, "inputs/totals.csv", &mut defects)?;
    catalogue().write(dir, "inputs/procedures.csv", &mut defects)?;
    fs::write(dir.join("inputs/units.csv"), ministry::UNITS)?;
    fs::write(dir.join("chiso.toml"), CONFIGURATION)?;

    let planted = Planted {
        first_month: days.month_text(FIRST_MONTH).into(),
        last_month: days.month_text(LAST_MONTH).into(),
        rows,
        dossiers: received.values().sum(),
        defects,
    };
    fs::write(dir.join("README.md"), readme(&planted))?;
    Ok(planted)
}

/// A folder with a configuration of its own is somebody's work, and no place for invented data.
fn spare_real_work(dir: &Path) -> io::Result<()> {
    let path = dir.join("chiso.toml");
    let own = |text: &str| text.lines().next() == CONFIGURATION.lines().next();
    match fs::read_to_string(&path) {
        Ok(text) if !own(&text) => Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("{} is not a demonstration's; choose another folder", path.display()),
        )),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The catalogue as it is, and one of its procedures again under its local code.
fn catalogue() -> Sheet {
    let mut lines = ministry::PROCEDURES.lines();
    let mut sheet = Sheet::new(lines.next().unwrap_or_default());
    for (line, at) in lines.zip(0..) {
        if at == 70 {
            let (code, rest) = line.split_once(',').unwrap_or((line, ""));
            let row = format!("{code}.000.00.00.G06,{rest}");
            sheet.push_planted(at, row, planted::position("duplicate", "catalogue"));
        }
        sheet.push(at, line.into());
    }
    sheet
}

fn readme(planted: &Planted) -> String {
    let table = |lang: Lang| {
        let line = |PlantedDefect { name, file, expected, what, .. }: &PlantedDefect| {
            format!("| `{name}` | `{file}` | {expected} | {} |\n", what.get(lang))
        };
        planted.defects.iter().map(line).collect::<String>()
    };
    README
        .replace("{planted_vi}", &table(Lang::Vi))
        .replace("{planted_en}", &table(Lang::En))
        .replace("{dossiers}", &planted.dossiers.to_string())
        .replace("{rows}", &planted.rows.to_string())
        .replace("{first_month}", &planted.first_month)
        .replace("{last_month}", &planted.last_month)
}
