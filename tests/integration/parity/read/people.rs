//! CSV files for people, read back: a semicolon between cells, a decimal comma, headings and codes in
//! words. Columns are those of the table for machines, rows those of the periods shown; every number must be the same, and
//! where the table has none there is a mark without a digit.

use chiso::domain::period::Period;

use super::{
    Findings,
    csv::{Grid, NAMING},
    difference,
    edition::Edition,
    number::{Decimal, has_digit},
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub fn check(edition: &Edition<'_>, path: &str, bytes: &[u8], found: &mut Findings) {
    let name = path.rsplit('/').next().and_then(|name| name.strip_suffix(".csv"));
    let name = name.unwrap_or_default();
    let grid = ["tables", "quality"].iter().find_map(|at| edition.grid(&format!("{at}/{name}")));
    let Some(grid) = grid else {
        found.differs(difference(path, "", name, "the name of a table of this edition"));
        return;
    };
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let expected_rows = of_shown_periods(grid, &edition.shown);
    let mut rows = 0;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                found.differs(difference(path, "", error.to_string(), "a table as CSV"));
                return;
            }
        };
        if let Some(row) = expected_rows.get(rows) {
            check_row(grid, *row, &record, path, found);
        }
        rows += 1;
    }
    if rows != expected_rows.len() {
        let expected = format!("{} rows, as {}", expected_rows.len(), grid.file());
        found.differs(difference(path, "", format!("{rows} rows"), expected));
    }
}

/// The rows of the month shown and of the longer periods that contain it; all where there is none.
fn of_shown_periods(grid: &Grid, shown: &str) -> Vec<usize> {
    let names = match shown.parse::<Period>() {
        Ok(month) if grid.column("period").is_some() => month.and_longer().map(|p| p.to_string()),
        _ => return (0..grid.rows.len()).collect(),
    };
    (0..grid.rows.len())
        .filter(|row| names.iter().any(|name| name == grid.named(*row, "period")))
        .collect()
}

fn check_row(
    grid: &Grid,
    row: usize,
    record: &::csv::StringRecord,
    path: &str,
    found: &mut Findings,
) {
    let names = |column: &str| NAMING.contains(&column) || column.ends_with("_id");
    for (place, column) in grid.columns.iter().enumerate() {
        if names(column) {
            // Codes and periods are written in words.
            continue;
        }
        let (cell, shown) = (grid.cell(row, place), record.get(place).unwrap_or_default());
        let is_equal = match (cell, Decimal::machine(cell)) {
            ("", _) => !has_digit(shown),
            (_, None) => continue,
            // A code of digits is text, which an apostrophe keeps from becoming a number.
            (_, Some(_)) if shown.starts_with('\'') => shown[1..] == *cell,
            (_, Some(value)) => Decimal::machine(&shown.replace(',', ".")) == Some(value),
        };
        found.count("xlsx");
        if !is_equal {
            let expected = match cell {
                "" => "a mark without a number".to_owned(),
                cell => cell.replace('.', ","),
            };
            let expected = format!("{expected}, as {} {}", grid.file(), grid.place(row));
            let place = format!("{}, column {column}", grid.place(row));
            found.differs(difference(path, place, shown, expected));
        }
    }
}
