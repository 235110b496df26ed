//! Why points moved as JSON: every term as an exact fraction, numerator and denominator as text because no
//! number of JSON holds them, and beside it as it is shown.

use serde_json::{Value as Json, json};

use super::{About, PLACES, Shown, points_change};
use crate::{
    domain::{
        fraction::{Fraction, shown_together},
        number::Decimal,
    },
    pipeline::why::weights::Weight,
    rules::Indicator,
    score::{
        points::Scored,
        why::{Change, Term, Terms},
    },
};

impl Shown<'_> {
    pub(super) fn json(&self) -> Json {
        let (id, title) = match self.about {
            About::Indicator(indicator, _) => (indicator.id.as_str(), json!(indicator.title)),
            About::Score(_) => (super::SCORE, Json::Null),
        };
        let [from, to] = [0, 1].map(|side| self.side_json(side));
        json!({
            "unit_id": self.unit_id(),
            "unit_name": self.unit_name(),
            "inherited_from": self.inherited(),
            "indicator_id": id,
            "title": title,
            "from": from,
            "to": to,
            "change": {
                "points": exact(&self.terms().total()),
                "available_points": exact(&self.available().total()),
                "score": self.out_of_hundred().map(|terms| exact(&terms.total())),
            },
            "terms": self.terms_json(),
            "procedures": self.procedures().iter().map(|one| weight("procedure", one)).collect::<Vec<_>>(),
            "units": self.units().iter().map(|one| weight("unit", one)).collect::<Vec<_>>(),
            "indicators": self.moved().iter().map(|one| self.moved_json(one)).collect::<Vec<_>>(),
        })
    }

    /// The earlier or the later period.
    fn side_json(&self, side: usize) -> Json {
        let reading = self.readings[side];
        let result = [self.why.then(), self.why.now()][side];
        let mut all = json!({
            "period": reading.period.to_string(),
            "as_of": reading.cut_off.to_minute(),
            "provisional": result.counts.provisional,
            "rule_set": self.rules[side].id,
            "rule_set_hash": self.rules[side].hash,
        });
        let figures = match self.about {
            About::Indicator(_, change) => figure([change.then, change.now][side]),
            About::Score(_) => {
                let score = self.why.scores(self.unit)[side];
                json!({
                    "status": score.status.as_str(),
                    "points": score.points,
                    "available_points": score.available,
                    "score": score.score,
                })
            }
        };
        if let (Json::Object(all), Json::Object(figures)) = (&mut all, figures) {
            all.extend(figures);
        }
        all
    }

    fn terms_json(&self) -> Vec<Json> {
        let points = together(self.terms());
        let available = together(self.available());
        let score = self.out_of_hundred().map(together);
        let terms = Term::ALL.iter().enumerate();
        terms
            .map(|(place, term)| {
                json!({
                    "term": term.as_str(),
                    "text": self.words.term(*term),
                    "points": points[place],
                    "available_points": available[place],
                    "score": score.as_ref().map(|score| &score[place]),
                })
            })
            .collect()
    }

    fn moved_json(&self, (indicator, change): &(&Indicator, Change)) -> Json {
        let terms = together(&change.points).into_iter().zip(Term::ALL);
        let named = terms.map(|(value, term)| (term.as_str().to_owned(), value));
        json!({
            "indicator_id": indicator.id,
            "title": indicator.title,
            "from": figure(change.then),
            "to": figure(change.now),
            "change": points_change(change),
            "terms": named.collect::<serde_json::Map<_, _>>(),
        })
    }
}

fn figure(scored: Option<Scored>) -> Json {
    let counts = scored.and_then(|scored| scored.counts);
    json!({
        "status": scored.map(|scored| scored.status.as_str()),
        "numerator": counts.map(|(numerator, _)| numerator),
        "denominator": counts.map(|(_, denominator)| denominator),
        "ratio": scored.and_then(|scored| scored.ratio()),
        "points": scored.and_then(|scored| scored.points),
    })
}

/// What a procedure or unit contributes.
fn weight(kind: &str, weight: &Weight) -> Json {
    let cases = |(numerator, denominator): (u64, u64)| {
        json!({
            "numerator": numerator,
            "denominator": denominator,
            "ratio": Decimal::ratio(numerator, denominator, 6),
        })
    };
    json!({
        format!("{kind}_id"): weight.id,
        "name": weight.name,
        "from": cases(weight.part.then),
        "to": cases(weight.part.now),
        "points": exact(&weight.points()),
        "rate": exact(&weight.part.rate),
        "mix": exact(&weight.part.mix),
    })
}

/// Terms as they are shown beside one another.
fn together(terms: &Terms) -> Vec<Json> {
    let shown = shown_together(terms.values(), PLACES);
    terms.values().iter().zip(shown).map(|(value, shown)| fraction(value, shown)).collect()
}

fn exact(value: &Fraction) -> Json {
    fraction(value, value.rounded(PLACES))
}

fn fraction(value: &Fraction, shown: Decimal) -> Json {
    json!({
        "numerator": value.numerator().to_string(),
        "denominator": value.denominator().to_string(),
        "shown": shown,
    })
}
