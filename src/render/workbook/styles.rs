//! How cells look: the one font of administrative documents, one quiet colour for headings, and number formats that leave the marks
//! of thousands and decimals to the reader's own settings. Text carries the quote prefix, so that a
//! name that looks like a formula stays text even after somebody edits its cell.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::schema::{Column, Type};

const FONT: &str = "Times New Roman";
const INK: u32 = 0x1F2933;
const GREY: u32 = 0x52606D;
const FILL: u32 = 0xD9E2EC;
const LINE: u32 = 0x9AA5B1;
const LINK: u32 = 0x0B4F9E;
const ALERT: u32 = 0x9B1C1C;

/// The formats of a workbook.
pub struct Styles {
    pub title: Format,
    pub subtitle: Format,
    pub section: Format,
    pub heading: Format,
    pub machine: Format,
    pub label: Format,
    pub text: Format,
    pub wrapped: Format,
    pub strong: Format,
    pub alert: Format,
    pub link: Format,
    pub mark: Format,
    pub count: Format,
    pub whole: Format,
    pub points: Format,
    pub share: Format,
    pub date: Format,
    pub time: Format,
    pub flag: Format,
}

impl Styles {
    pub fn new() -> Self {
        let base = || Format::new().set_font_name(FONT).set_font_color(INK);
        let text = || base().set_quote_prefix();
        let number = |format: &str| base().set_num_format(format).set_align(FormatAlign::Right);
        let wrapped = || text().set_text_wrap().set_align(FormatAlign::Top);
        // Text keeps its distance from the number before it.
        let indented = || text().set_align(FormatAlign::Left).set_indent(1);
        Self {
            title: text().set_bold().set_font_size(14),
            subtitle: text().set_italic().set_font_color(GREY),
            section: text().set_bold().set_font_size(12),
            heading: text()
                .set_text_wrap()
                .set_bold()
                .set_background_color(FILL)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE),
            machine: text().set_font_size(8).set_font_color(GREY),
            label: wrapped().set_bold(),
            text: indented(),
            wrapped: wrapped().set_align(FormatAlign::Left).set_indent(1),
            strong: indented().set_bold(),
            alert: wrapped().set_bold().set_font_color(ALERT).set_border(FormatBorder::Medium),
            link: base()
                .set_align(FormatAlign::Top)
                .set_font_color(LINK)
                .set_underline(FormatUnderline::Single),
            mark: text().set_italic().set_font_color(GREY).set_align(FormatAlign::Right),
            count: number("#,##0"),
            whole: number("0").set_align(FormatAlign::Center),
            points: number("0.00"),
            share: number("0.00%"),
            date: number("dd/mm/yyyy"),
            time: number("dd/mm/yyyy hh:mm:ss"),
            flag: base().set_align(FormatAlign::Center),
        }
    }

    /// The format of a column of a published table.
    pub fn of(&self, column: &Column) -> Format {
        match column.kind {
            Type::Text | Type::Code(_) => self.text.clone(),
            Type::Bool => self.flag.clone(),
            // A line, a rank and a number of units are not amounts.
            Type::Int if matches!(column.name, "rank" | "ranked_units" | "line") => {
                self.whole.clone()
            }
            Type::Int => self.count.clone(),
            Type::Decimal(_) if column.unit == "share" => self.share.clone(),
            Type::Decimal(2) => self.points.clone(),
            Type::Decimal(places) => {
                let format = format!("0.{}", "0".repeat(usize::from(places).max(1)));
                self.points.clone().set_num_format(format)
            }
            Type::Date => self.date.clone(),
            Type::Time => self.time.clone(),
        }
    }
}
