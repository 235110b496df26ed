//! Score to edition: tables, charts, quality report and manifest of a run, published in one step.

use super::{
    Failure, Job, Published,
    counting::Counted,
    reading::{Lake, Registers},
};
use crate::{
    domain::{period::Period, time::LocalTime},
    edition::{
        charts::{self, Lang},
        figures::Figures,
        manifest::{self, Manifest, RuleSetRef},
        publish::{self, Files},
        quality,
        settled::{self, Change},
        tables::{PeriodResult, Source},
    },
    lake::{LakeFault, files},
    schema::{Table, encode},
};

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    pub from: Period,
    pub to: Period,
    pub cut_off: LocalTime,
    /// Why final figures may change.
    pub restated: Option<&'a str>,
}

/// Changes that a refusal shows.
const SHOWN_CHANGES: usize = 10;

/// Makes the edition and publishes it.
pub fn publish(
    job: &Job,
    asked: &Span<'_>,
    lake: &Lake,
    counted: Counted,
) -> Result<Published, Failure> {
    let Span { from, to, cut_off, restated } = *asked;
    let registers = &lake.registers;
    let everyone = vec![true; registers.units.len()];
    let carried: Vec<bool> =
        registers.units.successors().iter().zip(0..).map(|(by, unit)| *by == unit).collect();
    let then = source(job, registers, &everyone, &counted.periods);
    let now = source(job, registers, &carried, &counted.as_now);
    let mut output = Files::default();
    let provenance = provenance(job, cut_off);
    let tables = then.tables();
    let changes: Vec<Change> = tables
        .iter()
        .filter(|table| table.name == "indicators")
        .flat_map(|indicators| settled::changes(&job.reports, indicators))
        .collect();
    if restated.is_none() && !changes.is_empty() {
        return Err(changed(&changes));
    }
    for table in &tables {
        add_table(&mut output, "tables", table, &provenance)?;
    }
    for table in now.tables() {
        add_table(&mut output, "tables/as_now", &table, &provenance)?;
    }
    for table in quality::tables(&lake.report.files, &lake.report.rejected) {
        add_table(&mut output, "quality", &table, &[])?;
    }
    if let Some(shown) = counted.periods.iter().find(|result| result.counts.period == to) {
        let name = &registers.units.authority().on(shown.named_on).name;
        let figures = Figures { source: &then, shown, trend: &counted.trend, authority_name: name };
        for chart in figures.charts() {
            let vi = charts::render(&chart, Lang::Vi);
            let en = charts::render(&chart, Lang::En);
            output.add(format!("charts/{}.csv", chart.id), vi.csv.into_bytes());
            output.add(format!("charts/{}.svg", chart.id), vi.svg.into_bytes());
            output.add(format!("charts/{}.png", chart.id), vi.png);
            output.add(format!("charts/{}.en.svg", chart.id), en.svg.into_bytes());
            output.add(format!("charts/{}.en.png", chart.id), en.png);
        }
    }
    let span = if from == to { to.to_string() } else { format!("{from}_{to}") };
    let before = files::pointed(&job.reports, publish::CURRENT);
    let restated = restated.filter(|_| !changes.is_empty());
    let edition = name(&job.reports, &span, &output.digest(), restated.is_some());
    let manifest = Manifest {
        format: manifest::FORMAT,
        edition: edition.clone(),
        after: before.filter(|before| *before != edition),
        reason: restated.map(str::to_owned),
        program: encode::CREATED_BY.to_owned(),
        authority: manifest::Authority {
            id: job.authority.id.clone(),
            name: job.authority.name.clone(),
            kind: job.authority.kind.as_str().to_owned(),
        },
        periods: counted
            .periods
            .iter()
            .map(|result| manifest::Period {
                period: result.counts.period.to_string(),
                kind: result.counts.period.kind.as_str().to_owned(),
                provisional: result.counts.provisional,
            })
            .collect(),
        cut_off: cut_off.to_string(),
        rule_set: RuleSetRef { id: job.rules.id.clone(), hash: job.rules.hash.clone() },
        inputs: lake.report.files.iter().map(Into::into).collect(),
        outputs: output.outputs(),
    };
    let unchanged = job.reports.join(&edition).join(manifest::NAME).exists();
    let folder = publish::publish(&job.reports, &output, &manifest)?;
    Ok(Published {
        edition,
        folder,
        periods: counted.periods,
        report: lake.report.clone(),
        unchanged,
    })
}

fn changed(changes: &[Change]) -> Failure {
    let shown: Vec<String> = changes.iter().take(SHOWN_CHANGES).map(Change::to_string).collect();
    let more = changes.len() - shown.len();
    Failure::Changed(format!(
        "{} figures that were final when published would change; nothing is published. If that is right, use \
         `chiso restate --reason`:\n{}{}",
        changes.len(),
        shown.join("\n"),
        if more > 0 { format!("\nand {more} more") } else { String::new() }
    ))
}

/// The name of an edition: its months, revision and digest. The same content keeps its name; a
/// restatement is the next revision of its months.
fn name(reports: &std::path::Path, span: &str, digest: &str, restated: bool) -> String {
    let entries = std::fs::read_dir(reports).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let revisions: Vec<(u32, String)> = names
        .filter_map(|name| {
            let (revision, digest) =
                name.strip_prefix(span)?.strip_prefix(".r")?.split_once('-')?;
            Some((revision.parse().ok()?, digest.to_owned()))
        })
        .collect();
    let known = revisions.iter().find(|(_, known)| known == digest).map(|(revision, _)| *revision);
    let last = revisions.iter().map(|(revision, _)| *revision).max();
    let revision =
        known.unwrap_or(if restated { last.unwrap_or(0) + 1 } else { last.unwrap_or(1) });
    format!("{span}.r{revision}-{digest}")
}

pub(super) fn source<'a>(
    job: &'a Job,
    registers: &'a Registers,
    listed: &'a [bool],
    periods: &'a [PeriodResult],
) -> Source<'a> {
    Source {
        rules: &job.rules,
        targets: &job.targets,
        units: &registers.units,
        authority: job.authority.kind,
        procedures: &registers.procedure_ids,
        listed,
        periods,
    }
}

/// What every published table says of itself; nothing in it depends on how the input was cut.
fn provenance(job: &Job, cut_off: LocalTime) -> Vec<(String, String)> {
    [
        ("authority", job.authority.id.as_str()),
        ("cut_off", &cut_off.to_string()),
        ("program", encode::CREATED_BY),
        ("rule_set", &job.rules.id),
        ("rule_set_hash", &job.rules.hash),
        ("standing", &job.rules.basis.en),
        ("target_set", &job.targets.id),
        ("target_set_hash", &job.targets.hash),
    ]
    .map(|(key, value)| (format!("chiso.{key}"), value.to_owned()))
    .into()
}

fn add_table(
    output: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), Failure> {
    let path = format!("{folder}/{}", table.name);
    let parquet = encode::parquet(table, provenance)
        .map_err(|error| LakeFault::damaged(std::path::Path::new(&path), error))?;
    output.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    output.add_table(format!("{path}.csv"), encode::csv(table), table.rows.len());
    Ok(())
}
