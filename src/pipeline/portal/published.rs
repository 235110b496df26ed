//! A file of figures that the national portal published, as `chiso reconcile` and `chiso portal` read it: one
//! row for each indicator, block or group of a unit and period, with the counts, points and maxima that were
//! shown beside it.

use std::path::Path;

use crate::{domain::points::Points, pipeline::failure::Failure};

const COLUMNS: [&str; 8] =
    ["case", "unit", "period", "level", "id", "numerator", "denominator", "published_points"];
/// A file may lack it; the rule set's maxima stand in for it.
const MAX_POINTS: &str = "max_points";
/// A file may lack it; it says which row is that of the authority.
const UNIT_LEVEL: &str = "unit_level";

/// A published row; texts as they stand.
pub struct Row {
    pub line: u64,
    /// Case, unit and period.
    pub key: (String, String, String),
    pub unit_level: String,
    pub level: String,
    pub id: String,
    pub counts: Option<(u64, u64)>,
    pub points: Option<Points>,
    pub max: Option<Points>,
}

/// The rows of a file.
pub fn read(file: &Path) -> Result<Vec<Row>, Failure> {
    let shown = file.display();
    if !file.exists() {
        return Err(Failure::InputMissing(vec![format!("{shown}: there is no such file")]));
    }
    let data = |message: String| Failure::Data(format!("failed to read {shown}: {message}"));
    let mut reader = csv::Reader::from_path(file).map_err(|error| data(error.to_string()))?;
    let header = reader.headers().map_err(|error| data(error.to_string()))?.clone();
    let place = |name: &str| header.iter().position(|known| known == name);
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|name| place(name).is_none()).collect();
    if !missing.is_empty() {
        return Err(data(format!("column {} is missing", missing.join(", "))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| data(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| place(name).and_then(|at| record.get(at)).unwrap_or("").trim();
        let wrong = |column: &str, expected: &str| {
            data(format!("line {line}, column {column}: {:?} is not {expected}", cell(column)))
        };
        let number = |column: &str| match cell(column) {
            "" => Ok(None),
            text => text.parse::<u64>().map(Some).map_err(|_| wrong(column, "a whole number")),
        };
        let points = |column: &str| match cell(column) {
            "" => Ok(None),
            text => Points::parse(text)
                .map(Some)
                .ok_or_else(|| wrong(column, "a number with two decimals")),
        };
        rows.push(Row {
            line,
            unit_level: cell(UNIT_LEVEL).to_owned(),
            key: (cell("case").to_owned(), cell("unit").to_owned(), cell("period").to_owned()),
            level: cell("level").to_owned(),
            id: cell("id").to_owned(),
            counts: number("numerator")?.zip(number("denominator")?),
            points: points("published_points")?,
            max: points(MAX_POINTS)?,
        });
    }
    Ok(rows)
}
