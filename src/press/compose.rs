//! From a view to the files of an edition, in two phases: first all that holds figures (tables, quality
//! report, charts), whose digest names the edition; then what names that edition (workbook, pages), and which
//! input files are there. Files are named by their path within the edition, and each is put on the shelf as
//! soon as it is made.

use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;

use super::chart_files::add_chart_files;
use crate::figures::{Charts, Scope};
use crate::schema::{Rows, Table, encode};
use crate::{
    disclose::Policy,
    edition::{
        by_procedure::FlowByProcedure,
        files::{Files, ShelfFault},
        names::Names,
        quality,
        release::Release,
        tables::AS_NOW,
        view::{Audience, View},
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
    Page(SiteFault),
    #[error("the workbook cannot be written: {0}; nothing is published")]
    Workbook(#[from] XlsxError),
    /// A fault of the disk.
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
}

impl From<SiteFault> for ComposeFault {
    fn from(fault: SiteFault) -> Self {
        match fault {
            SiteFault::Shelf(fault) => Self::Shelf(fault),
            fault @ SiteFault::Page { .. } => Self::Page(fault),
        }
    }
}

/// The tables and the quality report.
pub fn add_tables(
    view: &View<'_>,
    tables: &Tables<'_>,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    for table in tables.all() {
        add_table(files, "tables", table, view.provenance)?;
    }
    // Nobody opens a second set of tables by hand, and as CSV it would be a quarter of the edition.
    if let Some(source) = view.as_now {
        add_parquet(files, AS_NOW, &FlowByProcedure(source), view.provenance)?;
        for table in source.tables() {
            add_parquet(files, AS_NOW, &table, view.provenance)?;
        }
    }
    for table in view.quality {
        add_table(files, "quality", &quality::as_named(table), &[])?;
    }
    Ok(())
}

/// The quality report with what the disk says of input files, in the place of what counted for the name.
pub fn add_quality(view: &View<'_>, files: &mut Files) -> Result<(), ComposeFault> {
    view.quality.iter().try_for_each(|table| add_table(files, "quality", table, &[]))
}

/// Published figures that would be others now. What was published before is not what the figures are made
/// from, so that the name of the edition does not hang on it.
pub fn add_late(late: &Table, view: &View<'_>, files: &mut Files) -> Result<(), ComposeFault> {
    add_table(files, "tables", late, view.provenance)
}

/// The charts, and the tables of figures that stand beside them.
pub fn add_charts(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    threads: usize,
    files: &mut Files,
) -> Result<(), ShelfFault> {
    for table in &tables.history {
        let path = format!("charts/{}.csv", table.name);
        files.add_table(path, &encode::csv(table), table.rows.len())?;
    }
    add_chart_files(view, charts, threads, files)
}

/// The workbook, and the tables as people open them.
pub fn add_workbook(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    policy: Option<Policy>,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let known =
        sheets::Book::default().with("tables", &tables.published).with("charts", &tables.history);
    let names = Names::of(view.source, view.shown);
    let book = Book {
        sheets: Sheets { view, book: &known, names: &names },
        tables: &tables.all(),
        charts: charts.get(Scope::Authority),
        policy: policy.filter(|_| view.audience == Audience::Public),
    };
    workbook::files(&book, |path, bytes| Ok(files.add(path, &bytes)?))
}

/// The pages; they name the edition and list the files made before them.
pub fn add_pages(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    release: &Release<'_>,
    threads: usize,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let mut pages = files.beside();
    let add = |path, bytes: Vec<u8>| -> Result<(), ComposeFault> { Ok(pages.add(path, &bytes)?) };
    site::pages(view, tables, charts, release, threads, files, add)?;
    files.join(pages);
    Ok(())
}

fn add_table(
    files: &mut Files,
    folder: &str,
    table: &dyn Rows,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    let rows = add_parquet(files, folder, table, provenance)?;
    files.add_table(format!("{folder}/{}.csv", table.name()), &encode::csv(table), rows)?;
    Ok(())
}

/// How many rows the table has.
fn add_parquet(
    files: &mut Files,
    folder: &str,
    table: &dyn Rows,
    provenance: &[(String, String)],
) -> Result<usize, ComposeFault> {
    let path = format!("{folder}/{}", table.name());
    let (parquet, rows) = encode::parquet(table, provenance)
        .map_err(|error| ComposeFault::Table { path: path.clone(), error })?;
    files.add_table(format!("{path}.parquet"), &parquet, rows)?;
    Ok(rows)
}
