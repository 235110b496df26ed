//! A form as a workbook of one sheet, on A4 across: figures as numbers, texts as texts, headings merged as
//! the form has them and repeated on every page. The bytes depend on the content alone.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::content::{Cell, Content};
use crate::{render::workbook::clean_text, rules::forms::form::Line};

const FONT: &str = "Times New Roman";
const A4: u8 = 9;
/// Letters of running text on one unit of width, which is a figure wide.
const LETTERS: f64 = 1.1;
/// A line of text, in points.
const LINE: f64 = 15.5;
/// A sheet's name holds at most 31 letters.
const SHEET: &str = "Bieu";

/// The file.
pub fn xlsx(content: &Content) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The first day that the program that opens it knows: nothing depends on when a form is made.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = clean_text(&content.name()).into_owned();
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&made);
    workbook.set_properties(&properties.set_author(&content.authority));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_screen_gridlines(false);
    for (column, width) in (0..).zip(&content.widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    let mut page = Page { sheet, content, row: 0 };
    page.side_by_side(&content.left, &content.right)?;
    page.row += 1;
    for line in &content.title {
        page.across(line, FormatAlign::Center, 13.0)?;
    }
    page.row += 1;
    page.across(&content.amount, FormatAlign::Right, 11.0)?;
    page.table()?;
    page.row += 1;
    for note in &content.notes {
        page.note(note)?;
    }
    page.row += 1;
    page.side_by_side(&content.foot_left, &content.foot_right)?;
    workbook.save_to_buffer()
}

/// Text keeps the quote prefix: what looks like a formula stays text after somebody edits its cell.
fn text() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12).set_quote_prefix()
}

fn of_line(line: &Line, align: FormatAlign, size: f64) -> Format {
    let mut format = text().set_font_size(size).set_align(align).set_text_wrap();
    if line.strong {
        format = format.set_bold();
    }
    if line.italic {
        format = format.set_italic();
    }
    format.set_align(FormatAlign::VerticalCenter)
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    content: &'a Content,
    row: u32,
}

impl Page<'_> {
    fn last_column(&self) -> u16 {
        self.content.widths.len().saturating_sub(1) as u16
    }

    /// The column at which the right half begins: half of the width lies before it.
    fn middle(&self) -> u16 {
        let whole: u32 = self.content.widths.iter().sum();
        let mut before = 0;
        let half = self.content.widths.iter().position(|width| {
            before += width;
            before * 2 >= whole
        });
        (half.unwrap_or_default() as u16 + 1).min(self.last_column())
    }

    fn letters(&self, first: u16, last: u16) -> f64 {
        self.content.widths[usize::from(first)..=usize::from(last)].iter().sum::<u32>().into()
    }

    /// Text over some columns of the row.
    fn write(
        &mut self,
        first: u16,
        last: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let words = clean_text(words);
        if first == last {
            self.sheet.write_string_with_format(self.row, first, &*words, format)?;
        } else {
            self.sheet.merge_range(self.row, first, self.row, last, &words, format)?;
        }
        Ok(())
    }

    fn height(&mut self, words: &str, letters: f64) -> Result<(), XlsxError> {
        let lines = (words.chars().count() as f64 / letters.max(1.0)).ceil().max(1.0);
        self.sheet.set_row_height(self.row, LINE * lines + 2.0)?;
        Ok(())
    }

    fn side_by_side(&mut self, left: &[Line], right: &[Line]) -> Result<(), XlsxError> {
        let (middle, last) = (self.middle(), self.last_column());
        for place in 0..left.len().max(right.len()) {
            if let Some(line) = left.get(place).filter(|_| middle > 0) {
                self.write(0, middle - 1, &line.text, &of_line(line, FormatAlign::Center, 12.0))?;
            }
            if let Some(line) = right.get(place) {
                self.write(middle, last, &line.text, &of_line(line, FormatAlign::Center, 12.0))?;
                let letters = self.letters(middle, last);
                self.height(&line.text, letters)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn across(&mut self, line: &Line, align: FormatAlign, size: f64) -> Result<(), XlsxError> {
        let last = self.last_column();
        self.write(0, last, &line.text, &of_line(line, align, size))?;
        let letters = self.letters(0, last) / (size / 11.0);
        self.height(&line.text, letters)?;
        self.row += 1;
        Ok(())
    }

    fn note(&mut self, note: &str) -> Result<(), XlsxError> {
        let last = self.last_column();
        let format =
            text().set_font_size(10).set_italic().set_text_wrap().set_align(FormatAlign::Left);
        self.write(0, last, note, &format.set_align(FormatAlign::Top))?;
        let letters = self.letters(0, last);
        self.height(note, letters)?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self) -> Result<(), XlsxError> {
        let boxed = || text().set_font_size(11).set_border(FormatBorder::Thin).set_text_wrap();
        let middle = |format: Format| {
            format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
        };
        let heading = middle(boxed()).set_bold();
        let first = self.row;
        for head in &self.content.heads {
            let (row, column) = (first + head.row as u32, head.column as u16);
            let last = (row + head.rows as u32 - 1, column + head.columns as u16 - 1);
            let words = clean_text(&head.text);
            if (row, column) == last {
                self.sheet.write_string_with_format(row, column, &*words, &heading)?;
            } else {
                self.sheet.merge_range(row, column, last.0, last.1, &words, &heading)?;
            }
        }
        self.row += self.content.head_rows as u32;
        for row in first..self.row {
            self.sheet.set_row_height(row, LINE * if row + 1 == self.row { 3.0 } else { 1.5 })?;
        }
        let number = middle(boxed()).set_italic().set_font_size(9);
        for (column, words) in (0..).zip(&self.content.numbers) {
            self.write(column, column, words, &number)?;
        }
        self.sheet.set_row_height(self.row, LINE * 2.0)?;
        self.sheet.set_repeat_rows(first, self.row)?;
        self.row += 1;
        for row in &self.content.rows {
            let strong = |format: Format| if row.is_total { format.set_bold() } else { format };
            let figure = strong(boxed()).set_num_format("#,##0").set_align(FormatAlign::Right);
            let (figure, empty) = (figure.set_align(FormatAlign::VerticalCenter), boxed());
            let words = strong(boxed()).set_align(FormatAlign::VerticalCenter);
            let ordinal = middle(boxed());
            let mut high = 1.0_f64;
            for ((column, cell), width) in (0..).zip(&row.cells).zip(&self.content.widths) {
                match cell {
                    Cell::Empty => {
                        self.sheet.write_blank(self.row, column, &empty)?;
                    }
                    Cell::Ordinal(place) => {
                        let place = f64::from(*place);
                        self.sheet.write_number_with_format(self.row, column, place, &ordinal)?;
                    }
                    Cell::Figure(number) => {
                        let number = *number as f64;
                        self.sheet.write_number_with_format(self.row, column, number, &figure)?;
                    }
                    Cell::Text(text) => {
                        let lines = text.chars().count() as f64 / (f64::from(*width) * LETTERS);
                        high = high.max(lines.ceil());
                        self.write(column, column, text, &words)?;
                    }
                }
            }
            self.sheet.set_row_height(self.row, LINE * high + 2.0)?;
            self.row += 1;
        }
        Ok(())
    }
}
