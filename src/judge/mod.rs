//! The only room that knows clocks. For one period it turns a dossier into one fact: booleans, small
//! integers and codes. It follows sections 4 and 5 of the specification and the switches of 7.

pub mod announcements;
pub mod clock;
pub mod facts;
pub mod petitions;
pub mod procedures;
pub mod signs;
pub mod trail;

use crate::domain::{days::Span, period::Period, time::LocalTime};

/// A period, or a range of days, as the judge sees it: half-open, cut at the cut-off of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window<S = Period> {
    pub period: S,
    pub start: LocalTime,
    /// The end of the period, or the cut-off where that is earlier.
    pub end: LocalTime,
    /// Nothing at or after it is read.
    pub cut_off: LocalTime,
}

impl<S: Span> Window<S> {
    pub fn new(period: S, cut_off: LocalTime) -> Self {
        Self { period, start: period.start(), end: period.end().min(cut_off), cut_off }
    }

    /// The period was not over at the cut-off.
    pub fn provisional(&self) -> bool {
        self.period.end() > self.cut_off
    }

    pub fn contains(&self, time: LocalTime) -> bool {
        self.start <= time && time < self.end
    }
}
