//! `chiso todo`: what can still be done about the dossiers of a period, and what it is worth. For internal eyes.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, TodoWish},
    clock,
    count::objects,
    exit_code::{Code, Stop},
    named,
    output::outln,
    settings,
};
use crate::{
    domain::{
        number,
        points::Points,
        sentence::{Value, filled},
        text::Lang,
        unit::Units,
    },
    pipeline::{
        Job,
        registers::Registers,
        todo::{self, Goal, Plan, Todo, What, table},
    },
    schema::Table,
};

/// Actions that are told line by line; files have all.
const TOLD: usize = 20;

pub fn todo(common: &Common, wish: &TodoWish) -> Result<Code, Stop> {
    let period = settings::period(&wish.of.month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(wish.of.as_of.as_deref(), period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let registers = Registers::open(&job)?;
    let unit =
        wish.unit.as_ref().map(|id| named::unit(&registers.units, id, period)).transpose()?;
    let todo = todo::todo(&job, &registers, period, cut_off, unit)?;
    let shown = Shown { job: &job, units: &registers.units, todo: &todo, lang: common.lang };
    let table = table::table(&todo, &job.rules, &registers.units, common.lang);
    match common.format {
        Format::Json => outln!("{}", shown.json(&table)),
        Format::Text => todo.plans.iter().for_each(|plan| shown.text(plan)),
    }
    if let Some(folder) = &wish.into {
        for file in table::write(&table, folder, common.lang)? {
            let written = common.lang.pick("Đã ghi", "Written");
            if common.format == Format::Text {
                outln!("{written}: {}", file.display());
            }
        }
    }
    Ok(Code::Done)
}

struct Shown<'a> {
    job: &'a Job,
    units: &'a Units,
    todo: &'a Todo<'a>,
    lang: Lang,
}

/// One thing that can be done to several dossiers.
struct Kind {
    words: String,
    by: Option<String>,
    dossiers: u64,
}

impl Shown<'_> {
    fn say(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        filled(&format!("todo.{key}"), self.lang, values)
    }

    fn points(&self, points: Points) -> String {
        number::Decimal::from(points).text(self.lang)
    }

    fn name(&self, unit: u32) -> &str {
        &self.units.get(unit).on(self.todo.counted.named_on).name
    }

    /// What can be done, by kind, in the order in which it is first best done.
    fn kinds(&self, plan: &Plan<'_>) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for action in &plan.actions {
            let words = table::words(action.what, self.lang);
            let by = match action.what {
                What::Repair(lack) => Some(lack.by.get(self.lang).to_owned()),
                What::Answer | What::AskOnce => None,
            };
            let place = *places.entry(words.clone()).or_insert_with(|| {
                kinds.push(Kind { words, by, dossiers: 0 });
                kinds.len() - 1
            });
            kinds[place].dossiers += 1;
        }
        kinds
    }

    fn text(&self, plan: &Plan<'_>) {
        let unit = self.units.get(plan.unit);
        let score = plan.score.map_or_else(|| "–".to_owned(), |score| self.points(score));
        outln!(
            "{}",
            self.say(
                "head",
                &[
                    ("unit", Value::Name(self.name(plan.unit))),
                    ("id", Value::Name(&unit.id)),
                    ("score", Value::Name(&score)),
                    ("points", Value::Name(&self.points(plan.points))),
                    ("after", Value::Name(&self.points(plan.points_after))),
                ]
            )
        );
        plan.goals.iter().for_each(|goal| {
            outln!("  {}", table::goal(goal, &self.job.rules, self.lang));
        });
        for kind in self.kinds(plan) {
            let by = kind.by.map_or_else(String::new, |by| format!(" ({by})"));
            outln!("  {:>8}  {}{by}", number::count(kind.dossiers, self.lang), kind.words);
        }
        for action in plan.actions.iter().take(TOLD) {
            let days = action
                .working_days
                .map(|days| self.say("days", &[("n", Value::Count(u64::from(days)))]));
            let points = action.unit_points.map(|points| self.points(points));
            let reaches = action
                .reaches
                .iter()
                .map(|target| format!("→ {}", table::in_words(target, &self.job.rules, self.lang)));
            let beside: Vec<String> = days.into_iter().chain(points).chain(reaches).collect();
            outln!(
                "    {}  {}{}",
                action.dossier_id,
                table::words(action.what, self.lang),
                if beside.is_empty() {
                    String::new()
                } else {
                    format!("  [{}]", beside.join("; "))
                }
            );
        }
        if plan.actions.len() > TOLD {
            outln!("    {}", self.say("more", &[("n", Value::of(plan.actions.len() - TOLD))]));
        }
        if plan.actions.is_empty() {
            outln!("  {}", self.say("nothing", &[]));
        }
    }

    fn json(&self, table: &Table) -> Json {
        let plan = |plan: &Plan<'_>| {
            let goal = |goal: &Goal| {
                json!({
                    "target": match &goal.target {
                        todo::Target::Band(id) => json!({ "band": id }),
                        todo::Target::Rank(rank) => json!({ "rank": rank }),
                    },
                    "points_lacking": goal.lacking,
                    "fewest_actions": goal.fewest.as_ref().map(|fewest| fewest.actions),
                    "is_least": goal.fewest.as_ref().map(|fewest| fewest.is_least),
                })
            };
            json!({
                "unit_id": self.units.get(plan.unit).id,
                "unit_name": self.name(plan.unit),
                "score": plan.score,
                "points": plan.points,
                "points_after": plan.points_after,
                "goals": plan.goals.iter().map(goal).collect::<Vec<_>>(),
                "kinds": self.kinds(plan).iter().map(|kind| json!({
                    "action": kind.words, "done_by": kind.by, "actions": kind.dossiers,
                })).collect::<Vec<_>>(),
            })
        };
        json!({
            "period": self.todo.counted.counts.period.to_string(),
            "provisional": self.todo.counted.counts.provisional,
            "rule_set": self.job.rules.id,
            "units": self.todo.plans.iter().map(plan).collect::<Vec<_>>(),
            "actions": objects(table),
        })
    }
}
