//! Two rule sets side by side as text: the keys in which they differ with both readings, then each
//! unit with its totals and the indicators that changed, and the keys that explain each change.

use std::fmt::Write;

use super::compare::Comparison;
use crate::{
    domain::{cohort::Cohort, points::Points, text::Lang},
    rules::{
        RuleSet,
        difference::{self, KeyDifference},
    },
    score::{points::Scored, scorecard::UnitScore, side_by_side::UnitPair},
};

impl Comparison<'_> {
    pub fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        let title = |rules: &RuleSet| {
            format!("{}  {}  {}", rules.id, &rules.hash[..12], rules.title.get(lang))
        };
        let _ = writeln!(out, "{}", self.result.counts.period);
        let _ = writeln!(out, "A  {}\nB  {}\n", title(self.a), title(self.b));
        let _ =
            writeln!(out, "{}", lang.pick("Khác nhau giữa hai bộ quy tắc", "Where they differ"));
        self.write_differences(&mut out, lang);
        let _ = writeln!(
            out,
            "\n{}",
            lang.pick(
                "Đơn vị, thay đổi lớn nhất trước: điểm, điểm đánh giá, thứ hạng trong nhóm (A → B)",
                "Units, the largest change first: points, score, rank in the cohort (A → B)"
            )
        );
        for pair in &self.pairs {
            self.write_unit(&mut out, pair);
        }
        out
    }

    fn write_differences(&self, out: &mut String, lang: Lang) {
        let general = difference::settings(self.a, self.b)
            .into_iter()
            .chain(difference::switches(&self.a.switches, &self.b.switches));
        let general: Vec<String> = general.map(|difference| key(&difference)).collect();
        for line in &general {
            let _ = writeln!(out, "  {line}");
        }
        let mut any = !general.is_empty();
        for id in difference::indicator_ids(self.a, self.b) {
            let own = self.reasons[id].iter().filter(|reason| !reason.key.starts_with("switches."));
            let own: Vec<String> = own.map(key).collect();
            if own.is_empty() {
                continue;
            }
            any = true;
            let _ = writeln!(out, "  {id}");
            for line in own {
                let _ = writeln!(out, "    {line}");
            }
            for (side, rules) in [("A", self.a), ("B", self.b)] {
                if let Some(indicator) = rules.indicator(id) {
                    let _ = writeln!(out, "    {side}: {}", indicator.reading.get(lang));
                }
            }
        }
        if !any {
            let _ = writeln!(out, "  {}", lang.pick("không có", "nowhere"));
        }
    }

    fn write_unit(&self, out: &mut String, pair: &UnitPair<'_>) {
        let decimal = |value: Option<Points>| value.map_or("–".into(), |value| value.to_string());
        let rank = |score: &UnitScore| {
            let place = score.rank.zip(score.cohort.as_ref());
            place.map_or("–".to_owned(), |(rank, cohort)| match cohort {
                Cohort::All => rank.rank.to_string(),
                cohort => format!("{} {}", cohort.id(), rank.rank),
            })
        };
        let _ = writeln!(
            out,
            "{}  {}\n  {} → {} ({})   {} → {}   {} → {}",
            self.units.get(pair.unit).id,
            self.name(pair.unit),
            decimal(pair.a.points),
            decimal(pair.b.points),
            signed(pair.points_change()),
            decimal(pair.a.score),
            decimal(pair.b.score),
            rank(pair.a),
            rank(pair.b),
        );
        let counts = |cell: Option<Scored>| match cell {
            None => "–".to_owned(),
            Some(Scored { counts: Some((n, d)), .. }) => format!("{n}/{d}"),
            Some(cell) => cell.status.as_str().to_owned(),
        };
        let points_of = |cell: Option<Scored>| decimal(cell.and_then(|cell| cell.points));
        for cell in pair.cells.iter().filter(|cell| cell.changed()) {
            let why: Vec<&str> = self.why(cell).iter().map(|reason| reason.key.as_str()).collect();
            let _ = writeln!(
                out,
                "    {:32} {:>15} → {:<15} {:>6} → {:<6} {:>7}  {}",
                cell.indicator,
                counts(cell.a),
                counts(cell.b),
                points_of(cell.a),
                points_of(cell.b),
                signed(cell.points_change()),
                why.join(", ")
            );
        }
    }
}

/// A key with both values.
fn key(difference: &KeyDifference) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".into());
    format!("{}: {} → {}", difference.key, value(&difference.a), value(&difference.b))
}

fn signed(points: Points) -> String {
    if points > Points::ZERO { format!("+{points}") } else { points.to_string() }
}
