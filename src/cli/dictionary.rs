//! `chiso dictionary`: the data dictionary, generated from the schema and a rule set; with `--check`
//! a file is compared with it, so that what is committed or sent on is what the program means.

use std::{fs, path::Path};

use super::{
    args::{Common, Form, Format, Wish},
    exit_code::{Code, Stop},
    output::out,
    settings,
};
use crate::{
    domain::text::Lang,
    render::dictionary::{self, Dictionary},
};

pub fn dictionary(common: &Common, wish: &Wish) -> Result<Code, Stop> {
    let faulty = |faults: Vec<String>| Stop::new(Code::Configuration, faults.join("\n"));
    let here = Path::new(".");
    let rules = settings::rule_set(&wish.rules, here).map_err(faulty)?;
    let targets = settings::target_set(&wish.targets, here, &rules).map_err(faulty)?;
    let dictionary = Dictionary::new(&rules, &targets);
    let text = if common.format == Format::Json {
        serde_json::to_string_pretty(&dictionary).unwrap_or_default() + "\n"
    } else {
        written(&dictionary, wish.form, common.lang)
    };
    if let Some(file) = &wish.check {
        return check(file, &text);
    }
    match &wish.output {
        None => out!("{text}"),
        Some(file) => fs::write(file, text).map_err(|error| {
            Stop::new(Code::Io, format!("failed to write {}: {error}", file.display()))
        })?,
    }
    Ok(Code::Done)
}

fn written(dictionary: &Dictionary, form: Form, lang: Lang) -> String {
    match form {
        Form::Markdown => dictionary::markdown(dictionary),
        Form::Html => dictionary::html(dictionary, lang),
        Form::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in dictionary::rows(dictionary, lang) {
                // Writing to memory cannot fail.
                let _ = writer.write_record(row);
            }
            String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
        }
    }
}

/// The first line that differs is named.
fn check(file: &Path, text: &str) -> Result<Code, Stop> {
    let shown = file.display();
    let found = fs::read_to_string(file)
        .map_err(|error| Stop::new(Code::Io, format!("failed to read {shown}: {error}")))?;
    if found == text {
        return Ok(Code::Done);
    }
    let same = found.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    let expected = text.lines().nth(same).unwrap_or("the end of the file");
    Err(Stop::new(
        Code::Data,
        format!(
            "{shown}, line {}: differs from the dictionary of this program; expected {expected:?}. Write it \
             again with `chiso dictionary --output {shown}`",
            same + 1
        ),
    ))
}
