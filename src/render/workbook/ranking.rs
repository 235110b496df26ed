//! The scorecard for people: the units of the shown period from the first rank to the last, the
//! authority as a whole above them, and the comparable points as a chart below.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, Worksheet, XlsxError,
};

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
    domain::cell::Status,
    schema::{Table, Value},
};

const COLUMNS: [(&str, &str, f64); 9] = [
    ("rank", "Hạng", 8.0),
    ("unit_id", "Mã đơn vị", 15.0),
    ("unit_name", "Đơn vị", 52.0),
    ("comparable_points", "Điểm so sánh", 11.0),
    ("points", "Điểm đạt", 11.0),
    ("available_points", "Điểm có thể đạt", 11.0),
    ("score", "Điểm quy đổi", 11.0),
    ("band", "Xếp loại", 14.0),
    ("status", "Trạng thái", 14.0),
];
const ON_ONE_PAGE: usize = 45;
const BAR: u32 = 0x2F6690;

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
    let first = TITLE_ROWS + 2;
    sheet.set_freeze_panes(first, 0)?;
    let rows = ordered(book, table);
    for (row, line) in rows.iter().zip(first..) {
        for ((name, _, _), column) in COLUMNS.into_iter().zip(0..) {
            write_cell(sheet, book, line, column, row, name, styles)?;
        }
    }
    let last = first + rows.len() as u32 - 1;
    sheet.autofilter(first - 1, 0, last, COLUMNS.len() as u16 - 1)?;
    let ranked: Vec<usize> =
        (0..rows.len()).filter(|place| rows[*place].count("rank").is_some()).collect();
    if let (Some(from), Some(to)) = (ranked.first(), ranked.last()) {
        let (from, to) = (first + *from as u32, first + *to as u32);
        let chart = chart(book, &leaf.sheet, from, to, &rows);
        sheet.insert_chart(last + 3, 1, &chart)?;
    }
    // Table and chart of a ministry stand on one page.
    if rows.len() <= ON_ONE_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

/// The authority, then the units by rank, then those without one.
fn ordered<'t>(book: &Book<'_>, table: &'t Table) -> Vec<Row<'t>> {
    let mut rows: Vec<Row<'t>> = of_period(table, book.shown).collect();
    rows.sort_by_key(|row| {
        (row.text("unit_id") != book.authority_id, row.count("rank").unwrap_or(i64::MAX))
    });
    rows
}

fn write_cell(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    line: u32,
    column: u16,
    row: &Row<'_>,
    name: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let whole = row.text("unit_id") == book.authority_id;
    // Without a rank there is nothing to compare; without points there was nothing to count.
    let mark = match (name, row.status()) {
        ("rank" | "comparable_points" | "score" | "band", Some(Status::NoCases)) => Mark::NoCases,
        ("rank" | "comparable_points", _) => Mark::NotApplicable,
        ("band", _) if book.is_incomplete() => Mark::NotApplicable,
        _ => Mark::NotKnown,
    };
    let mut format = match name {
        "rank" => styles.whole.clone(),
        "unit_id" | "unit_name" | "band" | "status" => styles.text.clone(),
        _ => styles.points.clone(),
    };
    if whole {
        format = format.set_bold();
    }
    let status;
    let value = match name {
        "status" => {
            let words = book.titles().of("status", row.get(name));
            status = words.map_or(Value::Null, |words| Value::Text(words.vi));
            &status
        }
        _ => row.get(name),
    };
    cells::value(sheet, line, column, value, mark, &format, styles)
}

fn chart(book: &Book<'_>, sheet: &str, from: u32, to: u32, rows: &[Row<'_>]) -> Chart {
    let shown = book.shown_words().vi;
    let ranked: Vec<&Row<'_>> = rows.iter().filter(|row| row.count("rank").is_some()).collect();
    let told = |row: &Row<'_>| {
        let points = cells::number(row.get("comparable_points")).unwrap_or_default();
        let points = format!("{points:.2}").replace('.', ",");
        format!("{} ({points} điểm)", cells::clean_text(row.text("unit_name")))
    };
    let ends = match (ranked.first(), ranked.last()) {
        (Some(best), Some(worst)) => {
            format!("Cao nhất: {}; thấp nhất: {}.", told(best), told(worst))
        }
        _ => String::new(),
    };
    let mut chart = Chart::new_bar();
    let small = ChartFont::new().set_size(9).clone();
    chart
        .add_series()
        .set_name("Điểm so sánh")
        .set_categories((sheet, from, 2, to, 2))
        .set_values((sheet, from, 3, to, 3))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BAR)))
        .set_gap(40)
        .set_data_label(ChartDataLabel::new().show_value().set_font(&small));
    chart
        .title()
        .set_name(&format!("Điểm so sánh của các đơn vị, {shown}"))
        .set_font(ChartFont::new().set_size(12).set_bold());
    chart.legend().set_hidden();
    // The first rank at the top, as in the table. Of a bar chart the y axis bears the names.
    chart.y_axis().set_reverse().set_font(&small);
    chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart
        .set_width(960)
        .set_height(120 + 26 * ranked.len().min(60) as u32)
        .set_name("Xếp hạng")
        .set_alt_text(cells::alternative(&format!(
            "Biểu đồ thanh: điểm so sánh của {} đơn vị được xếp hạng, {shown}. {ends} Số liệu ở \
             bảng phía trên.",
            ranked.len()
        )));
    chart
}
