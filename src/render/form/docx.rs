//! A form as a document to be edited, on A4 across, with the styles of the report: head left and right, title
//! in the middle, a table whose head repeats on every page, who signs. Sizes are twentieths of a point.

use std::fmt::Write as _;

use zip::result::ZipError;

use super::{
    content::{Cell, Content, Shown},
    heads::Head,
};
use crate::{
    render::{
        markup::escape,
        report::docx::{OPEN, package},
    },
    rules::forms::form::Line,
};

/// A4 across: 20 mm above, below and left, 15 mm right; the first page has no number.
const CLOSE: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
    <w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" w:right=\"851\" \
    w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/>\
    </w:sectPr></w:body></w:document>";
/// Between the margins.
const TEXT_WIDTH: u32 = 14_853;
/// Half points: of texts, of the table, and of one that has many columns.
const SIZE: u32 = 24;
const TABLE_SIZE: u32 = 20;
const SMALL_SIZE: u32 = 14;
/// From so many columns on the letters of a table are small.
const MANY_COLUMNS: usize = 18;
/// Room for the signature.
const SIGNATURE_LINES: usize = 4;

/// The file.
pub fn docx(content: &Content) -> Result<Vec<u8>, ZipError> {
    let mut body = Body { xml: OPEN.to_owned() };
    body.side_by_side(&content.left, &content.right);
    body.line(&Line { text: String::new(), strong: false, italic: false }, "center", SIZE);
    for line in &content.title {
        body.line(line, "center", SIZE + 2);
    }
    body.line(&content.amount, "right", SIZE - 2);
    body.table(content);
    for note in &content.notes {
        let line = Line { text: note.clone(), strong: false, italic: true };
        body.line(&line, "left", SIZE - 4);
    }
    body.line(&Line { text: String::new(), strong: false, italic: false }, "center", SIZE);
    body.side_by_side(&content.foot_left, &content.foot_right);
    for _ in 0..SIGNATURE_LINES {
        body.line(&Line { text: String::new(), strong: false, italic: false }, "center", SIZE);
    }
    body.xml.push_str(CLOSE);
    package(&content.name(), &content.authority, &body.xml, &[])
}

struct Body {
    xml: String,
}

/// How a cell of the table looks.
struct Look {
    align: &'static str,
    size: u32,
    strong: bool,
    italic: bool,
}

/// How far a cell reaches: its columns, and what it is of a cell that takes several rows.
#[derive(Clone, Copy)]
struct Reach {
    width: u32,
    columns: usize,
    rows: Rows,
}

#[derive(Clone, Copy)]
enum Rows {
    One,
    First,
    Further,
}

impl Body {
    fn line(&mut self, line: &Line, align: &str, size: u32) {
        let (strong, italic) = (line.strong, line.italic);
        self.paragraph(&line.text, align, size, strong, italic);
    }

    fn paragraph(&mut self, text: &str, align: &str, size: u32, strong: bool, italic: bool) {
        let mut look = String::new();
        if strong {
            look.push_str("<w:b/><w:bCs/>");
        }
        if italic {
            look.push_str("<w:i/><w:iCs/>");
        }
        self.write(format_args!(
            "<w:p><w:pPr><w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"{align}\"/></w:pPr>"
        ));
        if !text.is_empty() {
            let text = escape(text);
            self.write(format_args!(
                "<w:r><w:rPr>{look}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>\
                 <w:t xml:space=\"preserve\">{text}</w:t></w:r>"
            ));
        }
        self.xml.push_str("</w:p>");
    }

    /// Two columns of lines, without borders, that stay on one page.
    fn side_by_side(&mut self, left: &[Line], right: &[Line]) {
        let half = TEXT_WIDTH / 2;
        self.write(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{half}\"/><w:gridCol \
             w:w=\"{half}\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>"
        ));
        for lines in [left, right] {
            self.write(format_args!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{half}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            for line in lines {
                self.line(line, "center", SIZE);
            }
            if lines.is_empty() {
                self.xml.push_str("<w:p/>");
            }
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr></w:tbl>");
    }

    fn table(&mut self, content: &Content) {
        let whole = content.widths.iter().sum::<u32>().max(1);
        let widths: Vec<u32> =
            content.widths.iter().map(|width| width * TEXT_WIDTH / whole).collect();
        let size = if widths.len() < MANY_COLUMNS { TABLE_SIZE } else { SMALL_SIZE };
        let caption = escape(&content.name());
        self.write(format_args!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{TEXT_WIDTH}\" \
             w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"30\" \
             w:type=\"dxa\"/><w:right w:w=\"30\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook \
             w:val=\"0020\" w:firstRow=\"1\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption \
             w:val=\"{caption}\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &widths {
            self.write(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        for row in 0..content.head_rows {
            self.head_row(content, row, &widths, size);
        }
        self.open_row(true);
        for (number, width) in content.numbers.iter().zip(&widths) {
            let look = Look { align: "center", size: size - 2, strong: false, italic: true };
            self.cell(number, &look, Reach { width: *width, columns: 1, rows: Rows::One });
        }
        self.xml.push_str("</w:tr>");
        for row in &content.rows {
            self.row(row, &widths, size);
        }
        self.xml.push_str("</w:tbl>");
    }

    /// One row of headings: those that begin here, and what reaches down from the rows above.
    fn head_row(&mut self, content: &Content, row: usize, widths: &[u32], size: u32) {
        self.open_row(true);
        let mut column = 0;
        while column < widths.len() {
            let covers = |head: &&Head| {
                (head.row..head.row + head.rows).contains(&row)
                    && (head.column..head.column + head.columns).contains(&column)
            };
            let Some(head) = content.heads.iter().find(covers) else {
                column += 1;
                continue;
            };
            let rows = match (head.rows, head.row == row) {
                (1, _) => Rows::One,
                (_, true) => Rows::First,
                (_, false) => Rows::Further,
            };
            let width = widths[column..column + head.columns].iter().sum();
            let look = Look { align: "center", size, strong: true, italic: false };
            let text = if head.row == row { head.text.as_str() } else { "" };
            self.cell(text, &look, Reach { width, columns: head.columns, rows });
            column += head.columns;
        }
        self.xml.push_str("</w:tr>");
    }

    fn row(&mut self, row: &Shown, widths: &[u32], size: u32) {
        self.open_row(false);
        for (cell, width) in row.cells.iter().zip(widths) {
            let (text, align) = match cell {
                Cell::Empty => (String::new(), "left"),
                Cell::Ordinal(place) => (place.to_string(), "center"),
                Cell::Text(text) => (text.clone(), "left"),
                Cell::Figure(number) => (written(*number), "right"),
            };
            let look = Look { align, size, strong: row.is_total, italic: false };
            self.cell(&text, &look, Reach { width: *width, columns: 1, rows: Rows::One });
        }
        self.xml.push_str("</w:tr>");
    }

    fn open_row(&mut self, is_head: bool) {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        self.write(format_args!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"));
    }

    fn cell(&mut self, text: &str, look: &Look, reach: Reach) {
        let span = match reach.columns {
            1 => String::new(),
            columns => format!("<w:gridSpan w:val=\"{columns}\"/>"),
        };
        let rows = match reach.rows {
            Rows::One => "",
            Rows::First => "<w:vMerge w:val=\"restart\"/>",
            Rows::Further => "<w:vMerge/>",
        };
        let width = reach.width;
        self.write(format_args!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{rows}<w:vAlign \
             w:val=\"center\"/></w:tcPr>"
        ));
        self.paragraph(text, look.align, look.size, look.strong, look.italic);
        self.xml.push_str("</w:tc>");
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.xml.write_fmt(text);
    }
}

/// A figure as the administration writes it.
fn written(number: i64) -> String {
    let digits = crate::edition::shown::number(number.unsigned_abs());
    if number < 0 { format!("-{digits}") } else { digits }
}
