//! JSON beside the pages, read back: every row names a row of a table by its key, and every value of
//! it must be the cell of that column. What a row need not repeat (the period, the unit or the
//! indicator of the file) stands at the head of the document.

use serde_json::{Map, Value};

use super::{
    Findings,
    csv::{Grid, key, unguarded},
    difference,
    edition::Edition,
};
use chiso::edition::tables::AS_NOW;

/// Lists at the head that describe, and hold no figures.
const DESCRIBING: [&str; 2] = ["columns", "schema"];
/// Columns at the head that may bear another name than in the tables.
const HEAD: [(&str, &str); 1] = [("unit_id", "authority")];

pub fn check(edition: &Edition<'_>, path: &str, bytes: &[u8], found: &mut Findings) {
    let document: Map<String, Value> = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(error) => {
            let place = format!("line {}", error.line());
            found.differs(difference(path, place, error.to_string(), "a JSON object"));
            return;
        }
    };
    for (name, value) in &document {
        let Value::Array(rows) = value else { continue };
        if DESCRIBING.contains(&name.as_str()) {
            continue;
        }
        if !rows.is_empty() && rows.iter().all(|row| row.get("file").is_some()) {
            check_listed(edition, path, name, rows, found);
            continue;
        }
        let grid = ["tables", "charts", AS_NOW]
            .iter()
            .find_map(|folder| edition.grid(&format!("{folder}/{name}")))
            .or_else(|| edition.grid(name));
        match grid {
            Some(grid) => check_rows(grid, path, name, rows, &document, found),
            None if rows.iter().all(|row| !row.is_object()) => {}
            None => {
                found.differs(difference(path, name, name, "the name of a table of this edition"))
            }
        }
    }
}

/// A list of further files holds no figures, and every file it names is there.
fn check_listed(
    edition: &Edition<'_>,
    path: &str,
    name: &str,
    rows: &[Value],
    found: &mut Findings,
) {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (number, row) in rows.iter().enumerate() {
        found.count("json");
        let file = row.get("file").and_then(Value::as_str).unwrap_or_default();
        let holds_number =
            row.as_object().is_some_and(|row| row.values().any(|value| value.is_number()));
        if edition.bytes(&format!("{folder}/{file}")).is_none() || holds_number {
            let expected = "a file of this edition, and no number beside it";
            found.differs(difference(path, format!("{name}[{number}]"), row.to_string(), expected));
        }
    }
}

fn check_rows(
    grid: &Grid,
    path: &str,
    name: &str,
    rows: &[Value],
    head: &Map<String, Value>,
    found: &mut Findings,
) {
    for (number, row) in rows.iter().enumerate() {
        let place = format!("{name}[{number}]");
        let Value::Object(row) = row else {
            found.differs(difference(path, place, row.to_string(), "a row as an object"));
            continue;
        };
        let parts: Option<Vec<&str>> = grid
            .key
            .iter()
            .map(|column| {
                let column = grid.columns[*column].as_str();
                let renamed =
                    HEAD.iter().find(|(known, _)| *known == column).map(|(_, name)| *name);
                row.get(column)
                    .or_else(|| head.get(column))
                    .or_else(|| head.get(renamed?))
                    .and_then(Value::as_str)
            })
            .collect();
        let Some(parts) = parts else {
            let names: Vec<&str> =
                grid.key.iter().map(|place| grid.columns[*place].as_str()).collect();
            let expected = format!("a row with {}", names.join(", "));
            found.differs(difference(path, place, "a row without its key", expected));
            continue;
        };
        let key = key(parts.into_iter());
        let rows = grid.find(&key);
        if rows.is_empty() {
            let expected = format!("a key of {}", grid.file());
            found.differs(difference(path, place, key, expected));
            continue;
        }
        for (column, value) in row {
            let Some(at) = grid.column(column) else {
                let expected = format!("a column of {}", grid.file());
                found.differs(difference(path, format!("{place}.{column}"), column, expected));
                continue;
            };
            found.count("json");
            if !rows.iter().any(|row| is_equal(value, grid.cell(*row, at))) {
                let cell = grid.cell(rows[0], at);
                let expected = format!("“{cell}”, as {} {}", grid.file(), grid.place(rows[0]));
                let place = format!("{place}.{column} ({key})");
                found.differs(difference(path, place, value.to_string(), expected));
            }
        }
    }
}

/// Whether a JSON value is what a cell says; null is an empty cell and never zero.
fn is_equal(value: &Value, cell: &str) -> bool {
    match value {
        Value::Null => cell.is_empty(),
        Value::Bool(flag) => cell == if *flag { "true" } else { "false" },
        Value::Number(number) => match (number.as_i64(), cell.parse::<i64>()) {
            (Some(number), Ok(cell)) => number == cell,
            _ => !cell.is_empty() && cell.parse::<f64>().ok() == number.as_f64(),
        },
        Value::String(text) => text == unguarded(cell) && (!text.is_empty() || cell.is_empty()),
        Value::Array(_) | Value::Object(_) => false,
    }
}
