//! The policy of disclosure control: the threshold, the base of rounding, and what becomes of totals.

use serde::{Deserialize, Serialize};

use crate::domain::cell::Count;

/// What is suppressed, and how the rest is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// A figure whose denominator is above 0 and below this is suppressed.
    pub threshold: u64,
    /// Counts are rounded to the nearest multiple of this, halves up.
    pub base: u64,
    pub totals: Totals,
}

/// What becomes of a total with a suppressed part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Totals {
    /// It is suppressed too.
    #[default]
    Suppressed,
    /// It is shown rounded: what protects the part is that total and siblings are each uncertain.
    Rounded,
}

impl Totals {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::Rounded => "rounded",
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { threshold: 10, base: 5, totals: Totals::Suppressed }
    }
}

impl Policy {
    pub(super) fn is_small(&self, denominator: u64) -> bool {
        denominator > 0 && denominator < self.threshold
    }

    pub(super) fn rounded(&self, count: u64) -> u64 {
        (count + self.base / 2) / self.base * self.base
    }

    pub(super) fn shown(&self, count: Count, suppressed: bool) -> Count {
        match count {
            Count::Known { .. } if suppressed => Count::Suppressed,
            Count::Known { numerator, denominator } => Count::Known {
                numerator: self.rounded(numerator),
                denominator: self.rounded(denominator),
            },
            other => other,
        }
    }
}
