//! The contents: every sheet with a link to it, its title in both languages and how many rows of
//! figures it has.

use rust_xlsxwriter::{FormatAlign, Url, Worksheet, XlsxError};

use super::{
    cells::text,
    leaf::{Leaf, Part},
    page,
    styles::Styles,
};

pub fn write(sheet: &mut Worksheet, leaves: &[Leaf<'_>], styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_row_height(0, page::TITLE_HEIGHT)?;
    text(sheet, 0, 0, "Mục lục", &styles.title)?;
    text(sheet, 1, 0, "Contents", &styles.subtitle)?;
    let columns = [("Trang tính", 28.0), ("Nội dung", 62.0), ("Content", 52.0), ("Số dòng", 10.0)];
    for ((title, width), column) in columns.into_iter().zip(0..) {
        text(sheet, 3, column, title, &styles.heading)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    let counted = styles.count.clone().set_align(FormatAlign::Top);
    for (leaf, row) in leaves.iter().zip(4..) {
        let url = Url::new(format!("internal:'{}'!A1", leaf.sheet)).set_text(&leaf.sheet);
        sheet.write_url_with_format(row, 0, url, &styles.link)?;
        let remark = match &leaf.part {
            Part::Data(data) => data.remark.as_ref(),
            _ => None,
        };
        let with = |title: &str, remark: Option<&str>| match remark {
            Some(remark) => format!("{title}. {remark}"),
            None => title.to_owned(),
        };
        let vi = with(&leaf.title.vi, remark.map(|words| words.vi.as_str()));
        let en = with(&leaf.title.en, remark.map(|words| words.en.as_str()));
        page::fit(sheet, row, [(vi.as_str(), 62.0), (&en, 52.0)].into_iter())?;
        text(sheet, row, 1, &vi, &styles.wrapped)?;
        text(sheet, row, 2, &en, &styles.wrapped)?;
        if let Some(rows) = leaf.rows {
            sheet.write_number_with_format(row, 3, rows as f64, &counted)?;
        }
    }
    Ok(())
}
