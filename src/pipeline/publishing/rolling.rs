//! The periods that roll on, as one kind of reader sees them: tables like those of the edition, for its series.

use crate::{
    disclose,
    domain::period::{Period, PeriodKind},
    edition::tables::Source,
    schema::{Table, Value},
    score::period_result::PeriodResult,
};

/// What was counted of them, and their tables.
#[derive(Debug, Default)]
pub struct Rolling {
    results: Vec<PeriodResult>,
    pub tables: Vec<Table>,
}

impl Rolling {
    pub fn of(source: &Source<'_>) -> Self {
        Self { results: source.periods.to_vec(), tables: source.tables() }
    }

    /// Which periods they are, and whether they are provisional.
    pub fn periods(&self) -> impl Iterator<Item = (Period, bool)> {
        self.results.iter().map(|result| (result.counts.period, result.counts.provisional))
    }

    /// The year until a month, unless a part of the calendar year has just its months.
    pub fn year_to(&self, month: Period) -> Option<&PeriodResult> {
        let year = month.containing(PeriodKind::YearToDate);
        let mut results = self.results.iter().filter(|_| year.as_calendar() == year);
        results.find(|result| result.counts.period == year)
    }

    /// Without what everyone could take apart.
    pub fn public(source: &Source<'_>, authority: &str) -> Self {
        let mut shown = Self::of(source);
        let authority = Value::from(authority.to_owned());
        shown.tables.iter_mut().for_each(|table| without_rounded(table, &authority));
        shown
    }
}

/// The rows of a period in the tables over all history.
pub fn only(period: Period, series: &[Table]) -> Vec<Table> {
    let period = Value::from(period.to_string());
    let of_period = |table: &Table| {
        let place = table.columns.iter().position(|column| column.name == "period");
        let is_it = |row: &&Vec<Value>| place.is_some_and(|place| row[place] == period);
        Table { rows: table.rows.iter().filter(is_it).cloned().collect(), ..*table }
    };
    series.iter().map(of_period).collect()
}

/// Leaves out the counts of units that are rounded: several sums of the same months, each rounded by itself,
/// would tell the months.
fn without_rounded(table: &mut Table, authority: &Value) {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let Some((unit, base)) = place("unit_id").zip(place("rounded_to")) else { return };
    let rounded = table.columns.iter().enumerate();
    let rounded = rounded.filter(|(_, column)| disclose::is_rarer(column.name));
    let places: Vec<usize> = rounded.map(|(place, _)| place).chain([base]).collect();
    for row in table.rows.iter_mut().filter(|row| row[unit] != *authority) {
        places.iter().for_each(|place| row[*place] = Value::Null);
    }
}
