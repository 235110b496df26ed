//! Where a page stands, and the way from it to the others: all addresses are relative, so that the
//! pages work from a folder, below any path and in a frame.

/// How deep below the folder of its language a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// `vi/flow.html`
    Top,
    /// `vi/units/G06.html`
    Below,
}

impl Depth {
    /// The way to the folder of the language.
    pub fn home(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Below => "../",
        }
    }

    /// The way to `site/`.
    pub fn site(self) -> String {
        format!("../{}", self.home())
    }

    /// The way to the edition.
    pub fn edition(self) -> String {
        format!("../../{}", self.home())
    }
}
