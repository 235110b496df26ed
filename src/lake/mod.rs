//! The lake: what each input file said, by itself, as a part; and canonical tables made from all parts, one
//! row per dossier with everything that was said of it. No person is in either. The rows of a part lie in
//! slices by dossier, so that dossiers are resolved partition by partition in bounded memory; they are kept
//! sorted so that a period finds its dossiers without reading the others.
//!
//! Imports only from `domain` and `schema`; within the room, bytes and columns (`packing`, `hash`, `codec`,
//! `columns`, `layout`) know no files.

pub mod arrays;
mod beside;
pub mod catalogue;
pub mod codec;
pub mod columns;
pub mod compact;
pub mod constancy;
pub mod files;
pub mod generation;
mod hash;
mod layout;
pub mod listed;
pub mod meaning;
mod numbers;
mod packing;
pub mod part;
pub mod part_folder;
pub mod pieces;
pub mod places;
pub mod registers;
pub mod resolve;
pub mod resolved;
pub mod scan;
pub mod segments;
pub mod stage;
pub mod sums;
pub mod table;
pub mod touched;

/// Why the lake cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum LakeFault {
    #[error("failed to {what} {}: {error}", path.display())]
    Io { what: &'static str, path: std::path::PathBuf, error: std::io::Error },
    #[error("the lake file {} cannot be read ({what}); `chiso run` writes the lake anew", path.display())]
    Damaged { path: std::path::PathBuf, what: String },
    #[error(
        "the part {} is damaged ({what}). Put its file back if it is gone, then `chiso lake forget` with its hash, which `chiso lake list` shows; the next run reads it again",
        path.display()
    )]
    DamagedPart { path: std::path::PathBuf, what: &'static str },
    /// Written by another program, or an earlier one.
    #[error(
        "the lake file {} is in {written}; this program reads {reads}. `chiso run` writes the lake anew",
        path.display()
    )]
    OtherFormat { path: std::path::PathBuf, written: String, reads: String },
    #[error("there is no lake at {}; run `chiso run` first", path.display())]
    Absent { path: std::path::PathBuf },
}

impl LakeFault {
    pub(crate) fn io(
        what: &'static str,
        path: &std::path::Path,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { what, path, error }
    }

    pub(crate) fn damaged(path: &std::path::Path, what: impl std::fmt::Display) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.to_string() }
    }
}
