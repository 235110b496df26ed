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

use std::{cell::RefCell, ops::ControlFlow};

use self::{
    page::{Page, Site},
    words::Words,
};
use super::parallel::{self, Hand};
use crate::{
    domain::text::Lang,
    edition::{
        address::unit_files,
        files::{Files, ShelfFault},
        names::Names,
        release::Release,
        view::View,
        view_tables::Tables,
    },
    figures::Charts,
    sheets::{Book, Sheets},
};

/// A page that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SiteFault {
    /// A fault of the program.
    #[error("site/{page} cannot be written: {error:#}; nothing is published")]
    Page { page: String, error: minijinja::Error },
    /// A drawing that the page shows cannot be read.
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
}

/// A file below `site/` and its bytes.
type Written = (String, Vec<u8>);

/// Makes all files below `site/` and lets `take` have each by its path within the edition.
pub fn pages<E: From<SiteFault>>(
    view: &View<'_>,
    tables: &Tables<'_>,
    charts: &Charts,
    release: &Release<'_>,
    threads: usize,
    made: &Files,
    mut take: impl FnMut(String, Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let book = Book::default()
        .with("tables", &tables.published)
        .with("charts", &tables.history)
        .with("quality", view.quality);
    let (names, unit_files) = (Names::of(view.source, view.shown), unit_files(view.source.units));
    let templates = templates::load().map_err(|error| fault("*", error))?;
    let of = |lang: &Lang, hand: Hand<'_, Result<Written, SiteFault>>| {
        let lang = *lang;
        let words = Words::new(lang);
        let sheets = Sheets { view, book: &book, names: &names };
        let (phones, unread) = (RefCell::default(), RefCell::default());
        let unit_files = &unit_files;
        let site =
            Site { view, release, made, sheets, charts, phones, unread, unit_files, lang, words };
        for page in site.all() {
            let path = format!("{}/{}", lang.tag(), page.path);
            let written = site.write(&templates, &page).map_err(|error| fault(&path, error));
            hand(site.read(written).map(|text| (path, text.into_bytes())))?;
        }
        for (path, written) in site.embeds(&templates) {
            let path = format!("embed/{}/{path}", lang.tag());
            let written = written.map_err(|error| fault(&path, error));
            hand(site.read(written).map(|text| (path, text.into_bytes())))?;
        }
        ControlFlow::Continue(())
    };
    parallel::handed(threads, &Lang::ALL, of, |written| {
        let (path, bytes) = written?;
        take(format!("site/{path}"), bytes)
    })?;
    for (path, bytes) in data::files(view, release, &book) {
        take(format!("site/data/{path}"), bytes)?;
    }
    for (path, bytes) in templates::ASSETS {
        take(format!("site/{path}"), bytes.to_vec())?;
    }
    Ok(())
}

fn fault(page: &str, error: minijinja::Error) -> SiteFault {
    SiteFault::Page { page: page.to_owned(), error }
}

impl Site<'_> {
    /// Every page, one after the other: with its drawings a page takes much room.
    fn all(&self) -> impl Iterator<Item = Page> {
        let units = self.view.source.shown_units();
        let indicators = 0..self.view.source.rules.indicators.len();
        let whole: [fn(&Self) -> Page; 7] = [
            Self::home,
            Self::flow,
            Self::movers,
            Self::quality,
            Self::method,
            Self::revisions,
            Self::download,
        ];
        whole
            .into_iter()
            .map(|page| page(self))
            .chain(units.into_iter().map(|unit| self.unit(unit)))
            .chain(indicators.map(|place| self.indicator(place)))
    }

    /// A page as it was written, unless one of its drawings could not be read.
    fn read(&self, written: Result<String, SiteFault>) -> Result<String, SiteFault> {
        match self.unread.take() {
            Some(fault) => Err(fault.into()),
            None => written,
        }
    }
}
