//! Names of units as charts and pages show them: those of the period shown, in both languages. Where
//! two units share a name, the id stands behind it, so that a reader can tell them apart.

use std::collections::BTreeMap;

use super::tables::Source;
use crate::{
    domain::text::{Text, clean},
    score::period_result::PeriodResult,
};

/// The names of all units, by their number.
pub struct Names(Vec<Text>);

impl Names {
    pub fn of(source: &Source<'_>, shown: &PeriodResult) -> Self {
        let mut uses: BTreeMap<(&str, String), u32> = BTreeMap::new();
        let both = |name: &Text| [("vi", clean(&name.vi)), ("en", clean(&name.en))];
        for unit in source.shown_units() {
            for name in both(&plain(source, shown, unit)) {
                *uses.entry(name).or_default() += 1;
            }
        }
        let name = |unit: u32| {
            let name = plain(source, shown, unit);
            let shared = both(&name).iter().any(|name| uses.get(name).is_some_and(|n| *n > 1));
            let id = &source.units.get(unit).id;
            let with_id = |name: &str| format!("{name} ({id})");
            if shared { Text::new(with_id(&name.vi), with_id(&name.en)) } else { name }
        };
        Self((0..source.units.len() as u32).map(name).collect())
    }

    /// The name of a unit, by its number.
    pub fn get(&self, unit: u32) -> Text {
        self.0[unit as usize].clone()
    }
}

/// The name of a unit by itself.
pub fn plain(source: &Source<'_>, shown: &PeriodResult, unit: u32) -> Text {
    let version = source.units.get(unit).on(shown.named_on);
    let en = version.name_en.as_ref().unwrap_or(&version.name);
    Text::new(version.name.clone(), en.clone())
}
