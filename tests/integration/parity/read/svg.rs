//! Figures drawn as SVG, read back: every text that names a row and column must be that cell of the
//! table beside the chart. Axis ticks and sentences name no cell and are no figures.

use roxmltree::{Document, Node, ParsingOptions};

use super::{
    Findings,
    csv::{Grid, key, unguarded},
    difference,
    edition::Edition,
    number::{self, Decimal, has_digit},
};
use chiso::domain::text::{Lang, clean};

/// Columns that hold the value where a figure is named by two names, the row's and the column's.
const VALUES: [&str; 2] = ["value", "percent"];

/// Checks the file of a chart; its table stands beside it under the same name.
pub fn check(edition: &Edition<'_>, path: &str, bytes: &[u8], found: &mut Findings) {
    let Some(document) = parsed(path, bytes, found) else { return };
    let stem = path.strip_suffix(".svg").unwrap_or(path);
    // Behind the name of the table stand the language and that it is for a phone.
    let mut names =
        std::iter::successors(Some(stem), |name| Some(name.rsplit_once('.')?.0)).take(3);
    let Some(grid) = names.find_map(|name| edition.grid(name)) else {
        found.differs(difference(
            path,
            "",
            "no table",
            format!("its table as {stem}.csv beside it"),
        ));
        return;
    };
    let root = document.root_element();
    match language(root) {
        Some(lang) => check_figure(grid, root, lang, path, found),
        None => found.differs(difference(path, "svg", "no language", "xml:lang of vi or en")),
    }
}

/// The document of a file, which may have a document type.
pub fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    Document::parse_with_options(
        text,
        ParsingOptions { allow_dtd: true, ..ParsingOptions::default() },
    )
}

fn parsed<'a>(path: &str, bytes: &'a [u8], found: &mut Findings) -> Option<Document<'a>> {
    let text = std::str::from_utf8(bytes).ok();
    match text.map(parse) {
        Some(Ok(document)) => Some(document),
        Some(Err(error)) => {
            found.differs(difference(
                path,
                error.pos().to_string(),
                error.to_string(),
                "well-formed XML",
            ));
            None
        }
        None => {
            found.differs(difference(path, "", "other bytes", "UTF-8"));
            None
        }
    }
}

/// The language of an element: its own, or that of what it stands in.
pub fn language(node: Node<'_, '_>) -> Option<Lang> {
    let xml = "http://www.w3.org/XML/1998/namespace";
    let tag = node
        .ancestors()
        .find_map(|node| node.attribute((xml, "lang")).or(node.attribute("lang")))?;
    match tag {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The place of an element: its line and column in the file.
pub fn at(node: Node<'_, '_>) -> String {
    let place = node.document().text_pos_at(node.range().start);
    format!("line {}, column {}", place.row, place.col)
}

/// The text of an element with its white space made single; a tooltip is not part of it.
pub fn text_of(node: Node<'_, '_>) -> String {
    let is_tooltip = |text: &Node<'_, '_>| {
        text.ancestors().take_while(|above| *above != node).any(|above| above.has_tag_name("title"))
            || text
                .parent()
                .is_some_and(|parent| parent != node && parent.tag_name().name() == "title")
    };
    let texts = node.descendants().filter(|text| text.is_text() && !is_tooltip(text));
    let words: Vec<&str> =
        texts.filter_map(|text| text.text()).flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Checks one figure, which stands in a file of its own or within a page.
pub fn check_figure(grid: &Grid, svg: Node<'_, '_>, lang: Lang, path: &str, found: &mut Findings) {
    for node in svg.descendants().filter(|node| node.tag_name().name() == "text") {
        let row = row_of(node, svg);
        if row.is_some() || node.has_attribute("data-column") {
            let column = node.attribute("data-column").unwrap_or_default();
            figure(grid, node, (row.unwrap_or_default(), column), lang, path, found);
        }
    }
}

/// The row that a printed number names: its own, or that of a group of the figure it stands in.
fn row_of<'a>(node: Node<'a, '_>, svg: Node<'_, '_>) -> Option<&'a str> {
    let within = node.ancestors().take_while(|above| *above != svg);
    within.filter_map(|above| above.attribute("data-row")).next()
}

fn figure(
    grid: &Grid,
    node: Node<'_, '_>,
    name: (&str, &str),
    lang: Lang,
    path: &str,
    found: &mut Findings,
) {
    found.count("svg");
    let text = text_of(node);
    let text = text.as_str();
    let place = || format!("{}: data-row “{}”, data-column “{}”", at(node), name.0, name.1);
    let (rows, column) = match cells(grid, name.0, name.1) {
        Ok(cells) => cells,
        Err(expected) => {
            found.differs(difference(path, place(), text, expected));
            return;
        }
    };
    // A code may be that of two rows: a unit “all” beside all units. One of them is meant.
    let is_meant = |row: &usize| is_shown(grid, *row, column, text, lang);
    if !rows.iter().any(is_meant) {
        let row = rows[0];
        let expected = match grid.cell(row, column) {
            "" => format!(
                "a mark without a number: the cell of {} {} is empty",
                grid.file(),
                grid.place(row)
            ),
            cell => format!("{cell}, as {} {}", grid.file(), grid.place(row)),
        };
        found.differs(difference(path, place(), text, expected));
    }
}

/// Whether a text says what a cell holds.
fn is_shown(grid: &Grid, row: usize, column: usize, text: &str, lang: Lang) -> bool {
    let cell = grid.cell(row, column);
    // The value of a series may be followed by its month.
    let (number, month) = match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((number, month)) => (number, Some(month)),
        None => (text, None),
    };
    let is_of_month = month.is_none_or(|month| {
        let of_row = grid.named(row, "period").split_once('-');
        of_row.is_some_and(|(year, of_year)| month == format!("{of_year}/{year}"))
    });
    is_of_month
        && match (cell, Decimal::machine(cell)) {
            ("", _) => !has_digit(text),
            (_, Some(value)) => {
                number::written(number, lang).is_some_and(|shown| shown.value == value)
            }
            (words, None) => clean(unguarded(words)) == text,
        }
}

/// The rows, one at least, and the column of a named figure. A column that the table does not have is a name itself: the
/// period of a series, the indicator of a unit.
fn cells(grid: &Grid, row: &str, column: &str) -> Result<(Vec<usize>, usize), String> {
    let file = grid.file();
    let named = |rows: Vec<usize>| match rows.is_empty() {
        true => Err(format!("a figure that has a row “{row}” in {file}")),
        false => Ok(rows),
    };
    if let Some(place) = grid.column(column) {
        let mut rows = grid.find(&key([row].into_iter())).to_vec();
        let narrow = ["part_id"].iter().find_map(|name| grid.column(name));
        for naming in narrow.into_iter().chain(grid.key.iter().copied()) {
            if rows.is_empty() {
                rows = (0..grid.rows.len())
                    .filter(|at| clean(unguarded(grid.cell(*at, naming))) == row)
                    .collect();
            }
        }
        return Ok((named(rows)?, place));
    }
    let Some(place) = VALUES.iter().find_map(|name| grid.column(name)) else {
        return Err(format!("a figure that names a column of {file}; there is no “{column}”"));
    };
    let mut rows = grid.find(&key([row, column].into_iter())).to_vec();
    if rows.is_empty() {
        let has = |at: usize, name: &str| {
            grid.key.iter().any(|naming| clean(unguarded(grid.cell(at, *naming))) == name)
        };
        rows = (0..grid.rows.len()).filter(|at| has(*at, row) && has(*at, column)).collect();
    }
    Ok((named(rows)?, place))
}
