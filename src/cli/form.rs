//! `chiso form`: a form that officials fill by hand, for any range of days, from the lake.

use std::{fs, path::Path};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::{
    args::{Common, FormWish, Format},
    exit_code::{Code, Stop},
    known,
    output::outln,
    settings,
};
use crate::{
    domain::{days::Days, time::Day},
    pipeline::forming::{self, Asked},
    render::form::{Filled, filled::Row, notes},
    rules::forms::{BUILT_IN, Form, form::Shows, load},
};

pub fn form(common: &Common, wish: &FormWish) -> Result<Code, Stop> {
    let (from, to) = (day("--from", &wish.from)?, day("--to", &wish.to)?);
    let days = Days::new(from, to).ok_or_else(|| {
        let what =
            format!("--from {from} --to {to}: the range ends before it begins; swap the two");
        Stop::new(Code::Usage, what)
    })?;
    let form = named(&wish.id)?;
    let job = settings::load(common)?;
    let asked = Asked {
        form: &form,
        days,
        by: wish.by.unwrap_or(form.by),
        as_of: known::until(&job, wish.as_of.as_deref(), days)?,
        folder: &wish.into,
    };
    let told = |filled: &Filled<'_>| (json(filled), notes(filled));
    let ((mut said, notes), files) = forming::form(&job, &asked, told)?;
    if common.format == Format::Json {
        said["files"] = files.iter().map(|file| file.display().to_string()).collect();
        outln!("{said}");
        return Ok(Code::Done);
    }
    for note in notes {
        outln!("{note}");
    }
    for file in files {
        outln!("{}: {}", common.lang.pick("Đã ghi", "Written"), file.display());
    }
    Ok(Code::Done)
}

fn day(argument: &str, text: &str) -> Result<Day, Stop> {
    text.parse().map(|date: NaiveDate| Day::from_date(date)).map_err(|_| {
        let what = format!("{argument} {text:?} is not a day; expected one such as 2026-08-03");
        Stop::new(Code::Usage, what)
    })
}

/// A built-in form by its id, whatever the case, or one of the user's by its path.
fn named(name: &str) -> Result<Form, Stop> {
    let built_in = BUILT_IN.iter().find(|(id, _)| id.eq_ignore_ascii_case(name));
    let text = match built_in {
        Some((_, text)) => (*text).to_owned(),
        None if Path::new(name).exists() => fs::read_to_string(name)
            .map_err(|error| Stop::new(Code::Io, format!("{name} cannot be read: {error}")))?,
        None => {
            let known: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
            let what = format!(
                "there is no form {name:?}; expected one of {}, or the path of a TOML file of one",
                known.join(", ")
            );
            return Err(Stop::new(Code::Usage, what));
        }
    };
    load::load(name, &text).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Stop::new(Code::Configuration, faults.join("\n"))
    })
}

fn json(filled: &Filled<'_>) -> Json {
    let columns = filled.form.columns.iter().enumerate();
    let figures = |row: &Row| -> Map<String, Json> {
        let own = [("id", json!(row.id)), ("name", json!(row.name))];
        let own = own.map(|(key, value)| (key.to_owned(), value)).into_iter();
        let counts = columns
            .clone()
            .filter(|(_, column)| !matches!(column.shows, Shows::Ordinal | Shows::Name));
        own.chain(
            counts.map(|(place, column)| (column.id.clone(), json!(filled.figure(row, place)))),
        )
        .collect()
    };
    let titles = filled.form.columns.iter().map(|column| {
        let (number, title) = (&column.number, column.title.by(filled.by));
        json!({ "id": column.id, "number": number, "under": column.under, "title": title })
    });
    json!({
        "form": filled.form.id,
        "authority": filled.authority_id,
        "from": filled.days.from().to_string(),
        "to": filled.days.to().to_string(),
        "by": filled.by.as_str(),
        "cut_off": filled.cut_off.to_string(),
        "provisional": filled.provisional(),
        "coverage": filled.coverage.as_str(),
        "columns": titles.collect::<Vec<_>>(),
        "rows": filled.rows.iter().map(figures).collect::<Vec<_>>(),
        "total": figures(&filled.total),
        "notes": notes(filled),
    })
}
