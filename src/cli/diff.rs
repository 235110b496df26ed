//! `chiso diff A B`: two published editions side by side, and why they differ.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    causes,
    exit_code::{Code, Stop},
    figure,
    output::{out, outln},
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
            lang.pick("hiện nay", "now"),
            changed.get(lang),
            lang.pick(
                "kỳ đã công bố chỉ thay đổi bằng `chiso restate`",
                "published months change only by `chiso restate`"
            )
        );
    }
    if found.is_empty() {
        outln!("\n{}", lang.pick("Không có số liệu nào khác nhau.", "No figure differs."));
    }
    for (title, periods) in [
        (lang.pick("Kỳ chỉ có trong A", "Periods only in A"), &found.only_a),
        (lang.pick("Kỳ chỉ có trong B", "Periods only in B"), &found.only_b),
        (lang.pick("Kỳ có trong cả hai", "Periods in both"), &found.both),
        (
            lang.pick(
                "Tạm tính ở một bản, chính thức ở bản kia",
                "Provisional in one, final in the other",
            ),
            &found.settled_otherwise,
        ),
        (lang.pick("Bảng chỉ có trong A", "Tables only in A"), &found.tables_removed),
        (lang.pick("Bảng chỉ có trong B", "Tables only in B"), &found.tables_added),
        (lang.pick("Bảng có nội dung khác", "Tables with other rows"), &found.tables_changed),
    ] {
        if !periods.is_empty() {
            outln!("{title}: {}", periods.join(", "));
        }
    }
    outln!(
        "\n{}: {} / {}",
        lang.pick(
            "Số liệu khác nhau (tử số/mẫu số, điểm, trạng thái)",
            "Figures that differ (numerator/denominator, points, status)"
        ),
        found.cells.len(),
        found.compared
    );
    let none = || lang.pick("không có", "not there").to_owned();
    let figure = |side: &Option<Figure>| side.as_ref().map_or_else(none, figure::text);
    for row in found.cells.iter().take(SHOWN) {
        outln!("  {}: {} → {}", row.key.join(" "), figure(&row.a), figure(&row.b));
    }
    rest(lang, found.cells.len());
    outln!(
        "\n{}: {}",
        lang.pick("Thứ hạng hoặc điểm đánh giá khác nhau", "Ranks or scores that differ"),
        found.standings.len()
    );
    let standing = |side: &Option<Standing>| side.as_ref().map_or_else(none, figure::standing_text);
    for row in found.standings.iter().take(SHOWN) {
        outln!("  {}: {} → {}", row.key.join(" "), standing(&row.a), standing(&row.b));
    }
    rest(lang, found.standings.len());
    outln!(
        "\n{}",
        lang.pick("Nguyên nhân theo kê khai của hai bản", "Why, as the manifests show it")
    );
    out!("{}", causes::text(&found.causes, lang));
    for manifest in [a, b] {
        if let Some(reason) = &manifest.reason {
            outln!("  {} {}: {reason}", lang.pick("lý do của", "reason of"), manifest.edition);
        }
    }
}

/// How many rows are not shown.
fn rest(lang: Lang, rows: usize) {
    if rows > SHOWN {
        outln!(
            "  {} {}",
            rows - SHOWN,
            lang.pick("dòng nữa; --format json liệt kê tất cả", "more; --format json lists all")
        );
    }
}
