//! Disclosure control: from exact figures to those that may be shown to everyone. Under the policy
//! `portal` figures are exact but for those that could speak of people; under `rounded` and `strict`
//! all are rounded and small ones suppressed. Points, scores and ranks are computed again from what is
//! shown, and a public edition is made from nothing else than what this room returns.

mod doubt;
mod figures;
mod ground;
mod held;
mod policy;
mod portal;
mod rounded;
mod suppressed;

use crate::{
    count::cells::Counts,
    score::{period_result::PeriodResult, scorecard::scorecard},
};
pub use ground::Ground;
pub use policy::{Name, Policy, Rounding, Totals};
pub use portal::is_rarer;

/// Whether periods that overlap from month to month are public: only where nearly all figures are exact.
pub fn shows_rolling(policy: Policy) -> bool {
    matches!(policy, Policy::Portal { .. })
}

/// Periods that overlap from month to month, as everyone may see them. Two of them tell what lies between,
/// so that nothing of a unit is in them that is ever withheld; under a policy that rounds there are none.
pub fn rolling(policy: Policy, ground: &Ground<'_>, results: &[PeriodResult]) -> Vec<PeriodResult> {
    let Policy::Portal { opinions } = policy else { return Vec::new() };
    let counts =
        results.iter().map(|result| portal::without_rare(ground, opinions, &result.counts));
    results.iter().zip(counts).map(|(result, counts)| scored(ground, result, counts)).collect()
}

/// Results as everyone may see them, in the order in which they were given. They should hold every
/// month of each longer period among them: a part that is not there cannot withhold its total.
pub fn disclose(
    policy: Policy,
    ground: &Ground<'_>,
    results: &[&PeriodResult],
) -> Vec<PeriodResult> {
    let counts = match policy {
        Policy::Portal { opinions } => portal::counts(ground, opinions, results),
        Policy::Rounded(rounding) => rounded::counts(rounding, false, results),
        Policy::Strict(rounding) => rounded::counts(rounding, true, results),
    };
    results.iter().zip(counts).map(|(result, counts)| scored(ground, result, counts)).collect()
}

/// Counts as they are shown, with what follows from them.
fn scored(ground: &Ground<'_>, exact: &PeriodResult, counts: Counts) -> PeriodResult {
    let scores = scorecard(ground.rules, ground.cohorts, ground.units, &counts, exact.named_on);
    PeriodResult { scores, counts, named_on: exact.named_on }
}
