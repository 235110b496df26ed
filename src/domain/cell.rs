//! One figure: unit × indicator × period, as numerator and denominator, with the status that says
//! whether it may be read at all. Missing is never zero (section 3.5).

/// Status of a cell, in order of precedence: the first that applies stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    NotApplicable,
    MissingSource,
    Suppressed,
    NoCases,
    Provisional,
    Value,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::NotApplicable,
        Self::MissingSource,
        Self::Suppressed,
        Self::NoCases,
        Self::Provisional,
        Self::Value,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::MissingSource => "missing_source",
            Self::Suppressed => "suppressed",
            Self::NoCases => "no_cases",
            Self::Provisional => "provisional",
            Self::Value => "value",
        }
    }
}

/// What counting yields for one unit, indicator and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Numerator and denominator are known; the denominator may be 0.
    Known { numerator: u64, denominator: u64 },
    /// The input was not given, or does not cover the period.
    MissingSource,
    /// Does not exist for this kind of authority or unit.
    NotApplicable,
    /// Known, and kept from the public with every total of which it is a part.
    Suppressed,
    /// Known, and kept from the public by itself: it is no part of a total.
    Withheld,
}

impl Count {
    /// Numerator and denominator, where they are known.
    pub const fn known(self) -> Option<(u64, u64)> {
        match self {
            Self::Known { numerator, denominator } => Some((numerator, denominator)),
            _ => None,
        }
    }
}
