//! The comparable points of the ranked units as a native bar chart below their table.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, Worksheet, XlsxError,
};

use super::{book::Book, cells, leaf::Leaf};
use crate::{
    domain::{
        text::{Lang, Text},
        words,
    },
    sheets::{Cell, Line, Sheet},
};

const BAR: u32 = 0x2F6690;
/// The columns of the units' names and of their comparable points.
const UNIT: u16 = 2;
const POINTS: u16 = 3;

/// Draws the units that have a rank; `first` is the row of the first line.
pub fn insert(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    units: &Sheet,
    first: u32,
) -> Result<(), XlsxError> {
    let is_ranked =
        |line: &Line| matches!(&line.cells[0], Cell::Figure { figure, .. } if figure.is_known());
    let mut places = (0..units.rows.len()).filter(|place| is_ranked(&units.rows[*place]));
    let Some(best) = places.next() else { return Ok(()) };
    let worst = places.next_back().unwrap_or(best);
    let (from, to) = (first + best as u32, first + worst as u32);
    let (name, period) = (leaf.sheet.as_str(), book.period_words());
    let told = |place: usize| {
        let cell =
            |column: u16| Text::name(units.rows[place].cells[usize::from(column)].text(Lang::Vi));
        let parts = [("unit", &cell(UNIT)), ("points", &cell(POINTS))];
        words::filled("workbook.ranks_end", &parts)
    };
    let ends =
        words::filled("workbook.ranks_ends", &[("best", &told(best)), ("worst", &told(worst))]);
    let ranked = worst - best + 1;
    let number = Text::name(ranked.to_string());
    let parts = [("units", &number), ("period", &period), ("ends", &ends)];
    let described = words::filled("workbook.ranks_described", &parts);
    let title = words::filled("workbook.ranks_chart", &[("period", &period)]);
    let mut chart = Chart::new_bar();
    let small = ChartFont::new().set_size(9).clone();
    chart
        .add_series()
        .set_name(&units.columns[usize::from(POINTS)].title.vi)
        .set_categories((name, from, UNIT, to, UNIT))
        .set_values((name, from, POINTS, to, POINTS))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BAR)))
        .set_gap(40)
        .set_data_label(ChartDataLabel::new().show_value().set_font(&small));
    chart.title().set_name(&title.vi).set_font(ChartFont::new().set_size(12).set_bold());
    chart.legend().set_hidden();
    // The first rank at the top, as in the table. Of a bar chart the y axis bears the names.
    chart.y_axis().set_reverse().set_font(&small);
    chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart
        .set_width(960)
        .set_height(120 + 26 * ranked.min(60) as u32)
        .set_name(name)
        .set_alt_text(cells::alternative(&described.vi));
    sheet.insert_chart(first + units.rows.len() as u32 + 2, 1, &chart)?;
    Ok(())
}
