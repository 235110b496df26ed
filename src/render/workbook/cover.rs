//! The cover: who publishes what, of which period, as known when, by which rules, and what the
//! workbook is not. Vietnamese first, English beside it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    book::{Book, title},
    cells::text,
    page,
    styles::Styles,
};
use crate::domain::{text::Text, wording};

const WIDTHS: [f64; 3] = [26.0, 66.0, 64.0];

pub fn write(sheet: &mut Worksheet, book: &Book<'_>, styles: &Styles) -> Result<(), XlsxError> {
    for (width, column) in WIDTHS.into_iter().zip(0..) {
        sheet.set_column_width(column, width)?;
    }
    text(sheet, 0, 0, book.authority_name, &styles.section)?;
    sheet.set_row_height(1, page::TITLE_HEIGHT)?;
    text(sheet, 1, 0, &title().vi, &styles.title)?;
    text(sheet, 2, 0, &title().en, &styles.subtitle)?;
    text(sheet, 3, 0, &wording::capital(&book.shown_words().vi), &styles.section)?;
    let mut row = 5;
    if let Some(remark) = book.remark {
        page::fit(sheet, row, [remark.vi.as_str(), &remark.en].into_iter().zip([56.0; 2]))?;
        text(sheet, row, 0, "Lưu ý", &styles.alert)?;
        text(sheet, row, 1, &remark.vi, &styles.alert)?;
        text(sheet, row, 2, &remark.en, &styles.alert)?;
        row += 2;
    }
    for (label, words) in facts(book) {
        page::fit(sheet, row, [label, &words.vi, &words.en].into_iter().zip(WIDTHS))?;
        text(sheet, row, 0, label, &styles.label)?;
        text(sheet, row, 1, &words.vi, &styles.wrapped)?;
        text(sheet, row, 2, &words.en, &styles.wrapped)?;
        row += 1;
    }
    page::to_contents(sheet, row + 1, styles)
}

fn facts(book: &Book<'_>) -> Vec<(&'static str, Text)> {
    let shown = book.shown_words();
    let last = book.cut_off.day().plus(-1);
    let rules = book.rules;
    let mut facts = vec![
        ("Cơ quan", Text::name(format!("{} ({})", book.authority_name, book.authority_id))),
        ("Kỳ trình bày", Text::new(wording::capital(&shown.vi), shown.en)),
        ("Các kỳ trong ấn bản", periods(book)),
        (
            "Thời điểm chốt số liệu",
            Text::new(
                format!("Hết ngày {}", wording::day(last).vi),
                format!("Data known to the end of {last}"),
            ),
        ),
        ("Tình trạng", standing(book)),
        (
            "Độ đầy đủ",
            book.complete_from.map_or_else(
                || Text::new("Dữ liệu đầy đủ ở mọi kỳ.", "Data complete in every period."),
                wording::incomplete_before,
            ),
        ),
        (
            "Bộ quy tắc",
            Text::new(
                format!("{} (mã {})", rules.title.vi, rules.id),
                format!("{} (id {})", rules.title.en, rules.id),
            ),
        ),
        ("Mã băm bộ quy tắc", Text::name(&rules.hash)),
        ("Căn cứ", rules.basis.clone()),
    ];
    if !book.targets.targets.is_empty() {
        facts.push(("Chỉ tiêu", book.targets.title.clone()));
    }
    facts.push((
        "Tài liệu này là",
        Text::new(
            "Số liệu của ấn bản ở dạng bảng tính: cùng những con số với các bảng CSV, Parquet và \
             biểu đồ của ấn bản. Mỗi số đếm trực tiếp từ hồ sơ; điểm tính theo bộ quy tắc ghi ở \
             trên.",
            "The figures of the edition as a spreadsheet: the same numbers as in its CSV and Parquet \
             tables and its charts. Each is counted from dossiers; points follow the rule set named \
             above.",
        ),
    ));
    facts.push((
        "Tài liệu này không là",
        Text::new(
            "Không phải kết quả chấm điểm chính thức của Cổng Dịch vụ công quốc gia. Không chứa \
             thông tin của người nộp hồ sơ hay cán bộ xử lý. Sửa số trong tệp này không làm thay đổi \
             số đã công bố.",
            "Not the official score of the national public service portal. It holds nothing about \
             applicants or officials. Editing this file does not change what was published.",
        ),
    ));
    facts
}

fn periods(book: &Book<'_>) -> Text {
    let mut known: Vec<_> = book.periods.iter().map(|(period, _)| *period).collect();
    known.sort_unstable();
    let list: Vec<Text> = known.into_iter().map(wording::period).collect();
    let join = |words: Vec<&str>| words.join("; ");
    Text::new(
        wording::capital(&join(list.iter().map(|words| words.vi.as_str()).collect())),
        join(list.iter().map(|words| words.en.as_str()).collect()),
    )
}

fn standing(book: &Book<'_>) -> Text {
    let open: Vec<Text> = book
        .periods
        .iter()
        .filter(|(_, provisional)| *provisional)
        .map(|(period, _)| wording::period(*period))
        .collect();
    if open.is_empty() {
        return Text::new(
            "Chính thức: mọi kỳ đã kết thúc tại thời điểm chốt số liệu.",
            "Final: every period was over at the cut-off.",
        );
    }
    let vi: Vec<&str> = open.iter().map(|words| words.vi.as_str()).collect();
    let en: Vec<&str> = open.iter().map(|words| words.en.as_str()).collect();
    Text::new(
        format!("TẠM TÍNH đối với kỳ chưa kết thúc: {}.", vi.join("; ")),
        format!("PROVISIONAL for periods that are not over: {}.", en.join("; ")),
    )
}
