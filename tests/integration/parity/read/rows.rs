//! Totals of pages: how many rows a table has. `<table data-rows-of="tables/scorecard" data-rows="16"
//! data-period="2026-08">` claims to show every row of that period (or, without a period, every row),
//! and is counted; any other element with `data-rows-of` tells the number in its text.

use roxmltree::Node;

use super::{
    Findings,
    csv::{Grid, unguarded},
    difference,
    edition::Edition,
    number, svg,
};

pub fn check(edition: &Edition<'_>, node: Node<'_, '_>, path: &str, found: &mut Findings) {
    let table = node.attribute("data-rows-of").unwrap_or_default();
    let place = format!("{}: {} of {table}", svg::at(node), node.tag_name().name());
    found.count("totals");
    let Some(grid) = edition.grid(table) else {
        let expected = "the rows of a table of this edition";
        found.differs(difference(path, place, table, expected));
        return;
    };
    let rows = rows_of(grid, node);
    let expected = format!("{rows} rows, as {}", grid.file());
    let mut differs = |shown: String| {
        found.differs(difference(path, place.clone(), shown, expected.clone()));
    };
    if node.tag_name().name() != "table" {
        let text = svg::text_of(node);
        let told = svg::language(node).and_then(|lang| number::written(&text, lang));
        if told.is_none_or(|told| told.value != number::Decimal::whole(rows as i128)) {
            differs(text);
        }
        return;
    }
    let shown = shown_rows(node);
    if shown != rows {
        differs(format!("{shown} rows"));
    }
    if let Some(told) = node.attribute("data-rows").filter(|told| **told != *rows.to_string()) {
        differs(format!("data-rows {told}"));
    }
}

/// Rows of the file, of the period and unit that the element names.
fn rows_of(grid: &Grid, node: Node<'_, '_>) -> usize {
    let wanted = |attribute: &str, column: &str| {
        node.attribute(attribute).map(|value| (grid.column(column), value.to_owned()))
    };
    let filters: Vec<_> = [
        wanted("data-period", "period"),
        wanted("data-unit", "unit_id"),
        wanted("data-indicator", "indicator_id"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_wanted = |row: &usize| {
        filters.iter().all(|(column, value)| {
            column.is_some_and(|column| unguarded(grid.cell(*row, column)) == value)
        })
    };
    (0..grid.rows.len()).filter(is_wanted).count()
}

/// Rows in the bodies of a table.
fn shown_rows(table: Node<'_, '_>) -> usize {
    let bodies = table.children().filter(|child| child.tag_name().name() == "tbody");
    bodies.flat_map(|body| body.children()).filter(|row| row.tag_name().name() == "tr").count()
}
