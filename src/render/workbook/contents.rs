//! The contents: every sheet with a link to it, its title in both languages and how many rows of
//! figures it has.

use rust_xlsxwriter::{FormatAlign, Url, Worksheet, XlsxError};

use super::{cells::text, leaf::Leaf, page, styles::Styles};
use crate::domain::words;

const COLUMNS: [(&str, f64); 4] = [("sheet", 28.0), ("vi", 62.0), ("en", 52.0), ("rows", 10.0)];

pub fn write(
    sheet: &mut Worksheet,
    own: &Leaf<'_>,
    leaves: &[Leaf<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    page::titles(sheet, 0, &own.title, styles)?;
    for ((id, width), column) in COLUMNS.into_iter().zip(0..) {
        let heading = words::of(&format!("workbook.contents.{id}"));
        text(sheet, 3, column, &heading.vi, &styles.heading)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    let counted = styles.count.clone().set_align(FormatAlign::Top);
    for (leaf, row) in leaves.iter().zip(4..) {
        let url = Url::new(format!("internal:'{}'!A1", leaf.sheet)).set_text(&leaf.sheet);
        sheet.write_url_with_format(row, 0, url, &styles.link)?;
        let with = |title: &str, remark: Option<&String>| match remark {
            Some(remark) => format!("{title}. {remark}"),
            None => title.to_owned(),
        };
        let vi = with(&leaf.title.vi, leaf.remark().map(|words| &words.vi));
        let en = with(&leaf.title.en, leaf.remark().map(|words| &words.en));
        page::fit(sheet, row, [(vi.as_str(), 62.0), (&en, 52.0)].into_iter())?;
        text(sheet, row, 1, &vi, &styles.wrapped)?;
        text(sheet, row, 2, &en, &styles.wrapped)?;
        if let Some(rows) = leaf.rows {
            sheet.write_number_with_format(row, 3, rows as f64, &counted)?;
        }
    }
    Ok(())
}
