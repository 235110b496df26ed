//! The indicators in which a unit loses most points, as sentences: what was reached, and how many more cases
//! would win the points back.

use super::{
    Cell, Sheets,
    condition::those_of_having,
    words::{said, word},
};
use crate::{
    domain::text::Text,
    rules::{
        Indicator,
        rule_set::{ChildUnits, Measure, ScoreRule},
    },
    schema::facts::Subject,
};

/// An indicator that loses points.
pub struct Loss {
    pub indicator: Cell,
    /// What it loses.
    pub lost: Cell,
    /// Of how many cases.
    pub cases: Cell,
    /// How many more cases give points back, or whose figure it is; absent where nothing is known of it.
    pub more: Option<Cell>,
    /// When a case counts.
    pub case_is: Option<Text>,
}

impl Sheets<'_> {
    /// The greatest losses of a unit, at most so many.
    pub fn losses(&self, unit: u32, most: usize) -> Vec<Loss> {
        let rules = self.view.source.rules;
        let mut lost: Vec<(i64, usize)> = rules
            .indicators
            .iter()
            .zip(&self.score(unit).cells)
            .enumerate()
            .filter(|(_, (indicator, cell))| indicator.score != ScoreRule::Info && cell.available)
            .filter_map(|(place, (indicator, cell))| {
                Some((indicator.max.0 - cell.points?.0, place))
            })
            .filter(|(lost, _)| *lost > 0)
            .collect();
        lost.sort_by_key(|(lost, place)| (-lost, *place));
        lost.into_iter().take(most).map(|(_, place)| self.loss(unit, place)).collect()
    }

    fn loss(&self, unit: u32, place: usize) -> Loss {
        let indicator = &self.view.source.rules.indicators[place];
        let row = self.indicator_row(unit, indicator);
        let inherited = unit != 0 && indicator.child_units == ChildUnits::Inherit;
        let figures =
            ["numerator", "denominator"].map(|column| (column, row.figure(column))).to_vec();
        let key = [&self.period_id(), self.unit_id(unit), &indicator.id];
        let go = self.book.row("charts/points_to_go", &key);
        let to_go = |pattern: &str, columns: &[&'static str]| Cell::Pattern {
            pattern: with_cases(pattern, indicator),
            figures: columns.iter().map(|column| (*column, go.figure(column))).collect(),
        };
        let known = |column: &str| go.number(column).is_some();
        Loss {
            indicator: self.indicator_link(place),
            lost: Cell::Pattern {
                pattern: word("sheet.loses"),
                figures: vec![("lost", row.difference("max_points", "points"))],
            },
            cases: Cell::Pattern { pattern: with_cases("sheet.reached", indicator), figures },
            more: match () {
                () if inherited => Some(Cell::Text(word("sheet.child_inherit"))),
                () if known("cases_to_half") => {
                    Some(to_go("sheet.more_to_half", &["cases_to_half", "cases_to_full"]))
                }
                () if known("cases_to_full") => {
                    Some(to_go("sheet.more_to_full", &["cases_to_full"]))
                }
                () => None,
            },
            case_is: (!inherited).then(|| {
                let condition = Text::both(|lang| those_of_having(indicator, lang));
                said("sheet.case_is", &[("condition", &condition)])
            }),
        }
    }
}

/// A pattern with the word for what an indicator counts; its figures stay open.
fn with_cases(pattern: &str, indicator: &Indicator) -> Text {
    let counts = match indicator.measure {
        Measure::AllRows => Subject::Procedures,
        _ => indicator.counts,
    };
    let cases = word(&format!("sheet.cases_{}", counts.as_str()));
    let pattern = word(pattern);
    Text::both(|lang| pattern.get(lang).replace("{cases}", cases.get(lang)))
}
