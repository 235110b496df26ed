//! What a change is split into: nine terms, each an exact fraction of a point.

use crate::domain::fraction::Fraction;

/// What moves points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Ratios within procedures, each in its unit.
    Rate,
    /// The shares of procedures among the cases of a unit.
    ProcedureMix,
    /// The shares of the units below among all cases.
    UnitMix,
    /// Another rule set.
    Rules,
    /// One period read at two cut-offs: data that came late or was corrected.
    LateData,
    /// A source that is missing in one of the periods, or the share of a national total that the sources hold.
    Source,
    /// One of the periods had no case.
    NoCases,
    /// What a ratio beyond that of full points does not gain.
    Cap,
    /// Points are rounded half up to two decimals.
    Rounding,
}

impl Term {
    pub const ALL: [Self; 9] = [
        Self::Rate,
        Self::ProcedureMix,
        Self::UnitMix,
        Self::Rules,
        Self::LateData,
        Self::Source,
        Self::NoCases,
        Self::Cap,
        Self::Rounding,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::ProcedureMix => "procedure_mix",
            Self::UnitMix => "unit_mix",
            Self::Rules => "rules",
            Self::LateData => "late_data",
            Self::Source => "source",
            Self::NoCases => "no_cases",
            Self::Cap => "cap",
            Self::Rounding => "rounding",
        }
    }
}

/// A change by term; their sum is all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms([Fraction; Term::ALL.len()]);

impl Terms {
    /// All of a change is one term.
    pub fn only(term: Term, change: Fraction) -> Self {
        let mut terms = Self::default();
        terms.0[term as usize] = change;
        terms
    }

    pub fn of(&self, term: Term) -> &Fraction {
        &self.0[term as usize]
    }

    /// In the order of `Term::ALL`.
    pub fn values(&self) -> &[Fraction] {
        &self.0
    }

    /// Adds so many times the terms of another.
    pub fn add(&mut self, other: &Self, times: &Fraction) {
        for (own, other) in self.0.iter_mut().zip(&other.0).filter(|(_, other)| !other.is_zero()) {
            *own = &*own + &(other * times);
        }
    }

    pub fn total(&self) -> Fraction {
        self.0.iter().cloned().sum()
    }
}
