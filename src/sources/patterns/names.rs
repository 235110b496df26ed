//! Which names are those of helper files that other programs leave beside data, and which folders are
//! one table in many part files.

use std::path::{Path, PathBuf};

use super::super::open;

/// Files and folders that hold no records, by the names that Office, LibreOffice, macOS, Windows, Spark,
/// Hive and Hadoop give them.
pub fn helper(name: &str) -> bool {
    let begins = ["~$", "._", ".~lock.", "_started_", "_committed_"];
    let whole = [
        "_SUCCESS",
        "_FAILURE",
        "_metadata",
        "_common_metadata",
        "_spark_metadata",
        "_temporary",
        "_impala_insert_staging",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "__MACOSX",
    ];
    begins.iter().any(|begin| name.starts_with(begin))
        || whole.contains(&name)
        || is_table_of_versions(name)
        || name.to_lowercase().ends_with(".crc")
}

/// A file that says how many records another has.
pub fn is_control(name: &str) -> bool {
    name.to_lowercase().ends_with(".rows")
}

/// Whether what writes part files into a folder has not ended. Beside a table that was ended a later
/// writer may have left its own behind.
pub fn is_unfinished(entries: &[(String, PathBuf)]) -> bool {
    let has = |wanted: &str| entries.iter().any(|(name, _)| name == wanted);
    let mut begun = entries.iter().filter_map(|(name, _)| name.strip_prefix("_started_"));
    let is_ended = has("_SUCCESS") || has("_metadata");
    (has("_temporary") && !is_ended) || begun.any(|id| !has(&format!("_committed_{id}")))
}

/// The folder beside the part files of a table that keeps its earlier versions.
pub fn is_table_of_versions(name: &str) -> bool {
    matches!(name, "_delta_log" | ".hoodie")
}

/// Whether a folder is one table: it has the extension of a table, holds what Spark and Hive write, or
/// folders named after values (`dt=2026-08`).
pub fn is_dataset(folder: &Path, entries: &[(String, PathBuf)]) -> bool {
    let has_extension = matches!(
        open::format_extension(folder).as_str(),
        "csv" | "tsv" | "txt" | "jsonl" | "ndjson" | "json" | "parquet"
    );
    let is_key = |name: &str| name.split_once('=').is_some_and(|(key, _)| !key.is_empty());
    let written = |name: &str| {
        matches!(name, "_SUCCESS" | "_metadata" | "_common_metadata")
            || name.starts_with("part-")
            || is_key(name)
    };
    let own_name = folder.file_name().unwrap_or_default().to_string_lossy();
    has_extension || is_key(&own_name) || entries.iter().any(|(name, _)| written(name))
}
