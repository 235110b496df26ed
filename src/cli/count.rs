//! `chiso count`: the indicators of one period from the lake, without an edition.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    clock,
    exit_code::{Code, Stop},
    output::{out, outln},
    settings,
};
use crate::{
    edition::tables::Source,
    pipeline,
    schema::{Table, Value, encode, published},
};

pub fn count(common: &Common, month: &str, as_of: Option<&str>) -> Result<Code, Stop> {
    let period = settings::period(month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(as_of, period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let counted = pipeline::count(&job, period, cut_off)?;
    let registers = pipeline::registers::Registers::open(&job)?;
    let everyone = vec![true; registers.units.len()];
    let source = Source {
        rules: &job.rules,
        targets: &job.targets,
        units: &registers.units,
        authority: job.authority.kind,
        procedures: &registers.procedure_ids,
        listed: &everyone,
        periods: &counted.periods,
    };
    let tables = source.tables();
    let table = |name: &str| {
        tables.iter().find(|table| table.name == name).map(objects).unwrap_or_default()
    };
    if common.format == Format::Json {
        let provisional = counted.periods.iter().any(|period| period.counts.provisional);
        let one = json!({
            "period": period.to_string(),
            "provisional": provisional,
            "coverage": counted.periods.first().map(|period| period.counts.coverage.as_str()),
            "indicators": table("indicators"),
            "groups": table("groups"),
            "scorecard": table("scorecard"),
            "flow": table("flow"),
        });
        outln!("{}", json!({"periods": [one]}));
    } else {
        let found = tables.iter().find(|table| table.name == "indicators");
        // There is no edition that the last columns could name.
        let counted = found.map(|table| {
            let columns = &table.columns[..table.columns.len() - published::STAMP.len()];
            Table { columns, ..table.clone() }
        });
        let csv = counted.map(|table| encode::csv(&table)).unwrap_or_default();
        out!("{}", String::from_utf8_lossy(&csv));
    }
    Ok(Code::Done)
}

/// The rows of a table as objects with its column names.
pub fn objects(table: &Table) -> Json {
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        Json::Object(cells.map(|(column, value)| (column.name.to_owned(), cell(value))).collect())
    });
    Json::Array(rows.collect())
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => json!(text),
        Value::Bool(flag) => json!(flag),
        Value::Int(number) => json!(number),
        Value::Decimal(number) => json!(number),
        Value::Date(day) => json!(day.to_string()),
        Value::Time(time) => json!(time.to_string()),
    }
}
