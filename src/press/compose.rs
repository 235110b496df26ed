//! From a view to the files of an edition, in two phases: first all that holds figures (tables, quality
//! report, charts), whose digest names the edition; then what names that edition (workbook, pages), and which
//! input files are there. Files are named
//! by their path within the edition; nothing here touches a disc.

use parquet::errors::ParquetError;
use rust_xlsxwriter::XlsxError;

use super::chart_files::chart_files;
use crate::figures::{Charts, Scope};
use crate::schema::{Table, encode};
use crate::{
    disclose::Policy,
    edition::{
        files::Files,
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
    Page(#[from] SiteFault),
    #[error("the workbook cannot be written: {0}; nothing is published")]
    Workbook(#[from] XlsxError),
}

/// The tables and the quality report.
pub fn compose(view: &View<'_>, tables: &Tables) -> Result<Files, ComposeFault> {
    let mut files = Files::default();
    for table in &tables.published {
        add_table(&mut files, "tables", table, view.provenance)?;
    }
    // Nobody opens a second set of tables by hand, and as CSV it would be a quarter of the edition.
    for table in view.as_now.iter().flat_map(|source| source.tables()) {
        add_parquet(&mut files, AS_NOW, &table, view.provenance)?;
    }
    for table in view.quality {
        add_table(&mut files, "quality", &quality::as_named(table), &[])?;
    }
    Ok(files)
}

/// The quality report with what the disk says of input files, in the place of what counted for the name.
pub fn add_quality(view: &View<'_>, files: &mut Files) -> Result<(), ComposeFault> {
    view.quality.iter().try_for_each(|table| add_table(files, "quality", table, &[]))
}

/// The charts, and the tables of figures that stand beside them.
pub fn add_charts(
    view: &View<'_>,
    tables: &Tables,
    charts: &Charts,
    threads: usize,
    files: &mut Files,
) {
    for table in &tables.history {
        files.add_table(format!("charts/{}.csv", table.name), encode::csv(table), table.rows.len());
    }
    files.add_from(chart_files(view, charts, threads));
}

/// The workbook, and the tables as people open them.
pub fn add_workbook(
    view: &View<'_>,
    tables: &Tables,
    charts: &Charts,
    policy: Option<Policy>,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let known =
        sheets::Book::default().with("tables", &tables.published).with("charts", &tables.history);
    let names = Names::of(view.source, view.shown);
    let book = Book {
        sheets: Sheets { view, book: &known, names: &names },
        tables: &tables.published,
        charts: charts.get(Scope::Authority),
        policy: policy.filter(|_| view.audience == Audience::Public),
    };
    for (path, bytes) in workbook::files(&book)? {
        files.add(path, bytes);
    }
    Ok(())
}

/// The pages; they name the edition and list the files made before them.
pub fn add_pages(
    view: &View<'_>,
    tables: &Tables,
    charts: &Charts,
    release: &Release<'_>,
    threads: usize,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let pages = site::pages(view, tables, charts, release, threads, files)?;
    files.add_from(pages);
    Ok(())
}

fn add_table(
    files: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    add_parquet(files, folder, table, provenance)?;
    files.add_table(format!("{folder}/{}.csv", table.name), encode::csv(table), table.rows.len());
    Ok(())
}

fn add_parquet(
    files: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    let path = format!("{folder}/{}", table.name);
    let parquet = encode::parquet(table, provenance)
        .map_err(|error| ComposeFault::Table { path: path.clone(), error })?;
    files.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    Ok(())
}
