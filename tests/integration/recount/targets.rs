//! The targets of the plan (section 10), with goals and readings written down once more.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clock::Read,
    count::{Case, Counter, Figure, Figures, known},
    dossier::Dossier,
    score::half_up,
    tables::Cells,
    world::World,
};

/// A citizen's verdict on an accepted dossier.
pub struct Opinion {
    unit: String,
    at: i64,
    satisfied: bool,
}

/// The verdicts of citizens, repetitions once. One that is dated before its dossier came in is of the
/// day of receipt.
pub fn opinions(world: &World, dossiers: &[Dossier]) -> Vec<Opinion> {
    let by_id: BTreeMap<&str, &Dossier> = dossiers.iter().map(|d| (d.id.as_str(), d)).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for line in world.ratings.rows() {
        let Some(rated) = Read::of(line.get("rated_at")).time() else {
            continue;
        };
        let Some(dossier) = by_id.get(line.get("dossier_id")) else {
            continue;
        };
        let (verdict, by) = (line.get("verdict"), line.get("by"));
        let row = (line.get("dossier_id"), rated, verdict, by, line.is("complaint"));
        if seen.insert(row) && by != "official" && !verdict.is_empty() {
            found.push(Opinion {
                unit: dossier.unit.clone(),
                at: rated.max(dossier.received),
                satisfied: verdict == "satisfied",
            });
        }
    }
    found
}

impl Counter<'_> {
    /// The cells of each target for one unit.
    pub fn targets(
        &self,
        unit: &str,
        cases: &[&Case<'_>],
        figures: &Figures,
        opinions: &[Opinion],
    ) -> Vec<(&'static str, Cells)> {
        let ended = cases.iter().filter(|case| case.ended);
        let with_result = |case: &&&Case<'_>| case.has_result();
        let digitized = known(ended.clone().filter(with_result).count(), ended.count());
        let within = self.period.start..self.period.end;
        let given =
            opinions.iter().filter(|o| within.contains(&o.at) && self.belongs(&o.unit, unit));
        let survey = if self.world.absent.contains(&"ratings") {
            Figure::Missing
        } else {
            known(given.clone().filter(|opinion| opinion.satisfied).count(), given.count())
        };
        [
            ("satisfaction", figures["dossier_satisfaction"], 90, false),
            ("survey", survey, 90, false),
            ("results_digitized", digitized, 100, false),
            ("handled_online", figures["submitted_online"], 60, true),
        ]
        .map(|(id, figure, percent, above)| (id, self.target(figure, percent, above)))
        .into()
    }

    fn target(&self, figure: Figure, percent: i64, above: bool) -> Cells {
        let mut cells = Cells::from([
            ("goal", format!("{}.{:02}0000", percent / 100, percent % 100)),
            ("comparison", if above { "more_than" } else { "at_least" }.to_owned()),
            ("target_set", "plan-2024".to_owned()),
        ]);
        let (status, counts) = match figure {
            Figure::Missing => ("missing_source", None),
            Figure::NotApplicable => ("not_applicable", None),
            Figure::Known(n, 0) => ("no_cases", Some((n, 0))),
            Figure::Known(n, d) if self.period.provisional => ("provisional", Some((n, d))),
            Figure::Known(n, d) => ("value", Some((n, d))),
        };
        let shown = |number: Option<i64>| number.map_or_else(String::new, |n| n.to_string());
        cells.insert("numerator", shown(counts.map(|(n, _)| n)));
        cells.insert("denominator", shown(counts.map(|(_, d)| d)));
        let (mut ratio, mut met) = (String::new(), String::new());
        if let Some((n, d)) = counts.filter(|(_, d)| *d > 0) {
            let millionths = half_up(i128::from(n) * 1_000_000, i128::from(d));
            ratio = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
            let (reached, needed) = (n * 100, d * percent);
            // What is not complete is held against no goal.
            if !self.period.incomplete {
                met = (if above { reached > needed } else { reached >= needed }).to_string();
            }
        }
        cells.extend([("ratio", ratio), ("met", met), ("status", status.to_owned())]);
        cells
    }
}
