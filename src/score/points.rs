//! The points of one figure: max × ratio, or max × min(1, ratio / percent), rounded half up to two
//! decimals from the exact fraction; and what a zero denominator gives.

use crate::{
    domain::{
        cell::{Count, Status},
        number::Decimal,
        points::Points,
    },
    rules::{
        Indicator,
        rule_set::{NoCases, ScoreRule},
    },
};

/// A figure with its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scored {
    pub status: Status,
    /// Numerator and denominator, where they are known.
    pub counts: Option<(u64, u64)>,
    pub points: Option<Points>,
    /// The maximum counts among the available points.
    pub available: bool,
    /// The figure is shown as a ratio.
    pub has_ratio: bool,
    /// The figure is kept from the public, and so are the totals of which it is a part.
    pub hides_totals: bool,
}

impl Scored {
    /// Numerator and denominator of a figure that is shown as a ratio.
    pub fn fraction(&self) -> Option<(u64, u64)> {
        self.counts.filter(|_| self.has_ratio)
    }

    /// The ratio as tables show it: 0 to 1 with six decimals.
    pub fn ratio(&self) -> Option<Decimal> {
        let (numerator, denominator) = self.fraction()?;
        Decimal::ratio(numerator, denominator, 6)
    }
}

/// Points of one indicator from its counts.
pub fn score(indicator: &Indicator, count: Count, provisional: bool) -> Scored {
    let missing = |status| Scored {
        status,
        counts: None,
        points: None,
        available: false,
        has_ratio: false,
        hides_totals: count == Count::Suppressed,
    };
    let (numerator, denominator) = match count {
        Count::NotApplicable => return missing(Status::NotApplicable),
        Count::MissingSource => return missing(Status::MissingSource),
        Count::Suppressed | Count::Withheld => return missing(Status::Suppressed),
        Count::Known { numerator, denominator } => (numerator, denominator),
    };
    let scored = indicator.score != ScoreRule::Info;
    if denominator == 0 {
        let points = match indicator.no_cases {
            NoCases::Zero => Some(Points::ZERO),
            NoCases::Full => Some(indicator.max),
            NoCases::None => None,
        };
        return Scored {
            status: Status::NoCases,
            counts: Some((numerator, denominator)),
            points: points.filter(|_| scored),
            available: scored && points.is_some(),
            has_ratio: false,
            hides_totals: false,
        };
    }
    Scored {
        status: if provisional { Status::Provisional } else { Status::Value },
        counts: Some((numerator, denominator)),
        points: points(indicator, numerator, denominator),
        available: scored,
        has_ratio: scored,
        hides_totals: false,
    }
}

/// Points of a ratio; `None` for an indicator without points. The denominator is above 0.
fn points(indicator: &Indicator, numerator: u64, denominator: u64) -> Option<Points> {
    let (reached, needed) = match indicator.score {
        ScoreRule::Info => return None,
        ScoreRule::Linear => (numerator, denominator),
        ScoreRule::FullAt { percent } => {
            (numerator.saturating_mul(100), denominator.saturating_mul(percent))
        }
    };
    Some(indicator.max.part(reached.min(needed), needed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSet, builtin, load};

    fn rules() -> RuleSet {
        load::load(&builtin::sources("portal-2026").unwrap()).unwrap()
    }

    fn worked(id: &str, numerator: u64, denominator: u64) -> String {
        let rules = rules();
        let count = Count::Known { numerator, denominator };
        score(rules.indicator(id).unwrap(), count, false).points.unwrap().to_string()
    }

    #[test]
    fn the_points_of_figures_that_the_portal_published() {
        for (id, numerator, denominator, points) in [
            ("handled_on_time", 144_625, 184_513, "15.68"),
            ("handled_on_time", 393_087, 443_565, "17.72"),
            ("electronic_result", 433_356, 597_918, "4.35"),
            ("dossier_digitized", 145_096, 597_918, "0.97"),
            ("data_reused", 136_827, 597_918, "0.57"),
            ("dossiers_using_population_data", 325_596, 597_918, "1.09"),
            ("dossier_satisfaction", 528_464, 597_918, "5.89"),
            ("petitions_on_time", 296, 570, "3.12"),
            ("contents_complete", 87, 89, "1.96"),
            ("published_on_time", 79, 82, "3.85"),
        ] {
            assert_eq!(worked(id, numerator, denominator), points, "{id}");
        }
    }

    #[test]
    fn no_petitions_give_full_points_and_no_dossiers_none() {
        assert_eq!(worked("petitions_on_time", 0, 0), "6.00");
        assert_eq!(worked("handled_on_time", 0, 0), "0.00");
    }

    #[test]
    fn a_missing_source_has_neither_points_nor_available_points() {
        let rules = rules();
        let scored = score(&rules.indicators[0], Count::MissingSource, false);
        assert_eq!((scored.points, scored.available), (None, false));
    }
}
