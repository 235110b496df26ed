//! Final figures of earlier editions that would not come out as they were published: what is there now says
//! something else of months that were closed. They stay as published; this table names each of them, with
//! what differs between what it was made from and what is there now.

use super::{read_back::Figure, release::Change};
use crate::{
    domain::{number::Decimal, period::Period, unit::Units},
    schema::{Table, Value, published},
};

/// A figure that would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFigure {
    pub change: Change,
    pub cause: Cause,
}

/// What differs from what an edition was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The rule set is another, in one line; then rows are not looked at.
    pub rules: Option<String>,
    /// The program is another, in one line.
    pub program: Option<String>,
    /// Kinds of inputs of which files came, went or changed, such as `dossiers`.
    pub kinds: Vec<String>,
    /// These files, as the accounts name them.
    pub files: Vec<String>,
}

impl Cause {
    /// In codes, the first that explains it before others.
    fn codes(&self) -> String {
        let of = |is: bool, code: &str| is.then(|| code.to_owned());
        let rules = of(self.rules.is_some(), "rules");
        let program = of(self.program.is_some(), "program");
        let all: Vec<String> =
            rules.into_iter().chain(program).chain(self.kinds.iter().cloned()).collect();
        all.join(";")
    }
}

/// The table `late`, which names files and is internal.
pub fn table(figures: &[LateFigure], units: &Units) -> Table {
    let rows = figures.iter().filter_map(|figure| row(figure, units)).collect();
    Table { name: "late", columns: published::LATE, rows }
}

fn row(figure: &LateFigure, units: &Units) -> Option<Vec<Value>> {
    let LateFigure { change, cause } = figure;
    let mut row = about(change.period.parse().ok()?, &change.unit_id, units);
    row.extend([change.indicator_id.clone().into(), change.edition.clone().into()]);
    row.extend(cells(Some(&change.before)));
    row.extend(cells(change.after.as_ref()));
    row.extend([cause.codes().into(), cause.files.join(";").into()]);
    Some(row)
}

/// What a row is about: a period and a unit, with the name that it has at its end.
pub(super) fn about(period: Period, unit_id: &str, units: &Units) -> Vec<Value> {
    let unit = units.find(unit_id);
    let name = unit.map(|unit| units.get(unit).on(period.end().last_day()).name.clone());
    vec![
        period.to_string().into(),
        period.kind.as_str().into(),
        period.first_day().into(),
        unit_id.to_owned().into(),
        name.unwrap_or_else(|| unit_id.to_owned()).into(),
    ]
}

/// A figure that was read back, as cells.
pub(super) fn cells(figure: Option<&Figure>) -> [Value; 4] {
    let cell = |place: usize| figure.map_or("", |figure| figure[place].as_str());
    [
        cell(0).parse::<i64>().ok().into(),
        cell(1).parse::<i64>().ok().into(),
        Decimal::parse(cell(2), 2).into(),
        Some(cell(3).to_owned()).filter(|status| !status.is_empty()).into(),
    ]
}
