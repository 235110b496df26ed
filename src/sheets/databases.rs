//! The shared databases that dossiers received in the period used.

use super::{
    Cell, Figure, Form, Sheet, Sheets, figure::Amount, figures, sheet, words, words::said,
};
use crate::domain::number::Decimal;

impl Sheets<'_> {
    /// Of the authority: dossiers, their share of those received, and how many units used it.
    pub fn databases(&self) -> Sheet {
        let parts = [("place", &self.unit_name(0)), ("period", &self.period())];
        let columns = vec![
            words("database"),
            figures("database_dossiers"),
            figures("database_share"),
            figures("database_units"),
        ];
        let mut sheet = sheet("databases", said("sheet.databases_caption", &parts), columns);
        let shown = &self.view.shown.counts;
        let received = self.flow_row(0).number("received").unwrap_or_default();
        for ((_, code), _) in shown.databases.iter().filter(|((unit, _), _)| *unit == 0) {
            let row = |unit: u32| {
                self.book.row("tables/databases", &[&self.period_id(), self.unit_id(unit), code])
            };
            let used = row(0).figure("dossiers");
            let derived = |column: &str, value: Option<Decimal>| {
                let value = value.map(|exact| Amount { exact, form: Form::Plain });
                let mut figure = Figure { value, ..used.clone() };
                column.clone_into(&mut figure.place.column);
                figure
            };
            let below = |unit: &u32| {
                let real = *unit != self.view.source.units.unmapped();
                real && shown.tree.parent(*unit) == Some(0) && row(*unit).is_known()
            };
            let units = self.units_below().iter().filter(|unit| below(unit)).count() as u64;
            let share =
                used.value.and_then(|used| Decimal::percent(used.exact.units, received.units, 2));
            let cells: Vec<Cell> = vec![
                Cell::Code(code.clone()),
                used.clone().into(),
                derived("dossiers/received", share).into(),
                derived("units", Some(units.into())).into(),
            ];
            sheet.row(code, cells);
        }
        sheet
    }
}
