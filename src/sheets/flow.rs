//! The case flow: of the authority in every count, of units in the counts that tell a month, and of
//! what cannot be judged or placed.

use super::{
    Cell, Heading, Sheet, Sheets, figures, sheet, words,
    words::{said, word},
};
use crate::{disclose::is_rarer, domain::text::Text, schema::flow::COLUMNS};

/// Counts that tell a month in one line.
pub const TOLD: [&str; 8] = [
    "opening",
    "received",
    "received_online",
    "ended",
    "ended_late",
    "closing",
    "closing_overdue",
    "closing_waiting",
];
/// Counts that are parts of the one above them.
const PARTS: [&str; 4] = ["received_", "ended_", "closing_", "on_time_"];

/// The columns of the counts, headed as the table heads them.
pub(super) fn counts(of: &[&str]) -> impl Iterator<Item = Heading> {
    let declared = |name: &&str| COLUMNS.iter().find(|column| column.name == *name);
    of.iter().filter_map(declared).map(|column| Heading {
        id: column.name.to_owned(),
        title: column.meaning(),
        number: true,
    })
}

impl Sheets<'_> {
    /// Some units, one row each.
    pub fn flow_of(&self, units: &[u32]) -> Sheet {
        let caption = said("sheet.flow_caption", &[("period", &self.period())]);
        let columns = std::iter::once(words("unit")).chain(counts(&TOLD)).collect();
        let mut sheet = sheet("flow", caption, columns);
        for unit in units {
            let mut cells = vec![self.unit_link(*unit)];
            cells.extend(self.told(*unit, &TOLD));
            sheet.row(self.unit_id(*unit), cells);
        }
        sheet
    }

    /// Every unit but the authority.
    pub fn flow_of_units(&self) -> Sheet {
        let sheet = self.flow_of(&self.units_below());
        Sheet { id: "flow-units".into(), sortable: true, ..sheet }
    }

    /// Counts of a unit, as cells.
    pub(super) fn told(&self, unit: u32, counts: &[&str]) -> Vec<Cell> {
        let (row, lacking) = (self.flow_row(unit), self.flow_status());
        counts.iter().map(|name| row.figure_or(name, lacking).into()).collect()
    }

    /// Every count of a unit, one row each; what is rounded says so.
    pub fn flow(&self, unit: u32) -> Sheet {
        let base = self.view.shown.counts.flow_base[unit as usize];
        let is_rounded =
            |name: &str| base > 1 && (is_rarer(name) || !self.view.audience.is_exact());
        let base = Text::name(base.to_string());
        let parts = [("place", &self.unit_name(unit)), ("period", &self.period())];
        let columns = vec![words("count"), figures("dossiers")];
        let mut sheet = sheet("flow", said("sheet.flow_whole", &parts), columns);
        for column in &COLUMNS {
            let meaning = match is_rounded(column.name) {
                false => column.meaning(),
                true => said("sheet.rounded", &[("count", &column.meaning()), ("base", &base)]),
            };
            let mut cells = vec![meaning.into()];
            cells.extend(self.told(unit, &[column.name]));
            let line = sheet.row(column.name, cells);
            line.strong = !PARTS.iter().any(|part| column.name.starts_with(part));
        }
        sheet
    }

    /// Dossiers that cannot be judged against a due date, or whose unit is not known.
    pub fn unplaced(&self) -> Sheet {
        let caption = said("sheet.unplaced_caption", &[("period", &self.period())]);
        let mut sheet = sheet("unplaced", caption, vec![words("count"), figures("dossiers")]);
        let unmapped = self.view.source.units.unmapped();
        for (key, unit, column) in [
            ("ended_undated", 0, "ended_undated"),
            ("closing_undated", 0, "closing_undated"),
            ("unmapped_opening", unmapped, "opening"),
            ("unmapped_received", unmapped, "received"),
        ] {
            if unit == 0 || self.flow_row(unit).is_known() {
                let mut cells = vec![word(&format!("sheet.{key}")).into()];
                cells.extend(self.told(unit, &[column]));
                sheet.row(key, cells);
            }
        }
        sheet
    }
}
