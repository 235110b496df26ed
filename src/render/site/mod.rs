//! The portal pages of an edition: static HTML in Vietnamese and English that needs no script, works
//! from a folder, below any path and in a frame, and loads nothing from elsewhere. Each kind of page
//! is a model in a file of its own and a template beside it; every figure comes from a cell of the
//! edition's tables (`figure.rs`). The pages are well-formed XML, so that tests can read their
//! figures back.

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
mod keys;
mod layout;
mod method;
mod movers;
mod page;
mod quality;
mod revisions;
mod shared;
mod table;
mod templates;
mod unit;
mod words;

use std::cell::RefCell;

use self::{
    page::{Page, Site},
    words::Words,
};
use super::parallel;
use crate::{
    domain::text::Lang,
    edition::{
        address::unit_files, files::Files, names::Names, release::Release, view::View,
        view_tables::Tables,
    },
    figures::Charts,
    sheets::{Book, Sheets},
};

/// A page that could not be written: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("site/{page} cannot be written: {error:#}; nothing is published")]
pub struct SiteFault {
    pub page: String,
    pub error: minijinja::Error,
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
    let book = Book::default()
        .with("tables", &tables.published)
        .with("charts", &tables.history)
        .with("quality", view.quality);
    let (names, unit_files) = (Names::of(view.source, view.shown), unit_files(view.source.units));
    let templates = templates::load().map_err(|error| SiteFault { page: "*".into(), error })?;
    let of = |lang: &Lang| -> Result<Files, SiteFault> {
        let lang = *lang;
        let words = Words::new(lang);
        let sheets = Sheets { view, book: &book, names: &names };
        let phones = RefCell::default();
        let unit_files = &unit_files;
        let site = Site { view, release, made, sheets, charts, phones, unit_files, lang, words };
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
    for written in parallel::each(threads, &Lang::ALL, of) {
        files.add_all("site", written?);
    }
    files.add_all("site/data", data::files(view, release, &book));
    for (path, bytes) in templates::ASSETS {
        files.add(format!("site/{path}"), bytes.to_vec());
    }
    Ok(files)
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
