//! What can still be done about the dossiers of a period, and what it is worth: one list for each unit, in the
//! order in which it is best done. Every dossier in hand is judged as for counting, and what its conditions say of
//! a repaired dossier is what they will say of it in the next run. For internal eyes: it names dossiers.

mod cases;
mod goals;
mod procedures;
pub mod table;
mod worth;

use super::{counting, failure::Failure, job::Job, judging::Judging, registers::Registers};
use crate::{
    domain::{period::Period, points::Points, time::LocalTime},
    judge::Window,
    rules::Lack,
    score::{
        period_result::PeriodResult,
        repair::{Bench, plan},
    },
};
use cases::{Case, is_below};
pub use goals::{Goal, Target};
use worth::Worth;

/// What is to be done about a dossier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What<'a> {
    /// Put right what it lacks.
    Repair(&'a Lack),
    /// Answer it before it is due: nothing is gained, and nothing lost.
    Answer,
    /// Ask for no further supplement, by which it would be overdue.
    AskOnce,
}

impl What<'_> {
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Repair(_) => "repair",
            Self::Answer => "answer",
            Self::AskOnce => "ask_once",
        }
    }
}

/// One action on one dossier.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    pub what: What<'a>,
    pub dossier_id: String,
    /// The unit that holds it.
    pub holder: u32,
    pub procedure_id: String,
    /// Of a dossier that is open; absent where it is undated.
    pub due: Option<LocalTime>,
    /// Working days left until it is due.
    pub working_days: Option<u32>,
    /// Places of the indicators that gain or keep points.
    pub indicators: Vec<usize>,
    /// What the unit and the authority gain (or keep) where nothing but the actions on this dossier up to this
    /// one is done; absent where the points of this period do not hang on it.
    pub unit_points: Option<Points>,
    pub authority_points: Option<Points>,
    /// The unit's score where every action up to this one is done; absent of those that gain nothing.
    pub score_after: Option<Points>,
    pub reaches: Vec<Target>,
}

/// One thing that can be done to several dossiers, and what it gives by itself.
#[derive(Clone, Debug)]
pub struct Kind<'a> {
    pub lack: &'a Lack,
    pub dossiers: u64,
    /// What the unit gains where it is done to all of them, and nothing else.
    pub points: Points,
}

/// The list of one unit.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    pub unit: u32,
    pub score: Option<Points>,
    pub points: Points,
    /// The points where everything that gains is done.
    pub points_after: Points,
    pub goals: Vec<Goal>,
    /// What gives something by itself, the most for each dossier first.
    pub kinds: Vec<Kind<'a>>,
    pub actions: Vec<Action<'a>>,
}

/// The lists of a period.
#[derive(Debug)]
pub struct Todo<'a> {
    pub counted: PeriodResult,
    pub plans: Vec<Plan<'a>>,
}

/// The lists of every graded unit directly under the authority, or of one unit.
pub fn todo<'a>(
    job: &'a Job,
    registers: &'a Registers,
    period: Period,
    cut_off: LocalTime,
    unit: Option<u32>,
) -> Result<Todo<'a>, Failure> {
    job.check_period(period, period)?;
    let mut counted =
        counting::count(job, registers, &[period], &[], cut_off, None, &|_| ())?.periods;
    let counted = counted.pop().ok_or_else(|| Failure::Count("no period".into()))?;
    let window = Window::new(period, cut_off);
    let rules = &job.rules;
    let bench = Bench::new(rules, !window.provisional()).ok_or_else(|| {
        let what =
            "the conditions of the rule set ask for more than 128 different things of a dossier";
        Failure::Configuration(vec![format!(
            "{}: {what}; `chiso todo` cannot tell them apart",
            rules.id
        )])
    })?;
    let judging = Judging::new(job, registers);
    let cases = cases::gather(&bench, &judging, &window)?;
    let tree = &counted.counts.tree;
    let known = procedures::eligible(&judging, &window, tree)?;
    let authority = Worth::of(rules, &bench, &counted.scores[0], known.of(&bench, 0, &cases, tree));
    let asked: Vec<u32> = match unit {
        Some(unit) => vec![unit],
        None => (1..registers.units.len() as u32)
            .filter(|unit| tree.parent(*unit) == Some(0) && *unit != registers.units.unmapped())
            .filter(|unit| counted.scores[*unit as usize].is_graded())
            .collect(),
    };
    let plans = asked.into_iter().map(|unit| {
        let scores = &counted.scores[unit as usize];
        let own = Worth::of(rules, &bench, scores, known.of(&bench, unit, &cases, tree));
        let of_unit = Listing { bench: &bench, own, authority: &authority, cases: &cases };
        of_unit.plan(&counted, unit, registers)
    });
    Ok(Todo { plans: plans.collect(), counted })
}

/// The list of one unit in the making.
struct Listing<'a, 'b> {
    bench: &'b Bench<'a>,
    own: Worth<'a, 'b>,
    authority: &'b Worth<'a, 'b>,
    cases: &'b [Case],
}

impl<'a> Listing<'a, '_> {
    fn plan(&self, counted: &PeriodResult, unit: u32, registers: &Registers) -> Plan<'a> {
        let tree = &counted.counts.tree;
        let mut stock = plan::Stock::new();
        for (place, case) in self.cases.iter().enumerate() {
            if is_below(tree, case.unit, unit) {
                stock.entry(case.pattern).or_default().push_back(place);
            }
        }
        let Worth { rules, figures, places, .. } = &self.own;
        let order = |first: &[_]| {
            plan::plan(self.bench, rules, places, stock.clone(), figures.clone(), first)
        };
        let steps = order(&[]);
        let goals = goals::goals(&self.own, counted, unit, &stock, &steps);
        // Where another order needs fewer actions for the next band, it stands first.
        let first = goals.first().and_then(|goal| goal.fewest.as_ref());
        let first = first.map_or(&[][..], |fewest| fewest.first.as_slice());
        let steps = if first.is_empty() { steps } else { order(first) };
        let (mut actions, points_after) = self.repairs(counted, unit, &steps, registers);
        actions.extend(self.kept(counted, unit, registers));
        let score = &counted.scores[unit as usize];
        let points = figures.points(rules, places);
        let kinds = self.kinds(&stock);
        Plan { unit, score: score.score, points, points_after, goals, kinds, actions }
    }

    fn kinds(&self, stock: &plan::Stock) -> Vec<Kind<'a>> {
        let mut kinds: Vec<Kind<'a>> = Vec::new();
        for (place, lack) in self.bench.lacks.iter().enumerate() {
            let mut done = self.own.clone();
            let mut dossiers = 0;
            for (pattern, cases) in stock {
                let moves = self.bench.moves(*pattern).into_iter();
                for made in moves.filter(|made| made.lacks == [place]) {
                    cases.iter().for_each(|case| {
                        done.repair(&self.cases[*case], *pattern, made.after);
                    });
                    dossiers += cases.len() as u64;
                }
            }
            let points = done.points() - self.own.points();
            if points > Points::ZERO {
                kinds.push(Kind { lack, dossiers, points });
            }
        }
        let each = |kind: &Kind<'_>| kind.points.0 as f64 / kind.dossiers as f64;
        kinds.sort_by(|a, b| each(b).total_cmp(&each(a)));
        kinds
    }

    /// The steps, action by action, and the points at their end.
    fn repairs(
        &self,
        counted: &PeriodResult,
        unit: u32,
        steps: &[plan::Step],
        registers: &Registers,
    ) -> (Vec<Action<'a>>, Points) {
        let mut running = self.own.clone();
        let mut reached = goals::Reached::new(&self.own, counted, unit);
        let mut actions = Vec::new();
        for plan::Step { case, before, made } in steps {
            let case = &self.cases[*case];
            running.repair(case, *before, made.after);
            let mut after = *before;
            for (place, lack) in made.lacks.iter().enumerate() {
                let now = self.bench.repaired(after, *lack);
                let is_last = place + 1 == made.lacks.len();
                let gains = &made.gains;
                let mut action =
                    self.action(What::Repair(self.bench.lacks[*lack]), case, registers);
                action.indicators = gains.iter().map(|gain| gain.indicator).collect();
                action.unit_points = Some(self.own.promise(case, case.pattern, now));
                action.authority_points = Some(self.authority.promise(case, case.pattern, now));
                if is_last {
                    action.score_after = running.score();
                    action.reaches = reached.by(&running);
                }
                actions.push(action);
                after = now;
            }
        }
        (actions, running.points())
    }

    /// What is kept by acting in time, the most urgent first.
    fn kept(&self, counted: &PeriodResult, unit: u32, registers: &Registers) -> Vec<Action<'a>> {
        let tree = &counted.counts.tree;
        let mut found: Vec<(Option<u32>, Action<'a>)> = Vec::new();
        for case in self.cases.iter().filter(|case| is_below(tree, case.unit, unit)) {
            let Some(open) = &case.open else { continue };
            let late = self.bench.late(case.pattern);
            let gains = self.bench.gains(case.pattern, late);
            let keeps = |what| {
                let mut action = self.action(what, case, registers);
                action.indicators = gains.iter().map(|gain| gain.indicator).collect();
                if open.is_of_period || what == What::AskOnce {
                    let kept = |worth: &Worth<'_, '_>| {
                        Points::ZERO - worth.promise(case, case.pattern, late)
                    };
                    action.unit_points = Some(kept(&self.own));
                    action.authority_points = Some(kept(self.authority));
                }
                action
            };
            if open.is_urgent {
                found.push((open.working_days, keeps(What::Answer)));
            }
            if open.was_asked_once && counted.counts.provisional {
                found.push((open.working_days, keeps(What::AskOnce)));
            }
        }
        found.sort_by(|(a, one), (b, other)| {
            (a.is_none(), a, &one.dossier_id).cmp(&(b.is_none(), b, &other.dossier_id))
        });
        found.into_iter().map(|(_, action)| action).collect()
    }

    fn action(&self, what: What<'a>, case: &Case, registers: &Registers) -> Action<'a> {
        let open = case.open.as_ref();
        Action {
            what,
            dossier_id: case.id.clone(),
            holder: case.unit,
            procedure_id: registers.procedure_ids[case.procedure as usize].clone(),
            due: open.and_then(|open| open.due),
            working_days: open.and_then(|open| open.working_days),
            indicators: Vec::new(),
            unit_points: None,
            authority_points: None,
            score_after: None,
            reaches: Vec::new(),
        }
    }
}
