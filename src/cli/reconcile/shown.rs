//! What a comparison with published points came to, as lines and as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::found::{Difference, Found, Tally};
use crate::{
    cli::{
        args::{Common, Format},
        output::outln,
    },
    pipeline::portal::published::Row,
};

pub(super) fn print(common: &Common, found: &Found<'_>) {
    let none = Tally::default();
    let tally = |level: &str| found.tallies.get(level).unwrap_or(&none);
    if common.format == Format::Json {
        outln!("{}", as_json(found, &tally));
        return;
    }
    for level in ["indicators", "blocks", "groups"] {
        let tally = tally(level);
        outln!("{level:10} {:>6} equal, {} different", tally.equal, tally.different);
    }
    for Difference { row, published, computed } in &found.differences {
        let (case, unit, period) = &row.key;
        outln!(
            "  {} {} · {unit} · {period} · {case}: published {published}, computed {computed}",
            row.level,
            row.id
        );
    }
    let mut alike: BTreeMap<(&str, &str, &str), u64> = BTreeMap::new();
    for (row, why) in &found.not_compared {
        *alike.entry((&row.level, &row.id, why)).or_default() += 1;
    }
    for ((level, id, why), rows) in alike {
        outln!("  {level} {id}, {rows} ×: not compared: {why}");
    }
}

fn as_json<'t>(found: &Found<'_>, tally: &impl Fn(&str) -> &'t Tally) -> Json {
    let level =
        |level: &str| json!({"equal": tally(level).equal, "different": tally(level).different});
    let place = |row: &Row, more: Json| {
        let (case, unit, period) = &row.key;
        let mut all = json!({
            "case": case, "unit": unit, "period": period, "level": row.level, "id": row.id,
        });
        if let (Json::Object(all), Json::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
        all
    };
    let differences = found.differences.iter().map(|one| {
        let (published, computed) = (one.published, one.computed);
        let difference = computed - published;
        let points =
            json!({"published": published, "computed": computed, "difference": difference});
        place(one.row, points)
    });
    let not_compared =
        found.not_compared.iter().map(|(row, why)| place(row, json!({"reason": why})));
    json!({
        "indicators": level("indicators"),
        "blocks": level("blocks"),
        "groups": level("groups"),
        "differences": differences.collect::<Json>(),
        "not_compared": not_compared.collect::<Json>(),
    })
}
