//! From a view to the files of an edition: tables, quality report and charts. Files are named by their
//! path within the edition; nothing here touches a disc.

use parquet::errors::ParquetError;

use super::{chart_files::chart_files, publish::Files, view::View};
use crate::schema::{Table, encode};

/// A table that could not be written as Parquet: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be written as Parquet: {error}; nothing is published")]
pub struct ComposeFault {
    pub path: String,
    pub error: ParquetError,
}

/// Everything that holds figures of the view.
pub fn compose(view: &View<'_>, tables: &[Table]) -> Result<Files, ComposeFault> {
    let mut files = Files::default();
    for table in tables {
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

fn add_table(
    files: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), ComposeFault> {
    let path = format!("{folder}/{}", table.name);
    let parquet = encode::parquet(table, provenance)
        .map_err(|error| ComposeFault { path: path.clone(), error })?;
    files.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    files.add_table(format!("{path}.csv"), encode::csv(table), table.rows.len());
    Ok(())
}
