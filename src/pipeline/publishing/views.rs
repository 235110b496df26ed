//! What an edition shows, for each kind of reader: figures with their rules and units, the month that pages are
//! about, what everyone may see of it, and what every table says of itself.

use crate::{
    disclose::{self, Ground, Policy},
    domain::time::LocalTime,
    edition::{
        insight, moves,
        tables::Source,
        view::{Audience, View},
    },
    pipeline::{
        counting::{self, Counted},
        failure::Failure,
        job::Job,
        published::Asked,
        reading::Lake,
        registers::Registers,
        why::Why,
    },
    schema::{Table, encode},
    score::period_result::PeriodResult,
};

/// The month asked for last, with the tables and months it is shown beside.
pub fn view<'a>(
    job: &'a Job,
    lake: &'a Lake,
    source: &'a Source<'a>,
    counted: &'a Counted,
    asked: &Asked<'_>,
    provenance: &'a [(String, String)],
) -> Result<View<'a>, Failure> {
    let shown = counted.periods.iter().find(|result| result.counts.period == asked.to);
    let shown = shown.ok_or_else(|| Failure::Count(format!("{} was not counted", asked.to)))?;
    Ok(View {
        audience: Audience::Internal,
        authority_id: &job.authority.id,
        authority_name: &lake.registers.units.authority().on(shown.named_on).name,
        source,
        as_now: None,
        shown,
        months: counted.months_to(asked.to, counting::YEAR),
        two_years: counted.months_to(asked.to, 2 * counting::YEAR),
        beside: &counted.beside,
        given: &lake.registers.given,
        cut_off: asked.cut_off,
        invented: job.authority.invented,
        quality: &[],
        insight: &[],
        provenance,
    })
}

/// What somebody must look at at the end of the month asked for last, and why points moved since the one before.
pub fn insight(
    job: &Job,
    registers: &Registers,
    source: &Source<'_>,
    counted: &Counted,
    asked: &Asked<'_>,
) -> Result<Vec<Table>, Failure> {
    let shown = counted.periods.iter().find(|result| result.counts.period == asked.to);
    let Some(shown) = shown.filter(|_| job.insight) else { return Ok(Vec::new()) };
    let learnt = (registers.learnt_from(job), asked.cut_off);
    let mut tables = insight::tables(source, shown, &counted.open, learnt);
    let units = source.shown_units();
    tables.push(moves(job, registers, source, counted, (shown, asked.cut_off), &units)?);
    Ok(tables)
}

/// Why points of some units moved since the period before the one shown.
pub fn moves(
    job: &Job,
    registers: &Registers,
    source: &Source<'_>,
    counted: &Counted,
    (shown, cut_off): (&PeriodResult, LocalTime),
    units: &[u32],
) -> Result<Table, Failure> {
    let period = shown.counts.period;
    let why = Why::since_before(job, registers, counted, period, cut_off)?;
    let mut rows = Vec::new();
    for (why, unit) in why.iter().flat_map(|why| units.iter().map(move |unit| (why, *unit))) {
        match why.total(unit) {
            Ok(moved) => rows.extend(moves::rows(source, shown, &moved)),
            // What explains a figure does not stop it; `chiso why` says what is wrong.
            Err(Failure::Accounts(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(moves::table(rows))
}

/// The figures that everyone may see.
pub fn disclosed(counted: &Counted, policy: Policy, ground: &Ground<'_>) -> Counted {
    let exact: Vec<&PeriodResult> = counted.periods.iter().chain(&counted.beside).collect();
    let mut periods = disclose::disclose(policy, ground, &exact);
    let beside = periods.split_off(counted.periods.len());
    let (as_now, rolling) = (Vec::new(), Vec::new());
    let first_received = counted.first_received;
    Counted {
        periods,
        as_now,
        beside,
        rolling,
        open: Default::default(),
        first_received,
        tallies: None,
    }
}

/// The policy stands in every public table.
pub fn public_provenance(of: &[(String, String)], policy: Policy) -> Vec<(String, String)> {
    let mut all: Vec<_> = of.iter().cloned().chain(policy.provenance()).collect();
    all.sort();
    all
}

/// What is published of a lake: its figures with rules, targets and units.
pub fn source<'a>(
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
pub fn provenance(job: &Job, cut_off: LocalTime) -> Vec<(String, String)> {
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
