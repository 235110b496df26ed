//! The PNG of a figure, from the same SVG, so that the two cannot differ. Only the bundled fonts are
//! known here, whatever the machine has, so the picture is the same everywhere.

mod encode;

use std::{
    cell::RefCell,
    sync::{Arc, LazyLock},
};

use resvg::tiny_skia::{PixmapMut, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::metrics::{REGULAR, SEMI_BOLD, has_glyph};

/// Pixels of the picture for one of the figure: 1440 across, as wide as a slide, with letters that are
/// sharp on paper. At twice the size pictures would be the fourth part of an edition's charts.
const SCALE: f32 = 1.5;
/// The most pixels a picture may have; a taller figure is drawn at a smaller scale.
const MOST_PIXELS: f32 = 24_000_000.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [REGULAR, SEMI_BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Be Vietnam Pro");
    Arc::new(fonts)
});

/// The figure as the PNG is drawn from it.
pub(super) fn tree(svg: &str) -> Tree {
    let svg = with_known_letters(svg);
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: "Be Vietnam Pro".into(),
        ..Options::default()
    };
    Tree::from_str(&svg, &options).expect("the builder writes well-formed SVG of a positive size")
}

/// The figure with a question mark for each run of letters the bundled font lacks; a browser has
/// other fonts, but a picture would silently leave them out.
fn with_known_letters(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut unknown = false;
    for c in svg.chars() {
        let known = c.is_ascii() || has_glyph(c);
        if known {
            out.push(c);
        } else if !unknown {
            out.push('?');
        }
        unknown = !known;
    }
    out
}

fn scale_for(width: f32, height: f32) -> f32 {
    SCALE.min((MOST_PIXELS / (width * height)).sqrt())
}

thread_local! {
    /// The pixels of the picture drawn last. A picture takes several megabytes; to ask the system for
    /// them each time would take longer than to paint the paper.
    static PIXELS: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The picture of a figure.
pub(super) fn from_svg(svg: &str) -> Vec<u8> {
    let tree = tree(svg);
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = scale_for(width, height);
    let [width, height] = [width, height].map(|length| (length * scale).ceil() as u32);
    PIXELS.with_borrow_mut(|pixels| {
        pixels.clear();
        pixels.resize(width as usize * height as usize * 4, u8::MAX);
        let mut picture = PixmapMut::from_bytes(pixels, width, height)
            .expect("a figure has a positive size below the largest picture");
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture);
        encode::png(width, height, pixels)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_a_glyph_are_not_left_out_silently() {
        assert_eq!(with_known_letters("<text>Cục 👩‍👩‍👧 שלום</text>"), "<text>Cục ? ?</text>");
    }

    #[test]
    fn a_very_tall_figure_is_drawn_smaller() {
        assert!((scale_for(960.0, 800.0) - SCALE).abs() < f32::EPSILON);
        let scale = scale_for(960.0, 40_000.0);
        assert!(960.0 * scale * 40_000.0 * scale <= MOST_PIXELS * 1.01);
    }
}
