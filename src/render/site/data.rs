//! The figures of the pages for portals that draw their own: an index, and one file for each unit and
//! indicator. Rows have the columns of their tables, numbers the decimals of the tables, and null
//! stays null with its status beside it.

use std::fmt::Write as _;

use crate::{
    edition::{address::unit_files, release::Release, view::View},
    schema::{Table, Value},
    sheets::Book,
};

/// Raised when a reader of older files would misread a newer one.
const SCHEMA_VERSION: u32 = 1;

/// Tables whose rows of the shown month stand in a file, by the path of the edition.
const OF_UNIT: [&str; 5] =
    ["tables/scorecard", "tables/groups", "tables/indicators", "tables/flow", "tables/targets"];

/// The files below `site/data/`, one after the other.
pub(super) fn files(
    view: &View<'_>,
    release: &Release<'_>,
    book: &Book<'_>,
) -> impl Iterator<Item = (String, Vec<u8>)> {
    let shown = view.shown.counts.period.to_string();
    let units = view.source.shown_units();
    let names = unit_files(view.source.units);
    let head = move || Document::new(view, release);
    let mut index = head();
    index.list(
        "units",
        units.iter().map(|unit| {
            let known = view.source.units.get(*unit);
            let version = known.on(view.shown.named_on);
            object(&[
                ("unit_id", text(&known.id)),
                ("name", text(&version.name)),
                ("name_en", version.name_en.as_deref().map_or("null".into(), text)),
                ("file", text(&format!("units/{}.json", names[*unit as usize]))),
            ])
        }),
    );
    index.list(
        "indicators",
        view.source.rules.indicators.iter().map(|indicator| {
            object(&[
                ("indicator_id", text(&indicator.id)),
                ("title", text(&indicator.title.vi)),
                ("title_en", text(&indicator.title.en)),
                ("file", text(&format!("indicators/{}.json", indicator.id))),
            ])
        }),
    );
    index.rows(book, "tables/scorecard", &[("period", &shown)]);
    let period = shown.clone();
    let of_units = units.into_iter().map(move |unit| {
        let id = view.source.units.get(unit).id.as_str();
        let mut document = head();
        for path in OF_UNIT {
            document.rows(book, path, &[("period", &period), ("unit_id", id)]);
        }
        document.rows(book, "charts/history", &[("unit_id", id)]);
        (format!("units/{}.json", names[unit as usize]), document.finish())
    });
    let of_indicators = view.source.rules.indicators.iter().map(move |indicator| {
        let mut document = head();
        let wanted = [("period", shown.as_str()), ("indicator_id", &indicator.id)];
        document.rows(book, "tables/indicators", &wanted);
        (format!("indicators/{}.json", indicator.id), document.finish())
    });
    let index = ("index.json".to_owned(), index.finish());
    std::iter::once(index).chain(of_units).chain(of_indicators)
}

/// A JSON object as it grows, one row a line.
struct Document(String);

impl Document {
    fn new(view: &View<'_>, release: &Release<'_>) -> Self {
        let rules = view.source.rules;
        let rule_set = object(&[("id", text(&rules.id)), ("hash", text(&rules.hash))]);
        let authority = object(&[
            ("id", text(view.authority_id)),
            ("name", text(view.authority_name)),
            ("kind", text(view.source.authority.as_str())),
        ]);
        let period = object(&[
            ("period", text(&view.shown.counts.period.to_string())),
            ("provisional", view.shown.counts.provisional.to_string()),
            ("coverage", text(view.shown.counts.coverage.as_str())),
            ("cut_off", text(&view.cut_off.to_string())),
        ]);
        let mut out = format!("{{\n\"schema_version\": {SCHEMA_VERSION}");
        for (name, value) in [
            ("edition", text(release.edition)),
            ("authority", authority),
            ("period", period),
            ("rule_set", rule_set),
            ("invented", view.invented.to_string()),
        ] {
            // Writing to a string cannot fail.
            let _ = write!(out, ",\n\"{name}\": {value}");
        }
        Self(out)
    }

    fn list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        let _ = write!(self.0, ",\n\"{name}\": [\n{}\n]", items.join(",\n"));
    }

    /// The rows of a table whose columns have these values.
    fn rows(&mut self, book: &Book<'_>, path: &str, wanted: &[(&str, &str)]) {
        let Some(table) = book.table(path) else { return };
        let places: Vec<(usize, &str)> = wanted
            .iter()
            .filter_map(|(name, value)| {
                Some((table.columns.iter().position(|column| column.name == *name)?, *value))
            })
            .collect();
        let fits = |row: &&Vec<Value>| {
            let is = |(place, value): &(usize, &str)| matches!(&row[*place], Value::Text(text) if text == value);
            places.iter().all(is)
        };
        let rows = table.rows.iter().filter(fits).map(|row| record(table, row));
        self.list(table.name, rows);
    }

    fn finish(mut self) -> Vec<u8> {
        self.0.push_str("\n}\n");
        self.0.into_bytes()
    }
}

fn record(table: &Table, row: &[Value]) -> String {
    let fields: Vec<(&str, String)> = table
        .columns
        .iter()
        .zip(row)
        .map(|(column, value)| (column.name, written(value)))
        .collect();
    object(&fields)
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Text(value) => text(value),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(day) => text(&day.to_string()),
        Value::Time(time) => text(&time.to_string()),
    }
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", fields.join(", "))
}

/// A text as JSON; what could open a tag in a page that holds it is written as an escape.
fn text(value: &str) -> String {
    let quoted = serde_json::Value::String(value.to_owned()).to_string();
    quoted.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
