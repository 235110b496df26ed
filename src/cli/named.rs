//! Units and indicators as they are named on the command line. A name that is not known is answered with
//! those that are.

use super::exit_code::{Code, Stop};
use crate::{
    domain::{period::Period, text::Lang, unit::Units},
    rules::{Indicator, RuleSet},
};

/// The unit of a code or alias.
pub fn unit(units: &Units, asked: &str, period: Period) -> Result<u32, Stop> {
    units.find(asked).ok_or_else(|| {
        let known: Vec<String> = units
            .iter()
            .map(|unit| format!("  {:16} {}", unit.id, unit.on(period.first_day()).name))
            .collect();
        let what = format!("{asked:?} is not a unit; known are:\n{}", known.join("\n"));
        Stop::new(Code::Usage, what)
    })
}

/// The indicator of an id in one of some rule sets.
pub fn indicator<'a>(
    rules: &[&'a RuleSet],
    asked: &str,
    lang: Lang,
) -> Result<&'a Indicator, Stop> {
    rules.iter().find_map(|rules| rules.indicator(asked)).ok_or_else(|| {
        let known: Vec<String> = rules
            .iter()
            .flat_map(|rules| &rules.indicators)
            .map(|known| format!("  {:34} {}", known.id, known.title.get(lang)))
            .collect();
        let sets: Vec<&str> = rules.iter().map(|rules| rules.id.as_str()).collect();
        let head = format!("{asked:?} is not an indicator of {}; known are:", sets.join(" or "));
        Stop::new(Code::Usage, format!("{head}\n{}", known.join("\n")))
    })
}
