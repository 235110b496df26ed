//! Which sheets a workbook has, in their order: what is read first stands first. A sheet without
//! figures is not made. A table that is larger than a person can use shows the period of the
//! workbook alone, and is left out if even that is too much; contents and notes say so, and the whole
//! table stands beside the workbook for machines.

use super::{
    Book,
    data::laid,
    rows::{self, of_period},
    words,
};
use crate::{
    edition::{
        charts::{Body, Chart, Text, Trend},
        wording,
    },
    schema::{Table, Value},
};

/// The most cells of a table that a sheet shows. A sheet could hold a million rows; nobody could use
/// them, and the workbook would no longer open on an office computer. Two years of the indicators of
/// thirty units are 830,000 cells.
pub const MOST_CELLS: usize = 900_000;
/// What a sheet's name holds at most.
pub const LONGEST_NAME: usize = 31;

/// A sheet: its name, its title and what it shows.
pub struct Leaf<'a> {
    pub sheet: String,
    pub title: Text,
    /// Rows of figures; absent for sheets of text.
    pub rows: Option<usize>,
    pub part: Part<'a>,
}

/// What a sheet shows.
pub enum Part<'a> {
    Cover,
    Contents,
    Notes,
    Ranking(&'a Table),
    Whole(&'a Table),
    Matrix(Kind, &'a Table),
    Trend(&'a Chart, &'a Trend),
    Data(Data<'a>),
    Dictionary,
}

/// What the cells of a matrix are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Points,
    Ratio,
}

/// A published table, or as much of it as is shown.
pub struct Data<'a> {
    pub table: &'a Table,
    pub rows: Vec<&'a [Value]>,
    /// What is not shown, and where it is.
    pub remark: Option<Text>,
}

/// The sheets in their order.
pub fn leaves<'a>(book: &Book<'a>) -> Vec<Leaf<'a>> {
    leaves_of_at_most(book, MOST_CELLS)
}

pub fn leaves_of_at_most<'a>(book: &Book<'a>, most: usize) -> Vec<Leaf<'a>> {
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
    for table in book.tables.iter().chain(book.quality) {
        let (sheet, title) = words::table(table.name);
        let data = shortened(book, table, most);
        let rows = Some(data.rows.len());
        leaves.push(Leaf { sheet: sheet.to_owned(), title, rows, part: Part::Data(data) });
    }
    let columns = "Các cột của những bảng trên: tên máy đọc, nghĩa, đơn vị tính";
    let en = "Columns of the tables: machine name, meaning, unit of measure";
    leaves.push(leaf("Từ điển cột", columns, en, None, Part::Dictionary));
    name(&mut leaves);
    leaves
}

fn shortened<'a>(book: &Book<'a>, table: &'a Table, most: usize) -> Data<'a> {
    let all = table.rows.len();
    let most = most / laid(table.columns).len().max(1);
    let mut data =
        Data { table, rows: table.rows.iter().map(Vec::as_slice).collect(), remark: None };
    if all <= most {
        return data;
    }
    let place = table.columns.iter().position(|column| column.name == "period");
    let shown = Value::Text(book.shown.to_string());
    data.rows.retain(|row| place.is_some_and(|place| row[place] == shown));
    let of = wording::period(book.shown);
    let name = table.name;
    data.remark = Some(if (1..=most).contains(&data.rows.len()) {
        Text::new(
            format!(
                "Bảng có {all} dòng, quá lớn cho một trang tính; ở đây chỉ có {}. Toàn bộ bảng: \
                 tables/{name}.csv và tables/{name}.parquet.",
                of.vi
            ),
            format!(
                "The table has {all} rows, too many for a sheet; only {} is shown here. The whole \
                 table: tables/{name}.csv and tables/{name}.parquet.",
                of.en
            ),
        )
    } else {
        data.rows.clear();
        Text::new(
            format!(
                "Bảng có {all} dòng, quá lớn cho một trang tính nên không trình bày ở đây. Toàn bộ \
                 bảng: tables/{name}.csv và tables/{name}.parquet."
            ),
            format!(
                "The table has {all} rows, too many for a sheet, and is not shown here. The whole \
                 table: tables/{name}.csv and tables/{name}.parquet."
            ),
        )
    });
    data
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
