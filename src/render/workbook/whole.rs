//! The authority as a whole in the shown period: every indicator in the order of the decision, with
//! what was counted, the points and why a figure is missing; each group stands above its own.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    book::Book,
    cells,
    leaf::Leaf,
    marks::Mark,
    page::{self, TITLE_ROWS},
    rows::{Row, of_period},
    styles::Styles,
};
use crate::{
    edition::shown,
    rules::{
        Indicator,
        rule_set::{Measure, ScoreRule},
    },
    schema::{Table, Value},
};

const COLUMNS: [(&str, &str, f64); 9] = [
    ("part", "Mục", 7.0),
    ("indicator_id", "Mã chỉ số", 30.0),
    ("indicator_title", "Chỉ số", 58.0),
    ("numerator", "Tử số", 14.0),
    ("denominator", "Mẫu số", 12.0),
    ("ratio", "Tỷ lệ", 11.0),
    ("points", "Điểm", 9.0),
    ("max_points", "Điểm tối đa", 9.0),
    ("status", "Trạng thái", 16.0),
];

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    table: &Table,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::head(sheet, leaf, Some(&book.shown_words()), styles)?;
    let headings = COLUMNS.map(|(machine, words, _)| (machine, words));
    page::headings(sheet, TITLE_ROWS, &headings, &COLUMNS.map(|(_, _, width)| width), styles)?;
    let mut line = TITLE_ROWS + 2;
    sheet.set_freeze_panes(line, 0)?;
    let own = |row: &Row<'_>| row.text("unit_id") == book.authority_id;
    let rows: Vec<Row<'_>> = of_period(table, book.shown).filter(own).collect();
    for group in &book.rules.groups {
        let of_group: Vec<&Row<'_>> =
            rows.iter().filter(|row| row.text("group_id") == group.id).collect();
        if of_group.is_empty() {
            continue;
        }
        let bold = styles.points.clone().set_bold();
        cells::text(sheet, line, 0, &group.number.to_string(), &styles.strong)?;
        cells::text(sheet, line, 1, &group.id, &styles.strong)?;
        cells::text(sheet, line, 2, &group.title.vi, &styles.strong)?;
        let points = group_points(book, &group.id);
        cells::value(sheet, line, 6, &points, Mark::NotKnown, &bold, styles)?;
        cells::value(sheet, line, 7, &group.max.into(), Mark::NotKnown, &bold, styles)?;
        line += 1;
        for row in of_group {
            if let Some(indicator) = book.rules.indicator(row.text("indicator_id")) {
                write_row(sheet, book, line, row, indicator, styles)?;
                line += 1;
            }
        }
    }
    Ok(())
}

/// The published points of a group of the authority.
fn group_points(book: &Book<'_>, group: &str) -> Value {
    let groups = book.tables.iter().find(|table| table.name == "groups");
    let mut rows = groups.into_iter().flat_map(|table| of_period(table, book.shown));
    rows.find(|row| {
        row.text("unit_id") == book.authority_id
            && row.text("group_id") == group
            && row.text("block_id").is_empty()
    })
    .map_or(Value::Null, |row| row.get("points").clone())
}

fn write_row(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    line: u32,
    row: &Row<'_>,
    indicator: &Indicator,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mark = Mark::of(row.status());
    cells::text(sheet, line, 0, &indicator.part, &styles.wrapped)?;
    cells::text(sheet, line, 1, &indicator.id, &styles.wrapped)?;
    cells::text(sheet, line, 2, &indicator.title.vi, &styles.wrapped)?;
    for (name, column, format) in
        [("numerator", 3, &styles.count), ("denominator", 4, &styles.count)]
    {
        cells::value(sheet, line, column, row.get(name), mark, format, styles)?;
    }
    match (indicator.measure, row.count("numerator"), row.count("denominator")) {
        // A sum of seconds is read as days for each case.
        (Measure::Seconds, Some(seconds), Some(cases)) => {
            let days = shown::days(seconds.unsigned_abs(), cases.unsigned_abs());
            cells::text(sheet, line, 5, &days, &styles.mark)?;
        }
        _ => cells::value(sheet, line, 5, row.get("ratio"), mark, &styles.share, styles)?,
    }
    cells::value(sheet, line, 6, row.get("points"), mark, &styles.points, styles)?;
    let max = match indicator.score {
        ScoreRule::Info => &Value::Null,
        _ => row.get("max_points"),
    };
    cells::value(sheet, line, 7, max, Mark::NotApplicable, &styles.points, styles)?;
    let words = book.titles().of("status", row.get("status")).map_or(Value::Null, |w| w.vi.into());
    cells::value(sheet, line, 8, &words, Mark::NotKnown, &styles.text, styles)
}
