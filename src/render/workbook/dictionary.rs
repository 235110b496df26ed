//! The dictionary: every column of every table in the workbook, with its name for machines, its
//! meaning in both languages, its unit and the codes it may hold. It is read from the declaration of
//! the tables, so that it cannot say anything else than they do.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    book::Book,
    cells::text,
    leaf::{Leaf, Part},
    page::{self, TITLE_ROWS},
    styles::Styles,
    words::worded,
};
use crate::schema::{Column, Type};

const COLUMNS: [(&str, &str, f64); 8] = [
    ("sheet", "Trang tính", 22.0),
    ("table", "Bảng", 20.0),
    ("column", "Cột", 24.0),
    ("kind", "Kiểu", 14.0),
    ("unit", "Đơn vị tính", 14.0),
    ("vi", "Nghĩa", 52.0),
    ("en", "Meaning", 52.0),
    ("codes", "Các mã", 52.0),
];

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaf: &Leaf<'_>,
    leaves: &[Leaf<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::head(sheet, leaf, None, styles)?;
    let headings = COLUMNS.map(|(machine, words, _)| (machine, words));
    page::headings(sheet, TITLE_ROWS, &headings, &COLUMNS.map(|(_, _, width)| width), styles)?;
    let first = TITLE_ROWS + 2;
    sheet.set_freeze_panes(first, 0)?;
    let mut line = first;
    for leaf in leaves {
        let Part::Data(data) = &leaf.part else { continue };
        for column in data.table.columns {
            let codes = codes(book, column);
            let own = [
                leaf.sheet.as_str(),
                data.table.name,
                column.name,
                kind(column),
                unit(column),
                column.vi(),
                column.en(),
                &codes,
            ];
            put(sheet, line, own, styles)?;
            line += 1;
            if let Some(words) = worded(column.name) {
                let (sheet_name, table) = (leaf.sheet.as_str(), data.table.name);
                let vi = format!("{}: lời của cột {}", words.vi, column.name);
                let en = format!("{}, for people", words.en);
                put(sheet, line, [sheet_name, table, words.name, "chữ", "", &vi, &en, ""], styles)?;
                line += 1;
            }
        }
    }
    sheet.autofilter(first - 1, 0, line.max(first + 1) - 1, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    line: u32,
    cells: [&str; 8],
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::fit(sheet, line, cells.into_iter().zip(COLUMNS.map(|(_, _, width)| width)))?;
    for (words, column) in cells.into_iter().zip(0..) {
        text(sheet, line, column, words, &styles.wrapped)?;
    }
    Ok(())
}

fn kind(column: &Column) -> &'static str {
    match column.kind {
        Type::Text => "chữ",
        Type::Code(_) => "mã",
        Type::Bool => "đúng/sai",
        Type::Int => "số nguyên",
        Type::Decimal(_) => "số thập phân",
        Type::Date => "ngày",
        Type::Time => "ngày giờ",
    }
}

fn unit(column: &Column) -> &'static str {
    match column.unit {
        "points" => "điểm",
        "share" => "tỷ lệ",
        "of 100" => "trên 100",
        "dossiers" => "hồ sơ",
        "units" => "đơn vị",
        "rows" => "dòng",
        "seconds" => "giây",
        other => other,
    }
}

/// The codes a column may hold, with their words.
fn codes(book: &Book<'_>, column: &Column) -> String {
    let with = |code: &str, words: Option<String>| match words {
        Some(words) => format!("{code} ({words})"),
        None => code.to_owned(),
    };
    let list: Vec<String> = match (column.kind, column.name) {
        (Type::Code(codes), _) => {
            codes.iter().map(|code| with(code.name, Some(code.meaning().vi.clone()))).collect()
        }
        (_, "group_id") => {
            let groups = &book.rules.groups;
            groups.iter().map(|group| with(&group.id, Some(group.title.clone().vi))).collect()
        }
        _ => Vec::new(),
    };
    list.join("; ")
}
