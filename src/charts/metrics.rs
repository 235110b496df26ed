//! How wide a text is in the bundled font, so that labels are laid out without a browser. Advance
//! widths are read from the font files' own tables (`cmap` format 4 and `hmtx`); the crates that
//! could tell them are hidden behind resvg, and plotters measures in whole pixels. A browser may set
//! the text in another font, so every width carries room: eight per cent, twelve in semi-bold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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

static REGULAR_ADVANCES: LazyLock<BTreeMap<char, u16>> = LazyLock::new(|| advances_of(REGULAR));
static SEMI_BOLD_ADVANCES: LazyLock<BTreeMap<char, u16>> = LazyLock::new(|| advances_of(SEMI_BOLD));

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
        let advances = if self.bold { &*SEMI_BOLD_ADVANCES } else { &*REGULAR_ADVANCES };
        advances.get(&c).copied().unwrap_or(UNKNOWN)
    }
}

/// Whether the bundled font can draw a character.
pub(super) fn has_glyph(c: char) -> bool {
    REGULAR_ADVANCES.contains_key(&c) && SEMI_BOLD_ADVANCES.contains_key(&c)
}

/// The advance of every character of a font, in thousandths of the size; empty for a file that is
/// no such font.
fn advances_of(font: &[u8]) -> BTreeMap<char, u16> {
    read(font).unwrap_or_default()
}

fn read(font: &[u8]) -> Option<BTreeMap<char, u16>> {
    let per_em = u32::from(u16_at(font, table(font, b"head")? + 18)?);
    let long_metrics = usize::from(u16_at(font, table(font, b"hhea")? + 34)?);
    let metrics = table(font, b"hmtx")?;
    let cmap = table(font, b"cmap")?;
    let map = cmap + u32_at(font, cmap + 8)?;
    if u16_at(font, map)? != 4 {
        return None;
    }
    let double = usize::from(u16_at(font, map + 6)?);
    let (ends, starts) = (map + 14, map + 16 + double);
    let (deltas, offsets) = (starts + double, starts + 2 * double);
    let mut advances = BTreeMap::new();
    for segment in (0..double).step_by(2) {
        let delta = u16_at(font, deltas + segment)?;
        let offset = usize::from(u16_at(font, offsets + segment)?);
        let start = u16_at(font, starts + segment)?;
        for code in start..=u16_at(font, ends + segment)? {
            let glyph = if offset == 0 {
                code.wrapping_add(delta)
            } else {
                let place = offsets + segment + offset + 2 * usize::from(code - start);
                match u16_at(font, place)? {
                    0 => 0,
                    glyph => glyph.wrapping_add(delta),
                }
            };
            let Some(c) = char::from_u32(u32::from(code)).filter(|_| glyph != 0 && code != 0xffff)
            else {
                continue;
            };
            let metric = usize::from(glyph).min(long_metrics.checked_sub(1)?);
            let advance = u32::from(u16_at(font, metrics + 4 * metric)?) * 1000 / per_em;
            advances.insert(c, u16::try_from(advance).ok()?);
        }
    }
    Some(advances)
}

fn table(font: &[u8], tag: &[u8; 4]) -> Option<usize> {
    (0..usize::from(u16_at(font, 4)?))
        .map(|i| 12 + 16 * i)
        .find(|&at| font.get(at..at + 4) == Some(tag))
        .and_then(|at| u32_at(font, at + 8))
}

fn u16_at(font: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(font.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(font: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?)).ok()
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

    #[test]
    fn a_file_that_is_no_font_has_no_widths() {
        assert!(advances_of(b"not a font").is_empty());
    }
}
