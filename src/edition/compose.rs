//! From a view to the files of an edition, in two phases: first all that holds figures (tables, quality
//! report, charts), whose digest names the edition; then what needs that name (pages). Files are named
//! by their path within the edition; nothing here touches a disc.

use parquet::errors::ParquetError;

use super::{
    chart_files::chart_files,
    history,
    publish::Files,
    release::Release,
    site::{self, SiteFault},
    view::View,
};
use crate::schema::{Table, encode};

/// A file that could not be written: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum ComposeFault {
    #[error("{path} cannot be written as Parquet: {error}; nothing is published")]
    Table { path: String, error: ParquetError },
    #[error(transparent)]
    Page(#[from] SiteFault),
}

/// The tables of a view, made once for both phases.
pub struct Tables {
    /// Below `tables/`.
    pub published: Vec<Table>,
    /// Below `charts/`, beside those of the charts.
    pub history: Vec<Table>,
}

impl Tables {
    pub fn of(view: &View<'_>) -> Self {
        Self { published: view.tables(), history: history::tables(view) }
    }
}

/// Everything that holds figures of the view.
pub fn compose(view: &View<'_>, tables: &Tables) -> Result<Files, ComposeFault> {
    let mut files = Files::default();
    for table in &tables.history {
        files.add_table(format!("charts/{}.csv", table.name), encode::csv(table), table.rows.len());
    }
    for table in &tables.published {
        add_table(&mut files, "tables", table, view.provenance)?;
    }
    for table in view.as_now.iter().flat_map(|source| source.tables()) {
        add_table(&mut files, "tables/as_now", &table, view.provenance)?;
    }
    for table in view.quality {
        add_table(&mut files, "quality", table, &[])?;
    }
    files.add_from(chart_files(view));
    Ok(files)
}

/// What needs the name of the edition; added to the files of the first phase.
pub fn complete(
    view: &View<'_>,
    tables: &Tables,
    release: &Release<'_>,
    files: &mut Files,
) -> Result<(), ComposeFault> {
    let pages = site::pages(view, tables, release, files)?;
    files.add_from(pages);
    Ok(())
}

fn add_table(
    files: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    let path = format!("{folder}/{}", table.name);
    let parquet = encode::parquet(table, provenance)
        .map_err(|error| ComposeFault::Table { path: path.clone(), error })?;
    files.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    files.add_table(format!("{path}.csv"), encode::csv(table), table.rows.len());
    Ok(())
}
