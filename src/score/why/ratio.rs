//! The change of a ratio by what it is made of. A ratio is the sum over units and procedures of four factors:
//! the share of the cases that rows are known of, the share of the unit among these, the share of the
//! procedure among those of the unit, and the ratio of the procedure in the unit. Each factor has its
//! effect in every such part (Das Gupta). Who has no case in one of the periods has no share and no ratio
//! of its own there, and is given those of the other: that it comes or goes is mix alone.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::Term;
use crate::{
    count::parts::{Parts, Place},
    domain::{
        das_gupta::{Factor, effects},
        fraction::Fraction,
    },
};

/// The change of a ratio. The four effects sum to it.
#[derive(Clone, Debug)]
pub struct RatioChange {
    in_sources: Fraction,
    unit_mix: Fraction,
    procedure_mix: Fraction,
    rate: Fraction,
    /// Rate and mix of each part.
    pub parts: BTreeMap<Place, (Fraction, Fraction)>,
}

impl RatioChange {
    pub fn terms(&self) -> [(Term, &Fraction); 4] {
        [
            (Term::Source, &self.in_sources),
            (Term::UnitMix, &self.unit_mix),
            (Term::ProcedureMix, &self.procedure_mix),
            (Term::Rate, &self.rate),
        ]
    }
}

/// Both have a denominator above 0.
pub fn split(then: &Parts, now: &Parts) -> RatioChange {
    let (then, now) = (Shares::of(then), Shares::of(now));
    let both = |of: &dyn Fn(&Shares<'_>) -> Option<Fraction>| -> Factor {
        let (before, after) = (of(&then), of(&now));
        let other = before.clone().or_else(|| after.clone());
        (before.or_else(|| after.clone()).unwrap_or_default(), after.or(other).unwrap_or_default())
    };
    let in_sources = both(&|shares| shares.in_sources());
    let (before, after) = both(&|shares| share(shares.numerator, shares.rows));
    let middle = &(&before + &after) * &Fraction::new(1, 2);
    let places: BTreeSet<Place> =
        then.parts.cases.keys().chain(now.parts.cases.keys()).copied().collect();
    let mut of_factors: [Vec<Fraction>; 4] = Default::default();
    let mut parts = BTreeMap::new();
    for place in places {
        let unit = both(&|shares| share(shares.of_unit(place), shares.rows));
        let procedure = both(&|shares| share(shares.cases(place).1, shares.of_unit(place)));
        let rate = both(&|shares| share(shares.cases(place).0, shares.cases(place).1));
        let shares = [in_sources.clone(), unit, procedure];
        // A share that grows is no gain by itself, since others shrink: it is one for a part that is better
        // than all cases are. So each part is measured from the middle of all, which takes nothing from the sum.
        let [_, unit, procedure] = effects(&shares);
        let of_middle = &(&unit + &procedure) * &middle;
        let [sources, unit, procedure] = shares;
        let found = effects(&[sources, unit, procedure, rate]);
        let mix = &(&found[1] + &found[2]) - &of_middle;
        parts.insert(place, (found[3].clone(), mix));
        of_factors.iter_mut().zip(found).for_each(|(all, one)| all.push(one));
    }
    let [in_sources, unit_mix, procedure_mix, rate] =
        of_factors.map(|all| all.into_iter().sum::<Fraction>());
    RatioChange { in_sources, unit_mix, procedure_mix, rate, parts }
}

/// One of the two periods.
struct Shares<'a> {
    parts: &'a Parts,
    numerator: u64,
    /// Cases that rows are known of.
    rows: u64,
    by_unit: BTreeMap<u32, u64>,
}

impl<'a> Shares<'a> {
    fn of(parts: &'a Parts) -> Self {
        let mut by_unit: BTreeMap<u32, u64> = BTreeMap::new();
        for ((unit, _), (_, cases)) in &parts.cases {
            *by_unit.entry(*unit).or_default() += cases;
        }
        let (numerator, all) = parts.total();
        Self { parts, numerator, rows: all - parts.beyond, by_unit }
    }

    fn in_sources(&self) -> Option<Fraction> {
        share(self.rows, self.rows + self.parts.beyond)
    }

    fn of_unit(&self, (unit, _): Place) -> u64 {
        self.by_unit.get(&unit).copied().unwrap_or(0)
    }

    fn cases(&self, place: Place) -> (u64, u64) {
        self.parts.cases.get(&place).copied().unwrap_or_default()
    }
}

/// `None` where there are no cases of which it could be one.
fn share(cases: u64, of: u64) -> Option<Fraction> {
    (of > 0).then(|| Fraction::new(cases, of))
}
