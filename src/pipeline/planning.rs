//! What a run would do, without doing it: everything is read into a lake that lies aside and is
//! removed again, counted, and set beside what was published. Neither the lake nor the reports are
//! touched, and no lock is taken: nobody has to wait for a plan.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    counting,
    event::Event,
    event::Reporter,
    failure::Failure,
    job::Job,
    publishing,
    reading::{self, Keep},
    warnings,
};
use crate::{
    domain::{
        period::{self, Period},
        time::LocalTime,
    },
    edition::{
        manifest::{Input, Manifest, RuleSetRef},
        read_back::{self, Figure, Key},
        release::Change,
    },
    lake::LakeFault,
    press::{
        causes::{self, Basis, Causes},
        index::{Index, manifests},
        ranked::{self, Ranked},
        settled::{self, Shown},
    },
    schema::encode,
};

/// What a run would publish.
#[derive(Clone, Debug)]
pub struct Plan {
    pub periods: Vec<PlannedPeriod>,
    /// The edition that would be the one before.
    pub current: Option<String>,
    /// What differs from what the current edition was made from.
    pub causes: Option<Causes>,
    /// Final figures that would change: `run` refuses them, `restate` publishes them.
    pub changes: Vec<Change>,
    /// Final periods that everyone saw under another protection: the same holds of them.
    pub shown: Vec<Shown>,
    /// Final periods of which units were ranked in other cohorts: the same holds of them.
    pub ranked: Vec<Ranked>,
    pub report: super::account::Report,
}

/// One period of the run.
#[derive(Clone, Debug)]
pub struct PlannedPeriod {
    pub period: Period,
    /// The months asked for that lie in it; itself where it was asked for.
    pub months: Vec<Period>,
    pub provisional: bool,
    /// Figures: every unit × indicator.
    pub cells: usize,
    pub before: Option<Before>,
}

/// How a period stands beside its last publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub edition: String,
    pub provisional: bool,
    /// Figures of which numerator, denominator, points or status would be another; that provisional
    /// figures become final does not count.
    pub cells_changed: usize,
    /// Figures published as final that would change in any way.
    pub final_cells_changed: usize,
}

/// Plans the run of the months `from` to `to`.
pub fn plan(
    job: &Job,
    from: Period,
    to: Period,
    cut_off: LocalTime,
    report: Reporter<'_>,
) -> Result<Plan, Failure> {
    job.check_period(from, to)?;
    let aside = Aside::new()?;
    let lake = reading::read(job, cut_off, Keep::Aside(&aside.0), report)?;
    let periods = period::periods_of_run(from, to);
    let counted = counting::count(job, &lake.registers, &periods, &[], cut_off, None, report)?;
    let of_counting =
        [warnings::empty(&lake.registers, &counted, from, to), warnings::incomplete(&counted, to)];
    for warning in of_counting.into_iter().flatten() {
        report(Event::Warning(warning));
    }
    report(Event::Stage("compare"));
    let everyone = vec![true; lake.registers.units.len()];
    let tables = publishing::source(job, &lake.registers, &everyone, &counted.periods).tables();
    let indicators = tables.iter().find(|table| table.name == "indicators");
    let index = Index::open(&job.reports)?;
    let changes = settled::changes(&job.reports, &index, "", indicators)?;
    let own = counted.periods.iter().map(|result| result.counts.period);
    let shown = settled::shown_otherwise(&job.reports, &index, job.disclosure, own)?;
    let scorecard = tables.iter().find(|table| table.name == "scorecard");
    let ranked = ranked::ranked_otherwise(&job.reports, &index, scorecard)?;
    let figures = indicators.map(read_back::figures).unwrap_or_default();
    let published = settled::last_published(&job.reports, &index, &figures)?;
    let planned = counted.periods.iter().map(|result| {
        let counts = &result.counts;
        let name = counts.period.to_string();
        let own: BTreeMap<&Key, &Figure> =
            figures.iter().filter(|(key, _)| key[0] == name).collect();
        PlannedPeriod {
            period: counts.period,
            months: period::months(from, to)
                .filter(|month| month.containing(counts.period.kind) == counts.period)
                .collect(),
            provisional: counts.provisional,
            cells: own.len(),
            before: published.get(&name).map(|before| Before {
                edition: before.edition.clone(),
                provisional: before.provisional,
                cells_changed: differing(&own, &before.figures.iter().collect()),
                final_cells_changed: changes.iter().filter(|c| c.period == name).count(),
            }),
        }
    });
    let periods = planned.collect();
    let current: Option<Manifest> = manifests(&job.reports, index.current().into_iter()).next();
    let inputs: Vec<Input> = lake.report.files.iter().map(Input::from).collect();
    let rule_set = RuleSetRef { id: job.rules.id.clone(), hash: job.rules.hash.clone() };
    let basis = Basis {
        inputs: &inputs,
        rule_set: &rule_set,
        cut_off: &cut_off.to_string(),
        program: encode::CREATED_BY,
        disclosure: job.disclosure,
    };
    Ok(Plan {
        periods,
        causes: current.as_ref().map(|current| causes::causes(current.into(), basis)),
        current: current.map(|current| current.edition),
        changes,
        shown,
        ranked,
        report: lake.report,
    })
}

/// How many figures differ, in one or the other.
fn differing(now: &BTreeMap<&Key, &Figure>, before: &BTreeMap<&Key, &Figure>) -> usize {
    let same = |a: &Figure, b: &Figure| {
        let status = |figure: &Figure| figure[3].replace("provisional", "value");
        a[..3] == b[..3] && status(a) == status(b)
    };
    let changed = now.iter().filter(|(key, a)| !before.get(*key).is_some_and(|b| same(a, b)));
    changed.count() + before.keys().filter(|key| !now.contains_key(*key)).count()
}

/// A folder among the temporary files of the system, removed with the value.
struct Aside(PathBuf);

impl Aside {
    fn new() -> Result<Self, LakeFault> {
        let process = std::process::id();
        for number in 0_u32.. {
            let path = std::env::temp_dir().join(format!("chiso-plan-{process}-{number}"));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(LakeFault::io("create", Path::new(&path))(error)),
            }
        }
        unreachable!("a number that no folder bears is found long before all are tried")
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
