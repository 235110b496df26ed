//! Our own figures of a period: of the current edition, else of the newest that has the period, else counted
//! from the lake. All are read from tables as they are published, so that they say the same.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::{
    domain::{number::Decimal, period::Period, time::LocalTime},
    edition::{manifest::Manifest, read_back, table_csv},
    lake::LakeFault,
    pipeline::{counting, failure::Failure, job::Job, publishing, registers::Registers},
    press::{editions, publish},
};

/// How the source is named where no edition has the period.
const LAKE: &str = "lake";
/// How a manifest writes its cut-off.
const CUT_OFF: &str = "%Y-%m-%d %H:%M:%S";

const FIGURES: [&str; 3] = ["period", "unit_id", "indicator_id"];
const FIGURE: [&str; 4] = ["numerator", "denominator", "points", "status"];
const GROUPS: [&str; 4] = ["period", "unit_id", "group_id", "block_id"];
const FLOWS: [&str; 2] = ["period", "unit_id"];
const FLOW: [&str; 4] = ["opening", "received", "ended", "on_time_denominator"];

/// The columns of our tables that are looked at, as their CSV holds them.
struct Tables {
    figures: BTreeMap<[String; 3], [String; 4]>,
    groups: BTreeMap<[String; 4], [String; 1]>,
    flows: BTreeMap<[String; 2], [String; 4]>,
}

/// One figure of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub counts: Option<(u64, u64)>,
    pub points: Option<Decimal>,
    pub status: String,
}

/// Dossiers of a unit in the period.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    pub opening: u64,
    pub received: u64,
    pub ended: u64,
    pub judged: u64,
}

/// The figures of one period.
pub struct Own {
    /// The edition, or that they were counted from the lake.
    pub source: String,
    pub cut_off: Option<LocalTime>,
    /// By unit and indicator.
    pub figures: BTreeMap<[String; 2], Figure>,
    /// Points by unit, group and block; the block of a whole group is empty.
    pub groups: BTreeMap<[String; 3], Option<Decimal>>,
    pub flows: BTreeMap<String, Flow>,
}

impl Own {
    /// The figures of a period; `None` where there are none.
    pub fn of_period(
        job: &Job,
        registers: &Registers,
        period: Period,
    ) -> Result<Option<Self>, Failure> {
        let name = period.to_string();
        let has = |manifest: &Manifest| manifest.periods.iter().any(|one| one.period == name);
        let found = publish::current(&job.reports).filter(|current| has(current)).or_else(|| {
            let editions = editions::all(&job.reports).into_iter().filter(has);
            editions.max_by(|a, b| (&a.cut_off, &a.edition).cmp(&(&b.cut_off, &b.edition)))
        });
        let Some(manifest) = found else { return Self::counted(job, registers, period) };
        let folder = job.reports.join(&manifest.edition).join("tables");
        let read = |table: &str| {
            table_csv::read(&folder, table).map_err(|error| {
                let path = table_csv::place(&folder, table);
                Failure::from(LakeFault::io("read", &path)(error))
            })
        };
        let (figures, groups, flow) = (read("indicators")?, read("groups")?, read("flow")?);
        let tables = Tables {
            figures: read_back::rows(&figures, FIGURES, FIGURE),
            groups: read_back::rows(&groups, GROUPS, ["points"]),
            flows: read_back::rows(&flow, FLOWS, FLOW),
        };
        let cut_off = NaiveDateTime::parse_from_str(&manifest.cut_off, CUT_OFF).ok();
        let cut_off = cut_off.map(LocalTime::from_naive);
        Ok(Some(Self::of(manifest.edition, cut_off, &name, tables)))
    }

    fn counted(job: &Job, registers: &Registers, period: Period) -> Result<Option<Self>, Failure> {
        let cut_off = registers.cut_off(period.end(), None)?;
        let begun = registers.first_received.is_some_and(|first| first < period.end());
        if !begun || cut_off <= period.start() || job.check_period(period, period).is_err() {
            return Ok(None);
        }
        let counted = counting::count(job, registers, &[period], &[], cut_off, None, &|_| ())?;
        let everyone = vec![true; registers.units.len()];
        let source = publishing::source(job, registers, &everyone, &counted.periods);
        let all = source.tables();
        let table = |name: &str| {
            all.iter()
                .find(|table| table.name == name)
                .ok_or_else(|| Failure::Count(format!("there is no table {name} of {period}")))
        };
        let tables = Tables {
            figures: read_back::rows_of(table("indicators")?, FIGURES, FIGURE),
            groups: read_back::rows_of(table("groups")?, GROUPS, ["points"]),
            flows: read_back::rows_of(table("flow")?, FLOWS, FLOW),
        };
        Ok(Some(Self::of(LAKE.to_owned(), Some(cut_off), &period.to_string(), tables)))
    }

    /// From the tables of indicators, groups and the flow.
    fn of(source: String, cut_off: Option<LocalTime>, period: &str, tables: Tables) -> Self {
        let points = |text: &str| Decimal::parse(text, 2);
        let count = |text: &String| text.parse::<u64>().ok();
        let Tables { figures, groups, flows } = tables;
        let figures = figures.into_iter().filter(|([of, ..], _)| of == period);
        let figures = figures.map(|([_, unit, indicator], [above, below, shown, status])| {
            let counts = count(&above).zip(count(&below));
            ([unit, indicator], Figure { counts, points: points(&shown), status })
        });
        let groups = groups.into_iter().filter(|([of, ..], _)| of == period);
        let groups =
            groups.map(|([_, unit, group, block], [shown])| ([unit, group, block], points(&shown)));
        let flows = flows.into_iter().filter(|([of, _], _)| of == period);
        let flows = flows.filter_map(|([_, unit], counts)| {
            let [opening, received, ended, judged] = counts.each_ref().map(count);
            let flow =
                Flow { opening: opening?, received: received?, ended: ended?, judged: judged? };
            Some((unit, flow))
        });
        Self {
            source,
            cut_off,
            figures: figures.collect(),
            groups: groups.collect(),
            flows: flows.collect(),
        }
    }
}
