//! Why points moved as text: both periods, the terms in aligned columns with the change as their sum, and what
//! weighs most in it.

use super::{About, PLACES, Shown, points_change};
use crate::{
    domain::{fraction::shown_together, number::Decimal},
    pipeline::why::weights::Weight,
    rules::Indicator,
    score::{
        points::Scored,
        why::{Change, Term, Terms},
    },
};

impl Shown<'_> {
    pub(super) fn text(&self) -> String {
        let [then, now] = self.readings.map(|reading| reading.period);
        let mut lines = vec![format!("{} ({}) · {then} → {now}", self.unit_name(), self.unit_id())];
        lines.push(match self.about {
            About::Indicator(indicator, _) => {
                let title = indicator.titled();
                format!("{} ({})", title.get(self.words.lang), indicator.id)
            }
            About::Score(_) => self.words.of("score").to_owned(),
        });
        let sets = self.rules.map(|rules| rules.id.clone());
        lines.push(if self.rules[0].hash == self.rules[1].hash {
            self.words.filled("rules", &[("rules", sets[1].clone())])
        } else {
            let [from, to] = sets;
            self.words.filled("two_rules", &[("from", from), ("to", to)])
        });
        let inherited = self.inherited().map(str::to_owned);
        lines.extend(
            inherited.map(|authority| self.words.filled("inherited", &[("authority", authority)])),
        );
        lines.push(String::new());
        lines.extend([0, 1].map(|side| self.side_text(side)));
        lines.push(String::new());
        lines.extend(self.table());
        lines.extend(self.weights("procedures", &self.procedures()));
        lines.extend(self.weights("units", &self.units()));
        let moved = self.moved();
        if !moved.is_empty() {
            lines.extend([String::new(), self.words.of("indicators").to_owned()]);
            lines.extend(moved.into_iter().flat_map(|one| self.indicator(one)));
        }
        lines.join("\n") + "\n"
    }

    /// The earlier or the later period in one line.
    fn side_text(&self, side: usize) -> String {
        let reading = self.readings[side];
        let known = match self.about {
            About::Indicator(_, change) => self.figure([change.then, change.now][side]),
            About::Score(_) => {
                let score = self.why.scores(self.unit)[side];
                let points = self.words.number(score.points.unwrap_or_default());
                let parts = [
                    ("points", points),
                    ("available", self.words.number(score.available)),
                    ("score", score.score.map_or("–".to_owned(), |score| self.words.number(score))),
                ];
                self.words.filled("total", &parts)
            }
        };
        let parts = [
            ("period", reading.period.to_string()),
            ("as_of", reading.cut_off.to_minute()),
            ("known", known),
        ];
        self.words.filled("side", &parts)
    }

    /// Ratio and points, or why there are none.
    fn figure(&self, scored: Option<Scored>) -> String {
        let Some(scored) = scored else { return self.words.of("not_in_rules").to_owned() };
        let Some(points) = scored.points else {
            return self.words.status(scored.status).to_owned();
        };
        let ratio = match scored.fraction() {
            Some(counts) => self.words.ratio(counts),
            None => self.words.status(scored.status).to_owned(),
        };
        self.words.filled("figure", &[("ratio", ratio), ("points", self.words.number(points))])
    }

    /// The terms that are not 0, and what they sum to.
    fn table(&self) -> Vec<String> {
        let mut columns: Vec<(&str, Vec<Decimal>)> = vec![("points", shown(self.terms()))];
        if let About::Score(_) = self.about {
            columns.push(("available", shown(self.available())));
            columns.extend(self.out_of_hundred().map(|terms| ("of_hundred", shown(terms))));
        }
        let heads = columns.iter().map(|(head, _)| self.words.of(&format!("column.{head}")));
        let mut rows = vec![(String::new(), heads.map(str::to_owned).collect::<Vec<_>>())];
        let cells = |pick: &dyn Fn(&[Decimal]) -> Decimal| -> Vec<String> {
            columns.iter().map(|(_, values)| self.words.signed(pick(values))).collect()
        };
        for (place, term) in Term::ALL.iter().enumerate() {
            if columns.iter().any(|(_, values)| values[place] != Decimal::ZERO) {
                rows.push((
                    format!("  {}", self.words.term(*term)),
                    cells(&|values| values[place]),
                ));
            }
        }
        let sum =
            |values: &[Decimal]| Decimal::new(values.iter().map(|value| value.units).sum(), PLACES);
        rows.push((self.words.of("sum").to_owned(), cells(&sum)));
        aligned(&rows)
    }

    /// Procedures or units that weigh most, two lines each.
    fn weights(&self, kind: &str, weights: &[Weight]) -> Vec<String> {
        if weights.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![String::new(), self.words.of(kind).to_owned()];
        for weight in weights {
            let points = |value: &crate::domain::fraction::Fraction| {
                self.words.signed(value.rounded(PLACES))
            };
            let parts = [
                ("then", self.words.ratio(weight.part.then)),
                ("now", self.words.ratio(weight.part.now)),
                ("points", points(&weight.points())),
                ("rate", points(&weight.part.rate)),
                ("mix", points(&weight.part.mix)),
            ];
            lines.push(format!("  {} {}", weight.id, weight.name).trim_end().to_owned());
            lines.push(format!("    {}", self.words.filled("weight", &parts)));
        }
        lines
    }

    /// An indicator behind a total: its change, and the terms of it.
    fn indicator(&self, (indicator, change): &(&Indicator, Change)) -> [String; 2] {
        let moved = self.words.signed(points_change(change));
        let (then, now) = (self.figure(change.then), self.figure(change.now));
        let terms = Term::ALL.iter().zip(shown(&change.points));
        let terms = terms.filter(|(_, value)| *value != Decimal::ZERO);
        let terms: Vec<String> = terms
            .map(|(term, value)| format!("{} {}", self.words.term(*term), self.words.signed(value)))
            .collect();
        let title = indicator.titled();
        let terms =
            if terms.is_empty() { String::new() } else { format!(" · {}", terms.join("; ")) };
        [
            format!("  {moved}  {} ({})", title.get(self.words.lang), indicator.id),
            format!("    {then} → {now}{terms}"),
        ]
    }
}

fn shown(terms: &Terms) -> Vec<Decimal> {
    shown_together(terms.values(), PLACES)
}

/// Words to the left, numbers to the right.
fn aligned(rows: &[(String, Vec<String>)]) -> Vec<String> {
    let width = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let label = width(&mut rows.iter().map(|(label, _)| label));
    let columns = rows.first().map_or(0, |(_, cells)| cells.len());
    let widths: Vec<usize> = (0..columns)
        .map(|column| width(&mut rows.iter().map(|(_, cells)| &cells[column])))
        .collect();
    let line = |(text, cells): &(String, Vec<String>)| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:>width$}"));
        format!("{text:<label$}{}", cells.collect::<String>())
    };
    rows.iter().map(line).collect()
}
