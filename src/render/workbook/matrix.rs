//! Units against indicators in the shown period, as points or as ratios. A cell without a number says
//! why by its mark. Ratios are shaded from white to blue; the shade only repeats the number.

use std::collections::HashMap;

use rust_xlsxwriter::{ConditionalFormat2ColorScale, ConditionalFormatType, Worksheet, XlsxError};

use super::{
    book::Book,
    cells,
    leaf::{Kind, Leaf},
    marks::Mark,
    page::{self, TITLE_ROWS},
    rows::{Row, of_period},
    styles::Styles,
};
use crate::{
    domain::period::Period,
    edition::shown,
    rules::{Indicator, rule_set::ScoreRule},
    schema::Table,
};

const UNIT_COLUMNS: u16 = 2;
const LOW: u32 = 0xFFFFFF;
const HIGH: u32 = 0xB8D4EA;

/// The units of a period, in the order of the table.
pub fn units(table: &Table, period: Period) -> Vec<(&str, &str)> {
    let mut units: Vec<(&str, &str)> = Vec::new();
    for row in of_period(table, period) {
        let unit = (row.text("unit_id"), row.text("unit_name"));
        // The rows of a unit follow each other.
        if units.last() != Some(&unit) {
            units.push(unit);
        }
    }
    units
}

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    kind: Kind,
    table: &Table,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::head(sheet, leaf, Some(&book.shown_words()), styles)?;
    let marks: Vec<String> = Mark::ALL
        .iter()
        .map(|mark| {
            let meaning = mark.meaning().vi;
            let short = meaning.split(':').next().unwrap_or_default().to_lowercase();
            format!("{} {short}", mark.text())
        })
        .collect();
    cells::text(sheet, 2, 1, &format!("Ký hiệu: {}", marks.join("; ")), &styles.subtitle)?;
    let indicators: Vec<&Indicator> =
        book.rules.indicators.iter().filter(|known| known.score != ScoreRule::Info).collect();
    let titles: Vec<String> = indicators.iter().map(|known| heading(known, kind)).collect();
    let mut headings = vec![("unit_id", "Mã đơn vị"), ("unit_name", "Đơn vị")];
    let own = indicators.iter().zip(&titles);
    headings.extend(own.map(|(known, title)| (known.id.as_str(), title.as_str())));
    let mut widths = vec![14.0, 56.0];
    widths.resize(headings.len(), 15.0);
    page::headings(sheet, TITLE_ROWS, &headings, &widths, styles)?;
    let first = TITLE_ROWS + 2;
    sheet.set_freeze_panes(first, UNIT_COLUMNS)?;
    let name = match kind {
        Kind::Points => "points",
        Kind::Ratio => "ratio",
    };
    let format = match kind {
        Kind::Points => &styles.points,
        Kind::Ratio => &styles.share,
    };
    let rows: HashMap<(&str, &str), Row<'_>> = of_period(table, book.shown)
        .map(|row| ((row.text("unit_id"), row.text("indicator_id")), row))
        .collect();
    let units = units(table, book.shown);
    for ((id, unit), line) in units.iter().zip(first..) {
        let whole = *id == book.authority_id;
        let style = if whole { &styles.strong } else { &styles.text };
        cells::text(sheet, line, 0, id, style)?;
        cells::text(sheet, line, 1, unit, style)?;
        let format = if whole { format.clone().set_bold() } else { format.clone() };
        for (indicator, column) in indicators.iter().zip(UNIT_COLUMNS..) {
            let row = rows.get(&(*id, indicator.id.as_str()));
            let value = row.map_or(&crate::schema::Value::Null, |row| row.get(name));
            let mark = Mark::of(row.and_then(Row::status));
            cells::value(sheet, line, column, value, mark, &format, styles)?;
        }
    }
    let last = first + units.len() as u32 - 1;
    let last_column = headings.len() as u16 - 1;
    sheet.autofilter(first - 1, 0, last, last_column)?;
    sheet.set_repeat_columns(0, UNIT_COLUMNS - 1)?;
    sheet.set_print_fit_to_pages(2, 0);
    if kind == Kind::Ratio && last_column >= UNIT_COLUMNS {
        let shade = ConditionalFormat2ColorScale::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 1)
            .set_minimum_color(LOW)
            .set_maximum_color(HIGH);
        sheet.add_conditional_format(first, UNIT_COLUMNS, last, last_column, &shade)?;
    }
    Ok(())
}

/// Part, title, and what could be gained.
fn heading(indicator: &Indicator, kind: Kind) -> String {
    let title = format!("{} {}", indicator.part, indicator.title.vi);
    match kind {
        Kind::Points => format!("{title} (tối đa {})", shown::number(indicator.max)),
        Kind::Ratio => title,
    }
}
