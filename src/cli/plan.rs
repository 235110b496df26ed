//! `chiso plan`: the periods that a run would compute, why, and what would change. Nothing is written
//! to the lake or the reports.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, Range},
    causes, clock,
    exit_code::{Code, Stop},
    figure,
    output::{out, outln, say},
    reporter::{Log, Reporter},
    run,
    settings::{self, Months},
};
use crate::{
    domain::{period::PeriodKind, text::Lang},
    edition::release::Change,
    pipeline::{
        Event, Job,
        planning::{self, Plan, PlannedPeriod},
    },
    press::settled::{self},
};

/// Final figures that would change are shown up to here, and all counted.
const SHOWN: usize = 10;

pub fn plan(common: &Common, range: &Range) -> Result<Code, Stop> {
    let job = settings::load_again(common, range.again)?;
    let months = settings::months(range, clock::now(job.zone)?)?;
    let reporter = Reporter::default();
    months.provisional().into_iter().for_each(|note| reporter.show(Event::Note(note)));
    let planned = planning::plan(&job, months.from, months.to, months.cut_off, &|event| {
        reporter.show(event);
    });
    let log = reporter.finish();
    let planned = planned?;
    match common.format {
        Format::Json => outln!("{}", as_json(&job, months, &planned, &log)),
        Format::Text => print(common, &job, months, &planned),
    }
    Ok(Code::Done)
}

/// What would become of a period that was published before, or not.
fn state(planned: &PlannedPeriod) -> &'static str {
    match &planned.before {
        None => "new",
        Some(before) if before.final_cells_changed > 0 => "final_changes",
        Some(before) if before.cells_changed > 0 => "provisional_replaced",
        Some(before) if before.provisional && !planned.provisional => "becomes_final",
        Some(_) => "unchanged",
    }
}

fn as_json(job: &Job, months: Months, plan: &Plan, log: &Log) -> Json {
    let period = |planned: &PlannedPeriod| {
        let asked = planned.period.kind == PeriodKind::Month;
        let before = planned.before.as_ref().map(|before| {
            json!({
                "edition": before.edition,
                "provisional": before.provisional,
                "cells_changed": before.cells_changed,
                "final_cells_changed": before.final_cells_changed,
            })
        });
        json!({
            "period": planned.period.to_string(),
            "kind": planned.period.kind.as_str(),
            "why": if asked { "asked" } else { "contains" },
            "months": planned.months.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "provisional": planned.provisional,
            "state": state(planned),
            "cells": planned.cells,
            "before": before,
        })
    };
    let change = |change: &Change| {
        json!({
            "edition": change.edition,
            "period": change.period,
            "unit_id": change.unit_id,
            "indicator_id": change.indicator_id,
            "before": figure::json(&change.before),
            "after": change.after.as_ref().map(figure::json),
        })
    };
    json!({
        "from": months.from.to_string(),
        "to": months.to.to_string(),
        "cut_off": months.cut_off.to_string(),
        "rule_set": {"id": job.rules.id, "hash": job.rules.hash},
        "current": plan.current,
        "periods": plan.periods.iter().map(period).collect::<Vec<_>>(),
        "changed_since_current": plan.causes.as_ref().map(causes::json),
        "refused_without_restate":
            !plan.changes.is_empty() || !plan.shown.is_empty() || !plan.ranked.is_empty(),
        "final_and_shown_otherwise": plan.shown.iter().map(|shown| shown.period.to_string()).collect::<Vec<_>>(),
        "final_and_ranked_otherwise": plan.ranked.iter().map(|ranked| ranked.period.to_string()).collect::<Vec<_>>(),
        "final_with_as_of": settled::reopened(&plan.changes, months.cut_off).map(|day| day.to_string()),
        "final_cells_changed": plan.changes.len(),
        "final_changes": plan.changes.iter().take(SHOWN).map(change).collect::<Vec<_>>(),
        "accounts": run::accounts(&plan.report),
        "warnings": log.warnings,
        "notes": log.notes,
        "stages": log.stages_json(),
    })
}

fn print(common: &Common, job: &Job, months: Months, plan: &Plan) {
    let lang = common.lang;
    run::print_rows(common, &plan.report);
    outln!(
        "\n{} {}, {} {}",
        say(lang, "plan.cut_off"),
        months.cut_off,
        say(lang, "plan.rule_set"),
        job.rules.id
    );
    outln!("\n{}", say(lang, "plan.periods"));
    for planned in &plan.periods {
        outln!(
            "  {:8} {:12} {}; {}",
            planned.period.to_string(),
            if planned.provisional {
                say(lang, "plan.provisional")
            } else {
                say(lang, "plan.final")
            },
            why(planned, lang),
            becomes(planned, lang)
        );
    }
    match (&plan.current, &plan.causes) {
        (Some(current), Some(found)) => {
            outln!("\n{} {current}", say(lang, "plan.current"));
            out!("{}", causes::text(found, lang));
        }
        _ => outln!("\n{}", say(lang, "plan.nothing_published")),
    }
    if !plan.changes.is_empty() {
        outln!("\n{}: {}", say(lang, "plan.final_changes"), plan.changes.len());
        if let Some(later) = settled::reopened(&plan.changes, months.cut_off) {
            outln!("  {} --as-of {later}", say(lang, "plan.reopened"));
        }
        for change in plan.changes.iter().take(SHOWN) {
            let none = || say(lang, "plan.absent").to_owned();
            outln!(
                "  {} {} {}: {} → {} ({})",
                change.period,
                change.unit_id,
                change.indicator_id,
                figure::text(&change.before),
                change.after.as_ref().map_or_else(none, figure::text),
                change.edition
            );
        }
        if plan.changes.len() > SHOWN {
            let more = plan.changes.len() - SHOWN;
            outln!("  {} {more}", say(lang, "plan.more"));
        }
    }
    let shown: Vec<String> = plan.shown.iter().map(|shown| shown.period.to_string()).collect();
    let ranked: Vec<String> = plan.ranked.iter().map(|ranked| ranked.period.to_string()).collect();
    for (what, periods) in [("plan.shown_otherwise", shown), ("plan.ranked_otherwise", ranked)] {
        if !periods.is_empty() {
            outln!("\n{}: {}", say(lang, what), periods.join(", "));
        }
    }
    outln!("\n{}", say(lang, "plan.nothing_written"));
}

fn why(planned: &PlannedPeriod, lang: Lang) -> String {
    if planned.period.kind == PeriodKind::Month {
        return say(lang, "plan.asked").to_owned();
    }
    let (Some(first), Some(last)) = (planned.months.first(), planned.months.last()) else {
        return String::new();
    };
    let months = if first == last { first.to_string() } else { format!("{first} – {last}") };
    format!("{} {months}", say(lang, "plan.contains"))
}

fn becomes(planned: &PlannedPeriod, lang: Lang) -> String {
    let Some(before) = &planned.before else {
        return say(lang, "plan.new").to_owned();
    };
    let says = match state(planned) {
        "final_changes" => format!(
            "{} {} / {}",
            say(lang, "plan.state_final_changes"),
            before.final_cells_changed,
            planned.cells
        ),
        "provisional_replaced" => format!(
            "{} {} / {}",
            say(lang, "plan.state_replaced"),
            before.cells_changed,
            planned.cells
        ),
        "becomes_final" => say(lang, "plan.state_final").to_owned(),
        _ => say(lang, "plan.state_unchanged").to_owned(),
    };
    format!("{says} ({})", before.edition)
}
