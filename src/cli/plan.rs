//! `chiso plan`: the periods that a run would compute, why, and what would change. Nothing is written
//! to the lake or the reports.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, Range},
    causes, clock,
    exit_code::{Code, Stop},
    figure,
    output::{out, outln},
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
    let job = settings::load(common)?;
    let months = settings::months(range, clock::today(job.zone)?)?;
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
        "refused_without_restate": !plan.changes.is_empty(),
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
        lang.pick("Số liệu chốt đến", "Cut-off"),
        months.cut_off,
        lang.pick("bộ quy tắc", "rule set"),
        job.rules.id
    );
    outln!("\n{}", lang.pick("Các kỳ sẽ được tính", "Periods that would be computed"));
    for planned in &plan.periods {
        outln!(
            "  {:8} {:12} {}; {}",
            planned.period.to_string(),
            if planned.provisional {
                lang.pick("tạm tính", "provisional")
            } else {
                lang.pick("chính thức", "final")
            },
            why(planned, lang),
            becomes(planned, lang)
        );
    }
    match (&plan.current, &plan.causes) {
        (Some(current), Some(found)) => {
            outln!(
                "\n{} {current}",
                lang.pick("So với bản công bố hiện hành", "Beside the current edition")
            );
            out!("{}", causes::text(found, lang));
        }
        _ => outln!("\n{}", lang.pick("Chưa có bản công bố nào.", "Nothing was published yet.")),
    }
    if !plan.changes.is_empty() {
        outln!(
            "\n{}: {}",
            lang.pick(
                "Số liệu chính thức đã công bố sẽ thay đổi; `chiso run` sẽ từ chối (mã 77), chỉ `chiso restate` công bố được",
                "Figures published as final would change; `chiso run` would refuse (77), only `chiso restate` publishes them"
            ),
            plan.changes.len()
        );
        if let Some(later) = settled::reopened(&plan.changes, months.cut_off) {
            outln!(
                "  {} --as-of {later}",
                lang.pick(
                    "có kỳ đã kết thúc khi công bố nhưng chưa kết thúc vào ngày chốt này; để giữ số liệu chính thức, dùng",
                    "periods that were over are not over at this cut-off; to keep them final use"
                )
            );
        }
        for change in plan.changes.iter().take(SHOWN) {
            let none = || lang.pick("không có", "not there").to_owned();
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
            outln!("  {} {more}", lang.pick("và số ô khác:", "and more:"));
        }
    }
    outln!(
        "\n{}",
        lang.pick("Chưa ghi gì vào kho dữ liệu và bản công bố.", "Nothing was written.")
    );
}

fn why(planned: &PlannedPeriod, lang: Lang) -> String {
    if planned.period.kind == PeriodKind::Month {
        return lang.pick("được yêu cầu", "asked for").to_owned();
    }
    let (Some(first), Some(last)) = (planned.months.first(), planned.months.last()) else {
        return String::new();
    };
    let months = if first == last { first.to_string() } else { format!("{first} – {last}") };
    format!("{} {months}", lang.pick("chứa tháng", "contains"))
}

fn becomes(planned: &PlannedPeriod, lang: Lang) -> String {
    let Some(before) = &planned.before else {
        return lang.pick("mới, chưa công bố", "new, not published yet").to_owned();
    };
    let says = match state(planned) {
        "final_changes" => format!(
            "{} {} / {}",
            lang.pick("số liệu chính thức sẽ thay đổi:", "final figures would change:"),
            before.final_cells_changed,
            planned.cells
        ),
        "provisional_replaced" => format!(
            "{} {} / {}",
            lang.pick("thay số liệu tạm tính:", "provisional figures replaced:"),
            before.cells_changed,
            planned.cells
        ),
        "becomes_final" => lang
            .pick("số liệu giữ nguyên, trở thành chính thức", "the same figures, now final")
            .to_owned(),
        _ => lang.pick("không thay đổi", "unchanged").to_owned(),
    };
    format!("{says} ({})", before.edition)
}
