//! The table of cohorts: a rank hangs on every row of it, so that a row that cannot be read, names no unit or
//! contradicts another is refused by its place, and nothing is put aside in silence.

use super::inputs::Planned;
use crate::{
    domain::{
        account::Place,
        cohort::{ALL, CohortRow, UNASSIGNED},
        unit::{Unit, Units},
    },
    lake::part::Part,
    pipeline::{
        failure::Failure,
        job::{CohortsInput, Job, UnitsInput},
    },
    schema::canonical::Kind,
};

/// Rows that are named one by one.
const NAMED: usize = 10;

/// Refuses a table in which anything is wrong.
pub(super) fn check(
    job: &Job,
    planned: &[Planned<'_>],
    parts: &[Part],
    units: &[Unit],
    rows: &[(Place, CohortRow)],
) -> Result<(), Failure> {
    let CohortsInput::Table(path) = &job.cohorts else { return Ok(()) };
    let at = |place: &Place| {
        let file = &planned[place.file as usize].file;
        format!("{}, line {}", job.shown(&file.path), place.position)
    };
    let mut wrong: Vec<(Place, String)> = Vec::new();
    let of_table = parts.iter().zip(0..).filter(|(part, _)| part.origin.kind == Kind::Cohorts);
    for row in of_table.flat_map(|(part, file)| part.told.rejected(file)) {
        let (column, why) = (row.column, row.reason.as_str());
        wrong.push((
            row.place,
            format!(
                "column {column}: {why}; write a unit and its cohort, and dates such as 2026-01-31 or none"
            ),
        ));
    }
    for (number, (place, row)) in rows.iter().enumerate() {
        let CohortRow { unit_id, cohort, .. } = row;
        let is_known = |unit: &Unit| unit.id == *unit_id;
        if matches!(job.units, UnitsInput::Table(_)) && !units.iter().any(is_known) {
            let what = "is not in the table of units; correct it, or add the unit there";
            wrong.push((*place, format!("column unit_id: {unit_id:?} {what}")));
        }
        if [UNASSIGNED, ALL].contains(&cohort.as_str()) {
            let what = "is what tables call units without a row, or all units; choose another name";
            wrong.push((*place, format!("column cohort: {cohort:?} {what}")));
        }
        if row.ends_before_it_begins() {
            let what = "the day is before valid_from; correct the dates";
            wrong.push((*place, format!("column valid_to: {what}")));
        }
        let earlier = rows[..number].iter();
        let other = earlier.filter_map(|(other, known)| Some((other, known.overlap(row)?))).next();
        if let Some((other, _)) = other {
            let what =
                "have a day in common; end the earlier one (valid_to) before the later begins";
            let both = format!("this row and line {} of unit {unit_id:?}", other.position);
            wrong.push((*place, format!("column valid_from: {both} {what}")));
        }
    }
    if wrong.is_empty() && rows.is_empty() {
        return Err(Failure::Data(format!(
            "{}: no row says where a unit belongs; fill the table, or write cohorts = \"kind\" or \"none\" under \
             [ranking]",
            job.shown(path)
        )));
    }
    wrong.sort();
    let mut lines: Vec<String> =
        wrong.iter().take(NAMED).map(|(place, what)| format!("{}, {what}", at(place))).collect();
    match wrong.len() - lines.len() {
        0 => {}
        more => lines.push(format!("{more} more such rows")),
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::Data(lines.join("\n"))) }
}

/// The rows under the codes that their units have here; those of units that were not met say nothing.
pub(super) fn under(rows: Vec<(Place, CohortRow)>, units: &Units) -> Vec<CohortRow> {
    let own = |(_, row): (Place, CohortRow)| {
        let unit_id = units.get(units.find(&row.unit_id)?).id.clone();
        Some(CohortRow { unit_id, ..row })
    };
    rows.into_iter().filter_map(own).collect()
}
