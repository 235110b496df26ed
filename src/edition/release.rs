//! What an edition knows of itself once its figures are settled: its own name and the editions before
//! it. Pages, workbook and package are made with it, in the second phase of composing, because the
//! name holds a digest of the figures.

use super::{manifest::Manifest, settled::Change};

/// An edition among the others.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// The name of the edition that is being made.
    pub edition: &'a str,
    /// Why a month was published again, of a restatement.
    pub reason: Option<&'a str>,
    /// The editions before it, the newest first; never one of the same name.
    pub earlier: &'a [Manifest],
    /// Final figures of earlier editions that this one changes, as its readers may see both.
    pub changes: &'a [Change],
}
