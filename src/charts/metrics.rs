//! How wide a text is in the bundled font, so that labels are laid out without a browser. Advance
//! widths are those of the font files; plotters would measure in whole pixels. A browser may set
//! the text in another font, so every width carries room: eight per cent, twelve in semi-bold.

use std::sync::LazyLock;

use ttf_parser::Face;
use unicode_normalization::char::is_combining_mark;

/// The bundled font, regular.
pub(super) static REGULAR: &[u8] = include_bytes!("../../data/fonts/BeVietnamPro-Regular.ttf");
/// The bundled font, semi-bold.
pub(super) static SEMI_BOLD: &[u8] = include_bytes!("../../data/fonts/BeVietnamPro-SemiBold.ttf");

/// The room left for other fonts, and for their bold, which is wider than our semi-bold.
const ROOM: f64 = 1.08;
const ROOM_BOLD: f64 = 1.12;
/// The advance assumed for a character the font lacks, in thousandths of the size: that of an emoji.
const UNKNOWN: u16 = 1400;

static REGULAR_FACE: LazyLock<Face<'static>> = LazyLock::new(|| face(REGULAR));
static SEMI_BOLD_FACE: LazyLock<Face<'static>> = LazyLock::new(|| face(SEMI_BOLD));

fn face(font: &'static [u8]) -> Face<'static> {
    Face::parse(font, 0).expect("the bundled font is one")
}

/// A size in pixels and a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Font {
    pub size: f64,
    pub bold: bool,
}

impl Font {
    /// Regular.
    pub fn new(size: f64) -> Self {
        Font { size, bold: false }
    }

    /// Semi-bold.
    pub fn bold(size: f64) -> Self {
        Font { size, bold: true }
    }

    /// The height of a line.
    pub fn line(self) -> f64 {
        (self.size * 1.32).round()
    }

    /// The width of a text, with room.
    pub fn width(self, text: &str) -> f64 {
        let room = if self.bold { ROOM_BOLD } else { ROOM };
        text.chars().map(|c| f64::from(self.advance(c))).sum::<f64>() * self.size / 1000.0 * room
    }

    fn advance(self, c: char) -> u16 {
        if is_combining_mark(c) || matches!(c, '\u{200d}' | '\u{200e}' | '\u{fe00}'..='\u{fe0f}') {
            return 0;
        }
        let face = if self.bold { &*SEMI_BOLD_FACE } else { &*REGULAR_FACE };
        let advance = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
        advance.map_or(UNKNOWN, |advance| {
            (u32::from(advance) * 1000 / u32::from(face.units_per_em())) as u16
        })
    }
}

/// Whether the bundled font can draw a character.
pub(super) fn has_glyph(c: char) -> bool {
    [&REGULAR_FACE, &SEMI_BOLD_FACE].iter().all(|face| face.glyph_index(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_has_a_glyph() {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
        for c in letters.chars().chain(letters.to_uppercase().chars()) {
            assert!(has_glyph(c), "no glyph for {c}");
        }
    }

    #[test]
    fn every_sign_the_charts_use_has_a_glyph() {
        for c in "0123456789.,%–—…×*≥≤−·/()“”:;".chars() {
            assert!(has_glyph(c), "no glyph for {c}");
        }
    }

    #[test]
    fn a_wide_letter_is_wider_than_a_narrow_one() {
        let font = Font::new(10.0);
        assert!(font.width("W") > 2.0 * font.width("i"));
        assert!(Font::bold(10.0).width("Cục") > font.width("Cục"));
    }
}
