//! Reading a form: every formula is resolved to conditions, and everything wrong is said in one pass.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    form::{By, Column, Foot, Form, Head, Note, RowNames, Shows, Title},
    formula::Formula,
};
use crate::{
    rules::{condition::Condition, sources::Fault},
    schema::{facts, flow::FLOW},
};

/// Letters that a column of figures has room for, unless it says another width.
const WIDTH: u32 = 9;
const WIDEST: u32 = 80;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: String,
    by: By,
    days: String,
    head: Head,
    foot: Foot,
    rows: RowNames,
    #[serde(default)]
    counts: BTreeMap<String, String>,
    column: Vec<RawColumn>,
    #[serde(default)]
    note: Vec<RawNote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    id: String,
    number: String,
    #[serde(default)]
    under: Vec<String>,
    title: Title,
    shows: Option<Word>,
    count: Option<String>,
    missing: Option<String>,
    width: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Ordinal,
    Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNote {
    count: Option<String>,
    text: String,
}

/// Reads a form and checks it; all faults in one pass.
pub fn load(name: &str, text: &str) -> Result<Form, Vec<Fault>> {
    let raw: RawForm = toml::from_str(text).map_err(|error: toml::de::Error| {
        vec![Fault { place: name.to_owned(), message: error.to_string() }]
    })?;
    let mut reader = Reader { name, own: &raw.counts, counts: Vec::new(), faults: Vec::new() };
    if raw.id.is_empty()
        || !raw.id.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
    {
        reader.fault("id", format!("{:?}: expected letters, digits, '.', '-' and '_'", raw.id));
    }
    for own in raw.counts.keys().filter(|own| FLOW.iter().any(|(known, _)| own == known)) {
        reader
            .fault(&format!("counts.{own}"), "is a count of the flow; choose another name".into());
    }
    let columns: Vec<Column> =
        raw.column.into_iter().filter_map(|column| reader.column(column)).collect();
    let notes = raw.note.into_iter().filter_map(|note| reader.note(note)).collect();
    let mut ids = BTreeSet::new();
    for column in columns.iter().filter(|column| !ids.insert(column.id.as_str())) {
        reader.fault(&format!("column {}", column.id), "is there twice; ids are unique".to_owned());
    }
    let names = columns.iter().filter(|column| column.shows == Shows::Name).count();
    if names != 1 && reader.faults.is_empty() {
        reader.fault("column", format!("{names} columns show the name of the row; expected one"));
    }
    // A count that no formula names is a slip of the pen, and is read all the same.
    let unused: Vec<&String> = reader.own.keys().filter(|own| !reader.knows(own)).collect();
    for own in unused {
        reader.fault(&format!("counts.{own}"), "no column or note names it; leave it out".into());
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let RawForm { id, by, days, head, foot, rows, .. } = raw;
    Ok(Form { id, by, days, head, foot, rows, columns, notes, counts: reader.counts })
}

struct Reader<'a> {
    name: &'a str,
    own: &'a BTreeMap<String, String>,
    counts: Vec<(String, Condition)>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, place: &str, message: String) {
        self.faults.push(Fault { place: format!("{}, {place}", self.name), message });
    }

    fn knows(&self, count: &str) -> bool {
        self.counts.iter().any(|(known, _)| known == count)
    }

    fn column(&mut self, raw: RawColumn) -> Option<Column> {
        let place = format!("column {}", raw.id);
        let shows = match (raw.shows, raw.count, raw.missing) {
            (Some(Word::Ordinal), None, None) => Some(Shows::Ordinal),
            (Some(Word::Name), None, None) => Some(Shows::Name),
            (None, Some(formula), None) => self.formula(&place, &formula).map(Shows::Count),
            (None, None, Some(what)) => Some(Shows::Missing(what)),
            _ => {
                let one = "expected one of shows = \"ordinal\" or \"name\", count = \"…\", missing = \"…\"";
                self.fault(&place, one.to_owned());
                None
            }
        };
        let width = raw.width.unwrap_or(WIDTH);
        if !(1..=WIDEST).contains(&width) {
            self.fault(&place, format!("width = {width}: expected 1 to {WIDEST} letters"));
        }
        let RawColumn { id, number, under, title, .. } = raw;
        Some(Column { id, number, under, title, shows: shows?, width })
    }

    fn note(&mut self, raw: RawNote) -> Option<Note> {
        let place = format!("note {:?}", raw.text);
        let count = match raw.count {
            Some(formula) => Some(self.formula(&place, &formula)?),
            None => None,
        };
        Some(Note { count, text: raw.text })
    }

    fn formula(&mut self, place: &str, text: &str) -> Option<Formula> {
        let (own, counts) = (self.own, &mut self.counts);
        let parsed = Formula::parse(text, |name| {
            if let Some(place) = counts.iter().position(|(known, _)| known == name) {
                return Ok(place);
            }
            let of_flow = FLOW.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
            let text = of_flow.or_else(|| own.get(name).map(String::as_str)).ok_or_else(|| {
                let flow: Vec<&str> = FLOW.iter().map(|(known, _)| *known).collect();
                format!(
                    "the count {name:?} is not known; declare it under [counts], or take one of {}",
                    flow.join(", ")
                )
            })?;
            let condition = Condition::parse(text, facts::DOSSIERS)
                .map_err(|fault| format!("counts.{name}: {fault}"))?;
            counts.push((name.to_owned(), condition));
            Ok(counts.len() - 1)
        });
        parsed.map_err(|message| self.fault(place, message)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::forms::BUILT_IN;

    #[test]
    fn every_built_in_form_is_read_under_its_own_id() {
        for (id, text) in BUILT_IN {
            let form = load(id, text).unwrap_or_else(|faults| panic!("{faults:?}"));
            assert_eq!(form.id, id);
        }
    }

    #[test]
    fn everything_wrong_with_a_form_is_said_in_one_pass() {
        let text = BUILT_IN[0]
            .1
            .replace("id     = \"opening\"", "id     = \"ended_total\"")
            .replace("count  = \"ended_late\"", "count  = \"ended_later\"")
            .replace("count  = \"closing\"", "count  = \"closing +\"")
            .replace("'waiting_overdue'", "'waiting_forever'")
            .replace("width  = 26", "width  = 0");
        let faults = load("own.toml", &text).unwrap_err();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        for part in ["ended_later", "closing +", "waiting_forever", "width = 0", "twice"] {
            assert!(said.iter().any(|fault| fault.contains(part)), "{part}: {said:?}");
        }
    }

    #[test]
    fn a_count_of_the_flow_cannot_be_declared_anew() {
        let text = BUILT_IN[0].1.replace("[counts]", "[counts]\nended = \"closing\"");
        let faults = load("own.toml", &text).unwrap_err();
        assert!(faults[0].to_string().contains("counts.ended"), "{faults:?}");
    }
}
