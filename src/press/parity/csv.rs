//! The CSV of a published table compared with its Parquet, cell by cell and row by row.

use super::{findings::Findings, grid::Grid};

pub fn compare(grid: &Grid, bytes: &[u8], found: &mut Findings) {
    let file = format!("{}.csv", grid.path);
    let mut reader = ::csv::Reader::from_reader(bytes);
    let columns = reader.headers().map(|header| header.iter().collect::<Vec<_>>().join(", "));
    match (columns, grid.columns.join(", ")) {
        (Ok(columns), expected) if columns == expected => {}
        (columns, expected) => {
            let columns = columns.unwrap_or_else(|error| error.to_string());
            let expected = format!("the columns of the Parquet: {expected}");
            return found.differs(&file, "line 1", columns, expected);
        }
    }
    let mut rows = 0;
    let mut record = ::csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, |at| at.line());
                let place = format!("line {line}");
                return found.differs(&file, place, error.to_string(), "a table as CSV");
            }
        }
        if rows < grid.len() {
            found.checked.csv += grid.columns.len() as u64;
            for (column, (shown, expected)) in record.iter().zip(grid.row(rows)).enumerate() {
                if shown != expected {
                    let place = format!("{}, column {}", grid.place(rows), grid.columns[column]);
                    let expected = if expected.is_empty() { "an empty cell" } else { expected };
                    let expected = format!("{expected}, as in the Parquet beside it");
                    found.differs(&file, place, shown, expected);
                }
            }
        }
        rows += 1;
    }
    if rows != grid.len() {
        let expected = format!("{} rows, as {}.parquet", grid.len(), grid.path);
        found.differs(&file, "", format!("{rows} rows"), expected);
    }
}
