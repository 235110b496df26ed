//! The lists as one table, for people and programs alike.

use std::path::{Path, PathBuf};

use super::{Action, Goal, Target, Todo, What};
use crate::{
    domain::{
        number,
        sentence::{Value as Blank, filled},
        text::Lang,
        unit::Units,
    },
    pipeline::{documents, failure::Failure},
    render,
    rules::RuleSet,
    schema::{Table, Value, encode, insight},
};

/// One row for each action, list by list.
pub fn table(todo: &Todo<'_>, rules: &RuleSet, units: &Units, lang: Lang) -> Table {
    let period = todo.counted.counts.period.to_string();
    let mut rows = Vec::new();
    for plan in &todo.plans {
        let unit = units.get(plan.unit);
        let name = &unit.on(todo.counted.named_on).name;
        for (step, action) in (1_u64..).zip(&plan.actions) {
            let mut row: Vec<Value> = vec![
                period.clone().into(),
                unit.id.clone().into(),
                name.clone().into(),
                step.into(),
            ];
            row.extend(of_action(action, rules, units, lang));
            rows.push(row);
        }
    }
    Table { name: "todo", columns: insight::TODO, rows }
}

fn of_action(
    action: &Action<'_>,
    rules: &RuleSet,
    units: &Units,
    lang: Lang,
) -> impl Iterator<Item = Value> + use<> {
    let (fact, by) = match action.what {
        What::Repair(lack) => (Some(lack.id()), Some(lack.by.get(lang).to_owned())),
        What::Answer | What::AskOnce => (None, None),
    };
    let indicators = action.indicators.iter().map(|place| rules.indicators[*place].id.as_str());
    let reaches: Vec<String> =
        action.reaches.iter().map(|target| in_words(target, rules, lang)).collect();
    let text = |all: String| Some(all).filter(|all| !all.is_empty());
    [
        action.what.as_str().into(),
        action.dossier_id.clone().into(),
        units.get(action.holder).id.clone().into(),
        action.procedure_id.clone().into(),
        fact.into(),
        words(action.what, lang).into(),
        by.into(),
        action.due.map_or(Value::Null, Value::Time),
        action.working_days.map(u64::from).into(),
        text(indicators.collect::<Vec<_>>().join(";")).into(),
        action.unit_points.into(),
        action.authority_points.into(),
        action.score_after.into(),
        text(reaches.join("; ")).into(),
    ]
    .into_iter()
}

/// What is to be done, in words.
pub fn words(what: What<'_>, lang: Lang) -> String {
    match what {
        What::Repair(lack) => lack.action.get(lang).to_owned(),
        other => filled(&format!("todo.{}", other.as_str()), lang, &[]),
    }
}

/// What it takes to reach a band or a rank, in words.
pub fn goal(goal: &Goal, rules: &RuleSet, lang: Lang) -> String {
    let target = in_words(&goal.target, rules, lang);
    let (key, actions) = match &goal.fewest {
        None => ("out_of_reach", 0),
        Some(fewest) if fewest.is_least => ("needs", fewest.actions),
        Some(fewest) => ("needs_at_most", fewest.actions),
    };
    let told = [
        ("target", Blank::Name(&target)),
        ("points", Blank::Points(goal.lacking.into())),
        ("n", Blank::Count(actions)),
    ];
    filled(&format!("todo.{key}"), lang, &told)
}

/// A band or a rank, in words.
pub fn in_words(target: &Target, rules: &RuleSet, lang: Lang) -> String {
    match target {
        Target::Band(id) => {
            let band = rules.bands.iter().find(|band| band.id == *id);
            let title = band.map_or(id.as_str(), |band| band.title.get(lang));
            filled("todo.band", lang, &[("band", Blank::Name(title))])
        }
        Target::Rank(rank) => {
            let rank = number::count(u64::from(*rank), lang);
            filled("todo.rank", lang, &[("rank", Blank::Name(&rank))])
        }
    }
}

/// Writes the table for programs and as a workbook.
pub fn write(table: &Table, folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Failure> {
    let (parquet, _) =
        encode::parquet(table, &[]).map_err(|error| documents::fault(folder, error))?;
    let title = filled("todo.title", lang, &[]);
    let workbook =
        render::todo::xlsx(table, &title, lang).map_err(|error| documents::fault(folder, error))?;
    let files =
        [("todo.csv", encode::csv(table)), ("todo.parquet", parquet), ("todo.xlsx", workbook)];
    documents::write(folder, files.map(|(name, bytes)| (name.to_owned(), bytes)))
}
