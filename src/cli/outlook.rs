//! `chiso outlook`: what is open, by the time left until it is due, and where the share handled on time will end
//! in a month that is not over. From the lake, without an edition.

use serde_json::json;

use super::{
    args::{Common, Format, OutlookWish},
    clock,
    count::objects,
    exit_code::{Code, Stop},
    output::{outln, say},
    settings,
};
use crate::{
    domain::{
        number::{Decimal, count},
        words,
    },
    edition::{outlook, tables::Source},
    pipeline,
    schema::{Table, Value},
    sheets::outlook as sheets,
};

pub fn outlook(common: &Common, wish: &OutlookWish) -> Result<Code, Stop> {
    let period = settings::month("--month", &wish.month)?;
    let mut job = settings::load(common)?;
    // Who asks wants it, whatever an edition has.
    job.insight = true;
    let cut_off = settings::cut_off(wish.as_of.as_deref(), period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let (registers, counted) = pipeline::outlook(&job, period, cut_off)?;
    let everyone = vec![true; registers.units.len()];
    let source = pipeline::publishing::source(&job, &registers, &everyone, &counted.periods);
    let Some(shown) = counted.periods.first() else { return Ok(Code::Done) };
    let learnt = (registers.learnt_from(&job), cut_off);
    let tables = outlook::tables(&source, shown, &counted.open, learnt);
    match common.format {
        Format::Json => {
            let table = |name: &str| tables.iter().find(|table| table.name == name).map(objects);
            let found = json!({
                "period": period.to_string(),
                "cut_off": cut_off.to_string(),
                "provisional": shown.counts.provisional,
                "forecast": table("forecast"),
                "open_by_due": table("open_by_due"),
                "open_by_due_procedure": table("open_by_due_procedure"),
            });
            outln!("{found}");
        }
        Format::Text => {
            let provisional = shown.counts.provisional;
            outln!("{period}, {} {}", say(common.lang, "outlook.as_of"), cut_off.to_minute());
            if !provisional {
                outln!("{}", say(common.lang, "outlook.over"));
            }
            print(common, &source, &tables);
        }
    }
    Ok(Code::Done)
}

/// A paragraph for each unit: what is open, then where the month will end.
fn print(common: &Common, source: &Source<'_>, tables: &[Table]) {
    let lang = common.lang;
    let find = |name: &str| tables.iter().find(|table| table.name == name);
    let (Some(open), Some(forecast)) = (find("open_by_due"), find("forecast")) else { return };
    for (place, unit) in source.shown_units().into_iter().enumerate() {
        let Some(row) = open.rows.get(place) else { continue };
        let name = |column: &str| match value(open, row, column) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let counts = sheets::COUNTS.into_iter().filter_map(|word| {
            let column = sheets::column(word);
            match value(open, row, column) {
                Some(Value::Int(cases)) if *cases > 0 || column == "open" => {
                    let words = words::of(&format!("sheet.{word}")).get(lang);
                    Some(format!("{}: {}", words, count(*cases, lang)))
                }
                _ => None,
            }
        });
        let counts: Vec<String> = counts.collect();
        outln!("{} {}", source.units.get(unit).id, name("unit_name"));
        outln!("  {}", counts.join("; "));
        let Some(row) = forecast.rows.get(place) else { continue };
        let percent = |column: &str| match value(forecast, row, column) {
            Some(Value::Decimal(ratio)) => {
                Decimal::percent(ratio.units, 10_i64.pow(ratio.places.into()), 1)
                    .map(|percent| percent.text(lang) + "%")
            }
            _ => None,
        };
        match ["expected", "ratio_low", "ratio_high"].map(percent) {
            [Some(expected), Some(low), Some(high)] => outln!(
                "  {} {expected} ({} {low} {} {high})",
                say(lang, "outlook.expected"),
                say(lang, "outlook.from"),
                say(lang, "outlook.to"),
            ),
            _ => outln!("  {}", say(lang, "outlook.too_few")),
        }
    }
}

fn value<'t>(table: &'t Table, row: &'t [Value], column: &str) -> Option<&'t Value> {
    let place = table.columns.iter().position(|known| known.name == column)?;
    row.get(place)
}
