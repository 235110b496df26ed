//! The files that one kind of reader gets of an edition, in two phases: first what holds figures and decides the
//! name of the edition, then what bears that name.

use crate::{
    domain::time::LocalTime,
    edition::{
        files::Files,
        manifest::Manifest,
        release::{Change, Release},
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
        compose::{
            Contents, add_charts, add_late, add_pages, add_series, add_tables, add_workbook,
            contents,
        },
        editions,
        index::Index,
        known::HistoryFault,
        series, settled,
    },
    render::package::{self, Described},
    schema::{Table, Value},
};

/// Where the public edition stands within the whole one.
pub const PUBLIC: &str = "public";

/// What one kind of reader gets: a view, its tables and files.
pub struct Part<'a> {
    pub view: View<'a>,
    tables: Tables<'a>,
    /// Absent where only tables are published.
    charts: Option<Charts>,
    pub files: Files,
    /// What its tables say, as hashes.
    pub contents: Contents,
    /// Published figures that would be others now; absent in the public part.
    late: Option<&'a Table>,
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

/// The final figures of earlier editions that the tables of a view change.
pub fn changes(
    job: &Job,
    view: &View<'_>,
    tables: &Tables<'_>,
    index: &Index,
) -> Result<Vec<Change>, HistoryFault> {
    settled::changes(&job.reports, index, folder(view), indicators(tables))
}

impl<'a> Part<'a> {
    /// The first phase: all that holds figures.
    pub fn composed(
        job: &Job,
        view: View<'a>,
        tables: Tables<'a>,
        mut files: Files,
        late: Option<&'a Table>,
    ) -> Result<Self, Failure> {
        let contents = contents(&view, &tables);
        let charts = (!job.publication.tables_only).then(|| Charts::of(&view));
        if let Some(charts) = &charts {
            add_charts(&view, &tables, charts, job.threads, &mut files)?;
        }
        Ok(Self { view, tables, charts, files, contents, late })
    }

    /// The second phase: what says of which edition it is a part. The manifest then names all files.
    pub fn complete(
        &mut self,
        job: &Job,
        shown: &Shown<'_>,
        manifest: &mut Manifest,
        report: Reporter<'_>,
    ) -> Result<(), Failure> {
        let changes = changes(job, &self.view, &self.tables, shown.changes_of)?;
        let release = Release {
            edition: shown.edition,
            reason: shown.reason,
            earlier: shown.earlier,
            changes: &changes,
        };
        let stamp = stamp(shown.edition, self.view.cut_off);
        add_tables(&self.view, &self.tables, &self.contents, &stamp, &mut self.files)?;
        if let Some(late) = self.late {
            add_late(late, &self.view, &stamp, &mut self.files)?;
        }
        let history = series::Published {
            reports: &job.reports,
            index: shown.changes_of,
            part: folder(&self.view),
            edition: shown.edition,
            stamp: &stamp,
            published_at: shown.published_at,
            tables: &self.tables.published,
            periods: self
                .view
                .source
                .periods
                .iter()
                .map(|result| (result.counts.period, result.counts.provisional))
                .collect(),
        };
        let series = history.series()?;
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
            add_pages(&self.view, &self.tables, charts, &release, job.threads, &mut self.files)?;
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

/// What the rows of an edition say of it: its months and revision, the revision, its cut-off.
fn stamp(edition: &str, cut_off: LocalTime) -> [Value; 3] {
    let (span, revision, _) = editions::revision_of(edition).unwrap_or((edition, 0, ""));
    [format!("{span}.r{revision}").into(), u64::from(revision).into(), Value::Time(cut_off)]
}
