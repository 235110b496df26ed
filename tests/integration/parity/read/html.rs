//! Pages read back: every element that names a column must show that cell as its language writes it,
//! of the table and row that it, the row of the page around it or its heading names; a cell of numbers without
//! such a name is a fault. A column `a-b` is the difference of two cells of one row, `data-less` that of one
//! column between two rows, and `data-scale` says how often the value is taken. Figures drawn within a
//! page are compared with the table of their chart.

use roxmltree::Node;

use super::{
    Findings,
    csv::Grid,
    difference,
    edition::Edition,
    number::{self, Decimal, has_digit},
    rows, svg,
};
use crate::named::{attribute, is_figure, is_number_cell};
use chiso::domain::text::Lang;

/// Why a cell has no figure, as pages say it.
const STATUSES: [&str; 6] =
    ["missing_source", "no_cases", "not_applicable", "suppressed", "empty", ""];
/// The statuses that say of a row why it has no figure.
const WITHOUT_FIGURE: [&str; 4] = ["missing_source", "no_cases", "not_applicable", "suppressed"];

pub fn check(edition: &Edition<'_>, path: &str, bytes: &[u8], found: &mut Findings) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        found.differs(difference(path, "", "other bytes", "UTF-8"));
        return;
    };
    let document = match svg::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos().to_string();
            found.differs(difference(path, place, error.to_string(), "well-formed XML"));
            return;
        }
    };
    for node in document.descendants().filter(Node::is_element) {
        if node.has_attribute("data-rows-of") {
            rows::check(edition, node, path, found);
        } else if is_figure(node) && !is_drawn(node) {
            match svg::language(node) {
                Some(lang) => check_figure(edition, node, lang, path, found),
                None => found.differs(difference(
                    path,
                    svg::at(node),
                    "no language",
                    "lang of vi or en",
                )),
            }
        }
        if is_without_column(node) {
            let (place, shown) = (svg::at(node), svg::text_of(node));
            found.differs(difference(path, place, shown, "a figure with data-column"));
        }
        match node.tag_name().name() {
            "svg" => check_drawn(edition, node, path, found),
            "td" if is_number_cell(node) => check_named(node, path, found),
            _ => {}
        }
    }
}

/// A figure of a chart, which is compared with the table of the chart.
fn is_drawn(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|above| above.tag_name().name() == "svg")
}

/// An element that names a table or a row names a column too, or is a row with such elements.
fn is_without_column(node: Node<'_, '_>) -> bool {
    let names = ["data-table", "data-key"].iter().any(|name| node.has_attribute(*name));
    names && !node.has_attribute("data-column") && !node.descendants().any(is_figure)
}

/// A cell of numbers names its figure, or what stands in it does.
fn check_named(node: Node<'_, '_>, path: &str, found: &mut Findings) {
    let is_named = |node: &Node<'_, '_>| is_figure(*node) || node.has_attribute("data-rows-of");
    let unnamed = node
        .descendants()
        .filter(|text| text.is_text() && text.text().is_some_and(has_digit))
        .any(|text| {
            !text
                .ancestors()
                .take_while(|above| Some(*above) != node.parent())
                .any(|above| is_named(&above))
        });
    if unnamed || !node.descendants().any(|node| is_named(&node)) {
        let place = format!("{}: td", svg::at(node));
        found.differs(difference(
            path,
            place,
            svg::text_of(node),
            "a figure with data-table, data-key and data-column",
        ));
    }
}

/// A figure drawn within the page, with the table of its chart. Editions of before do not name it, and
/// what they drew is held by the chart's own file.
fn check_drawn(edition: &Edition<'_>, node: Node<'_, '_>, path: &str, found: &mut Findings) {
    let Some(chart) = node.ancestors().find_map(|node| node.attribute("data-chart")) else {
        return;
    };
    match (edition.grid(chart), svg::language(node)) {
        (Some(grid), Some(lang)) => svg::check_figure(grid, node, lang, path, found),
        _ => {
            let place = format!("{}: svg", svg::at(node));
            let expected = "the path of a table of the edition without .csv, and a language";
            found.differs(difference(path, place, chart, expected));
        }
    }
}

/// What a page says that an element shows.
struct Claim<'e> {
    value: Option<Decimal>,
    /// Cells that are words, which the page shows in its own.
    is_words: bool,
    /// The difference of two rows.
    is_change: bool,
    status: &'e str,
    grid: &'e Grid,
    row: usize,
    columns: &'e str,
}

impl Claim<'_> {
    /// Where the figure comes from.
    fn cells(&self) -> String {
        format!("{} {}, column {}", self.grid.file(), self.grid.place(self.row), self.columns)
    }
}

fn check_figure(
    edition: &Edition<'_>,
    node: Node<'_, '_>,
    lang: Lang,
    path: &str,
    found: &mut Findings,
) {
    found.count("html");
    let name = |name: &str| attribute(node, name).unwrap_or_default();
    let text = svg::text_of(node);
    let place = || {
        let less =
            node.attribute("data-less").map(|key| format!(" less {key}")).unwrap_or_default();
        let [table, key, column] = ["data-table", "data-key", "data-column"].map(name);
        format!("{}: {table} {key}{less} {column}", svg::at(node))
    };
    let claim = match claim(edition, node) {
        Ok(claim) => claim,
        Err(expected) => {
            found.differs(difference(path, place(), text, expected));
            return;
        }
    };
    let wrong = match claim.value {
        _ if claim.is_words => None,
        None => is_without_figure(node, &text, &claim),
        Some(value) => (!is_shown(value, &claim, &text, lang, node)).then(|| {
            let sign = if claim.is_change && !value.is_negative() { "with its sign, " } else { "" };
            format!("{value} as “{}” writes it, {sign}by {}", lang.tag(), claim.cells())
        }),
    };
    if let Some(expected) = wrong {
        found.differs(difference(path, place(), text, expected));
    }
}

/// An element whose cell is empty shows a mark and says why.
fn is_without_figure(node: Node<'_, '_>, text: &str, claim: &Claim<'_>) -> Option<String> {
    let status = node.attribute("data-status");
    if has_digit(text) || text.is_empty() {
        return Some(format!("a mark or word without a number: {} is empty", claim.cells()));
    }
    if !status.is_some_and(|status| STATUSES.contains(&status)) {
        return Some(format!("a mark with data-status: {} is empty", claim.cells()));
    }
    let said = WITHOUT_FIGURE.contains(&claim.status);
    (said && status != Some(claim.status))
        .then(|| format!("a mark with data-status “{}”, as {} says", claim.status, claim.cells()))
}

fn is_shown(value: Decimal, claim: &Claim<'_>, text: &str, lang: Lang, node: Node<'_, '_>) -> bool {
    let Some(shown) = number::written(text, lang) else { return false };
    let is_scaled = attribute(node, "data-scale").is_some();
    // Only a share taken a hundred times, or a chart drawn in per cent, bears the sign.
    let may_be_percent = is_scaled || claim.grid.path.starts_with("charts/");
    if shown.percent && !may_be_percent {
        return false;
    }
    let is_value = |value: Decimal| match is_scaled {
        true => value.is_shown_as(shown.value),
        false => value == shown.value,
    };
    let is_zero = shown.value == Decimal::whole(0);
    let is_signed = match claim.is_change {
        true => shown.signed != is_zero,
        false => !shown.signed || shown.value.is_negative(),
    };
    is_signed && is_value(value)
}

/// What the named cells say; an error is what should stand there.
fn claim<'e>(edition: &'e Edition<'_>, node: Node<'e, '_>) -> Result<Claim<'e>, String> {
    let name =
        |name: &'static str| attribute(node, name).ok_or_else(|| format!("a figure with {name}"));
    let table = name("data-table")?;
    let grid = edition
        .grid(table)
        .ok_or_else(|| format!("a figure of this edition; there is no {table}.csv"))?;
    let row = |key: &str| match grid.find(key) {
        [row] => Ok(*row),
        [] => Err(format!("a row of {}; none has the key “{key}”", grid.file())),
        _ => Err(format!("one row of {}; several have the key “{key}”", grid.file())),
    };
    let (key, columns) = (name("data-key")?, name("data-column")?);
    let at = row(key)?;
    // A row that is not there has no figure, so neither has the change since it.
    let less = match node.attribute("data-less") {
        Some(key) if grid.find(key).is_empty() => Some(None),
        Some(key) => Some(Some(row(key)?)),
        None => None,
    };
    let scale = match attribute(node, "data-scale") {
        Some(scale) => scale.parse().map_err(|_| "a whole number as data-scale".to_owned())?,
        None => 1,
    };
    let place = |column: &str| {
        grid.column(column)
            .ok_or_else(|| format!("a column of {}; there is no “{column}”", grid.file()))
    };
    let (first, second) = match grid.column(columns) {
        Some(column) => (column, None),
        None => match columns.split_once('-') {
            Some((first, second)) => (place(first)?, Some(place(second)?)),
            None => (place(columns)?, None),
        },
    };
    let read = |row: usize, column: usize| Decimal::machine(grid.cell(row, column));
    let of_row = |row: usize| match second {
        Some(second) => Some(read(row, first)?.minus(read(row, second)?)),
        None => {
            let cell = read(row, first)?;
            // The cell of a share is rounded itself, and is not rounded again.
            let is_share = grid.columns[first] == "ratio";
            Some(is_share.then(|| share(grid, row)).flatten().unwrap_or(cell))
        }
    };
    let value = match less {
        Some(less) => of_row(at).zip(less.and_then(of_row)).map(|(value, less)| value.minus(less)),
        None => of_row(at),
    };
    let cell = grid.cell(at, first);
    Ok(Claim {
        value: value.and_then(|value| value.times(scale)),
        is_words: !cell.is_empty() && read(at, first).is_none() && less.is_none(),
        is_change: less.is_some(),
        status: grid.named(at, "status"),
        grid,
        row: at,
        columns,
    })
}

/// Numerator over denominator with many more decimals than are shown, cut and not rounded.
fn share(grid: &Grid, row: usize) -> Option<Decimal> {
    let whole = |column: &str| grid.named(row, column).parse::<i128>().ok();
    let (numerator, denominator) = (whole("numerator")?, whole("denominator")?);
    (denominator > 0).then(|| Decimal::new(numerator * 10_i128.pow(12) / denominator, 12))
}
