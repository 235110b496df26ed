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

static REGULAR_FACE: LazyLock<Measured> = LazyLock::new(|| Measured::of(REGULAR));
static SEMI_BOLD_FACE: LazyLock<Measured> = LazyLock::new(|| Measured::of(SEMI_BOLD));

/// Letters up to here are measured once; all of both languages are among them.
const KNOWN: usize = 0x2300;

/// A font with the advances of its letters, in thousandths of the size.
struct Measured {
    face: Face<'static>,
    advances: Vec<u16>,
}

impl Measured {
    fn of(font: &'static [u8]) -> Self {
        let face = Face::parse(font, 0).expect("the bundled font is one");
        let letters = (0..KNOWN as u32).map(|c| char::from_u32(c).unwrap_or_default());
        let advances = letters.map(|c| advance(&face, c)).collect();
        Self { face, advances }
    }

    fn advance(&self, c: char) -> u16 {
        self.advances.get(c as usize).copied().unwrap_or_else(|| advance(&self.face, c))
    }
}

fn advance(face: &Face<'_>, c: char) -> u16 {
    if is_combining_mark(c) || matches!(c, '\u{200d}' | '\u{200e}' | '\u{fe00}'..='\u{fe0f}') {
        return 0;
    }
    let advance = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
    advance.map_or(UNKNOWN, |advance| {
        (u32::from(advance) * 1000 / u32::from(face.units_per_em())) as u16
    })
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
        let (face, room) =
            if self.bold { (&SEMI_BOLD_FACE, ROOM_BOLD) } else { (&REGULAR_FACE, ROOM) };
        let units: u32 = text.chars().map(|c| u32::from(face.advance(c))).sum();
        f64::from(units) * self.size / 1000.0 * room
    }
}

/// Whether the bundled font can draw a character.
pub(super) fn has_glyph(c: char) -> bool {
    [&REGULAR_FACE, &SEMI_BOLD_FACE].iter().all(|font| font.face.glyph_index(c).is_some())
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
