//! Which unit a row belongs to: code, name, prefix of the dossier number, envelope, `unmapped` (4.1.9).
//! What a row says of its unit is kept as it stands, and a unit is found for it when rows are brought
//! together, so that another list of units asks for no other reading.

use std::{collections::HashMap, ops::ControlFlow};

use super::{
    digest::sha256,
    unit::{UNMAPPED, Unit, folded},
};

/// Stands between the texts of a row that are kept as one.
const BETWEEN: char = '\u{1f}';
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

/// What a row says of its unit; a text that is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitTexts {
    pub code: String,
    pub name: String,
    pub envelope: String,
}

impl UnitTexts {
    /// The texts as one, in the place of what `out` held.
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

    /// The texts that were joined; `late` are the units that envelopes named behind their records.
    pub fn split(joined: &str, late: &HashMap<u32, String>) -> Self {
        let mut texts = joined.split(BETWEEN).map(str::to_owned);
        let mut next = || texts.next().unwrap_or_default();
        let (code, name, mut envelope) = (next(), next(), next());
        if let Some(number) = envelope.strip_prefix(LATE) {
            let named = number.parse().ok().and_then(|number| late.get(&number));
            envelope = named.cloned().unwrap_or_default();
        }
        Self { code, name, envelope }
    }
}

/// How units are read in a run.
#[derive(Clone, Debug)]
pub enum UnitReading {
    /// Against the units table.
    Known(Finder),
    /// Each distinct value is a unit directly under the authority.
    Discover,
}

impl UnitReading {
    /// The unit of a row; or, where neither code nor name tells, what it is unless the number of the
    /// dossier tells.
    pub fn find<'f>(&'f self, said: &'f UnitTexts) -> ControlFlow<&'f str, &'f str> {
        match self {
            Self::Discover => {
                let mut texts = [&said.code, &said.name, &said.envelope].into_iter();
                let value = texts.find(|text| !is_nothing(text));
                ControlFlow::Break(value.map_or(UNMAPPED, String::as_str))
            }
            Self::Known(finder) => {
                let named = |text: &&String| !text.is_empty();
                let by_code = Some(&said.code).filter(named).and_then(|code| finder.by_code(code));
                let by_name =
                    || Some(&said.name).filter(named).and_then(|name| finder.by_name(name));
                match by_code.or_else(by_name) {
                    Some(unit) => ControlFlow::Break(unit),
                    None => {
                        let unit = Some(&said.envelope).filter(named);
                        let unit = unit.and_then(|unit| finder.by_code(unit));
                        ControlFlow::Continue(unit.unwrap_or(UNMAPPED))
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

    /// The unit that an old code stands for; a code that is not known stays as it is.
    pub fn code_of_today<'c>(&'c self, code: &'c str) -> &'c str {
        match self {
            Self::Discover => code,
            Self::Known(finder) => finder.by_code(code).unwrap_or(code),
        }
    }

    /// The unit within which a dossier has its number, as a part of a key that is the same for every
    /// spelling and in every run: its code, or where units are discovered its name as names are
    /// compared. A text that names no known unit is told apart by a hash, and not by what it says.
    pub fn scope(&self, said: &UnitTexts, number: &str) -> String {
        let texts = [said.code.as_str(), said.name.as_str()];
        match self {
            Self::Discover => {
                let named = texts.into_iter().find(|text| !is_nothing(text));
                named.map_or_else(|| UNMAPPED.to_owned(), folded)
            }
            Self::Known(finder) => {
                let Some(first) = texts.into_iter().find(|text| !text.is_empty()) else {
                    return UNMAPPED.to_owned();
                };
                let by_code = texts.iter().find_map(|text| finder.by_code(text));
                let by_name = || texts.iter().find_map(|text| finder.by_name(text));
                by_code.or_else(by_name).or_else(|| finder.by_number(number)).map_or_else(
                    || format!("{UNMAPPED}-{}", &sha256(folded(first).as_bytes())[..16]),
                    str::to_owned,
                )
            }
        }
    }
}

/// Finds the unit of a dossier as 4.1.9 orders it: code, name, prefix of the dossier number, envelope.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    codes: HashMap<String, String>,
    names: HashMap<String, String>,
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
        finder
    }

    /// All units, some more than once.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.codes.values().map(String::as_str)
    }

    /// The unit that a code or old code stands for.
    pub fn by_code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    pub fn by_name(&self, name: &str) -> Option<&str> {
        self.names.get(&folded(name)).map(String::as_str)
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

    fn said(code: &str, name: &str, envelope: EnvelopeUnit<'_>) -> UnitTexts {
        let mut joined = String::from("what was there");
        UnitTexts::join(code, name, envelope, &mut joined);
        UnitTexts::split(&joined, &HashMap::from([(12, "G.2".to_owned())]))
    }

    fn found(units: &UnitReading, said: &UnitTexts, number: &str) -> String {
        match units.find(said) {
            ControlFlow::Break(unit) => unit.to_owned(),
            ControlFlow::Continue(unit) => units.by_number(number).unwrap_or(unit).to_owned(),
        }
    }

    #[test]
    fn a_code_beats_a_name_a_name_a_prefix_a_prefix_the_envelope() {
        let units = [
            unit("G.1", "Cục Một", &["000.01"]),
            unit("G.2", "Cục Hai", &[]),
            unit("G.3", "Cục Ba", &[]),
        ];
        let units = UnitReading::Known(Finder::new("G", &units));
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
            let said = said(code, name, EnvelopeUnit::Named(envelope));
            assert_eq!(found(&units, &said, id), expected, "{code} {name} {id}");
        }
        let late = said("", "", EnvelopeUnit::Late(12));
        assert_eq!(found(&units, &late, "0001"), "G.2");
    }

    #[test]
    fn where_units_are_discovered_the_envelope_names_what_nothing_else_does() {
        let found = |code: &str, name: &str, envelope: &str| {
            let said = said(code, name, EnvelopeUnit::Named(envelope));
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
        for (code, name, envelope) in
            [("A", "", ""), ("", "B", ""), ("", "", "C"), ("A", "B", "C"), ("", "", "")]
        {
            let texts = said(code, name, EnvelopeUnit::Named(envelope));
            assert_eq!((&*texts.code, &*texts.name, &*texts.envelope), (code, name, envelope));
        }
        let misleading = said("A\u{1f}B\u{1e}12", "", EnvelopeUnit::None);
        assert_eq!((&*misleading.code, &*misleading.name), ("AB12", ""));
    }
}
