//! From a view to the files of an edition, in two phases: first the charts, which with a hash of what the
//! tables say name the edition; then what names that edition (tables, workbook, pages), and which input
//! files are there. Files are named by their path within the edition, and each is put on the shelf as
//! soon as it is made.

use std::collections::BTreeMap;

use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;

use super::chart_files::{Drawn, add_chart_files};
use crate::figures::{Charts, Scope};
use crate::schema::{Rows, Stamped, Table, Value, encode};
use crate::{
    disclose::Policy,
    domain::digest::Hashing,
    edition::{
        by_procedure::FlowByProcedure,
        files::{Files, ShelfFault},
        manifest::Link,
        names::Names,
        quality,
        release::Release,
        table_csv,
        tables::AS_NOW,
        view::View,
        view_tables::Tables,
    },
    render::{
        site::{self, SiteFault},
        workbook::{self, Book},
    },
    sheets::{self, Sheets},
};

/// A file that could not be written: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum ComposeFault {
    #[error("{path} cannot be written as Parquet: {error}; nothing is published")]
    Table { path: String, error: ParquetError },
    #[error(transparent)]
    Page(#[from] SiteFault),
    #[error("the workbook cannot be written: {0}; nothing is published")]
    Workbook(#[from] XlsxError),
    /// A fault of the disk.
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
}

/// A hash of what each table says, by its path: without the columns that name the edition, and without what
/// only the disk knows of input files.
pub type Contents = BTreeMap<String, String>;

/// The hashes of everything that the tables and the quality report say.
pub fn contents(view: &View<'_>, tables: &Tables<'_>) -> Contents {
    let mut contents = Contents::new();
    let mut note = |folder: &str, name: &str, hashing: Hashing| {
        contents.insert(format!("{folder}/{name}"), hashing.finish());
    };
    let of_rows = |table: &Table| {
        let mut hashing = Hashing::default();
        let cells = table.rows.iter().flatten();
        cells.for_each(|value| hashing.piece(encode::text(value).as_bytes()));
        hashing
    };
    let of_procedures = |table: &FlowByProcedure<'_>| {
        let mut hashing = Hashing::default();
        table.feed(&mut hashing);
        hashing
    };
    for table in &tables.published {
        note("tables", table.name, of_rows(table));
    }
    if let Some(table) = &tables.by_procedure {
        note("tables", table.name(), of_procedures(table));
    }
    if let Some(source) = view.as_now {
        note(AS_NOW, FlowByProcedure::NAME, of_procedures(&FlowByProcedure(source)));
        source.tables().iter().for_each(|table| note(AS_NOW, table.name, of_rows(table)));
    }
    view.insight.iter().for_each(|table| note("insight", table.name, of_rows(table)));
    view.quality.iter().for_each(|table| {
        note("quality", table.name, of_rows(&quality::as_named(table)));
    });
    contents
}

/// The tables and the quality report, once the edition has its name.
pub fn add_tables(
    view: &View<'_>,
    tables: &Tables<'_>,
    contents: &Contents,
    stamp: &[Value],
    files: &mut Files,
) -> Result<(), ComposeFault> {
    for table in tables.all() {
        add_table(files, "tables", &Stamped { table, stamp }, contents, view.provenance)?;
    }
    // Nobody opens a second set of tables by hand, and as CSV it would be a quarter of the edition.
    if let Some(source) = view.as_now {
        let by_procedure = FlowByProcedure(source);
        let of_now = source.tables();
        let of_now = of_now.iter().map(|table| table as &dyn Rows);
        for table in std::iter::once(&by_procedure as &dyn Rows).chain(of_now) {
            add_parquet(files, AS_NOW, &Stamped { table, stamp }, contents, view.provenance)?;
        }
    }
    for table in view.insight {
        add_table(files, "insight", table, contents, &[])?;
    }
    let mut quality = view.quality.iter();
    quality.try_for_each(|table| add_table(files, "quality", table, &Contents::new(), &[]))
}

/// Figures beside those that were published before. What was published before is not what the figures are made
/// from, so that the name of the edition does not hang on it.
pub fn add_beside(
    table: &Table,
    view: &View<'_>,
    stamp: &[Value],
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let table = Stamped { table, stamp };
    add_table(files, "tables", &table, &Contents::new(), view.provenance)
}

/// A table over all history, which hangs on what was published before, as `late` does.
pub fn add_series(table: &Table, view: &View<'_>, files: &mut Files) -> Result<(), ComposeFault> {
    let name = table.name.strip_prefix("series_").unwrap_or(table.name);
    let path = format!("series/{name}");
    let (parquet, rows) = encode::parquet(table, view.provenance)
        .map_err(|error| ComposeFault::Table { path: path.clone(), error })?;
    files.add_table(format!("{path}.parquet"), &parquet, rows, None)?;
    let is_long = rows * table.columns.len() > table_csv::LONG_SERIES;
    let (path, csv) = table_csv::file(&path, encode::csv(table), is_long);
    files.add_table(path, &csv, rows, None)?;
    Ok(())
}

/// The charts, and the tables of figures that stand beside them. What is `drawn` in another part is taken from there.
pub fn add_charts(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    drawn: Option<Drawn<'_>>,
    threads: usize,
    files: &mut Files,
) -> Result<(), ShelfFault> {
    for table in &tables.history {
        let path = format!("charts/{}.csv", table.name);
        files.add_table(path, &encode::csv(table), table.rows.len(), None)?;
    }
    add_chart_files(view, charts, drawn, threads, files)
}

/// The workbook, and the tables as people open them.
pub fn add_workbook(
    view: &View<'_>,
    tables: &Tables<'_>,
    stamp: &[Value],
    charts: &Charts,
    policy: Option<Policy>,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let known =
        sheets::Book::default().with("tables", &tables.published).with("charts", &tables.history);
    let names = Names::of(view.source, view.shown);
    let all = tables.all();
    let stamped: Vec<Stamped<'_>> = all.into_iter().map(|table| Stamped { table, stamp }).collect();
    let all: Vec<&dyn Rows> = stamped.iter().map(|table| table as &dyn Rows).collect();
    let book = Book {
        sheets: Sheets { view, book: &known, names: &names },
        tables: &all,
        charts: charts.get(Scope::Authority),
        policy: policy.filter(|_| view.audience.is_public()),
    };
    workbook::files(&book, |path, bytes| Ok(files.add(path, &bytes)?))
}

/// The pages; they name the edition and list the files made before them. `links` lead to those of periods that
/// other editions published.
pub fn add_pages(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    release: &Release<'_>,
    links: Vec<Link>,
    threads: usize,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let mut pages = files.beside();
    let add = |path, bytes: Vec<u8>| -> Result<(), ComposeFault> { Ok(pages.add(path, &bytes)?) };
    site::pages(view, tables, charts, release, threads, files, add)?;
    let own = site::links(view, release.archive, files);
    own.into_iter().chain(links).try_for_each(|link| pages.link(link))?;
    files.join(pages);
    Ok(())
}

fn add_table(
    files: &mut Files,
    folder: &str,
    table: &dyn Rows,
    contents: &Contents,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    let rows = add_parquet(files, folder, table, contents, provenance)?;
    let path = format!("{folder}/{}", table.name());
    let content = contents.get(&path).cloned();
    let is_long = rows * table.columns().len() > table_csv::LONG;
    let (path, csv) = table_csv::file(&path, encode::csv(table), is_long);
    files.add_table(path, &csv, rows, content)?;
    Ok(())
}

/// How many rows the table has.
fn add_parquet(
    files: &mut Files,
    folder: &str,
    table: &dyn Rows,
    contents: &Contents,
    provenance: &[(String, String)],
) -> Result<usize, ComposeFault> {
    let path = format!("{folder}/{}", table.name());
    let (parquet, rows) = encode::parquet(table, provenance)
        .map_err(|error| ComposeFault::Table { path: path.clone(), error })?;
    let content = contents.get(&path).cloned();
    files.add_table(format!("{path}.parquet"), &parquet, rows, content)?;
    Ok(rows)
}
