//! Signs that deserve a look, over all units: how often each is seen, how often chance would show it, and which
//! dossiers show it. Internal, and never more than a question.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    documents,
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judging, Reading},
    registers::Registers,
};
use crate::{
    charts::{Body, Chart, Funnel, FunnelPoint, Width, render_svg},
    domain::{
        number::Decimal,
        period::Period,
        sentence::{Value as Blank, filled},
        text::{Lang, Text},
        time::LocalTime,
        wording,
    },
    judge::{
        Window,
        facts::Bench,
        signs::{self, Look, OFFICE_DAY, Sign, WHOLE},
    },
    schema::{Table, Value, encode, insight},
};

/// So many dossiers of a unit in one second are a sign.
const TOGETHER: usize = 5;
/// Units with cases of which a funnel is drawn, as those of indicators.
const ENOUGH: usize = 5;

/// What is seen of a sign in a unit directly under the authority, with those below it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub unit: u32,
    pub shown: u64,
    pub cases: u64,
    /// Millionths of dossiers that chance would show.
    chance: u64,
    pub stands_out: bool,
}

impl Seen {
    pub fn percent(&self) -> Option<Decimal> {
        Decimal::percent(self.shown, self.cases, 2)
    }

    /// The rate that chance would give.
    pub fn by_chance(&self) -> Option<Decimal> {
        Decimal::percent(self.chance, i128::from(self.cases) * i128::from(WHOLE), 2)
    }
}

/// A dossier that shows a sign.
#[derive(Clone, Debug)]
pub struct Shown {
    pub unit: u32,
    pub id: String,
    pub procedure: u32,
    pub at: LocalTime,
}

/// One sign over all units.
#[derive(Clone, Debug)]
pub struct OfSign {
    pub sign: Sign,
    pub units: Vec<Seen>,
    pub dossiers: Vec<Shown>,
    funnel: Funnel,
}

/// One dossier and one sign.
struct One {
    look: Look,
    unit: u32,
    id: String,
    procedure: u32,
}

/// The signs of a period.
pub fn signs(
    job: &Job,
    registers: &Registers,
    period: Period,
    cut_off: LocalTime,
) -> Result<Vec<OfSign>, Failure> {
    job.check_period(period, period)?;
    let judging = Judging::new(job, registers);
    let window = Window::new(period, cut_off);
    let windows = [window];
    let reading = Reading {
        windows: &windows,
        dossiers: Dossiers::InHand,
        ids: true,
        databases: None,
        threads: job.threads,
    };
    let bench = Bench { calendar: &judging.calendar, switches: &job.rules.switches };
    let found = judging.dossiers(
        &reading,
        Vec::new,
        |all: &mut Vec<One>, judged, facts| {
            // Where the calendar lacks a year, nobody knows which days were worked.
            let fact = facts.flatten().next().filter(|fact| fact.lacks_year.is_none());
            let Some(fact) = fact else { return Ok(()) };
            let dossier = judged.dossier;
            let mut looks = signs::looks(&bench, dossier, judged.procedure, &fact, &window);
            looks.extend(signs::ended(dossier, &fact, &window).map(|at| Look {
                sign: Sign::SameSecond,
                shows: false,
                chance: 0,
                at,
            }));
            all.extend(looks.into_iter().map(|look| One {
                look,
                unit: fact.unit,
                id: dossier.id.clone(),
                procedure: fact.procedure,
            }));
            Ok(())
        },
        Ok,
    )?;
    let mut all: Vec<One> = found.into_iter().flatten().collect();
    let days =
        signs::working_days(&judging.calendar, window.start.day().plus(-1), window.end.last_day());
    same_second(&mut all, days);
    all.sort_by(|a, b| (a.look.sign, a.unit, &a.id).cmp(&(b.look.sign, b.unit, &b.id)));
    let tree = registers.units.tree(window.end.last_day());
    let listed: Vec<u32> = (1..registers.units.len() as u32)
        .filter(|unit| tree.parent(*unit) == Some(0) && *unit != registers.units.unmapped())
        .collect();
    let day = window.end.last_day();
    Ok(Sign::ALL
        .into_iter()
        .map(|sign| {
            let own = || all.iter().filter(|one| one.look.sign == sign);
            let mut units: BTreeMap<u32, Seen> = listed
                .iter()
                .map(|unit| {
                    let seen =
                        Seen { unit: *unit, shown: 0, cases: 0, chance: 0, stands_out: false };
                    (*unit, seen)
                })
                .collect();
            for one in own() {
                let above = tree.upwards(one.unit).find(|above| listed.contains(above));
                let Some(seen) = above.and_then(|above| units.get_mut(&above)) else { continue };
                seen.cases += 1;
                seen.shown += u64::from(one.look.shows);
                seen.chance += one.look.chance;
            }
            let points = units.values().map(|seen| {
                let unit = registers.units.get(seen.unit);
                let count = |count: u64| i64::try_from(count).ok().filter(|_| seen.cases > 0);
                FunnelPoint {
                    id: unit.id.clone(),
                    label: Text::name(&unit.on(day).name),
                    numerator: count(seen.shown),
                    denominator: count(seen.cases),
                }
            });
            let words = |key: &str| {
                Text::both(|lang| filled(&format!("signs.of.{}.{key}", sign.as_str()), lang, &[]))
            };
            let funnel =
                Funnel { size: words("of"), rate: words("rate"), points: points.collect() };
            for id in funnel.above() {
                let unit = registers.units.index(id).and_then(|unit| units.get_mut(&unit));
                // Many units above what chance gives are no outliers among each other.
                if let Some(seen) = unit.filter(|seen| seen.shown * WHOLE > seen.chance) {
                    seen.stands_out = true;
                }
            }
            let shown = own().filter(|one| one.look.shows).map(|one| Shown {
                unit: one.unit,
                id: one.id.clone(),
                procedure: one.procedure,
                at: one.look.at,
            });
            OfSign { sign, dossiers: shown.collect(), units: units.into_values().collect(), funnel }
        })
        .collect())
}

/// Which ends stand with so many others of the unit in one second, and how likely that is where they are spread
/// over the office time of so many working days.
fn same_second(all: &mut Vec<One>, days: u64) {
    // A unit all of whose ends stand at a full minute has no seconds.
    let has_seconds: HashSet<u32> = all
        .iter()
        .filter(|one| one.look.sign == Sign::SameSecond && one.look.at.second_of_day() % 60 != 0)
        .map(|one| one.unit)
        .collect();
    all.retain(|one| one.look.sign != Sign::SameSecond || has_seconds.contains(&one.unit));
    let mut together: HashMap<(u32, LocalTime), usize> = HashMap::new();
    let mut ends: HashMap<u32, u64> = HashMap::new();
    for one in all.iter().filter(|one| one.look.sign == Sign::SameSecond) {
        *together.entry((one.unit, one.look.at)).or_default() += 1;
        *ends.entry(one.unit).or_default() += 1;
    }
    for one in all.iter_mut().filter(|one| one.look.sign == Sign::SameSecond) {
        one.look.shows = together[&(one.unit, one.look.at)] >= TOGETHER;
        let mean = ends[&one.unit] as f64 / (days.max(1) as i64 * OFFICE_DAY) as f64;
        one.look.chance = (tail(mean) * WHOLE as f64).round() as u64;
    }
}

/// The chance that a Poisson variable of a mean reaches `TOGETHER` less the dossier itself.
fn tail(mean: f64) -> f64 {
    let mut term = libm::exp(-mean);
    let mut below = 0.0;
    for number in 0..TOGETHER - 1 {
        below += term;
        term *= mean / (number + 1) as f64;
    }
    (1.0 - below).clamp(0.0, 1.0)
}

/// One row for each sign and unit.
pub fn table(found: &[OfSign], registers: &Registers, period: Period) -> Table {
    let day = period.end().last_day();
    let rows = found.iter().flat_map(|of| {
        of.units.iter().filter(|seen| seen.cases > 0).map(move |seen| {
            let unit = registers.units.get(seen.unit);
            vec![
                period.to_string().into(),
                of.sign.as_str().into(),
                unit.id.clone().into(),
                unit.on(day).name.clone().into(),
                seen.shown.into(),
                seen.cases.into(),
                seen.percent().into(),
                seen.by_chance().into(),
                seen.stands_out.into(),
            ]
        })
    });
    Table { name: "signs", columns: insight::SIGNS, rows: rows.collect() }
}

/// Writes both tables, and a funnel for each sign that enough units could show.
pub fn write(
    found: &[OfSign],
    registers: &Registers,
    period: Period,
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    let dossiers = found.iter().flat_map(|of| {
        of.dossiers.iter().map(move |shown| {
            vec![
                period.to_string().into(),
                of.sign.as_str().into(),
                registers.units.get(shown.unit).id.clone().into(),
                shown.id.clone().into(),
                registers.procedure_ids[shown.procedure as usize].clone().into(),
                Value::Time(shown.at),
            ]
        })
    });
    let dossiers =
        Table { name: "sign_dossiers", columns: insight::SIGN_DOSSIERS, rows: dossiers.collect() };
    let mut files = Vec::new();
    for table in [table(found, registers, period), dossiers] {
        let (parquet, _) =
            encode::parquet(&table, &[]).map_err(|error| documents::fault(folder, error))?;
        files.push((format!("{}.csv", table.name), encode::csv(&table)));
        files.push((format!("{}.parquet", table.name), parquet));
    }
    for of in found.iter().filter(|of| of.is_drawn()) {
        let svg = render_svg(&of.chart(period), Lang::Vi, Width::Desk);
        files.push((format!("{}.svg", of.sign.as_str()), svg.into_bytes()));
    }
    documents::write(folder, files)
}

impl OfSign {
    /// Enough units have cases, and they are not all alike.
    fn is_drawn(&self) -> bool {
        let cases = || self.units.iter().filter(|seen| seen.cases > 0);
        cases().count() >= ENOUGH
            && cases().any(|seen| seen.shown > 0)
            && cases().any(|seen| seen.shown < seen.cases)
    }

    fn chart(&self, period: Period) -> Chart {
        let words = |key: &str, values: &[(&str, Blank<'_>)]| {
            Text::both(|lang| filled(&format!("signs.{key}"), lang, values))
        };
        let own = |key: &str| words(&format!("of.{}.{key}", self.sign.as_str()), &[]);
        let out = self.units.iter().filter(|seen| seen.stands_out).count();
        let headline = match out {
            0 => words("none_stands_out", &[]),
            out => words("stand_out", &[("n", Blank::of(out))]),
        };
        let period = wording::period(period);
        Chart {
            id: self.sign.as_str().replace('_', "-"),
            headline,
            subtitle: Text::both(|lang| {
                format!("{}. {}", own("title").get(lang), wording::capital(period.get(lang)))
            }),
            source: words("internal", &[]),
            note: Some(own("else")),
            body: Body::Funnel(self.funnel.clone()),
        }
    }
}
