//! The scores of the ranked units on the indicators they have in common, as native bar charts below their
//! table.

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
/// Pixels of a row.
const ROW: u32 = 20;
/// The columns of the units' names and of their scores.
const UNIT: u16 = 2;
const POINTS: u16 = 3;

/// Draws the units that have a rank, one chart for each list; `first` is the row of the first line.
pub fn insert(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    units: &Sheet,
    first: u32,
) -> Result<(), XlsxError> {
    let cohort = units.columns.iter().position(|column| column.id == "cohort");
    let list_of = |line: &Line| cohort.map(|place| line.cells[place].text(Lang::Vi));
    let is_ranked =
        |line: &Line| matches!(&line.cells[0], Cell::Figure { figure, .. } if figure.is_known());
    let ranked: Vec<usize> =
        (0..units.rows.len()).filter(|place| is_ranked(&units.rows[*place])).collect();
    let mut row = first + units.rows.len() as u32 + 2;
    for places in ranked.chunk_by(|a, b| list_of(&units.rows[*a]) == list_of(&units.rows[*b])) {
        let list = Ranked { units, places, cohort: list_of(&units.rows[places[0]]) };
        let chart = list.chart(book, leaf, first);
        sheet.insert_chart(row, 1, &chart)?;
        row += list.height() / ROW + 2;
    }
    Ok(())
}

/// The ranked units of one list, by their places among the lines.
struct Ranked<'a> {
    units: &'a Sheet,
    places: &'a [usize],
    /// The name of the list, where there are several.
    cohort: Option<String>,
}

impl Ranked<'_> {
    /// In pixels.
    fn height(&self) -> u32 {
        120 + 26 * self.places.len().min(60) as u32
    }

    fn chart(&self, book: &Book<'_>, leaf: &Leaf<'_>, first: u32) -> Chart {
        let (best, worst) = (self.places[0], self.places[self.places.len() - 1]);
        let (from, to) = (first + best as u32, first + worst as u32);
        let (name, period) = (leaf.sheet.as_str(), book.period_words());
        let told = |place: usize| {
            let line = &self.units.rows[place];
            let cell = |column: u16| Text::name(line.cells[usize::from(column)].text(Lang::Vi));
            let parts = [("unit", &cell(UNIT)), ("points", &cell(POINTS))];
            words::filled("workbook.ranks_end", &parts)
        };
        let ends =
            words::filled("workbook.ranks_ends", &[("best", &told(best)), ("worst", &told(worst))]);
        let number = Text::name(self.places.len().to_string());
        let parts = [("units", &number), ("period", &period), ("ends", &ends)];
        let described = words::filled("workbook.ranks_described", &parts);
        let points = &self.units.columns[usize::from(POINTS)].title;
        let cohort = self.cohort.clone().map(Text::name);
        let title = match &cohort {
            None => {
                let parts = [("points", points), ("period", &period)];
                words::filled("workbook.ranks_chart", &parts)
            }
            Some(cohort) => {
                let parts = [("points", points), ("cohort", cohort), ("period", &period)];
                words::filled("workbook.ranks_chart_of", &parts)
            }
        };
        let mut chart = Chart::new_bar();
        let small = ChartFont::new().set_size(9).clone();
        chart
            .add_series()
            .set_name(&points.vi)
            .set_categories((name, from, UNIT, to, UNIT))
            .set_values((name, from, POINTS, to, POINTS))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BAR)))
            .set_gap(40)
            .set_data_label(ChartDataLabel::new().show_value().set_font(&small));
        chart.title().set_name(&title.vi).set_font(ChartFont::new().set_size(12).set_bold());
        chart.legend().set_hidden();
        // The first rank at the top, as in the table. Of a bar chart the y axis bears the names.
        chart.y_axis().set_reverse().set_font(&small);
        chart.x_axis().set_min(0).set_max(100).set_major_gridlines(false).set_hidden(true);
        chart
            .set_width(960)
            .set_height(self.height())
            .set_name(&match &self.cohort {
                None => name.to_owned(),
                Some(cohort) => format!("{name}, {cohort}"),
            })
            .set_alt_text(cells::alternative(&described.vi));
        chart
    }
}
