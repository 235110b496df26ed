//! Which unit a row belongs to: code, name, prefix of the dossier number, envelope, `unmapped` (4.1.9).
//! What a row says of its unit is kept as it stands, and a unit is found for it when rows are brought
//! together, so that another list of units asks for no other reading.

use std::{collections::HashMap, ops::ControlFlow};

use serde::{Deserialize, Serialize};

use super::{
    digest::sha256,
    unit::{UNMAPPED, Unit, folded},
};

/// Stands between the texts of a row that are kept as one.
const BETWEEN: char = '\u{1f}';
/// Stands before the hash of a text that is not kept.
const HASHED: &str = "\u{1d}";
/// Stands before the number of an envelope that names its unit behind its records.
const LATE: char = '\u{1e}';

/// What programs write where they have nothing.
const NOTHING: [&str; 7] = ["null", "\\N", "nan", "none", "nat", "n/a", "<na>"];

/// Whether a text names no unit where every text names one.
pub fn is_nothing(text: &str) -> bool {
    text.is_empty()
        || (text.len() <= 4 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text)))
}

/// The unit of the envelope that a record came in.
#[derive(Clone, Copy, Debug, Default)]
pub enum EnvelopeUnit<'e> {
    #[default]
    None,
    Named(&'e str),
    /// The envelope of this number says it behind its records.
    Late(u32),
}

/// What a row says of its unit, as one text that is handed on with the row.
#[derive(Debug)]
pub struct UnitTexts;

impl UnitTexts {
    /// The texts as one, in the place of what `out` held; one that is missing is empty.
    pub fn join(code: &str, name: &str, envelope: EnvelopeUnit<'_>, out: &mut String) {
        let add = |out: &mut String, text: &str| match text.contains([BETWEEN, LATE]) {
            true => out.extend(text.chars().filter(|mark| !matches!(*mark, BETWEEN | LATE))),
            false => out.push_str(text),
        };
        out.clear();
        add(out, code);
        if name.is_empty() && matches!(envelope, EnvelopeUnit::None) {
            return;
        }
        out.push(BETWEEN);
        add(out, name);
        match envelope {
            EnvelopeUnit::None => {}
            EnvelopeUnit::Named(unit) => {
                out.push(BETWEEN);
                add(out, unit);
            }
            EnvelopeUnit::Late(number) => {
                out.extend([BETWEEN, LATE]);
                out.push_str(&number.to_string());
            }
        }
    }

    /// What is kept of the texts that were joined; `late` are the units that envelopes named behind
    /// their records, and only where it is `clear` do the texts themselves stay.
    pub fn keep(joined: &str, late: &HashMap<u32, String>, clear: bool) -> UnitMarks {
        let mut texts = joined.split(BETWEEN);
        let mut next = || texts.next().unwrap_or_default();
        let (code, name, mut envelope) = (next(), next(), next());
        if let Some(number) = envelope.strip_prefix(LATE) {
            let named = number.parse().ok().and_then(|number| late.get(&number));
            envelope = named.map_or("", String::as_str);
        }
        let mark = |text| Mark::new(text, clear);
        UnitMarks { code: mark(code), name: mark(name), envelope: mark(envelope) }
    }
}

/// A text by its hashes, by which it is told whether it is that of a unit: as it stands, and as names
/// are compared. A text that is missing is empty. What it says stays only where it may become a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    exact: String,
    folded: String,
    text: Option<String>,
}

impl Mark {
    fn new(text: &str, clear: bool) -> Self {
        match text {
            "" => Self::default(),
            text => Self {
                exact: hash(text),
                folded: hash(&folded(text)),
                text: clear.then(|| text.to_owned()),
            },
        }
    }

    fn is_empty(&self) -> bool {
        self.exact.is_empty()
    }

    /// What it says, or a word that says nothing and is the same for the same text.
    fn said(&self) -> String {
        self.text.clone().unwrap_or_else(|| hashed(&self.exact))
    }
}

/// What is kept of what a row says of its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMarks {
    code: Mark,
    name: Mark,
    envelope: Mark,
}

fn hash(text: &str) -> String {
    sha256(text.as_bytes())[..16].to_owned()
}

fn hashed(hash: &str) -> String {
    format!("{HASHED}{hash}")
}

/// A word that stands for a text and does not say it.
pub fn hashed_text(text: &str) -> String {
    hashed(&hash(text))
}

/// How units are read in a run.
#[derive(Clone, Debug)]
pub enum UnitReading {
    /// Against the units table.
    Known(Box<Finder>),
    /// Each distinct value is a unit directly under the authority.
    Discover,
}

impl UnitReading {
    /// The unit of a row; or, where neither code nor name tells, what it is unless the number of the
    /// dossier tells.
    pub fn find(&self, said: &UnitMarks) -> ControlFlow<String, String> {
        let UnitMarks { code, name, envelope } = said;
        match self {
            Self::Discover => {
                let value = [code, name, envelope].into_iter().find(|mark| !is_nothing_kept(mark));
                ControlFlow::Break(value.map_or_else(|| UNMAPPED.to_owned(), Mark::said))
            }
            Self::Known(finder) => {
                let by_code = finder.marked_code(&code.exact);
                match by_code.or_else(|| finder.marked_name(&name.folded)) {
                    Some(unit) => ControlFlow::Break(unit.to_owned()),
                    None => {
                        let unit = finder.marked_code(&envelope.exact).unwrap_or(UNMAPPED);
                        ControlFlow::Continue(unit.to_owned())
                    }
                }
            }
        }
    }

    /// The unit that the number of a dossier tells.
    pub fn by_number(&self, dossier_id: &str) -> Option<&str> {
        match self {
            Self::Discover => None,
            Self::Known(finder) => finder.by_number(dossier_id),
        }
    }

    /// The unit that an old code stands for; a code that is not known stays as it is. `names` are the
    /// units of the run, of which one may stand as a word that does not say it.
    pub fn code_of_today(&self, code: &str, names: &[String]) -> String {
        let marked = code.strip_prefix(HASHED);
        let known = match (self, marked) {
            (Self::Discover, None) => None,
            (Self::Discover, Some(mark)) => {
                names.iter().find(|name| hash(name) == mark).map(String::as_str)
            }
            (Self::Known(finder), None) => finder.by_code(code),
            (Self::Known(finder), Some(mark)) => finder.marked_code(mark),
        };
        known.unwrap_or(code).to_owned()
    }

    /// The unit within which a dossier has its number, as a part of a key that is the same for every
    /// spelling and in every run: its code, or where units are discovered its name as names are
    /// compared. A text that names no known unit is told apart by a hash, and not by what it says.
    pub fn scope(&self, said: &UnitMarks, number: &str) -> String {
        let marks = [&said.code, &said.name];
        match self {
            Self::Discover => {
                let named = marks.into_iter().find(|mark| !is_nothing_kept(mark));
                named.map_or_else(|| UNMAPPED.to_owned(), |mark| folded(&mark.said()))
            }
            Self::Known(finder) => {
                let Some(first) = marks.into_iter().find(|mark| !mark.is_empty()) else {
                    return UNMAPPED.to_owned();
                };
                let by_code = marks.iter().find_map(|mark| finder.marked_code(&mark.exact));
                let by_name = || marks.iter().find_map(|mark| finder.marked_name(&mark.folded));
                by_code
                    .or_else(by_name)
                    .or_else(|| finder.by_number(number))
                    .map_or_else(|| format!("{UNMAPPED}-{}", first.folded), str::to_owned)
            }
        }
    }
}

/// Whether a mark names no unit where every text names one.
fn is_nothing_kept(mark: &Mark) -> bool {
    mark.text.as_deref().map_or_else(|| mark.is_empty(), is_nothing)
}

/// Finds the unit of a dossier as 4.1.9 orders it: code, name, prefix of the dossier number, envelope.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    codes: HashMap<String, String>,
    names: HashMap<String, String>,
    /// The same by the hashes of codes and names.
    marked_codes: HashMap<String, String>,
    marked_names: HashMap<String, String>,
    authority: String,
}

impl Finder {
    /// Over the units given. A name beats an alias, the first row wins.
    pub fn new(authority_id: &str, units: &[Unit]) -> Self {
        let mut finder = Self { authority: authority_id.to_owned(), ..Self::default() };
        finder.codes.insert(authority_id.to_owned(), authority_id.to_owned());
        for unit in units {
            finder.codes.entry(unit.id.clone()).or_insert_with(|| unit.id.clone());
        }
        for version in units.iter().flat_map(|unit| unit.versions.iter().map(move |v| (unit, v))) {
            finder.names.entry(folded(&version.1.name)).or_insert_with(|| version.0.id.clone());
        }
        for unit in units {
            for alias in &unit.aliases {
                finder.codes.entry(alias.clone()).or_insert_with(|| unit.id.clone());
                finder.names.entry(folded(alias)).or_insert_with(|| unit.id.clone());
            }
        }
        let marked = |texts: &HashMap<String, String>| {
            texts.iter().map(|(text, unit)| (hash(text), unit.clone())).collect()
        };
        (finder.marked_codes, finder.marked_names) = (marked(&finder.codes), marked(&finder.names));
        finder
    }

    /// All units, some more than once.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        let mut units: Vec<&str> = self.codes.values().map(String::as_str).collect();
        units.sort_unstable();
        units.into_iter()
    }

    /// The unit that a code or old code stands for.
    pub fn by_code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    fn marked_code(&self, hash: &str) -> Option<&str> {
        self.marked_codes.get(hash).map(String::as_str)
    }

    fn marked_name(&self, hash: &str) -> Option<&str> {
        self.marked_names.get(hash).map(String::as_str)
    }

    /// The unit of the longest prefix of a dossier number, by whole dot groups; never the authority.
    pub fn by_number(&self, dossier_id: &str) -> Option<&str> {
        let (mut prefix, _) = dossier_id.split_once('-')?;
        loop {
            if let Some(unit) = self.by_code(prefix).filter(|_| prefix != self.authority) {
                return Some(unit);
            }
            prefix = prefix.rsplit_once('.')?.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::Version;

    fn unit(id: &str, name: &str, aliases: &[&str]) -> Unit {
        let version = Version {
            name: name.into(),
            name_en: None,
            parent_id: None,
            kind: "unit".into(),
            valid_from: None,
            valid_to: None,
        };
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Unit { id: id.into(), versions: vec![version], successor_id: None, aliases }
    }

    fn said(code: &str, name: &str, envelope: EnvelopeUnit<'_>, clear: bool) -> UnitMarks {
        let mut joined = String::from("what was there");
        UnitTexts::join(code, name, envelope, &mut joined);
        UnitTexts::keep(&joined, &HashMap::from([(12, "G.2".to_owned())]), clear)
    }

    fn found(units: &UnitReading, said: &UnitMarks, number: &str) -> String {
        match units.find(said) {
            ControlFlow::Break(unit) => unit,
            ControlFlow::Continue(unit) => units.by_number(number).map_or(unit, str::to_owned),
        }
    }

    #[test]
    fn a_code_beats_a_name_a_name_a_prefix_a_prefix_the_envelope() {
        let units = [
            unit("G.1", "Cục Một", &["000.01"]),
            unit("G.2", "Cục Hai", &[]),
            unit("G.3", "Cục Ba", &[]),
        ];
        let units = UnitReading::Known(Finder::new("G", &units).into());
        let id = "G.3.07-260302-0001";
        for (code, name, id, envelope, expected) in [
            ("000.01", "Cục Hai", id, "G", "G.1"),
            ("X", "cục  HAI", id, "G", "G.2"),
            ("", "Phòng lạ", id, "G", "G.3"),
            ("", "", "G-260302-0001", "G.1", "G.1"),
            ("", "", "0001", "G", "G"),
            ("", "", "Z-260302-0001", "Z", "unmapped"),
            ("", "", "", "", "unmapped"),
        ] {
            let said = said(code, name, EnvelopeUnit::Named(envelope), false);
            assert_eq!(found(&units, &said, id), expected, "{code} {name} {id}");
        }
        let late = said("", "", EnvelopeUnit::Late(12), false);
        assert_eq!(found(&units, &late, "0001"), "G.2");
    }

    #[test]
    fn where_units_are_discovered_the_envelope_names_what_nothing_else_does() {
        let found = |code: &str, name: &str, envelope: &str| {
            let said = said(code, name, EnvelopeUnit::Named(envelope), true);
            found(&UnitReading::Discover, &said, "H1-1")
        };
        assert_eq!(found("", "Parks", "City"), "Parks");
        assert_eq!(found("", "", "City"), "City");
        assert_eq!(found("", "", ""), "unmapped");
        for nothing in ["NULL", "\\N", "NaN", "None", "NaT", "N/A", "<NA>"] {
            assert_eq!(found(nothing, "Parks", ""), "Parks", "{nothing}");
            assert_eq!(found(nothing, nothing, nothing), "unmapped", "{nothing}");
        }
        assert_eq!(found("Nan Hoa", "", ""), "Nan Hoa");
    }

    #[test]
    fn what_a_row_says_cannot_say_it_of_another_text() {
        let clear = |mark: &Mark| mark.text.clone().unwrap_or_default();
        for (code, name, envelope) in
            [("A", "", ""), ("", "B", ""), ("", "", "C"), ("A", "B", "C"), ("", "", "")]
        {
            let kept = said(code, name, EnvelopeUnit::Named(envelope), true);
            let texts = [&kept.code, &kept.name, &kept.envelope].map(clear);
            assert_eq!(texts, [code, name, envelope]);
        }
        let misleading = said("A\u{1f}B\u{1e}12", "", EnvelopeUnit::None, true);
        assert_eq!((clear(&misleading.code), misleading.name), ("AB12".into(), Mark::default()));
    }

    #[test]
    fn a_text_that_is_not_kept_is_told_apart_and_says_nothing() {
        let kept = |name| said("", name, EnvelopeUnit::None, false);
        let units = UnitReading::Discover;
        let (one, two) = (found(&units, &kept("Ông Một"), ""), found(&units, &kept("Ông Hai"), ""));
        assert_ne!(one, two);
        assert!(!one.contains("Một"), "{one}");
        assert_eq!(units.code_of_today(&one, &["Ông Một".into()]), "Ông Một");
    }
}
