//! Which sheets a workbook has, in their order: what is read first stands first. A sheet without
//! figures is not made. A table that is larger than a person can use shows the period of the
//! workbook and those that contain it, or that period alone, and is left out if even that is too much;
//! contents and notes say so, and the whole table stands beside the workbook for machines.

use super::{
    book::Book,
    data::laid,
    dictionary,
    excerpt::Excerpt,
    leaf::{Data, Form, LONGEST_NAME, Leaf, Part, People},
    words::title,
};
use crate::{
    charts::Body,
    domain::{period::Period, text::Text, wording, words},
    schema::{Rows, Value},
    sheets::Sheet,
};

/// The most cells that a sheet shows of a table.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Of all its periods: a workbook that is sent by mail, and opens at once.
    pub of_all: usize,
    /// Of the periods it is about. A sheet could hold a million rows; nobody could use them, and the
    /// workbook would no longer open on an office computer.
    pub of_shown: usize,
}

/// A month of the indicators of three hundred units, with its quarter, half-year and year, is 700,000
/// cells; two years of the points by group of thirty units are 130,000.
pub const MOST: Most = Most { of_all: 200_000, of_shown: 900_000 };

/// The sheets in their order.
pub fn leaves<'a>(book: &Book<'a>) -> Vec<Leaf<'a>> {
    let mut leaves = vec![
        Leaf::new("cover", None, Part::Cover),
        Leaf::new("contents", None, Part::Contents),
        Leaf::new("notes", None, Part::Notes),
    ];
    let mut people = |id: &str, table: &str, form: Form, sheet: &dyn Fn() -> Sheet| {
        if book.tables.iter().any(|known| known.name() == table) {
            let sheet = sheet();
            let sheet = if form.is_matrix() { sheet } else { sheet.choose(&form.ids()) };
            let rows = match form {
                Form::Whole => book.rules().indicators.len(),
                _ => sheet.rows.len(),
            };
            leaves.push(Leaf::new(id, Some(rows), Part::People(People { sheet, form })));
        }
    };
    let of = &book.sheets;
    people("ranking", "scorecard", Form::Ranking, &|| of.units());
    people("whole", "indicators", Form::Whole, &|| of.indicators(0));
    people("points_of_units", "indicators", Form::Points, &|| of.points_of_units());
    people("ratios_of_units", "indicators", Form::Ratios, &|| of.ratios_of_units());
    let trend = book.charts.iter().find_map(|chart| match &chart.body {
        Body::Trend(trend) if chart.id == "trend" => Some((chart, trend)),
        _ => None,
    });
    if let Some((chart, trend)) = trend.filter(|(_, trend)| trend.periods.len() > 1) {
        let leaf = Leaf::new("trend", Some(trend.periods.len()), Part::Trend(chart, trend));
        leaves.push(Leaf { title: chart.subtitle.clone(), ..leaf });
    }
    let tables = book.tables.iter().map(|table| ("tables", *table));
    let quality = book.view().quality.iter().map(|table| ("quality", table as &dyn Rows));
    for (folder, table) in tables.chain(quality) {
        let data = shortened(book.shown(), folder, table, MOST);
        let leaf = Leaf::new(table.name(), Some(data.rows), Part::Data(data));
        leaves.push(Leaf { title: title(table.name()), ..leaf });
    }
    name(&mut leaves);
    let sheet = dictionary::sheet(book.rules(), &leaves);
    let people = People { sheet, form: Form::Dictionary };
    leaves.push(Leaf::new("dictionary", None, Part::People(people)));
    leaves
}

/// A table, or as much of it as is shown where it is too large.
pub fn shortened<'a>(shown: Period, folder: &str, table: &'a dyn Rows, most: Most) -> Data<'a> {
    let width = laid(table.columns()).len().max(1);
    let place = table.columns().iter().position(|column| column.name == "period");
    let longer: Vec<Period> = shown.and_longer().into_iter().collect();
    let names: Vec<Value> = longer.iter().map(|period| Value::Text(period.to_string())).collect();
    let (mut all, mut of_longer, mut of_shown) = (0, 0, 0);
    for row in table.rows() {
        let period = place.map(|place| &row[place]);
        all += 1;
        of_longer += usize::from(period.is_some_and(|period| names.contains(period)));
        of_shown += usize::from(period == names.first());
    }
    let whole = Data { table: Excerpt::whole(table), rows: all, remark: None };
    let most_of_all = if place.is_some() { most.of_all } else { most.of_shown };
    if all * width <= most_of_all {
        return whole;
    }
    let found = [(&longer[..], of_longer), (&longer[..1], of_shown)]
        .into_iter()
        .find(|(_, rows)| *rows > 0 && rows * width <= most.of_shown);
    let (periods, rows) = found.unwrap_or_default();
    if rows == all {
        return whole;
    }
    let remark = remark(folder, table.name(), all, periods.len(), shown);
    let table = if periods.is_empty() { Excerpt::none(table) } else { Excerpt::of(table, periods) };
    Data { table, rows, remark: Some(remark) }
}

/// What a sheet does not show: `count` periods of a table of `all` rows are there.
fn remark(folder: &str, name: &str, all: usize, count: usize, shown: Period) -> Text {
    let key = match count {
        0 => "workbook.too_many_all",
        1 => "workbook.too_many_one",
        _ => "workbook.too_many_longer",
    };
    let [csv, parquet] =
        ["csv", "parquet"].map(|kind| Text::name(format!("{folder}/{name}.{kind}")));
    let (rows, period) = (Text::name(all.to_string()), wording::period(shown));
    let parts = [("rows", &rows), ("period", &period), ("csv", &csv), ("parquet", &parquet)];
    words::filled(key, &parts)
}

/// Makes every name one that a spreadsheet accepts, and unlike all others.
fn name(leaves: &mut [Leaf<'_>]) {
    let mut taken: Vec<String> = Vec::new();
    for leaf in leaves {
        let wanted: String = leaf
            .sheet
            .chars()
            .filter(|letter| !"[]:*?/\\'".contains(*letter))
            .take(LONGEST_NAME)
            .collect();
        let mut name = wanted.clone();
        let mut number = 2;
        while taken.contains(&name.to_lowercase()) || name.is_empty() {
            let tail = format!(" ({number})");
            name = wanted.chars().take(LONGEST_NAME - tail.len()).collect::<String>() + &tail;
            number += 1;
        }
        taken.push(name.to_lowercase());
        leaf.sheet = name;
    }
}
