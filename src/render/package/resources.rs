//! The tables among the files of an edition: each with its declaration, view and format.

use crate::{
    domain::{text::Text, words},
    edition::{manifest::Output, tables::AS_NOW},
    schema::{
        Column, Type,
        tables::{self, TableMeaning},
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Parquet,
}

impl Format {
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// The folders that hold tables: path, and what stands before a resource's name.
const FOLDERS: [(&str, &str); 4] =
    [("tables", ""), (AS_NOW, "as_now."), ("quality", "quality."), ("insight", "insight.")];

/// One table in one format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource<'a> {
    pub output: &'a Output,
    pub table: &'static TableMeaning,
    pub format: Format,
    /// As gzip.
    pub is_packed: bool,
    prefix: &'static str,
}

impl Resource<'_> {
    /// The dataset it is a form of: `indicators`, `as_now.indicators`.
    pub fn dataset(&self) -> String {
        format!("{}{}", self.prefix, self.table.name)
    }

    /// Its name in the package: `indicators.csv`.
    pub fn name(&self) -> String {
        self.named(self.table.name)
    }

    /// The name of another table of the same view and format.
    pub fn named(&self, table: &str) -> String {
        format!("{}{table}.{}", self.prefix, self.format.extension())
    }

    /// The title in both languages, with the view where it is not the usual one.
    pub fn title(&self) -> Text {
        let title = self.table.title();
        match self.prefix {
            "as_now." => words::filled("package.as_now", &[("title", &title)]),
            _ => title,
        }
    }
}

/// The tables, in the order of the paths.
pub fn of(outputs: &[Output]) -> Vec<Resource<'_>> {
    outputs.iter().filter_map(resource).collect()
}

fn resource(output: &Output) -> Option<Resource<'_>> {
    let (folder, file) = output.path.rsplit_once('/')?;
    let (file, is_packed) = match file.strip_suffix(".gz") {
        Some(file) => (file, true),
        None => (file, false),
    };
    let (name, extension) = file.rsplit_once('.')?;
    let format = [Format::Csv, Format::Parquet].into_iter().find(|f| f.extension() == extension)?;
    let (_, prefix) = FOLDERS.into_iter().find(|(known, _)| *known == folder)?;
    Some(Resource { output, table: tables::of_edition(name)?, format, is_packed, prefix })
}

/// The least and the largest number that a column can hold.
pub fn bounds(column: &Column) -> (Option<u8>, Option<u8>) {
    match (column.kind, column.unit) {
        (Type::Int, "dossiers" | "rows" | "units") => (Some(0), None),
        (Type::Decimal(_), "share") => (Some(0), Some(1)),
        (Type::Decimal(_), "points") => (Some(0), None),
        (Type::Decimal(_), "of 100") => (Some(0), Some(100)),
        _ => (None, None),
    }
}
