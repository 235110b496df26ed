//! Which unit a row belongs to, in the order of 4.1.9: code, name, prefix of the dossier number,
//! envelope, `unmapped`. What one thread has found it does not look for again.

use hashbrown::HashMap;

use super::{Context, UnitReading};
use crate::domain::{names::Names, unit::UNMAPPED};

/// Names and prefixes a thread remembers; files have a few hundred of them.
const REMEMBERED: usize = 1 << 16;

/// Finds units for one thread.
pub struct UnitCache<'c> {
    context: &'c Context,
    codes: HashMap<String, Option<u32>>,
    names: HashMap<String, Option<u32>>,
    prefixes: HashMap<String, Option<u32>>,
    unmapped: Option<u32>,
}

impl<'c> UnitCache<'c> {
    pub fn new(context: &'c Context) -> Self {
        Self {
            context,
            codes: HashMap::new(),
            names: HashMap::new(),
            prefixes: HashMap::new(),
            unmapped: None,
        }
    }

    /// The number of the unit; empty texts are missing. `envelope` is asked last, and only where
    /// nothing else is known. Where units are discovered, the first value that is there names one.
    pub fn find<'e>(
        &mut self,
        code: &str,
        name: &str,
        dossier_id: &str,
        envelope: impl FnOnce() -> &'e str,
    ) -> u32 {
        let numbers = &self.context.unit_names;
        let finder = match &self.context.units {
            UnitReading::Discover => {
                return match [code, name].into_iter().find(|value| !is_nothing(value)) {
                    Some(value) => self.discovered(value),
                    None => self.discovered(envelope()),
                };
            }
            UnitReading::Known(finder) => finder,
        };
        let number = |unit: Option<&str>| unit.map(|unit| numbers.number(unit));
        remembered(&mut self.codes, code, || number(finder.by_code(code)))
            .or_else(|| remembered(&mut self.names, name, || number(finder.by_name(name))))
            .or_else(|| {
                let prefix = dossier_id.split_once('-').map_or("", |(prefix, _)| prefix);
                remembered(&mut self.prefixes, prefix, || number(finder.by_number(dossier_id)))
            })
            .or_else(|| {
                let unit = envelope();
                remembered(&mut self.codes, unit, || number(finder.by_code(unit)))
            })
            .unwrap_or_else(|| self.unmapped())
    }

    fn discovered(&mut self, value: &str) -> u32 {
        let numbers = &self.context.unit_names;
        let value = if is_nothing(value) { "" } else { value };
        remembered(&mut self.codes, value, || Some(numbers.number(value)))
            .unwrap_or_else(|| self.unmapped())
    }

    fn unmapped(&mut self) -> u32 {
        let names: &Names = &self.context.unit_names;
        *self.unmapped.get_or_insert_with(|| names.number(UNMAPPED))
    }
}

/// What programs write where they have nothing.
const NOTHING: [&str; 7] = ["null", "\\N", "nan", "none", "nat", "n/a", "<na>"];

/// Whether a text names no unit where every text names one.
pub fn is_nothing(text: &str) -> bool {
    text.is_empty()
        || (text.len() <= 4 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text)))
}

/// What is known of a value, found once; an empty value is nothing.
fn remembered(
    known: &mut HashMap<String, Option<u32>>,
    value: &str,
    find: impl FnOnce() -> Option<u32>,
) -> Option<u32> {
    if value.is_empty() {
        return None;
    }
    if let Some(found) = known.get(value) {
        return *found;
    }
    let found = find();
    if known.len() < REMEMBERED {
        known.insert(value.to_owned(), found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        finder::Finder,
        unit::{Unit, Version},
    };

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

    fn context(units: UnitReading) -> Context {
        Context {
            zone: chrono_tz::Tz::Asia__Ho_Chi_Minh,
            last_likely: crate::domain::time::Day(38_500),
            units,
            unit_names: Names::default(),
            procedure_names: Names::default(),
            database_names: Names::default(),
            threads: 1,
        }
    }

    fn found(
        context: &Context,
        code: &str,
        name: &str,
        id: &str,
        envelope: &'static str,
    ) -> String {
        let mut cache = UnitCache::new(context);
        let first = cache.find(code, name, id, || envelope);
        assert_eq!(cache.find(code, name, id, || envelope), first, "asked a second time");
        context.unit_names.list()[first as usize].clone()
    }

    #[test]
    fn a_code_beats_a_name_a_name_a_prefix_a_prefix_the_envelope() {
        let units = [
            unit("G.1", "Cục Một", &["000.01"]),
            unit("G.2", "Cục Hai", &[]),
            unit("G.3", "Cục Ba", &[]),
        ];
        let context = context(UnitReading::Known(Finder::new("G", &units)));
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
            assert_eq!(found(&context, code, name, id, envelope), expected, "{code} {name} {id}");
        }
    }

    #[test]
    fn where_units_are_discovered_the_envelope_names_what_nothing_else_does() {
        let context = context(UnitReading::Discover);
        assert_eq!(found(&context, "", "Parks", "H1", "City"), "Parks");
        assert_eq!(found(&context, "", "", "H1", "City"), "City");
        assert_eq!(found(&context, "", "", "H1", ""), "unmapped");
        for nothing in ["NULL", "\\N", "NaN", "None", "NaT", "N/A", "<NA>"] {
            assert_eq!(found(&context, nothing, "Parks", "H1", ""), "Parks", "{nothing}");
            assert_eq!(found(&context, nothing, nothing, "H1", ""), "unmapped", "{nothing}");
        }
        assert_eq!(found(&context, "Nan Hoa", "", "H1", ""), "Nan Hoa");
    }
}
