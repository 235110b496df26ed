//! The templates and assets of the pages, built into the program.

use minijinja::{Environment, Error};

use crate::render::markup::environment;

const TEMPLATES: [(&str, &str); 16] = [
    ("layout.html", include_str!("templates/layout.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("home.html", include_str!("templates/home.html")),
    ("units.html", include_str!("templates/units.html")),
    ("indicators.html", include_str!("templates/indicators.html")),
    ("unit.html", include_str!("templates/unit.html")),
    ("indicator.html", include_str!("templates/indicator.html")),
    ("flow.html", include_str!("templates/flow.html")),
    ("movers.html", include_str!("templates/movers.html")),
    ("quality.html", include_str!("templates/quality.html")),
    ("method.html", include_str!("templates/method.html")),
    ("revisions.html", include_str!("templates/revisions.html")),
    ("download.html", include_str!("templates/download.html")),
    ("embed.html", include_str!("templates/embed.html")),
    ("archive.html", include_str!("templates/archive.html")),
    ("brief.html", include_str!("templates/brief.html")),
];

/// Files below `site/` that are the same in every edition.
pub const ASSETS: [(&str, &[u8]); 5] = [
    ("index.html", include_bytes!("assets/index.html")),
    ("assets/site.css", include_bytes!("assets/site.css")),
    ("assets/site.js", include_bytes!("assets/site.js")),
    (
        "assets/BeVietnamPro-Regular.ttf",
        include_bytes!("../../../data/fonts/BeVietnamPro-Regular.ttf"),
    ),
    (
        "assets/BeVietnamPro-SemiBold.ttf",
        include_bytes!("../../../data/fonts/BeVietnamPro-SemiBold.ttf"),
    ),
];

/// The templates, ready to write pages.
pub fn load() -> Result<Environment<'static>, Error> {
    let mut environment = environment();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}
