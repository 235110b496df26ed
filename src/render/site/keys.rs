//! The figures that stand alone at the top of a page: of a unit its points, score, change, rank and
//! overdue dossiers, of an indicator its ratio and points. Figures that are not complete make none.

use minijinja::Value as Html;
use serde::Serialize;

use super::page::Site;
use crate::{
    domain::{cell::Status, reliability::Reliability},
    edition::{cohorts::List, shown},
    rules::rule_set::Measure,
    sheets::Figure,
};

/// A figure that stands alone.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    pub label: String,
    pub value: Html,
    pub note: Html,
}

impl Site<'_> {
    pub(super) fn key(&self, label: &str, value: Html, note: Html) -> Key {
        Key { label: self.say(label, &[("before", &self.before())]), value, note }
    }

    /// Points, score, change and overdue of a unit; its rank where it has one.
    pub(super) fn keys(&self, unit: u32) -> Vec<Key> {
        if self.view.is_incomplete() {
            return Vec::new();
        }
        let sheets = &self.sheets;
        let (score, flow) = (sheets.score_row(unit), sheets.flow_row(unit));
        let lacking = sheets.total_status(unit);
        let total = |column: &str| score.figure_or(column, lacking);
        let count = |column: &str| flow.figure_or(column, sheets.flow_status());
        let change = sheets.total_change(unit, "score");
        let mut keys = Vec::new();
        let list = sheets.list_of(unit);
        if let Some(rank) = self.rank(unit) {
            let note = list.as_ref().map(|list| self.of_list(list, &total("comparable_score")));
            let note = note.unwrap_or_default();
            keys.push(self.key("key_rank", rank, note));
        }
        let points = [("points", &total("points")), ("available", &total("available_points"))];
        let max = self.filled("of_max", &[("max", &total("max_points"))]);
        keys.push(self.key("key_points", self.filled("of_points", &points), max));
        let band = self.band(unit);
        let band = match sheets.why_not_graded(unit) {
            Some(_) => band,
            None => self.say("band_is", &[("band", &band)]),
        };
        let score = self.span(&sheets.score_figure(unit));
        let own = list.is_some_and(|list| !list.is_alike).then(|| self.words.of("own_score"));
        let band = std::iter::once(band.as_str()).chain(own).collect::<Vec<_>>().join("; ");
        keys.push(self.key("key_score", score, self.plain(&band)));
        let why = match lacking {
            _ if change.is_known() => String::new(),
            Status::Suppressed => self.tell(&shown::status(lacking)),
            Status::NoCases => String::new(),
            _ => self.tell(&sheets.not_compared()),
        };
        keys.push(self.key("key_change", self.span(&change), self.plain(&why)));
        let closing = self.filled("of_closing", &[("closing", &count("closing"))]);
        keys.push(self.key("key_overdue", self.span(&count("closing_overdue")), closing));
        keys
    }

    /// Among whom a unit is ranked, where there are several lists, and by which score, where it is not its own.
    fn of_list(&self, list: &List, score: &Figure) -> Html {
        let title =
            list.title().map(|title| self.say("of_cohort", &[("cohort", &self.tell(&title))]));
        let common = (!list.is_alike).then(|| self.filled("rank_common", &[("score", score)]));
        let parts = [title.map(|title| self.plain(&title)), common];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| part.to_string()).collect();
        Html::from_safe_string(parts.join(" "))
    }

    /// The band of a unit, or why it has none.
    fn band(&self, unit: u32) -> String {
        self.sheets.band(unit).text(self.lang)
    }

    /// Ratio, points and change of an indicator of the authority, or the mean of one that measures time.
    pub(super) fn indicator_keys(&self, place: usize) -> Vec<Key> {
        if self.view.is_incomplete() {
            return Vec::new();
        }
        let indicator = &self.view.source.rules.indicators[place];
        let row = self.sheets.indicator_row(0, indicator);
        let none = || self.plain("");
        if indicator.measure == Measure::Seconds {
            let mean = self.sheets.history_row(0).figure("mean_handling_days");
            return vec![self.key("key_mean", self.filled("days", &[("days", &mean)]), none())];
        }
        let figure = |column: &str| row.figure(column);
        let counts = [("numerator", &figure("numerator")), ("denominator", &figure("denominator"))];
        let counts = self.filled("of_cases", &counts);
        // Beside the figure, whether it is a signal.
        let signal = self.sheets.ratio_signal(0, indicator).map(|cell| self.state(&cell));
        let noted = |note: Html| match &signal {
            Some(signal) => Html::from_safe_string(format!("{note}<br/>{signal}")),
            None => note,
        };
        let cell = self.view.shown.scores[0].cells[place];
        let few = cell.fraction().and_then(|(_, cases)| Reliability::of(cases));
        let mut keys = vec![match few {
            _ if cell.fraction().is_none() => self.key("key_counts", counts, none()),
            Some(Reliability::Few) => {
                self.key("key_counts", counts, noted(self.plain(self.words.of("few"))))
            }
            _ => self.key("key_ratio", self.span(&figure("ratio")), noted(counts)),
        }];
        if indicator.max.0 > 0 {
            let points = [("points", &figure("points")), ("available", &figure("max_points"))];
            keys.push(self.key("key_indicator_points", self.filled("of_points", &points), none()));
            let change = self.sheets.indicator_change(0, indicator);
            let why = match change.is_known() {
                true => none(),
                false => self.plain(&self.tell(&self.sheets.not_compared())),
            };
            keys.push(self.key("change_points", self.span(&change), why));
        }
        keys
    }
}
