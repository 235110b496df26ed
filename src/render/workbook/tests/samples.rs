//! The workbook of a small invented ministry: two units besides the authority, a figure of every
//! status, and a month of the trend without figures.

use std::{
    io::{Cursor, Read},
    sync::LazyLock,
};

use calamine::{Data, Reader, Xlsx};

use crate::{
    domain::cell::Count,
    edition::{names::Names, view::View, view_tables::Tables},
    figures::{Figures, tests::world::World},
    render::workbook::{Book, xlsx},
    rules::{builtin, load},
    schema::{Column, Rows, Stamped, Table, Value, published},
    sheets::{self, Sheets},
};

/// Rows above the first row of data, and the one with the names for machines.
pub const HEAD: usize = 5;
pub const MACHINE: usize = 3;
/// The headings of a published table, which are its names for machines.
pub const HEADINGS: usize = 4;

/// Each status once: a value, none counted, no source, not for this kind, withheld.
const IDS: [&str; 5] = [
    "handled_on_time",
    "announced_on_time",
    "petition_satisfaction",
    "certified_e_copies",
    "electronic_result",
];
static PLACES: LazyLock<[usize; 5]> = LazyLock::new(|| {
    let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
    IDS.map(|id| rules.indicators.iter().position(|indicator| indicator.id == id).unwrap())
});

fn count(unit: u32, place: usize, _: usize) -> Count {
    match PLACES.iter().position(|known| *known == place) {
        Some(0) => Count::Known { numerator: 1_234 + 100 * u64::from(unit), denominator: 5_000 },
        Some(1) => Count::Known { numerator: 0, denominator: 0 },
        Some(3) => Count::NotApplicable,
        // A unit of which a figure is withheld has no rank.
        Some(4) if unit == 0 => Count::Suppressed,
        _ => Count::MissingSource,
    }
}

/// Looks at the book of an edition whose second unit bears the name given, with its tables.
pub fn see<R>(name: &str, look: impl FnOnce(Book<'_>, &[Table]) -> R) -> R {
    let world = World::new(&["Vụ Một", name], count, |month| month != 10);
    world.view(|view| {
        let (tables, quality) = (Tables::of(&view), [accounts()]);
        let view = View { invented: true, quality: &quality, ..view };
        let known = sheets::Book::default()
            .with("tables", &tables.published)
            .with("charts", &tables.history);
        let names = Names::of(view.source, view.shown);
        let sheets = Sheets { view: &view, book: &known, names: &names };
        let charts = Figures::of(&view).charts();
        let stamp = [Value::from("2026-08.r1"), Value::from(1_u64), Value::Null];
        let all = tables.all();
        let all: Vec<Stamped<'_>> =
            all.into_iter().map(|table| Stamped { table, stamp: &stamp }).collect();
        let all: Vec<&dyn Rows> = all.iter().map(|table| table as &dyn Rows).collect();
        let held: Vec<Table> = all.iter().map(|table| held(*table)).collect();
        look(Book { sheets, tables: &all, charts: &charts, policy: None }, &held)
    })
}

/// A table with its rows.
fn held(table: &dyn Rows) -> Table {
    let rows = table.rows().map(|row| row.into_owned()).collect();
    Table { name: table.name(), columns: table.columns(), rows }
}

pub fn bytes(name: &str) -> Vec<u8> {
    see(name, |book, _| xlsx(&book).unwrap())
}

/// A row from its named values; columns not named are null.
pub fn row(columns: &[Column], named: &[(&str, Value)]) -> Vec<Value> {
    for (name, _) in named {
        assert!(columns.iter().any(|column| column.name == *name), "{name} is no column");
    }
    let find = |column: &Column| named.iter().find(|(name, _)| *name == column.name);
    columns.iter().map(|column| find(column).map_or(Value::Null, |(_, v)| v.clone())).collect()
}

pub fn accounts() -> Table {
    let named = [("file", "inputs/=a.csv".into()), ("source", "one-stop".into())];
    Table {
        name: "accounts",
        columns: published::ACCOUNTS,
        rows: vec![row(published::ACCOUNTS, &named)],
    }
}

/// The cells of a sheet as `calamine` reads them, from the first cell on.
pub fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
}

pub fn sheet_names(bytes: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
}

/// A part of the file as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Names and contents of all parts whose name begins so.
pub fn parts(bytes: &[u8], begin: &str) -> Vec<(String, String)> {
    let zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut parts: Vec<(String, String)> = names
        .into_iter()
        .filter(|name| name.starts_with(begin) && !name.contains("_rels"))
        .map(|name| (name.clone(), part(bytes, &name)))
        .collect();
    parts.sort();
    parts
}
