//! The files that one kind of reader gets of an edition, in two phases: first what holds figures and decides the
//! name of the edition, then what bears that name.

use super::rolling::{self, Rolling};
use crate::{
    domain::{period::Period, time::LocalTime},
    edition::{
        files::Files,
        imprint::Imprint,
        manifest::Manifest,
        release::{Change, Release, YearToDate},
        view::{Audience, View},
        view_tables::Tables,
    },
    figures::Charts,
    pipeline::{
        event::{Event, Reporter},
        failure::Failure,
        job::Job,
    },
    press::{
        archive,
        chart_files::Drawn,
        compose::{
            Contents, add_beside, add_charts, add_pages, add_series, add_tables, add_workbook,
            contents,
        },
        editions,
        index::Index,
        known::HistoryFault,
        series, settled,
    },
    render::package::{self, Described},
    schema::Table,
};

pub use crate::press::known::PUBLIC;

/// What one kind of reader gets: a view, its tables and files.
pub struct Part<'a> {
    pub view: View<'a>,
    tables: Tables<'a>,
    /// Absent where only tables are published.
    charts: Option<Charts>,
    pub files: Files,
    /// What its tables say, as hashes.
    pub contents: Contents,
    /// Figures beside those published before; none in the public part.
    beside: &'a [Table],
}

/// The folder of a view within the edition.
fn folder(view: &View<'_>) -> &'static str {
    match view.audience {
        Audience::Internal => "",
        Audience::Public(_) => PUBLIC,
    }
}

/// The table whose figures are guarded.
pub fn indicators<'t>(tables: &'t Tables<'_>) -> Option<&'t Table> {
    tables.published.iter().find(|table| table.name == "indicators")
}

/// The table whose cohorts are guarded.
pub fn scorecard<'t>(tables: &'t Tables<'_>) -> Option<&'t Table> {
    tables.published.iter().find(|table| table.name == "scorecard")
}

/// The final figures of earlier editions that the tables of a view change.
pub fn changes(
    job: &Job,
    view: &View<'_>,
    tables: &Tables<'_>,
    index: &Index,
) -> Result<Vec<Change>, HistoryFault> {
    settled::changes(&job.reports, index, folder(view), indicators(tables))
}

/// What stands below every page.
pub fn imprint(job: &Job) -> Imprint<'_> {
    Imprint {
        contact: job.authority.contact.as_deref(),
        licence: job.publication.licence.as_ref().map(|licence| licence.title.as_str()),
        day: job.publication.day,
    }
}

impl<'a> Part<'a> {
    /// The first phase: all that holds figures. A chart that the other part has as well is drawn there.
    pub fn composed(
        job: &Job,
        view: View<'a>,
        tables: Tables<'a>,
        mut files: Files,
        beside: &'a [Table],
        other: Option<&Part<'_>>,
    ) -> Result<Self, Failure> {
        let contents = contents(&view, &tables);
        let charts = (!job.publication.tables_only).then(|| Charts::of(&view));
        if let Some(charts) = &charts {
            let drawn = other.and_then(Part::drawn);
            add_charts(&view, &tables, charts, drawn, job.threads, &mut files)?;
        }
        Ok(Self { view, tables, charts, files, contents, beside })
    }

    fn drawn(&self) -> Option<Drawn<'_>> {
        Some(Drawn { charts: self.charts.as_ref()?, files: &self.files })
    }

    /// The second phase: what says of which edition it is a part. The manifest then names all files.
    pub fn complete(
        &mut self,
        job: &Job,
        shown: &Shown<'_>,
        rolling: Option<&Rolling>,
        manifest: &mut Manifest,
        report: Reporter<'_>,
    ) -> Result<(), Failure> {
        let changes = changes(job, &self.view, &self.tables, shown.changes_of)?;
        let own = self.view.source.periods.iter();
        let periods: Vec<(Period, bool)> =
            own.map(|result| (result.counts.period, result.counts.provisional)).collect();
        let (reports, part) = (&job.reports, folder(&self.view));
        let month = self.view.shown.counts.period;
        let archive =
            archive::archive(reports, shown.changes_of, part, shown.edition, &periods, month);
        let stamp = editions::stamp(shown.edition, Some(self.view.cut_off));
        add_tables(&self.view, &self.tables, &self.contents, &stamp, &mut self.files)?;
        for table in self.beside {
            add_beside(table, &self.view, &stamp, &mut self.files)?;
        }
        let history = series::Published {
            reports: &job.reports,
            index: shown.changes_of,
            part: folder(&self.view),
            edition: shown.edition,
            stamp: &stamp,
            published_at: shown.published_at,
            tables: &self.tables.published,
            rolling: rolling.map_or(&[], |rolling| &rolling.tables),
            periods: periods
                .into_iter()
                .chain(rolling.into_iter().flat_map(Rolling::periods))
                .collect(),
        };
        let series = history.series()?;
        let year = rolling.and_then(|rolling| rolling.year_to(month));
        let of_year = year.map_or_else(Vec::new, |year| rolling::only(year.counts.period, &series));
        let release = Release {
            edition: shown.edition,
            reason: shown.reason,
            earlier: shown.earlier,
            changes: &changes,
            archive: &archive,
            revision: editions::revision(shown.edition),
            imprint: imprint(job),
            year_to_date: year.map(|result| YearToDate { result, series: &of_year }),
        };
        for table in series.iter().chain(shown.dimensions) {
            add_series(table, &self.view, &mut self.files)?;
        }
        if let Some(charts) = &self.charts {
            report(Event::Stage("workbook"));
            add_workbook(
                &self.view,
                &self.tables,
                &stamp,
                charts,
                job.disclosure,
                &mut self.files,
            )?;
            report(Event::Stage("pages"));
            let links = archive::links(reports, part, &archive);
            let threads = job.threads;
            add_pages(&self.view, &self.tables, charts, &release, links, threads, &mut self.files)?;
        }
        manifest.outputs = self.files.outputs();
        let earlier: Vec<Manifest> = shown
            .earlier
            .iter()
            .rev()
            .filter_map(|earlier| {
                let folder = job.reports.join(&earlier.edition).join(folder(&self.view));
                editions::read_manifest(&folder).ok()
            })
            .collect();
        let described = Described {
            manifest,
            audience: self.view.audience,
            publication: &job.publication,
            earlier: &earlier,
        };
        for (path, bytes) in package::files(&described) {
            self.files.add(path, &bytes)?;
        }
        manifest.outputs = self.files.outputs();
        manifest.links = self.files.links();
        Ok(())
    }
}

/// What a manifest says of the edition as a whole.
pub struct Shown<'a> {
    pub edition: &'a str,
    pub published_at: LocalTime,
    pub before: Option<String>,
    pub reason: Option<&'a str>,
    /// The editions before it, the newest first.
    pub earlier: &'a [Manifest],
    /// What was published before, of which figures may change.
    pub changes_of: &'a Index,
    /// What units, indicators and procedures are.
    pub dimensions: &'a [Table],
}
