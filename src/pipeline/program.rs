//! The program at work, told from others: another may say something else of the same rows.

use std::{fs, os::unix::fs::MetadataExt};

/// The state of its file.
pub fn state() -> Option<(u64, u64, i64, i64)> {
    let found = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some((found.len(), found.ino(), found.mtime(), found.mtime_nsec()))
}
