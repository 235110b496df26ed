//! The charts of an edition as files: those of the authority as SVG and PNG in both languages, those
//! of every unit and indicator as SVG, and beside each its table. Charts are drawn on several threads;
//! a file's bytes depend on its chart alone, and files are kept by their path, so the order in which
//! they are done is not seen.

use crate::{
    charts::{self, Chart, Width},
    domain::text::Lang,
    edition::{address::unit_files, files::Files, view::View},
    figures::{Figures, Scope},
    render::parallel,
};

/// A piece of work, dear ones first.
enum Task<'a> {
    /// A chart of the authority in one language, with its PNG; pictures are the dearest part.
    Picture(&'a Chart, Lang),
    /// All charts of a unit or an indicator, in a folder below `charts/`.
    Drawings(Scope, String),
}

/// The files of all charts of a view, named by their path within the edition.
pub fn chart_files(view: &View<'_>, threads: usize) -> Files {
    let figures = Figures::of(view);
    let of_authority = figures.charts();
    let mut tasks: Vec<Task<'_>> = of_authority
        .iter()
        .flat_map(|chart| [Lang::Vi, Lang::En].map(|lang| Task::Picture(chart, lang)))
        .collect();
    let indicators = view.source.rules.indicators.iter().enumerate();
    tasks.extend(indicators.map(|(place, indicator)| {
        Task::Drawings(Scope::Indicator(place), format!("charts/indicators/{}", indicator.id))
    }));
    let names = unit_files(view.source.units);
    let units = view.source.shown_units().into_iter().filter(|unit| *unit != 0);
    tasks.extend(units.map(|unit| {
        Task::Drawings(Scope::Unit(unit), format!("charts/units/{}", names[unit as usize]))
    }));
    let done = parallel::each(threads, &tasks, |task| draw(&figures, task));
    let mut files = Files::default();
    for (path, bytes) in done.into_iter().flatten() {
        files.add(path, bytes);
    }
    files
}

fn draw(figures: &Figures<'_>, task: &Task<'_>) -> Vec<(String, Vec<u8>)> {
    match task {
        Task::Picture(chart, lang) => {
            let drawn = charts::render(chart, *lang);
            let path = format!("charts/{}{}", chart.id, suffix(*lang));
            let mut files = vec![
                (format!("{path}.svg"), drawn.svg.into_bytes()),
                (format!("{path}.png"), drawn.png),
            ];
            if *lang == Lang::Vi {
                files.push((format!("charts/{}.csv", chart.id), drawn.csv.into_bytes()));
            }
            files
        }
        Task::Drawings(scope, folder) => {
            let charts = figures.charts_of(*scope);
            let files = charts.iter().flat_map(|chart| {
                let svg = |lang| {
                    let svg = charts::render_svg(chart, lang, Width::Desk).into_bytes();
                    (format!("{folder}/{}{}.svg", chart.id, suffix(lang)), svg)
                };
                let table = charts::table(chart).into_bytes();
                [svg(Lang::Vi), svg(Lang::En), (format!("{folder}/{}.csv", chart.id), table)]
            });
            files.collect()
        }
    }
}

/// What tells the languages apart in names of files; Vietnamese comes first and has none.
fn suffix(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "",
        Lang::En => ".en",
    }
}
