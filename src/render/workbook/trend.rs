//! The trend of the authority, month by month, as the edition's chart shows it: the same numbers as
//! `charts/trend.csv`, and a native line chart whose lines differ by dash and marker, not by colour
//! alone. A month without a figure is an empty cell here, because a mark would be drawn as zero.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, Worksheet, XlsxError,
};

use super::{
    cells,
    leaf::Leaf,
    page::{self, TITLE_ROWS},
    styles::Styles,
};
use crate::{
    charts::{self, Trend},
    domain::{number::Decimal, period::Period, wording, words},
};

const LINES: [(u32, ChartLineDashType, ChartMarkerType); 6] = [
    (0x0B4F9E, ChartLineDashType::Solid, ChartMarkerType::Circle),
    (0xB45309, ChartLineDashType::Dash, ChartMarkerType::Square),
    (0x15803D, ChartLineDashType::RoundDot, ChartMarkerType::Triangle),
    (0x7E22CE, ChartLineDashType::LongDash, ChartMarkerType::Diamond),
    (0x9B1C1C, ChartLineDashType::DashDot, ChartMarkerType::X),
    (0x1F2933, ChartLineDashType::LongDashDot, ChartMarkerType::PlusSign),
];

pub fn write(
    sheet: &mut Worksheet,
    leaf: &Leaf<'_>,
    drawn: &charts::Chart,
    trend: &Trend,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::head(sheet, leaf, None, styles)?;
    let note = drawn.note.clone().unwrap_or_default();
    let parts = [("headline", &drawn.headline), ("note", &note)];
    let note = words::filled("workbook.trend_note", &parts).vi;
    cells::text(sheet, 2, 1, note.trim_end(), &styles.subtitle)?;
    let mut headings = vec![("period", words::of("sheet.period").vi.as_str())];
    headings.extend(trend.series.iter().map(|line| (line.id.as_str(), line.name.vi.as_str())));
    let mut widths = vec![20.0];
    widths.resize(headings.len(), 24.0);
    page::headings(sheet, [TITLE_ROWS, TITLE_ROWS + 1], &headings, &widths, styles)?;
    let first = TITLE_ROWS + 2;
    sheet.set_freeze_panes(first, 1)?;
    let format = if is_percent(trend) { &styles.share } else { &styles.points };
    for (place, row) in (0..trend.periods.len()).zip(first..) {
        let id = &trend.periods[place];
        let words =
            id.parse::<Period>().map(|period| wording::capital(&wording::period(period).vi));
        cells::text(sheet, row, 0, words.as_ref().unwrap_or(id), &styles.text)?;
        for (line, column) in trend.series.iter().zip(1..) {
            if let Some(value) = line.values.get(place).copied().flatten() {
                sheet.write_number_with_format(row, column, cell(trend, value), format)?;
            }
        }
    }
    let last = first + trend.periods.len() as u32 - 1;
    if !trend.series.is_empty() {
        sheet.insert_chart(last + 3, 0, &chart(&leaf.sheet, first, last, drawn, trend))?;
    }
    Ok(())
}

fn is_percent(trend: &Trend) -> bool {
    trend.unit_of_measure.vi == "%"
}

/// A value as a spreadsheet holds it: a percentage is a part of one there.
fn cell(trend: &Trend, value: Decimal) -> f64 {
    let places = value.places + if is_percent(trend) { 2 } else { 0 };
    Decimal { places, ..value }.to_f64()
}

fn chart(sheet: &str, first: u32, last: u32, drawn: &charts::Chart, trend: &Trend) -> Chart {
    let small = ChartFont::new().set_size(9).clone();
    let mut chart = Chart::new_line();
    // Names and title refer to the cells that hold them: text with `=` or `!` is taken for a range.
    for (column, (color, dash, marker)) in
        (1_u16..).take(trend.series.len()).zip(LINES.into_iter().cycle())
    {
        let mut stroke = ChartLine::new();
        stroke.set_color(color).set_width(2).set_dash_type(dash);
        chart
            .add_series()
            .set_name((sheet, first - 1, column))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, column, last, column))
            .set_format(ChartFormat::new().set_line(&stroke))
            .set_marker(ChartMarker::new().set_type(marker).set_size(6));
    }
    chart.title().set_name((sheet, 0, 0)).set_font(ChartFont::new().set_size(12).set_bold());
    chart.y_axis().set_min(0).set_font(&small);
    if let Some(ceiling) = trend.ceiling {
        chart.y_axis().set_max(cell(trend, ceiling));
    }
    if is_percent(trend) {
        chart.y_axis().set_num_format("0%");
    }
    chart.x_axis().set_font(&small);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small);
    let parts = [("measure", &drawn.subtitle), ("headline", &drawn.headline)];
    let described = words::filled("workbook.trend_described", &parts).vi;
    chart.set_width(1040).set_height(420).set_name(sheet);
    chart.set_alt_text(cells::alternative(&described));
    chart
}
