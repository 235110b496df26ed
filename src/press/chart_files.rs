//! The charts of an edition as files: those of the authority as SVG and PNG in both languages, those
//! of every unit and indicator as SVG, each for a desk and for a phone, and beside each its table. Charts are drawn
//! on several threads and kept as soon as they are drawn; a file's bytes depend on its chart alone, and files are
//! known by their path, so the order in which they are done is not seen. A chart that another part of the edition
//! has, too, is drawn there only.

use std::ops::ControlFlow;

use crate::{
    charts::{self, Chart, Width},
    domain::text::Lang,
    edition::{
        files::{Files, ShelfFault},
        view::View,
    },
    figures::PHONE,
    figures::{Charts, Scope},
    render::parallel::{self, Hand},
};

/// A chart in one language, and the folder of its files.
struct Task<'a> {
    chart: &'a Chart,
    lang: Lang,
    folder: &'a str,
    /// It gets a picture; pictures are the dearest part.
    pictured: bool,
}

/// Charts whose files are there.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    pub charts: &'a Charts,
    pub files: &'a Files,
}

/// Adds the files of all charts of a view.
pub fn add_chart_files(
    view: &View<'_>,
    charts: &Charts,
    drawn: Option<Drawn<'_>>,
    threads: usize,
    files: &mut Files,
) -> Result<(), ShelfFault> {
    let indicators = (0..view.source.rules.indicators.len()).map(Scope::Indicator);
    let units = view.source.shown_units().into_iter().map(Scope::Unit);
    // Dear ones first.
    let scopes = std::iter::once(Scope::Authority).chain(indicators).chain(units);
    let mut tasks = Vec::new();
    for scope in scopes {
        let (folder, pictured) = (charts.folder(scope), scope == Scope::Authority);
        let drawn = drawn.filter(|drawn| drawn.charts.folder(scope) == folder);
        for chart in charts.get(scope) {
            if let Some(drawn) = drawn.filter(|drawn| drawn.charts.get(scope).contains(chart)) {
                files.repeat(drawn.files, &format!("{folder}/{}.", chart.id))?;
                continue;
            }
            for lang in Lang::ALL {
                tasks.push(Task { chart, lang, folder, pictured });
            }
        }
    }
    parallel::handed(threads, &tasks, draw, |(path, bytes)| files.add(path, &bytes))
}

fn draw(task: &Task<'_>, hand: Hand<'_, (String, Vec<u8>)>) -> ControlFlow<()> {
    let Task { chart, lang, folder, pictured } = task;
    let svg = charts::render_svg(chart, *lang, Width::Desk);
    let path = format!("{folder}/{}", chart.id);
    if *pictured {
        hand((format!("{path}{}.png", lang.suffix()), charts::picture(&svg)))?;
    }
    hand((format!("{path}{}.svg", lang.suffix()), svg.into_bytes()))?;
    let phone = charts::render_svg(chart, *lang, Width::Phone);
    hand((format!("{path}{}{PHONE}", lang.suffix()), phone.into_bytes()))?;
    if *lang == Lang::Vi {
        hand((format!("{path}.csv"), charts::table(chart).into_bytes()))?;
    }
    ControlFlow::Continue(())
}
