//! Which sheets a workbook has, in their order: what is read first stands first. A sheet without
//! figures is not made. A table that is larger than a person can use is left out; its sheet, contents and
//! notes say so, and it stands beside the workbook for machines.

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
    domain::{text::Text, words},
    edition::table_csv,
    schema::Rows,
    sheets::Sheet,
};

/// The most cells of a table that a sheet shows. A sheet could hold a million rows; nobody could use them, and
/// the workbook would no longer open on an office computer. A month of the indicators of a hundred and eighty
/// units, with its quarter, half-year and year, is 580,000 cells.
pub const MOST: usize = 600_000;

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
        let data = whole(folder, table, MOST);
        let leaf = Leaf::new(table.name(), Some(data.rows), Part::Data(data));
        leaves.push(Leaf { title: title(table.name()), ..leaf });
    }
    name(&mut leaves);
    name_tables(&mut leaves);
    let sheet = dictionary::sheet(book.rules(), &leaves);
    let people = People { sheet, form: Form::Dictionary };
    leaves.push(Leaf::new("dictionary", None, Part::People(people)));
    leaves
}

/// A table, unless it has more cells than these: a sheet of some of its rows would be summed up as if it had
/// all.
pub fn whole<'a>(folder: &str, table: &'a dyn Rows, most: usize) -> Data<'a> {
    let (rows, columns) = (table.rows().count(), table.columns());
    let name = table.name().to_owned();
    if rows * laid(columns).len() <= most {
        return Data { table: Excerpt::whole(table), name, rows, remark: None };
    }
    let (csv, _) = table_csv::file(&name, Vec::new(), rows * columns.len() > table_csv::LONG);
    let file = |file: String| Text::name(format!("{folder}/{file}"));
    let parts = [
        ("rows", &Text::name(rows.to_string())),
        ("csv", &file(csv)),
        ("parquet", &file(format!("{name}.parquet"))),
    ];
    let remark = Some(words::filled("workbook.too_many", &parts));
    Data { table: Excerpt::none(table), name, rows: 0, remark }
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

/// The same of the names by which formulas call tables.
fn name_tables(leaves: &mut [Leaf<'_>]) {
    let mut taken: Vec<String> = Vec::new();
    for leaf in leaves {
        let Part::Data(data) = &mut leaf.part else { continue };
        let safe = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let wanted: String = data.name.chars().map(safe).collect();
        let mut name = wanted.clone();
        while taken.contains(&name) {
            name = format!("{wanted}_{}", taken.len());
        }
        taken.push(name.clone());
        data.name = name;
    }
}
