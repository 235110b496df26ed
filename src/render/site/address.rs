//! Where a page stands below `site/archive/PERIOD/`, and the way from it to the others: all addresses are
//! relative, so that the pages work from a folder, below any path and in a frame.

use crate::edition::archive;

/// How deep below the folder of its language a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// `vi/flow.html`
    Top,
    /// `vi/units/G06.html`
    Below,
    /// `embed/vi/ranking.html` below `site/`: a page for frames, which shows the newest month.
    Frame,
}

impl Depth {
    /// The way to the folder of the language.
    pub fn home(self) -> &'static str {
        match self {
            Self::Top | Self::Frame => "",
            Self::Below => "../",
        }
    }

    /// The way to the folder of the period, beside which stand its assets and its data.
    pub fn site(self) -> String {
        format!("../{}", self.home())
    }

    /// The way to the files of the edition, which are linked in the folder of the period: from it they are
    /// found under whatever address the pages are reached.
    pub fn edition(self) -> String {
        match self {
            Self::Frame => format!("../../{}/", archive::BELOW),
            _ => self.site(),
        }
    }

    /// The way to what stands at the same address in every edition.
    pub fn constant(self) -> String {
        format!("../../{}", self.site())
    }
}
