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
        tables::{PeriodResult, Source},
    },
    lake::LakeFault,
    schema::{Table, encode},
};

/// Makes the edition and publishes it.
pub fn publish(
    job: &Job,
    from: Period,
    to: Period,
    cut_off: LocalTime,
    lake: &Lake,
    counted: Counted,
) -> Result<Published, Failure> {
    let registers = &lake.registers;
    let everyone = vec![true; registers.units.len()];
    let carried: Vec<bool> =
        registers.units.successors().iter().zip(0..).map(|(by, unit)| *by == unit).collect();
    let then = source(job, registers, &everyone, &counted.periods);
    let now = source(job, registers, &carried, &counted.as_now);
    let mut files = Files::default();
    let provenance = provenance(job, cut_off);
    for table in then.tables() {
        add_table(&mut files, "tables", &table, &provenance)?;
    }
    for table in now.tables() {
        add_table(&mut files, "tables/as_now", &table, &provenance)?;
    }
    for table in quality::tables(&lake.report.files, &lake.report.rejected) {
        add_table(&mut files, "quality", &table, &[])?;
    }
    if let Some(shown) = counted.periods.iter().find(|result| result.counts.period == to) {
        let name = &registers.units.authority().on(shown.named_on).name;
        let figures = Figures { source: &then, shown, trend: &counted.trend, authority_name: name };
        for chart in figures.charts() {
            let vi = charts::render(&chart, Lang::Vi);
            let en = charts::render(&chart, Lang::En);
            files.add(format!("charts/{}.csv", chart.id), vi.csv.into_bytes());
            files.add(format!("charts/{}.svg", chart.id), vi.svg.into_bytes());
            files.add(format!("charts/{}.png", chart.id), vi.png);
            files.add(format!("charts/{}.en.svg", chart.id), en.svg.into_bytes());
            files.add(format!("charts/{}.en.png", chart.id), en.png);
        }
    }
    let span = if from == to { to.to_string() } else { format!("{from}_{to}") };
    let edition = format!("{span}.r1-{}", files.digest());
    let manifest = Manifest {
        format: manifest::FORMAT,
        edition: edition.clone(),
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
        outputs: files.outputs(),
    };
    let unchanged = job.reports.join(&edition).join(manifest::NAME).exists();
    let folder = publish::publish(&job.reports, &files, &manifest)?;
    Ok(Published {
        edition,
        folder,
        periods: counted.periods,
        report: lake.report.clone(),
        unchanged,
    })
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
    files: &mut Files,
    folder: &str,
    table: &Table,
    provenance: &[(String, String)],
) -> Result<(), Failure> {
    let path = format!("{folder}/{}", table.name);
    let parquet = encode::parquet(table, provenance)
        .map_err(|error| LakeFault::damaged(std::path::Path::new(&path), error))?;
    files.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    files.add_table(format!("{path}.csv"), encode::csv(table), table.rows.len());
    Ok(())
}
