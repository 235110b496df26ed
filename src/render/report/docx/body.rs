//! The content of the DOCX: paragraphs by style, tables with the widths of their columns, pictures
//! scaled to the text. Sizes are twentieths of a point and, for pictures, EMU (36 000 to the
//! millimetre).

use std::fmt::Write as _;

use crate::{
    charts::{Width, description, picture, render_svg},
    domain::text::Lang,
    render::{
        markup::escape,
        report::model::{Block, Document, Figure, Table},
    },
};

/// Between the margins of 30 mm and 15 mm.
const TEXT_WIDTH: u32 = 9_354;
const PICTURE_WIDTH: u64 = 165 * 36_000;
/// A picture and its caption fit on one page.
const PICTURE_HEIGHT: u64 = 225 * 36_000;

/// How the XML of a document begins.
pub const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
    xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>";

/// A4 upright: 20 mm above and below, 30 mm left, 15 mm right; the first page has no number.
const CLOSE: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
    <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" \
    w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>\
    </w:body></w:document>";

/// The XML of the document, and the pictures it shows in their order.
pub struct Body {
    pub xml: String,
    pub pictures: Vec<Vec<u8>>,
}

impl Body {
    pub fn of(document: &Document) -> Self {
        let mut body = Self { xml: OPEN.to_owned(), pictures: Vec::new() };
        body.title(document);
        for block in &document.blocks {
            match block {
                Block::Heading(text) => body.paragraph("Heading1", text),
                Block::Subheading(text) => body.paragraph("Heading2", text),
                Block::Paragraph(text) => body.paragraph("BodyText", text),
                Block::Item(text) => body.paragraph("ListDash", &format!("- {text}")),
                Block::Table(table) => body.table(table),
                Block::Figure(figure) => body.figure(figure),
            }
        }
        body.signature();
        body.xml.push_str(CLOSE);
        body
    }

    /// The head of an administrative document; number, place and day are filled in by hand.
    fn title(&mut self, document: &Document) {
        let left = [
            ("AuthorityName", document.authority.to_uppercase()),
            ("TitleBlock", "Số: …/BC-…".to_owned()),
        ];
        let right = [
            ("AuthorityName", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned()),
            ("Motto", "Độc lập - Tự do - Hạnh phúc".to_owned()),
            ("PlaceAndDay", "…, ngày … tháng … năm …".to_owned()),
        ];
        self.side_by_side(&[(3_954, &left), (5_400, &right)]);
        self.paragraph("Title", "BÁO CÁO");
        self.paragraph("Subtitle", &document.title);
        self.paragraph("Period", &document.period);
        self.paragraph("AsOf", &format!("({})", document.as_of));
    }

    fn signature(&mut self) {
        let left = [
            ("Recipients", "Nơi nhận:".to_owned()),
            ("Recipients", "- …;".to_owned()),
            ("Recipients", "- Lưu: VT, ….".to_owned()),
        ];
        let right = [
            ("AuthorityName", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ".to_owned()),
            ("PlaceAndDay", "(Chữ ký, dấu của cơ quan)".to_owned()),
            ("AuthorityName", "Họ và tên".to_owned()),
        ];
        self.paragraph("BodyText", "");
        self.side_by_side(&[(4_677, &left), (4_677, &right)]);
        self.paragraph("BodyText", "");
    }

    /// Paragraphs in columns without lines.
    fn side_by_side(&mut self, columns: &[(u32, &[(&str, String)])]) {
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblW w:w=\"9354\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>\
             </w:tblCellMar></w:tblPr><w:tblGrid>",
        );
        for (width, _) in columns {
            self.write(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid><w:tr>");
        for (width, paragraphs) in columns {
            self.write(format_args!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            for (style, text) in *paragraphs {
                self.paragraph(style, text);
            }
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr></w:tbl>");
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.write(format_args!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"));
        self.run(text);
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, text: &str) {
        if !text.is_empty() {
            let text = escape(text);
            self.write(format_args!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>"));
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph("TableCaption", &table.caption);
        let whole: u32 = table.columns.iter().map(|column| column.weight).sum::<u32>().max(1);
        let width = |weight: u32| weight * TEXT_WIDTH / whole;
        let caption = escape(&table.caption);
        self.write(format_args!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{TEXT_WIDTH}\" \
             w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" \
             w:firstRow=\"1\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{caption}\"/>\
             </w:tblPr><w:tblGrid>"
        ));
        for column in &table.columns {
            self.write(format_args!("<w:gridCol w:w=\"{}\"/>", width(column.weight)));
        }
        self.xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for column in &table.columns {
            self.cell(width(column.weight), "TableHead", &column.title, true);
        }
        self.xml.push_str("</w:tr>");
        for row in &table.rows {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let style = match (row.strong, column.number) {
                    (false, false) => "TableText",
                    (false, true) => "TableNumber",
                    (true, false) => "TableStrong",
                    (true, true) => "TableStrongNumber",
                };
                self.cell(width(column.weight), style, cell, row.strong);
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.paragraph("AfterTable", "");
    }

    fn cell(&mut self, width: u32, style: &str, text: &str, shaded: bool) {
        let shade =
            if shaded { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF1F5\"/>" } else { "" };
        self.write(format_args!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"
        ));
        self.paragraph(style, text);
        self.xml.push_str("</w:tc>");
    }

    fn figure(&mut self, figure: &Figure) {
        let picture = picture(&render_svg(&figure.chart, Lang::Vi, Width::Desk));
        let (pixels_wide, pixels_high) = size(&picture);
        let high = PICTURE_WIDTH * pixels_high / pixels_wide.max(1);
        let (width, height) = if high > PICTURE_HEIGHT {
            (PICTURE_HEIGHT * pixels_wide / pixels_high.max(1), PICTURE_HEIGHT)
        } else {
            (PICTURE_WIDTH, high)
        };
        self.pictures.push(picture);
        let number = self.pictures.len();
        let said = escape(&description(&figure.chart, Lang::Vi));
        self.write(format_args!(
            "<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" \
             distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"chart{number}\" descr=\"{said}\"/><a:graphic>\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"chart{number}.png\"/><pic:cNvPicPr/>\
             </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"chart{number}\"/><a:stretch><a:fillRect/>\
             </a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \
             cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>\
             </w:r></w:p>"
        ));
        self.paragraph("Caption", &figure.caption);
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.xml.write_fmt(text);
    }
}

/// Width and height in the head of a PNG.
fn size(picture: &[u8]) -> (u64, u64) {
    let number = |from: usize| {
        let bytes = picture.get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
        u64::from(bytes.map_or(1, u32::from_be_bytes))
    };
    (number(16), number(20))
}
