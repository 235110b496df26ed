//! The notes: what the marks mean, how the figures are to be read, what is missing and why, what is
//! not in the workbook, and how each indicator was understood. Whoever quotes a number finds here
//! what it says.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    book::Book,
    cells::text,
    leaf::{Leaf, Part},
    marks::Mark,
    page,
    rows::of_period,
    styles::Styles,
};
use crate::{
    domain::{cell::Status, text::Text},
    edition::{absence, shown},
};

const WIDTHS: [f64; 4] = [8.0, 44.0, 66.0, 62.0];

/// How figures are to be read.
fn readings() -> Vec<Text> {
    let all = [
        (
            "Số đếm, điểm và tỷ lệ là số thật của bảng tính, có thể sắp xếp, lọc và tính tiếp. Tỷ lệ lưu \
             từ 0 đến 1 với sáu chữ số thập phân, hiển thị dưới dạng phần trăm.",
            "Counts, points and ratios are numbers that can be sorted, filtered and computed with. A \
             ratio is stored from 0 to 1 with six decimals and shown as a percentage.",
        ),
        (
            "Quý, 6 tháng và năm được đếm lại từ hồ sơ. Không cộng số của các tháng và không lấy trung \
             bình các tỷ lệ: một hồ sơ có thể thuộc nhiều tháng.",
            "Quarters, half-years and years are counted from dossiers. Do not add months and do not \
             average ratios: a dossier may belong to several months.",
        ),
        (
            "Điểm của mỗi chỉ số làm tròn đến hai chữ số thập phân; điểm của nhóm và của đơn vị là tổng \
             các điểm đã làm tròn.",
            "Points of an indicator are rounded to two decimals; points of groups and units are sums of \
             rounded points.",
        ),
        (
            "Điểm có thể đạt là tổng điểm tối đa của các chỉ số có dữ liệu. Điểm quy đổi = 100 × điểm \
             đạt / điểm có thể đạt; xếp loại theo điểm quy đổi.",
            "Available points are the maxima of the indicators that have data. Score = 100 × points / \
             available points; the band follows the score.",
        ),
        (
            "Thứ hạng theo điểm so sánh: chỉ gồm các chỉ số mà mọi đơn vị được xếp hạng đều có dữ liệu. \
             Đơn vị bằng điểm có cùng thứ hạng.",
            "Ranks follow the comparable points: only indicators for which every ranked unit has data. \
             Units with equal points share a rank.",
        ),
        (
            "Đơn vị mang mã unmapped là hồ sơ chưa xác định được đơn vị.",
            "The unit unmapped holds dossiers whose unit could not be told.",
        ),
    ];
    all.map(|(vi, en)| Text::new(vi, en)).into()
}

/// A sheet of notes that grows downwards: a short column, a label, Vietnamese and English.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    styles: &'s Styles,
    row: u32,
}

impl Page<'_> {
    fn section(&mut self, words: &Text) -> Result<(), XlsxError> {
        self.row += 1;
        let words = format!("{} / {}", words.vi, words.en);
        text(self.sheet, self.row, 0, &words, &self.styles.section)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, cells: [&str; 4]) -> Result<(), XlsxError> {
        page::fit(self.sheet, self.row, cells.into_iter().zip(WIDTHS))?;
        for (words, column) in cells.into_iter().zip(0..) {
            let style = if column < 2 { &self.styles.label } else { &self.styles.wrapped };
            text(self.sheet, self.row, column, words, style)?;
        }
        self.row += 1;
        Ok(())
    }
}

pub fn write(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    leaves: &[Leaf<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_row_height(0, page::TITLE_HEIGHT)?;
    text(sheet, 0, 0, "Ghi chú và ký hiệu", &styles.title)?;
    text(sheet, 1, 0, "Notes and marks", &styles.subtitle)?;
    page::to_contents(sheet, 2, styles)?;
    let mut page = Page { sheet, styles, row: 3 };
    if let Some(remark) = book.remark {
        page.section(&Text::new("Lưu ý", "Take note"))?;
        page.line(["!", "", &remark.vi, &remark.en])?;
    }
    if let Some(from) = book.complete_from {
        let words = crate::domain::wording::incomplete_before(from);
        page.section(&Text::new("Dữ liệu chưa đầy đủ", "Data incomplete"))?;
        page.line(["!", "", &words.vi, &words.en])?;
        page.line([
            "",
            "",
            "Kỳ bắt đầu trước tháng này chỉ để tham khảo: không xếp loại, không xếp hạng, không so sánh. Cột coverage \
             của các bảng cho biết kỳ nào.",
            "Periods that begin before that month are shown for information: not banded, ranked or compared. The column \
             coverage of the tables says which.",
        ])?;
    }
    page.section(&Text::new("Ký hiệu trong ô không có số", "Marks in cells without a number"))?;
    for mark in Mark::ALL {
        let words = mark.meaning();
        page.line([mark.text(), "", &words.vi, &words.en])?;
    }
    page.section(&Text::new("Trạng thái của số liệu", "Statuses of figures"))?;
    for status in Status::ALL {
        let words = shown::status(status);
        page.line(["", status.as_str(), &words.vi, &words.en])?;
    }
    page.section(&Text::new("Cách đọc", "How to read the figures"))?;
    for (words, number) in readings().iter().chain(book.notes).zip(1..) {
        page.line([&number.to_string(), "", &words.vi, &words.en])?;
    }
    shortened(&mut page, leaves)?;
    missing(&mut page, book)?;
    page.section(&Text::new("Cách hiểu từng chỉ số", "How each indicator was understood"))?;
    for indicator in &book.rules.indicators {
        let reading = &indicator.reading;
        page.line([&indicator.part, &indicator.title.vi, &reading.vi, &reading.en])?;
    }
    if !book.targets.targets.is_empty() {
        page.section(&Text::new("Căn cứ của các chỉ tiêu", "Where the targets come from"))?;
        let whole = &book.targets.basis;
        page.line(["", &book.targets.title.vi, &whole.vi, &whole.en])?;
        for target in &book.targets.targets {
            page.line(["", &target.title.vi, &target.basis.vi, &target.basis.en])?;
        }
    }
    Ok(())
}

/// Tables of which not all is shown.
fn shortened(page: &mut Page<'_>, leaves: &[Leaf<'_>]) -> Result<(), XlsxError> {
    let told: Vec<(&str, &Text)> = leaves
        .iter()
        .filter_map(|leaf| match &leaf.part {
            Part::Data(data) => Some((leaf.sheet.as_str(), data.remark.as_ref()?)),
            _ => None,
        })
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    page.section(&Text::new("Bảng không trình bày đầy đủ", "Tables not shown in full"))?;
    for (sheet, words) in told {
        page.line(["", sheet, &words.vi, &words.en])?;
    }
    Ok(())
}

/// The indicators of the authority that have no value in the shown period.
fn missing(page: &mut Page<'_>, book: &Book<'_>) -> Result<(), XlsxError> {
    page.section(&Text::new(
        format!("Số liệu còn thiếu, {}", book.shown_words().vi),
        format!("What is missing, {}", book.shown_words().en),
    ))?;
    let indicators = book.tables.iter().find(|table| table.name == "indicators");
    let rows = indicators.into_iter().flat_map(|table| of_period(table, book.shown));
    let mut any = false;
    for row in rows.filter(|row| row.text("unit_id") == book.authority_id) {
        let Some(status) = row.status() else { continue };
        let Some(indicator) = book.rules.indicator(row.text("indicator_id")) else { continue };
        if matches!(status, Status::Value | Status::Provisional) {
            continue;
        }
        any = true;
        let why = absence::why(indicator, status, book.given);
        let words = shown::status(status);
        let vi = format!("{}. {}", crate::domain::wording::capital(&words.vi), why.vi);
        let en = format!("{}: {}. {}", indicator.title.en, words.en, why.en);
        page.line([&indicator.part, &indicator.title.vi, &vi, &en])?;
    }
    if !any {
        page.line([
            "",
            "",
            "Mọi chỉ số của toàn cơ quan đều có số liệu.",
            "Every indicator of the authority has a figure.",
        ])?;
    }
    Ok(())
}
