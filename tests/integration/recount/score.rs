//! From figures to points, groups and the scorecard, in exact fractions.

use std::collections::BTreeMap;

use super::{
    count::{Figure, Figures},
    rules::Rules,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NoCases {
    Zero,
    Full,
    None,
}

pub struct Indicator {
    pub id: &'static str,
    pub group: &'static str,
    pub block: &'static str,
    pub max: i128,
    /// The share in per cent from which on all points are earned; proportional without.
    full_at: Option<i128>,
    no_cases: NoCases,
}

/// Group, block, indicator, maximum, share for all points, what no cases give.
#[rustfmt::skip]
const TABLE: [(&str, &str, &str, i128, i128, NoCases); 23] = [
    ("transparency", "", "announced_on_time", 6, 0, NoCases::Zero),
    ("transparency", "", "published_on_time", 4, 0, NoCases::Zero),
    ("transparency", "", "contents_complete", 2, 0, NoCases::Zero),
    ("transparency", "", "dossiers_synced", 6, 0, NoCases::Zero),
    ("progress", "", "handled_on_time", 20, 0, NoCases::Zero),
    ("progress", "", "mean_handling_time", 0, 0, NoCases::None),
    ("digitization", "", "electronic_result", 6, 0, NoCases::Zero),
    ("digitization", "", "dossier_digitized", 4, 0, NoCases::Zero),
    ("digitization", "", "data_reused", 2, 80, NoCases::Zero),
    ("digitization", "", "shared_with_personal_store", 4, 0, NoCases::Zero),
    ("digitization", "", "procedures_using_population_data", 2, 0, NoCases::Zero),
    ("digitization", "", "dossiers_using_population_data", 2, 0, NoCases::Zero),
    ("digitization", "", "certified_e_copies", 2, 0, NoCases::Full),
    ("online_service", "provision", "procedures_offered_online", 2, 80, NoCases::Zero),
    ("online_service", "provision", "online_services_used", 4, 0, NoCases::Zero),
    ("online_service", "provision", "submitted_online", 6, 50, NoCases::Zero),
    ("online_service", "payment", "dossiers_paid_online", 6, 0, NoCases::Zero),
    ("online_service", "payment", "procedures_paid_online", 2, 80, NoCases::Zero),
    ("online_service", "payment", "procedures_with_fee_synced", 2, 80, NoCases::Zero),
    ("satisfaction", "", "petitions_by_kind", 0, 0, NoCases::None),
    ("satisfaction", "", "petitions_on_time", 6, 0, NoCases::Full),
    ("satisfaction", "", "petition_satisfaction", 6, 0, NoCases::Full),
    ("satisfaction", "", "dossier_satisfaction", 6, 90, NoCases::Zero),
];

/// Groups, and the blocks beside them.
pub const GROUPS: [(&str, &str); 7] = [
    ("transparency", ""),
    ("progress", ""),
    ("digitization", ""),
    ("online_service", ""),
    ("online_service", "provision"),
    ("online_service", "payment"),
    ("satisfaction", ""),
];

pub fn indicators(rules: &Rules) -> Vec<Indicator> {
    let of = |(group, block, id, max, share, no_cases)| {
        let full_at = match id {
            "dossier_digitized" => rules.digitized_full_at,
            "dossiers_paid_online" => rules.paid_full_at,
            _ => Some(share).filter(|share| *share > 0),
        };
        Indicator { id, group, block, max, full_at, no_cases }
    };
    TABLE.map(of).into_iter().collect()
}

pub fn half_up(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator) / (2 * denominator)
}

pub fn hundredths(amount: i128) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// What one indicator earned.
pub struct Earned {
    pub numerator: String,
    pub denominator: String,
    pub ratio: String,
    /// In hundredths; none where it has no points.
    pub points: Option<i128>,
    pub status: &'static str,
}

impl Indicator {
    pub fn earn(&self, figure: Figure, provisional: bool) -> Earned {
        let empty = |status| Earned {
            numerator: String::new(),
            denominator: String::new(),
            ratio: String::new(),
            points: None,
            status,
        };
        let (numerator, denominator) = match figure {
            Figure::NotApplicable => return empty("not_applicable"),
            Figure::Missing => return empty("missing_source"),
            Figure::Known(numerator, denominator) => (numerator, denominator),
        };
        let mut earned = Earned {
            numerator: numerator.to_string(),
            denominator: denominator.to_string(),
            ..empty(if provisional { "provisional" } else { "value" })
        };
        let scored = self.max > 0;
        if denominator == 0 {
            earned.status = "no_cases";
            earned.points = match self.no_cases {
                NoCases::Zero => Some(0),
                NoCases::Full => Some(self.max * 100),
                NoCases::None => None,
            };
        } else if scored {
            let (n, d) = (i128::from(numerator), i128::from(denominator));
            let millionths = half_up(n * 1_000_000, d);
            earned.ratio = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
            earned.points = Some(match self.full_at {
                Some(share) if n * 100 >= share * d => self.max * 100,
                Some(share) => half_up(self.max * 100 * n * 100, d * share),
                None => half_up(self.max * 100 * n, d),
            });
        }
        earned
    }
}

/// Points and available points, both in hundredths.
pub type Sum = (i128, i128);

/// What a unit earned in a period.
pub struct Card {
    pub earned: Vec<Earned>,
    pub in_hand: bool,
    /// Directly under the authority.
    pub is_direct: bool,
    /// It had a case, is a unit, and had not ended before the period.
    pub is_graded: bool,
}

impl Card {
    pub fn new(
        indicators: &[Indicator],
        figures: &Figures,
        provisional: bool,
        in_hand: bool,
        is_direct: bool,
        is_graded: bool,
    ) -> Self {
        let earned = indicators.iter().map(|one| one.earn(figures[one.id], provisional));
        Self { earned: earned.collect(), in_hand, is_direct, is_graded }
    }

    pub fn sum(&self, indicators: &[Indicator], of: impl Fn(usize, &Indicator) -> bool) -> Sum {
        let mut sum = (0, 0);
        for (at, (indicator, earned)) in indicators.iter().zip(&self.earned).enumerate() {
            if let Some(points) = earned.points.filter(|_| of(at, indicator)) {
                sum.0 += points;
                sum.1 += indicator.max * 100;
            }
        }
        sum
    }

    pub fn is_ranked(&self) -> bool {
        self.in_hand && self.is_direct && self.is_graded
    }
}

/// 100 × points / available, in hundredths.
pub fn score((points, available): Sum) -> Option<i128> {
    (available > 0).then(|| half_up(points * 10_000, available))
}

pub fn band(score: i128) -> &'static str {
    match score {
        9_000.. => "Xuất sắc",
        8_000.. => "Tốt",
        7_000.. => "Khá",
        5_000.. => "Trung bình",
        _ => "Yếu",
    }
}

/// The comparable points of the ranked units, and the rank of each.
pub fn ranks(
    indicators: &[Indicator],
    cards: &BTreeMap<String, Card>,
) -> BTreeMap<String, (Sum, usize)> {
    let ranked = || cards.iter().filter(|(_, card)| card.is_ranked());
    let comparable: Vec<bool> = (0..indicators.len())
        .map(|at| ranked().all(|(_, card)| card.earned[at].points.is_some()))
        .collect();
    let sums: Vec<(String, Sum)> = ranked()
        .map(|(unit, card)| (unit.clone(), card.sum(indicators, |at, _| comparable[at])))
        .collect();
    let rank = |points: i128| 1 + sums.iter().filter(|(_, other)| other.0 > points).count();
    sums.iter().map(|(unit, sum)| (unit.clone(), (*sum, rank(sum.0)))).collect()
}
