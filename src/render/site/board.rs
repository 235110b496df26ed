//! What a reader with one minute asks of the authority or of a unit: its score, how that stands beside earlier
//! periods, its groups, what needs direction, and its targets. The first page and that of a unit begin with it.

use minijinja::Value as Html;
use serde::Serialize;

use super::{address::Depth, page::Site, table::Table};
use crate::{
    domain::text::Text,
    render::markup::escape,
    sheets::{Cell, lost::Loss},
};

/// Losses that are named.
const LOSSES: usize = 3;

#[derive(Serialize)]
pub(super) struct Board {
    standing: Option<Standing>,
    compared: Table,
    groups: Table,
    losses: Vec<Lost>,
    /// Sentences of what is overdue and what is due soon.
    urgent: Vec<Html>,
    /// Where dossiers are told of.
    flow: &'static str,
    targets: Option<Table>,
    plan: String,
}

/// The score with its band.
#[derive(Serialize)]
struct Standing {
    score: Html,
    band: String,
    points: Html,
    rank: Option<Html>,
    /// Whether the score is a signal beside two years of months.
    signal: Option<Html>,
}

/// An indicator that loses points, in sentences.
#[derive(Serialize)]
pub(super) struct Lost {
    indicator: Html,
    lost: Html,
    cases: Html,
    more: Option<Html>,
    case_is: Option<String>,
}

impl Site<'_> {
    pub(super) fn board(&self, unit: u32, here: Depth) -> Board {
        let flow = self.sheets.flow_row(unit);
        let count = |column: &str| flow.figure_or(column, self.sheets.flow_status());
        let overdue = [("overdue", &count("closing_overdue")), ("closing", &count("closing"))];
        Board {
            standing: (!self.view.is_incomplete()).then(|| self.standing(unit)),
            compared: self.whole_table(&self.sheets.compared(unit), here),
            groups: self.groups_table(unit, here),
            losses: self.losses(unit, LOSSES, here),
            urgent: std::iter::once(self.filled("overdue_told", &overdue))
                .chain(self.sheets.due_soon(unit).map(|cell| self.markup(&cell, here)))
                .chain(self.sheets.outlook(unit).map(|cell| self.markup(&cell, here)))
                .collect(),
            flow: match here {
                Depth::Top | Depth::Frame => "flow.html",
                Depth::Below => "#h-flow",
            },
            targets: self.targets_table(unit, here),
            plan: self.tell(&self.sheets.plan()),
        }
    }

    fn standing(&self, unit: u32) -> Standing {
        let sheets = &self.sheets;
        let row = sheets.score_row(unit);
        let total = |column: &str| row.figure_or(column, sheets.total_status(unit));
        let points = [("points", &total("points")), ("available", &total("available_points"))];
        Standing {
            score: self.span(&sheets.score_figure(unit)),
            band: sheets.band(unit).text(self.lang),
            points: self.filled("of_available", &points),
            rank: self.rank(unit),
            signal: sheets.score_signal(unit).map(|cell| self.state(&cell)),
        }
    }

    /// A state with its mark, outside of a table.
    pub(super) fn state(&self, cell: &Cell) -> Html {
        match cell {
            Cell::State(words, class) => Html::from_safe_string(format!(
                "<span class=\"state {class}\">{}</span>",
                escape(words.get(self.lang))
            )),
            other => self.plain(&other.text(self.lang)),
        }
    }

    /// The rank of a unit, and those that chance leaves open where they are several.
    pub(super) fn rank(&self, unit: u32) -> Option<Html> {
        let row = self.sheets.score_row(unit);
        row.number("rank")?;
        let of = |column: &str| row.figure_or(column, self.sheets.total_status(unit));
        let [rank, ranked, low, high] = ["rank", "ranked_units", "rank_low", "rank_high"].map(of);
        let told = [("rank", &rank), ("ranked", &ranked), ("low", &low), ("high", &high)];
        Some(match row.number("rank_low") == row.number("rank_high") {
            true => self.filled("of_rank", &told[..2]),
            false => self.filled("of_rank_among", &told),
        })
    }

    /// The greatest losses of a unit; none of figures that are not complete.
    pub(super) fn losses(&self, unit: u32, most: usize, here: Depth) -> Vec<Lost> {
        let most = if self.view.is_incomplete() { 0 } else { most };
        let told = |loss: Loss| Lost {
            indicator: self.markup(&loss.indicator, here),
            lost: self.markup(&loss.lost, here),
            cases: self.markup(&loss.cases, here),
            more: loss.more.map(|more| self.markup(&more, here)),
            case_is: loss.case_is.map(|case_is| self.tell(&case_is)),
        };
        self.sheets.losses(unit, most).into_iter().map(told).collect()
    }

    /// A cell within a sentence.
    pub(super) fn markup(&self, cell: &Cell, here: Depth) -> Html {
        match cell {
            Cell::Pattern { pattern, figures } => {
                let figures: Vec<_> =
                    figures.iter().map(|(name, figure)| (*name, figure)).collect();
                self.pattern(pattern, &figures)
            }
            Cell::Link { text, to, before } => self.link(text, *to, before.as_deref(), here),
            other => self.plain(&other.text(self.lang)),
        }
    }

    fn pattern(&self, pattern: &Text, figures: &[(&str, &crate::sheets::Figure)]) -> Html {
        super::figure::filled(pattern.get(self.lang), figures, self.lang)
    }
}
