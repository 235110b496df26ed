//! The portal pages of an edition: static HTML in Vietnamese and English that needs no script, works
//! from a folder, below any path and in a frame, and loads nothing from elsewhere. Each kind of page
//! is a model in a file of its own and a template beside it; every figure comes from a cell of the
//! edition's tables (`figure.rs`). The pages are well-formed XML, so that their figures can be read
//! back and compared before anything is published.

mod address;
mod chart;
mod data;
mod definition;
mod download;
mod embed;
mod figure;
mod flow;
mod home;
mod indicator;
mod layout;
mod method;
mod movers;
mod quality;
mod revisions;
mod shared;
mod table;
mod templates;
mod unit;
mod words;

use std::{cell::RefCell, collections::BTreeMap};

use minijinja::{Value as Html, value::Serde};

use self::{address::Depth, figure::Book, words::Words};
use super::parallel;
use crate::{
    domain::text::Lang,
    edition::view_tables::Tables,
    edition::{address::unit_files, files::Files, names::Names, release::Release, view::View},
    figures::Charts,
};

/// A page that could not be written: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("site/{page} cannot be written: {error:#}; nothing is published")]
pub struct SiteFault {
    pub page: String,
    pub error: minijinja::Error,
}

/// Everything pages of one language are made from.
pub(super) struct Site<'a> {
    pub view: &'a View<'a>,
    pub release: &'a Release<'a>,
    /// The files made before the pages, for their list.
    pub made: &'a Files,
    pub book: &'a Book<'a>,
    pub charts: &'a Charts,
    /// Charts of the authority drawn for a phone, by id; several pages show them.
    pub phones: RefCell<BTreeMap<String, Html>>,
    pub names: &'a Names,
    /// File names of units, by their number.
    pub unit_files: &'a [String],
    pub lang: Lang,
    pub words: Words,
}

/// One page before it is written.
pub(super) struct Page {
    /// Within the folder of the language.
    pub path: String,
    pub depth: Depth,
    pub template: &'static str,
    pub title: String,
    pub description: String,
    /// The way from the first page to this one, which is not in it: titles and addresses from the
    /// folder of the language.
    pub crumbs: Vec<(String, String)>,
    /// Which entry of the navigation stands for it.
    pub section: &'static str,
    pub model: Html,
}

/// All files below `site/`.
pub fn pages(
    view: &View<'_>,
    tables: &Tables,
    charts: &Charts,
    release: &Release<'_>,
    threads: usize,
    made: &Files,
) -> Result<Files, SiteFault> {
    let book = Book::new()
        .with("tables", &tables.published)
        .with("charts", &tables.history)
        .with("quality", view.quality);
    let (names, unit_files) = (Names::of(view.source, view.shown), unit_files(view.source.units));
    let templates = templates::load().map_err(|error| SiteFault { page: "*".into(), error })?;
    let of = |lang: &Lang| -> Result<Files, SiteFault> {
        let lang = *lang;
        let words = Words::new(lang);
        let (book, names, unit_files) = (&book, &names, &unit_files);
        let phones = RefCell::default();
        let site =
            Site { view, release, made, book, charts, phones, names, unit_files, lang, words };
        let mut files = Files::default();
        for page in site.all() {
            let path = format!("{}/{}", lang.tag(), page.path);
            let text = site
                .write(&templates, &page)
                .map_err(|error| SiteFault { page: path.clone(), error })?;
            files.add(path, text.into_bytes());
        }
        let embeds = site.embeds(&templates).map_err(|(page, error)| SiteFault { page, error })?;
        for (path, text) in embeds {
            files.add(format!("embed/{}/{path}", lang.tag()), text.into_bytes());
        }
        Ok(files)
    };
    let mut files = Files::default();
    for written in parallel::each(threads, &[Lang::Vi, Lang::En], of) {
        files.add_all("site", written?);
    }
    files.add_all("site/data", data::files(view, release, &book));
    for (path, bytes) in templates::ASSETS {
        files.add(format!("site/{path}"), bytes.to_vec());
    }
    Ok(files)
}

/// A model as templates take it.
fn model_of(model: &impl serde::Serialize) -> Html {
    Html::from(Serde(model))
}

impl Site<'_> {
    fn all(&self) -> Vec<Page> {
        let units = self.view.source.shown_units();
        let indicators = 0..self.view.source.rules.indicators.len();
        let mut pages = vec![
            self.home(),
            self.flow(),
            self.movers(),
            self.quality(),
            self.method(),
            self.revisions(),
            self.download(),
        ];
        pages.extend(units.into_iter().map(|unit| self.unit(unit)));
        pages.extend(indicators.map(|place| self.indicator(place)));
        pages
    }
}
