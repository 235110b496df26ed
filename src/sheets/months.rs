//! Several months beside each other, never their sum: the authority by group, by indicator, by count
//! of the flow and by target, and the units by score and rank.

use super::{
    Cell, Heading, Sheet, Sheets, figures,
    flow::{self, TOLD},
    rows, sheet,
    units::of_list,
    words,
    words::{said, word},
};
use crate::{domain::text::Text, edition::cohorts::List};

/// The sheets of each month, in order; at least one.
pub type Months<'s, 'a> = &'s [Sheets<'a>];

/// Points of the authority by group.
pub fn groups(months: Months<'_, '_>) -> Sheet {
    let rules = months[0].view.source.rules;
    let group =
        |title: &Text, id: &str| Heading { id: id.into(), title: title.clone(), number: true };
    let mut columns = vec![words("month")];
    columns.extend(rules.groups.iter().map(|known| group(&known.title, &known.id)));
    columns.extend(["points", "available_points", "score"].map(figures));
    by_month("groups", "sheet.groups_by_month", columns, months, |of| {
        let row = of.score_row(0);
        let groups = rules.groups.iter().map(|group| of.group_row(0, &group.id).figure("points"));
        let total = ["points", "available_points", "score"].map(|column| row.figure(column));
        groups.chain(total).map(Cell::from).collect()
    })
}

/// The flow of the authority.
pub fn flow(months: Months<'_, '_>) -> Sheet {
    // What waits is left out: the other counts fill the width of a page.
    let told = &TOLD[..TOLD.len() - 1];
    let columns = std::iter::once(words("month")).chain(flow::counts(told)).collect();
    by_month("flow", "sheet.flow_by_month", columns, months, |of| of.told(0, told))
}

/// The targets of the authority.
pub fn targets(months: Months<'_, '_>) -> Sheet {
    let columns = std::iter::once(words("month")).chain(months[0].a_target_each()).collect();
    by_month("targets", "sheet.targets_by_month", columns, months, |of| of.reached(0))
}

/// Score and rank of the units of a list; names and list are those of the last month.
pub fn units(months: Months<'_, '_>, list: &List) -> Sheet {
    let last = &months[months.len() - 1];
    let columns = beside(words("unit"), months);
    let is_alike = |of: &Sheets<'_>| of.lists().iter().all(|list| list.is_alike);
    let caption = match months.iter().all(is_alike) {
        true => word("sheet.units_by_month"),
        false => word("sheet.units_by_month_common"),
    };
    let mut sheet = sheet(&list.named("units"), of_list(caption, list), columns);
    for unit in list.units.iter().copied() {
        let cell = |of: &Sheets<'_>| {
            let (score, rank) =
                (of.score_row(unit).figure("comparable_score"), of.score_row(unit).figure("rank"));
            match rank.is_known() {
                true => Cell::Pattern {
                    pattern: word("sheet.score_and_rank"),
                    figures: vec![("score", score), ("rank", rank)],
                },
                false => score.brief().into(),
            }
        };
        let mut cells = vec![last.unit_link(unit)];
        cells.extend(months.iter().map(cell));
        sheet.row(last.unit_id(unit), cells);
    }
    sheet
}

/// The indicators of the authority.
pub fn indicators(months: Months<'_, '_>) -> Sheet {
    let place = months[0].unit_name(0);
    let caption = said("sheet.indicators_by_month", &[("place", &place)]);
    let mut sheet = sheet("indicators", caption, beside(words("indicator"), months));
    for indicator in &months[0].view.source.rules.indicators {
        let mut cells: Vec<Cell> = vec![indicator.titled().into()];
        cells.extend(months.iter().map(|of| of.ratio_or_mean(0, indicator, rows::ratio)));
        sheet.row(&indicator.id, cells);
    }
    sheet
}

/// One row for each month.
fn by_month<'a>(
    id: &str,
    caption: &str,
    columns: Vec<Heading>,
    months: Months<'_, 'a>,
    cells: impl Fn(&Sheets<'a>) -> Vec<Cell>,
) -> Sheet {
    let caption = said(caption, &[("place", &months[0].unit_name(0))]);
    let mut sheet = sheet(id, caption, columns);
    for of in months {
        let row = std::iter::once(month(of).into()).chain(cells(of)).collect();
        sheet.row(of.period_id(), row);
    }
    sheet
}

/// A first column, and one for each month.
fn beside(first: Heading, months: Months<'_, '_>) -> Vec<Heading> {
    let own = |of: &Sheets<'_>| Heading { id: of.period_id(), title: month(of), number: true };
    std::iter::once(first).chain(months.iter().map(own)).collect()
}

/// A month as the head of a row or column; what is provisional or incomplete says so.
fn month(of: &Sheets<'_>) -> Text {
    let counts = &of.view.shown.counts;
    let number = format!("{:02}/{}", counts.period.index + 1, counts.period.year);
    of.marked(Text::name(number))
}
