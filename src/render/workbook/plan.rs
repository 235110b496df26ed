//! Which sheets a workbook has, in their order: what is read first stands first. A sheet without
//! figures is not made. A table that is larger than a person can use shows the period of the
//! workbook and those that contain it, or that period alone, and is left out if even that is too much;
//! contents and notes say so, and the whole table stands beside the workbook for machines.

use super::{
    book::Book,
    data::laid,
    leaf::{Data, Kind, LONGEST_NAME, Leaf, Part},
    rows::{self, of_period},
    words,
};
use crate::{
    charts::Body,
    domain::{period::Period, text::Text, wording},
    schema::{Table, Value},
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
    leaves_of_at_most(book, MOST)
}

pub fn leaves_of_at_most<'a>(book: &Book<'a>, most: Most) -> Vec<Leaf<'a>> {
    let leaf = |sheet: &str, vi: &str, en: &str, rows: Option<usize>, part: Part<'a>| Leaf {
        sheet: sheet.to_owned(),
        title: Text::new(vi, en),
        rows,
        part,
    };
    let mut leaves = vec![
        leaf("Bìa", "Bìa", "Cover", None, Part::Cover),
        leaf("Mục lục", "Mục lục", "Contents", None, Part::Contents),
        leaf("Ghi chú", "Ghi chú và ký hiệu", "Notes and marks", None, Part::Notes),
    ];
    let find = |name: &str| rows::table(book.tables, name, book.shown);
    if let Some(table) = find("scorecard") {
        let rows = of_period(table, book.shown).count();
        leaves.push(leaf(
            "Xếp hạng",
            "Điểm, xếp loại và thứ hạng của các đơn vị",
            "Points, bands and ranks of the units",
            Some(rows),
            Part::Ranking(table),
        ));
    }
    if let Some(table) = find("indicators") {
        let units = super::matrix::units(table, book.shown).len();
        let own = of_period(table, book.shown)
            .filter(|row| row.text("unit_id") == book.authority_id)
            .count();
        if own > 0 {
            leaves.push(leaf(
                "Kết quả chung",
                "Kết quả chung của toàn cơ quan theo chỉ số",
                "Results of the authority as a whole by indicator",
                Some(own),
                Part::Whole(table),
            ));
        }
        leaves.push(leaf(
            "Điểm đơn vị × chỉ số",
            "Điểm của từng đơn vị theo chỉ số",
            "Points of each unit by indicator",
            Some(units),
            Part::Matrix(Kind::Points, table),
        ));
        leaves.push(leaf(
            "Tỷ lệ đơn vị × chỉ số",
            "Tỷ lệ của từng đơn vị theo chỉ số",
            "Ratio of each unit by indicator",
            Some(units),
            Part::Matrix(Kind::Ratio, table),
        ));
    }
    let trend = book.charts.iter().find_map(|chart| match &chart.body {
        Body::Trend(trend) if chart.id == "trend" => Some((chart, trend)),
        _ => None,
    });
    if let Some((chart, trend)) = trend.filter(|(_, trend)| trend.periods.len() > 1) {
        let rows = Some(trend.periods.len());
        let mut own = leaf("Xu hướng", "", "", rows, Part::Trend(chart, trend));
        own.title = chart.subtitle.clone();
        leaves.push(own);
    }
    let tables = book.tables.iter().map(|table| ("tables", table));
    for (folder, table) in tables.chain(book.quality.iter().map(|table| ("quality", table))) {
        let (sheet, title) = words::table(table.name);
        let data = shortened(book, folder, table, most);
        let rows = Some(data.rows.len());
        leaves.push(Leaf { sheet: sheet.to_owned(), title, rows, part: Part::Data(data) });
    }
    let columns = "Các cột của những bảng trên: tên máy đọc, nghĩa, đơn vị tính";
    let en = "Columns of the tables: machine name, meaning, unit of measure";
    leaves.push(leaf("Từ điển cột", columns, en, None, Part::Dictionary));
    name(&mut leaves);
    leaves
}

fn shortened<'a>(book: &Book<'a>, folder: &str, table: &'a Table, most: Most) -> Data<'a> {
    let width = laid(table.columns).len().max(1);
    let (all, whole) = (table.rows.len(), table.rows.iter().map(Vec::as_slice).collect());
    let place = table.columns.iter().position(|column| column.name == "period");
    let most_of_all = if place.is_some() { most.of_all } else { most.of_shown };
    if all * width <= most_of_all {
        return Data { table, rows: whole, remark: None };
    }
    let of = |periods: &[Period]| -> Vec<&'a [Value]> {
        let names: Vec<Value> =
            periods.iter().map(|period| Value::Text(period.to_string())).collect();
        let is_shown = |row: &&[Value]| place.is_some_and(|place| names.contains(&row[place]));
        whole.iter().copied().filter(is_shown).collect()
    };
    let longer: Vec<Period> = book.shown.and_longer().into_iter().collect();
    let found = [&longer[..], &[book.shown]].into_iter().find_map(|periods| {
        let rows = of(periods);
        (!rows.is_empty() && rows.len() * width <= most.of_shown).then_some((periods.len(), rows))
    });
    let (count, rows) = found.unwrap_or_default();
    if rows.len() == all {
        return Data { table, rows, remark: None };
    }
    Data { table, rows, remark: Some(remark(folder, table.name, all, count, book.shown)) }
}

/// What a sheet does not show: `count` periods of a table of `all` rows are there.
fn remark(folder: &str, name: &str, all: usize, count: usize, shown: Period) -> Text {
    let of = wording::period(shown);
    let (vi, en) = match count {
        0 => (
            "quá lớn cho một trang tính nên không trình bày ở đây".to_owned(),
            "too many for a sheet, and is not shown here".to_owned(),
        ),
        1 => (
            format!("quá lớn cho một trang tính; ở đây chỉ có {}", of.vi),
            format!("too many for a sheet; only {} is shown here", of.en),
        ),
        _ => (
            format!(
                "quá lớn cho một trang tính; ở đây chỉ có {} và các kỳ dài hơn chứa kỳ này",
                of.vi
            ),
            format!(
                "too many for a sheet; only {} and the longer periods that contain it are shown here",
                of.en
            ),
        ),
    };
    let files =
        |of: &str, and: &str| format!("{of}: {folder}/{name}.csv {and} {folder}/{name}.parquet.");
    Text::new(
        format!("Bảng có {all} dòng, {vi}. {}", files("Toàn bộ bảng", "và")),
        format!("The table has {all} rows, {en}. {}", files("The whole table", "and")),
    )
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
