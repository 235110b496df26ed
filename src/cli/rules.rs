//! `chiso rules`: which rule sets there are, what one says, and its counts as SQL.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, RulesAction},
    compare,
    exit_code::{Code, Stop},
    output::{out, outln},
    settings,
};
use crate::{
    count::sql,
    rules::{
        Indicator, RuleSet, builtin,
        rule_set::{NoCases, ScoreRule},
    },
};

pub fn rules(common: &Common, action: &RulesAction) -> Result<Code, Stop> {
    match action {
        RulesAction::List => list(common),
        RulesAction::Show { id } => show(common, &load(id)?),
        RulesAction::Sql { id, indicator } => print_sql(common, &load(id)?, indicator.as_deref()),
        RulesAction::Compare { left, right, month, as_of } => {
            compare::compare(common, &load(left)?, &load(right)?, month, as_of.as_deref())
        }
    }
}

/// The statements of a rule set, or of one of its indicators.
fn print_sql(common: &Common, set: &RuleSet, only: Option<&str>) -> Result<Code, Stop> {
    let wanted: Vec<&Indicator> = match only {
        None => set.indicators.iter().collect(),
        Some(id) => vec![set.indicator(id).ok_or_else(|| {
            let known: Vec<&str> = set.indicators.iter().map(|i| i.id.as_str()).collect();
            let known = known.join(", ");
            Stop::new(
                Code::Usage,
                format!("{id:?} is not an indicator of {}; expected one of {known}", set.id),
            )
        })?],
    };
    let counts = sql::indicators(wanted.iter().copied());
    let flow = only.is_none().then(sql::flow);
    if common.format == Format::Json {
        outln!(
            "{}",
            json!({"rule_set": set.id, "rule_set_hash": set.hash, "indicators": counts, "flow": flow})
        );
        return Ok(Code::Done);
    }
    let Some(counts) = counts else {
        return Err(Stop::new(
            Code::NothingToDo,
            format!(
                "{} is not counted from facts, so there is no SQL for it",
                only.unwrap_or("none")
            ),
        ));
    };
    out!("{}\n{counts}", sql::header(set));
    if let Some(flow) = flow {
        out!("\n-- The flow of every unit.\n{flow}");
    }
    Ok(Code::Done)
}

fn load(id: &str) -> Result<RuleSet, Stop> {
    settings::rule_set(id, Path::new("."))
        .map_err(|faults| Stop::new(Code::Configuration, faults.join("\n")))
}

fn list(common: &Common) -> Result<Code, Stop> {
    let sets = builtin::ids().map(load).collect::<Result<Vec<RuleSet>, Stop>>()?;
    if common.format == Format::Json {
        let all: Vec<Json> = sets.iter().map(head).collect();
        outln!("{}", json!({ "rule_sets": all }));
    } else {
        for set in sets {
            outln!("{:15} {}  {}", set.id, &set.hash[..12], set.title.get(common.lang));
        }
    }
    Ok(Code::Done)
}

fn show(common: &Common, set: &RuleSet) -> Result<Code, Stop> {
    if common.format == Format::Json {
        let mut all = head(set);
        if let Json::Object(fields) = &mut all {
            fields.insert("indicators".into(), set.indicators.iter().map(indicator).collect());
            fields.insert(
                "groups".into(),
                set.groups
                    .iter()
                    .map(|g| json!({"id": g.id, "title": g.title, "max": g.max, "code": g.code}))
                    .collect(),
            );
        }
        outln!("{all}");
        return Ok(Code::Done);
    }
    outln!("{}  {}", set.id, set.title.get(common.lang));
    outln!("{}", set.basis.get(common.lang));
    outln!("sha256 {}", set.hash);
    for group in &set.groups {
        outln!(
            "\n{}. {} ({} = {})",
            group.number,
            group.title.get(common.lang),
            group.id,
            group.max
        );
        for indicator in set.indicators.iter().filter(|indicator| indicator.group == group.id) {
            outln!("  {} {}", indicator.part, indicator.title.get(common.lang));
            outln!("      {} · max {} · {}", indicator.id, indicator.max, score_rule(indicator));
            outln!("      {} WHERE {}", indicator.counts.as_str(), indicator.of);
            outln!("      {} WHERE {}", indicator.counts.as_str(), indicator.those);
            if let Some(having) = &indicator.having {
                outln!("      >= 1 dossier WHERE {having}");
            }
            outln!("      {}", indicator.reading.get(common.lang));
        }
    }
    Ok(Code::Done)
}

fn head(set: &RuleSet) -> Json {
    json!({
        "id": set.id,
        "title": set.title,
        "basis": set.basis,
        "hash": set.hash,
        "first_month": set.first_month.map(|month| month.to_string()),
        "last_month": set.last_month.map(|month| month.to_string()),
        "switches": set.switches,
        "max": set.max(),
    })
}

pub(super) fn score_rule(indicator: &Indicator) -> String {
    match indicator.score {
        ScoreRule::Linear => "linear".into(),
        ScoreRule::FullAt { percent } => format!("full at {percent}%"),
        ScoreRule::Info => "info".into(),
    }
}

fn indicator(indicator: &Indicator) -> Json {
    let no_cases = match indicator.no_cases {
        NoCases::Zero => "zero",
        NoCases::Full => "full",
        NoCases::None => "none",
    };
    json!({
        "id": indicator.id,
        "title": indicator.title,
        "part": indicator.part,
        "code": indicator.code,
        "group": indicator.group,
        "block": indicator.block,
        "counts": indicator.counts.as_str(),
        "of": indicator.of.to_string(),
        "those": indicator.those.to_string(),
        "having": indicator.having.as_ref().map(ToString::to_string),
        "requires": indicator.requires.as_ref().map(ToString::to_string),
        "measure": indicator.measure,
        "child_units": indicator.child_units,
        "max": indicator.max,
        "score": score_rule(indicator),
        "no_cases": no_cases,
        "applies_to": indicator.applies_to,
        "reading": indicator.reading,
    })
}
