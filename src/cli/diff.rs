//! `chiso diff A B`: two published editions side by side, and why they differ.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    causes,
    exit_code::{Code, Stop},
    figure,
    output::{out, outln, say},
    settings, verify,
};
use crate::{
    domain::text::Lang,
    edition::{
        manifest::{Manifest, RuleSetRef},
        read_back::{Figure, Standing},
    },
    press::{
        causes::rule_set_changed,
        difference::{self, Changed, Difference},
    },
};

/// Rows of each list that text shows; JSON has all.
const SHOWN: usize = 40;

pub fn diff(common: &Common, a: &str, b: &str) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let find = |asked| verify::find(&job, asked, Code::InputMissing);
    let (a, b) = (find(a)?, find(b)?);
    let found = difference::difference(&job.reports, &a, &b).map_err(|error| {
        Stop::new(
            Code::Data,
            format!(
                "a table of {} or {} cannot be read: {error}; `chiso verify EDITION` says which",
                a.edition, b.edition
            ),
        )
    })?;
    let now = RuleSetRef { id: job.rules.id.clone(), hash: job.rules.hash.clone() };
    match common.format {
        Format::Json => outln!("{}", as_json(&a, &b, &found, &now)),
        Format::Text => print(common.lang, &a, &b, &found, &now),
    }
    Ok(Code::Done)
}

fn as_json(a: &Manifest, b: &Manifest, found: &Difference, now: &RuleSetRef) -> Json {
    let head = |m: &Manifest| {
        json!({
            "edition": m.edition,
            "cut_off": m.cut_off,
            "rule_set": m.rule_set,
            "program": m.program,
            "after": m.after,
            "reason": m.reason,
        })
    };
    let figure = |side: &Option<Figure>| side.as_ref().map(figure::json);
    let standing = |side: &Option<Standing>| side.as_ref().map(figure::standing_json);
    let cell = |row: &Changed<3, Figure>| {
        let [period, unit, indicator] = &row.key;
        json!({"period": period, "unit_id": unit, "indicator_id": indicator, "a": figure(&row.a), "b": figure(&row.b)})
    };
    let rank = |row: &Changed<2, Standing>| {
        let [period, unit] = &row.key;
        json!({"period": period, "unit_id": unit, "a": standing(&row.a), "b": standing(&row.b)})
    };
    json!({
        "a": head(a),
        "b": head(b),
        "periods": {
            "only_a": found.only_a,
            "only_b": found.only_b,
            "both": found.both,
            "provisional_in_one": found.settled_otherwise,
        },
        "cells": {
            "compared": found.compared,
            "different": found.cells.len(),
            "list": found.cells.iter().map(cell).collect::<Vec<_>>(),
        },
        "ranks": {
            "different": found.standings.len(),
            "list": found.standings.iter().map(rank).collect::<Vec<_>>(),
        },
        "tables": {
            "added": found.tables_added,
            "removed": found.tables_removed,
            "changed": found.tables_changed,
        },
        "causes": causes::json(&found.causes),
        "rule_set_now": now,
    })
}

fn print(lang: Lang, a: &Manifest, b: &Manifest, found: &Difference, now: &RuleSetRef) {
    outln!("A  {}\nB  {}", a.edition, b.edition);
    if let Some(changed) = rule_set_changed(&a.rule_set, &b.rule_set) {
        outln!("A → B: {}", changed.get(lang));
    }
    if let Some(changed) = rule_set_changed(&b.rule_set, now) {
        outln!(
            "B → {}: {}; {}",
            say(lang, "diff.now"),
            changed.get(lang),
            say(lang, "diff.published_stays")
        );
    }
    if found.is_empty() {
        outln!("\n{}", say(lang, "diff.none"));
    }
    for (title, periods) in [
        (say(lang, "diff.only_a"), &found.only_a),
        (say(lang, "diff.only_b"), &found.only_b),
        (say(lang, "diff.both"), &found.both),
        (say(lang, "diff.settled_otherwise"), &found.settled_otherwise),
        (say(lang, "diff.tables_a"), &found.tables_removed),
        (say(lang, "diff.tables_b"), &found.tables_added),
        (say(lang, "diff.tables_changed"), &found.tables_changed),
    ] {
        if !periods.is_empty() {
            outln!("{title}: {}", periods.join(", "));
        }
    }
    outln!("\n{}: {} / {}", say(lang, "diff.figures"), found.cells.len(), found.compared);
    let none = || say(lang, "diff.absent").to_owned();
    let figure = |side: &Option<Figure>| side.as_ref().map_or_else(none, figure::text);
    for row in found.cells.iter().take(SHOWN) {
        outln!("  {}: {} → {}", row.key.join(" "), figure(&row.a), figure(&row.b));
    }
    rest(lang, found.cells.len());
    outln!("\n{}: {}", say(lang, "diff.standings"), found.standings.len());
    let standing = |side: &Option<Standing>| side.as_ref().map_or_else(none, figure::standing_text);
    for row in found.standings.iter().take(SHOWN) {
        outln!("  {}: {} → {}", row.key.join(" "), standing(&row.a), standing(&row.b));
    }
    rest(lang, found.standings.len());
    outln!("\n{}", say(lang, "diff.why"));
    out!("{}", causes::text(&found.causes, lang));
    for manifest in [a, b] {
        if let Some(reason) = &manifest.reason {
            outln!("  {} {}: {reason}", say(lang, "diff.reason"), manifest.edition);
        }
    }
}

/// How many rows are not shown.
fn rest(lang: Lang, rows: usize) {
    if rows > SHOWN {
        outln!("  {} {}", rows - SHOWN, say(lang, "diff.more"));
    }
}
