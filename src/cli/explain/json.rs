//! The account of a cell as JSON: the steps as `{step, reason, count, left}` with the figures and
//! points they lead to. Reasons are codes or conditions; `text` is the same in the language asked for.

use serde_json::{Value as Json, json};

use super::{Shown, basis};

impl Shown<'_> {
    pub(super) fn json(&self) -> Json {
        let explanation = self.explanation;
        let scored = &explanation.scored;
        let steps: Vec<Json> = explanation
            .steps
            .iter()
            .map(|step| {
                json!({
                    "step": step.stage.as_str(),
                    "reason": step.reason.code(),
                    "text": self.words.step(step).trim(),
                    "count": step.count,
                    "left": step.left,
                })
            })
            .collect();
        let place = (self.units.get(explanation.unit).id.as_str(), self.period);
        let lacking = explanation.lacking.iter();
        let lacking: Vec<String> =
            lacking.map(|lacking| self.words.lacking(lacking, place)).collect();
        let mut all = json!({
            "unit_id": place.0,
            "unit_name": self.explaining.name_of(explanation.unit),
            "inherited_from": self.inherited(),
            "indicator_id": self.indicator.id,
            "title": self.indicator.title,
            "period": self.period.to_string(),
            "provisional": self.explaining.provisional(),
            "rule_set": self.job.rules.id,
            "rule_set_hash": self.job.rules.hash,
            "counts": self.indicator.counts.as_str(),
            "of": self.indicator.of.to_string(),
            "those": self.indicator.those.to_string(),
            "having": self.indicator.having.as_ref().map(ToString::to_string),
            "status": scored.status.as_str(),
            "lacking": lacking,
            "steps": steps,
            "beside": explanation.beside.iter().map(|beside| json!({
                "kind": beside.kind.as_str(),
                "account": beside.account,
            })).collect::<Vec<_>>(),
            "larger_of": explanation.larger_of.map(|larger| json!({
                "rows": larger.rows,
                "national_total": larger.national_total,
            })),
            "numerator": scored.counts.map(|(numerator, _)| numerator),
            "denominator": scored.counts.map(|(_, denominator)| denominator),
            "ratio": scored.ratio(),
            "ranked": self.standing().map(|place| json!({
                "cohort": place.cohort,
                "rank": place.rank,
                "ranked_units": place.ranked_units,
                "rank_low": place.among.low,
                "rank_high": place.among.high,
                "compared": place.compared,
            })),
            "points": explanation.breakdown.map(|found| json!({
                "rule": self.indicator.score,
                "max": found.max,
                "exact": found.exact.map(|(above, below)| format!("{above}/{below}")),
                "points": found.points,
                "lost": found.lost,
                "to_go": found.to_go,
            })),
        });
        if let (true, Json::Object(fields)) = (self.dossiers, &mut all) {
            let lost = explanation.lost.iter();
            let lost = lost.map(|lost| {
                let mut entry = json!({"id": lost.id, "reason": lost.reason.code()});
                if let Some(basis) = &lost.basis {
                    entry["catalogue"] = basis::json(basis);
                }
                entry
            });
            fields.insert("lost".into(), lost.collect());
        }
        all
    }
}
