//! A chart as a value, and the two widths it can be laid out for.

use super::body::Body;
use crate::domain::text::Text;

/// A chart before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its name in addresses and files: lower-case letters, digits, `-` and `_`.
    pub id: String,
    /// The finding, as a sentence.
    pub headline: Text,
    /// Measure, place and period.
    pub subtitle: Text,
    /// Where the figures come from.
    pub source: Text,
    /// What a reader must know to read the figures rightly; absent where nothing is to be said.
    pub note: Option<Text>,
    /// What is drawn.
    pub body: Body,
}

/// The two widths a figure is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 960 pixels: a desk, a page of A4, a slide.
    Desk,
    /// 360 pixels: a phone held upright.
    Phone,
}

impl Width {
    /// The width in pixels.
    #[must_use]
    pub fn pixels(self) -> f64 {
        match self {
            Width::Desk => 960.0,
            Width::Phone => 360.0,
        }
    }
}
