//! `chiso durations`: where time goes, from receipt to end and to the handing over of the result. Internal.

use serde_json::json;

use super::{
    args::{Common, DurationsWish, Format},
    clock,
    count::objects,
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    domain::sentence::{Value, filled},
    pipeline::{durations, registers::Registers},
    schema,
};

pub fn durations(common: &Common, wish: &DurationsWish) -> Result<Code, Stop> {
    let period = settings::period(&wish.of.month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(wish.of.as_of.as_deref(), period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let registers = Registers::open(&job)?;
    let found = durations::durations(&job, &registers, period, cut_off)?;
    let table = durations::table(&found, &registers, period);
    let lang = common.lang;
    if common.format == Format::Json {
        outln!("{}", json!({ "period": period.to_string(), "durations": objects(&table) }));
    } else {
        let place = |name: &str| table.columns.iter().position(|column| column.name == name);
        let units = table.rows.iter().filter(|row| {
            place("procedure_id")
                .is_some_and(|place| row[place] == schema::Value::Text(String::new()))
        });
        for row in units {
            let said = |name: &str| match place(name).map(|place| &row[place]) {
                Some(schema::Value::Text(text)) => text.clone(),
                Some(schema::Value::Int(number)) => number.to_string(),
                _ => filled("durations.unknown", lang, &[]),
            };
            let names = [
                "unit_name",
                "received",
                "open",
                "median_days",
                "ninth_decile_days",
                "waited",
                "waiting_median_days",
                "returned",
                "return_median_days",
            ];
            let texts = names.map(said);
            let told: Vec<(&str, Value<'_>)> = names
                .into_iter()
                .zip(&texts)
                .map(|(name, text)| (name, Value::Name(text)))
                .collect();
            outln!("{}", filled("durations.line", lang, &told));
        }
        outln!("{}", filled("durations.how", lang, &[]));
    }
    if let Some(folder) = &wish.into {
        for file in durations::write(&table, folder)? {
            if common.format == Format::Text {
                outln!("{}: {}", lang.pick("Đã ghi", "Written"), file.display());
            }
        }
    }
    Ok(Code::Done)
}
