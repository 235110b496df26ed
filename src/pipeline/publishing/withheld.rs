//! What earlier public editions withheld of the periods that are published again. It stays withheld: a
//! figure that one edition hides behind another would follow from a later one that shows the other.

use std::collections::BTreeSet;

use crate::{
    disclose::Policy,
    edition::{
        manifest::Manifest,
        read_back::{self, Withheld},
    },
    pipeline::job::Job,
    score::period_result::PeriodResult,
};

/// What stays withheld of these periods.
///
/// `public` is the folder of the public part of an edition.
pub fn withheld(
    job: &Job,
    public: &str,
    earlier: &[Manifest],
    periods: &[PeriodResult],
) -> BTreeSet<Withheld> {
    let last_month = |periods: &mut dyn Iterator<Item = String>| {
        periods
            .filter(|period| period.len() == "2026-08".len() && !period.contains(['Q', 'H']))
            .max()
    };
    let last = last_month(&mut periods.iter().map(|result| result.counts.period.to_string()));
    let mut found = BTreeSet::new();
    for manifest in earlier {
        if !matches!(manifest.disclosure, Some(Policy::Portal { .. })) {
            continue;
        }
        let own = last_month(&mut manifest.periods.iter().map(|period| period.period.clone()));
        // A period that was not over and goes on is another sum.
        let again = manifest.periods.iter().filter(|period| !period.provisional || own == last);
        let again: BTreeSet<&String> = again.map(|period| &period.period).collect();
        let is_again = |result: &PeriodResult| again.contains(&result.counts.period.to_string());
        if periods.iter().any(is_again) {
            let folder = job.reports.join(&manifest.edition).join(public);
            let withheld = read_back::withheld_of(&folder).into_iter();
            found.extend(withheld.filter(|[_, period, ..]| again.contains(period)));
        }
    }
    found
}
