//! What the newest month says of every unit's score and ratios beside the two years before it: the mean, the
//! natural limits, and whether the month lies within what months differ by anyway.

use super::months::head;
use crate::{
    edition::{
        reorganisations::Reorganisations,
        signals::{Signal, Signals, is_judged},
        view::View,
    },
    schema::{Table, Value, published},
};

/// One row for the score of each unit, without an indicator, and one for each of its own ratios that brings
/// points; none of what has no value in two years.
pub fn signals(view: &View<'_>) -> Table {
    let reorganisations = Reorganisations::of(view.source.units, &view.two_years);
    let signals = Signals::of(&view.two_years, &reorganisations);
    let (shown, mut rows) = (view.shown, Vec::new());
    for unit in view.source.shown_units() {
        let mut row = |indicator: &str, signal: &Signal| {
            if !signal.is_known() {
                return;
            }
            let band = signal.band();
            let mut row: Vec<Value> = head(view, shown.counts.period, shown, unit);
            row.extend([
                indicator.to_owned().into(),
                signal.value.into(),
                (signal.judged.months as u64).into(),
                band.map(|band| band.mean).into(),
                band.map(|band| band.lower).into(),
                band.map(|band| band.upper).into(),
                signal.newest.as_str().into(),
            ]);
            rows.push(row);
        };
        row("", &signals.of_score(unit));
        for (place, indicator) in view.source.rules.indicators.iter().enumerate() {
            if is_judged(indicator, unit) {
                row(&indicator.id, &signals.of_ratio(unit, place));
            }
        }
    }
    Table { name: "signals", columns: published::SIGNALS, rows }
}
