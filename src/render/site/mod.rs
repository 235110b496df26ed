//! The portal pages of an edition: static HTML in Vietnamese and English that needs no script, works
//! from a folder, below any path and in a frame, and loads nothing from elsewhere. Each kind of page
//! is a model in a file of its own and a template beside it; every figure comes from a cell of the
//! edition's tables (`figure.rs`). The pages are well-formed XML, so that tests can read their
//! figures back.

mod address;
mod archive;
mod bar;
mod board;
mod brief;
mod chart;
mod data;
mod definition;
mod download;
mod embed;
mod figure;
mod flow;
mod home;
mod indicator;
mod indicators;
mod keys;
mod layout;
mod method;
mod moved;
mod movers;
mod naming;
mod page;
mod quality;
mod revisions;
mod shared;
mod table;
mod templates;
mod unit;
mod units;
mod words;

use std::{collections::BTreeSet, ops::ControlFlow};

use self::{
    page::{Page, Site},
    words::Words,
};
use super::parallel::{self, Hand};
use crate::{
    domain::text::Lang,
    edition::{
        address::unit_files,
        archive::{Archive, FOLDER, LATEST, Pages},
        files::Files,
        manifest::{self, Link},
        names::Names,
        release::Release,
        view::View,
        view_tables::Tables,
    },
    figures::Charts,
    score::period_result::PeriodResult,
    sheets::{Book, Sheets},
};

/// A page that could not be written: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("site/{page} cannot be written: {error:#}; nothing is published")]
pub struct SiteFault {
    page: String,
    error: minijinja::Error,
}

/// A file below `site/` and its bytes.
type Written = (String, Vec<u8>);

/// The pages of one period in one language.
type Tree<'a> = (&'a PeriodResult, Lang);

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
        .with("quality", view.quality)
        .with("insight", view.insight);
    // Only the month has rows in the tables of twelve months.
    let tables = Book::default().with("tables", &tables.published);
    let of_series = release.year_to_date.map_or(&[][..], |year| year.series);
    let of_series = Book::default().with_series(of_series);
    let unit_files = unit_files(view.source.units);
    let templates = templates::load().map_err(|error| fault("*", error))?;
    let month = view.shown.counts.period;
    let of = |(shown, lang): &Tree<'_>, hand: Hand<'_, Result<Written, SiteFault>>| {
        let (lang, words) = (*lang, Words::new(*lang));
        let is_month = shown.counts.period == month;
        let (names, of_period) = (Names::of(view.source, shown), view.of_period(shown));
        let (view, book) = if is_month { (view, &book) } else { (&of_period, &tables) };
        let sheets = Sheets { view, book, names: &names };
        let unit_files = &unit_files;
        let site = Site { view, release, month, made, sheets, charts, unit_files, lang, words };
        let tree = format!("archive/{}/{}", shown.counts.period, lang.tag());
        if !is_month {
            for page in site.briefs() {
                let path = format!("{tree}/{}", page.path);
                let written = site.write(&templates, &page).map_err(|error| fault(&path, error));
                hand(written.map(|text| (path, text.into_bytes())))?;
            }
            return ControlFlow::Continue(());
        }
        for page in site.all() {
            let path = format!("{tree}/{}", page.path);
            let written = site.write(&templates, &page).map_err(|error| fault(&path, error));
            if let Some(constant) = constant(&page, lang)
                && let Ok(text) = &written
            {
                let from = format!("{}/{}", crate::edition::archive::BELOW, lang.tag());
                let text = moved::moved(text, &from, &constant);
                hand(Ok((format!("{constant}/index.html"), text.into_bytes())))?;
            }
            if page.section != page::ARCHIVE {
                hand(written.map(|text| (path, text.into_bytes())))?;
            }
        }
        if let Some(year) = &release.year_to_date {
            let path = format!("{tree}/{}", page::YEAR_TO_DATE);
            let of_year = view.of_period(year.result);
            let names = Names::of(view.source, year.result);
            let sheets = Sheets { view: &of_year, book: &of_series, names: &names };
            let words = Words::new(lang);
            let site = Site {
                view: &of_year,
                release,
                month,
                made,
                sheets,
                charts,
                unit_files,
                lang,
                words,
            };
            let written = site.write(&templates, &site.year_to_date());
            let written = written.map_err(|error| fault(&path, error));
            hand(written.map(|text| (path, text.into_bytes())))?;
        }
        for (path, written) in site.embeds(&templates) {
            let path = format!("embed/{}/{path}", lang.tag());
            let written = written.map_err(|error| fault(&path, error));
            hand(written.map(|text| (path, text.into_bytes())))?;
        }
        ControlFlow::Continue(())
    };
    let trees: Vec<Tree<'_>> = view
        .source
        .periods
        .iter()
        .filter(|shown| is_here(release.archive, shown))
        .flat_map(|shown| Lang::ALL.map(|lang| (shown, lang)))
        .collect();
    parallel::handed(threads, &trees, of, |written| {
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

/// Where a page of the newest month stands whatever month that is.
fn constant(page: &Page, lang: Lang) -> Option<String> {
    match page.section {
        "home" => Some(lang.tag().to_owned()),
        page::ARCHIVE => Some(format!("archive/{}", lang.tag())),
        _ => None,
    }
}

/// Whether this edition writes the pages of a period.
fn is_here(archive: &Archive, shown: &PeriodResult) -> bool {
    let issue = archive.get(shown.counts.period);
    issue.is_some_and(|issue| matches!(issue.pages, Pages::Here(_)))
}

/// The links of the pages within the edition, once the files that pages lead to are made: whatever address a page
/// is reached by, they lead to the files of its own edition.
pub fn links(view: &View<'_>, archive: &Archive, made: &Files) -> Vec<Link> {
    let month = view.shown.counts.period;
    let link = |path: String, target: String| Link { path, target, to: None };
    let latest = link(format!("{FOLDER}/{LATEST}"), month.to_string());
    let here = view.source.periods.iter().filter(|shown| is_here(archive, shown));
    let assets = here.map(|shown| {
        link(format!("{FOLDER}/{}/assets", shown.counts.period), "../../assets".into())
    });
    let top = |path: &str| path.split('/').next().unwrap_or(path).to_owned();
    let mut files: BTreeSet<String> = made.paths().map(top).collect();
    files.insert(manifest::NAME.to_owned());
    let to_files = files
        .into_iter()
        .filter(|name| name != "public" && name != "site")
        .map(|name| link(format!("{FOLDER}/{month}/{name}"), format!("../../../{name}")));
    let data = link(format!("{FOLDER}/{month}/data"), "../../data".into());
    std::iter::once(latest).chain(assets).chain(to_files).chain(std::iter::once(data)).collect()
}

fn fault(page: &str, error: minijinja::Error) -> SiteFault {
    SiteFault { page: page.to_owned(), error }
}

impl Site<'_> {
    /// Every page, one after the other.
    fn all(&self) -> impl Iterator<Item = Page> {
        let units = self.view.source.shown_units();
        let indicators = 0..self.view.source.rules.indicators.len();
        let whole: [fn(&Self) -> Page; 10] = [
            Self::home,
            Self::units,
            Self::indicators,
            Self::flow,
            Self::movers,
            Self::quality,
            Self::method,
            Self::revisions,
            Self::download,
            Self::archive,
        ];
        whole
            .into_iter()
            .map(|page| page(self))
            .chain(units.into_iter().map(|unit| self.unit(unit)))
            .chain(indicators.map(|place| self.indicator(place)))
    }
}
