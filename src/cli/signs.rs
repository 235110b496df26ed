//! `chiso signs`: what deserves a look, beside what chance would show and what else could explain it. Internal.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, SignsWish},
    clock,
    count::objects,
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    domain::{
        number::{self, Decimal},
        sentence::{Value, filled},
    },
    pipeline::{registers::Registers, signs},
};

pub fn signs(common: &Common, wish: &SignsWish) -> Result<Code, Stop> {
    let period = settings::period(&wish.of.month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(wish.of.as_of.as_deref(), period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let registers = Registers::open(&job)?;
    let found = signs::signs(&job, &registers, period, cut_off)?;
    let table = signs::table(&found, &registers, period);
    let lang = common.lang;
    if common.format == Format::Json {
        let dossiers = |of: &signs::OfSign| -> Json {
            of.dossiers.iter().map(|shown| shown.id.clone()).collect()
        };
        let lists: Json = found
            .iter()
            .map(|of| json!({ "sign": of.sign.as_str(), "dossiers": dossiers(of) }))
            .collect();
        let rows = objects(&table);
        outln!("{}", json!({ "period": period.to_string(), "units": rows, "signs": lists }));
    } else {
        for of in &found {
            let say =
                |key: &str| filled(&format!("signs.of.{}.{key}", of.sign.as_str()), lang, &[]);
            outln!("{}", say("title"));
            let mut units: Vec<_> = of.units.iter().filter(|seen| seen.shown > 0).collect();
            units.sort_by_key(|seen| (!seen.stands_out, std::cmp::Reverse(seen.percent())));
            for seen in units {
                let unit = registers.units.get(seen.unit);
                let share = |share: Option<Decimal>| Value::Percent(share.unwrap_or_default());
                let told = [
                    ("unit", Value::Name(&unit.on(period.end().last_day()).name)),
                    ("shown", Value::Count(seen.shown)),
                    ("cases", Value::Count(seen.cases)),
                    ("share", share(seen.percent())),
                    ("chance", share(seen.by_chance())),
                ];
                let key = if seen.stands_out { "signs.line_out" } else { "signs.line" };
                outln!("  {}", filled(key, lang, &told));
            }
            if of.dossiers.is_empty() {
                outln!("  {}", filled("signs.nothing", lang, &[]));
            } else {
                let n = number::count(of.dossiers.len() as u64, lang);
                outln!("  {}", filled("signs.dossiers", lang, &[("n", Value::Name(&n))]));
            }
            outln!("  {}", say("else"));
        }
        outln!("{}", filled("signs.internal", lang, &[]));
    }
    if let Some(folder) = &wish.into {
        for file in signs::write(&found, &registers, period, folder)? {
            if common.format == Format::Text {
                outln!("{}: {}", lang.pick("Đã ghi", "Written"), file.display());
            }
        }
    }
    Ok(Code::Done)
}
