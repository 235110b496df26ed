//! The process behind the first line of a trend, as an XmR chart has it: a thin line at the mean, dotted lines at
//! the natural limits, and a ring around every month that is a signal. What they are and what each ring means is
//! said in words below the figure and in its description, so that nothing hangs on a look.

use super::body::{Process, Trend};
use super::csv::Row;
use super::frame::say;
use super::label::Paint;
use super::palette::{GREY, INK};
use super::periods::written;
use super::scale::Scale;
use super::svg::Svg;
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, Text};
use crate::domain::words;
use crate::domain::xmr::{ENOUGH, State};

/// The looks of the lower limit, the mean and the upper limit.
const DASHES: [&str; 3] = ["2 3", "", "2 3"];
/// Decimals of mean and limits in sentences; the table has more.
const SHOWN: u8 = 2;
/// How far a ring is from the middle of its marker.
const RADIUS: f64 = 7.5;

/// What a month says, in words.
fn state(state: State) -> &'static Text {
    words::of(&format!("codes.signal.{}", state.as_str()))
}

impl Process {
    /// What a month says; of the last one also why it is not judged.
    fn state(&self, at: usize) -> Option<State> {
        let judged = self.states.get(at).copied().flatten();
        if at + 1 == self.states.len() { Some(self.newest) } else { judged }
    }

    /// Months in a row that say the same, with the places of the first and the last.
    fn signals(&self) -> Vec<(State, usize, usize)> {
        let mut found: Vec<(State, usize, usize)> = Vec::new();
        for (at, state) in self.states.iter().enumerate() {
            let Some(state) = state.filter(|state| state.is_signal()) else { continue };
            match found.last_mut() {
                Some((known, _, to)) if *known == state && *to + 1 == at => *to = at,
                _ => found.push((state, at, at)),
            }
        }
        found
    }

    /// Draws the lines behind those of the series.
    pub(super) fn draw_lines(&self, svg: &mut Svg, scale: &Scale, places: &[f64], right: f64) {
        let Some((limits, from)) = self.limits.zip(places.get(self.from)) else { return };
        for (limit, dash) in limits.into_iter().zip(DASHES) {
            let y = scale.at(limit);
            svg.line((from - 8.0, y), (right, y), Paint::line(GREY, 1.0).dash(dash));
        }
    }

    /// Draws a ring around the values that are signals.
    pub(super) fn draw_rings(
        &self,
        svg: &mut Svg,
        scale: &Scale,
        places: &[f64],
        values: &[Option<Decimal>],
    ) {
        let all = self.states.iter().zip(places).zip(values);
        for ((state, x), value) in all {
            if let (true, Some(value)) = (state.is_some_and(State::is_signal), value) {
                svg.ring(*x, scale.at(*value), RADIUS, INK);
            }
        }
    }

    /// Sentences of mean and limits, of what the rings are, and of what is not judged.
    pub(super) fn tell(&self, trend: &Trend, lang: Lang) -> Vec<String> {
        let Some(limits) = self.limits else {
            let told = [("least", Value::of(ENOUGH)), ("n", Value::of(self.months))];
            return vec![say("process_few", lang, &told)];
        };
        let [lower, mean, upper] = limits.map(|limit| {
            let shown = Decimal::ratio(limit.units, 10_i64.pow(limit.places.into()), SHOWN);
            shown.unwrap_or(limit).with_unit(&trend.unit_of_measure, lang)
        });
        let told = [
            ("mean", Value::Name(&mean)),
            ("lower", Value::Name(&lower)),
            ("upper", Value::Name(&upper)),
            ("n", Value::of(self.months)),
        ];
        let mut texts = vec![say("process", lang, &told)];
        let of_months = |(known, from, to): &(State, usize, usize)| {
            let [first, last] = [*from, *to].map(|at| {
                trend.periods.get(at).map_or_else(String::new, |period| written(period, lang))
            });
            let months = if from == to { first } else { format!("{first}–{last}") };
            format!("{months} {}", state(*known).get(lang))
        };
        let signals: Vec<String> = self.signals().iter().map(of_months).collect();
        texts.push(match signals.is_empty() {
            true => say("process_common", lang, &[]),
            false => {
                let list = signals.join("; ");
                say("process_signals", lang, &[("list", Value::Name(&list))])
            }
        });
        if self.newest == State::Provisional {
            texts.push(say("process_provisional", lang, &[]));
        }
        texts
    }

    /// The fields of a month in the table of the chart.
    pub(super) fn fields(&self, row: Row, at: usize) -> Row {
        let limits = self.limits.filter(|_| at >= self.from);
        let [lower, mean, upper] = limits.map_or([None; 3], |limits| limits.map(Some));
        let code = self.state(at).map_or("", State::as_str);
        row.number(mean).number(lower).number(upper).text(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(states: &[Option<State>]) -> Process {
        let newest = states.last().copied().flatten().unwrap_or(State::Provisional);
        let limits = Some([4, 5, 6].map(|value| Decimal::hundredths(value * 100)));
        Process { from: 1, months: 13, limits, states: states.to_vec(), newest }
    }

    fn trend() -> Trend {
        let periods = ["2026-01", "2026-02", "2026-03", "2026-04"].map(str::to_owned).to_vec();
        Trend {
            unit_of_measure: Text::name("%"),
            ceiling: None,
            periods,
            series: Vec::new(),
            target: None,
            reference: None,
            process: None,
        }
    }

    #[test]
    fn months_in_a_row_that_say_the_same_are_told_together() {
        let (shift, out) = (Some(State::ShiftLow), Some(State::OutsideHigh));
        let told = process(&[None, shift, shift, out]).tell(&trend(), Lang::En);
        assert_eq!(
            told[0],
            "Grey line: the mean, 5.00%; dotted lines: the limits of ordinary variation, 4.00% to 6.00%, from 13 months."
        );
        let words = "Rings: 02/2026–03/2026 seven or more months below the mean; 04/2026 above the limits of ordinary variation.";
        assert_eq!(told[1], words);
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn without_signals_and_with_a_month_that_is_not_judged_it_says_so() {
        let told = process(&[None, Some(State::Common), None, None]).tell(&trend(), Lang::En);
        assert_eq!(
            told[1..],
            ["No month is a signal.", "The newest month is not final and is not judged."]
        );
        let few = Process { limits: None, months: 12, ..process(&[None; 4]) };
        assert_eq!(
            few.tell(&trend(), Lang::En),
            ["Whether a month is a signal is judged from 13 months on; there are 12."]
        );
    }
}
