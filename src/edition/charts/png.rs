//! The PNG of a figure, from the same SVG, so that the two cannot differ. Only the bundled fonts are
//! known here, whatever the machine has, so the picture is the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::metrics::{REGULAR, SEMI_BOLD};

/// Pixels of the picture for one of the figure.
const SCALE: f32 = 2.0;
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
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: "Be Vietnam Pro".into(),
        ..Options::default()
    };
    Tree::from_str(svg, &options).expect("the builder writes well-formed SVG of a positive size")
}

/// The picture of a figure.
pub(super) fn from_svg(svg: &str) -> Vec<u8> {
    let tree = tree(svg);
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min((MOST_PIXELS / (width * height)).sqrt());
    let mut picture = Pixmap::new((width * scale).ceil() as u32, (height * scale).ceil() as u32)
        .expect("a figure has a positive size below the largest picture");
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().expect("a picture in memory can be encoded")
}
