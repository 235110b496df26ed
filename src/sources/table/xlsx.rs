//! XLSX: the sheets that hold the table, each from its header on. Dates come as serial numbers with a
//! date format; one without a fraction is a date alone (4.1.8). Every member of the file is read to its
//! end, so that its checksum is tested.
//!
//! The position of a row is its number in the sheet. Where several sheets are read, the number of the
//! sheet among them times 10,000,000 is added: 20000005 is row 5 of the second.

mod cells;
mod sheets;
mod workbook;

use std::io::{Cursor, Read};

use calamine::{Reader, XlsxError};

use self::{
    sheets::Sheet,
    workbook::{Workbook, damaged, merged, test_members},
};
use super::{
    super::{
        File, FileFault, open,
        reading::{Contents, Input},
        rows::Cell,
    },
    plan::Plan,
    worker::Worker,
};
use crate::{domain::account::OutOfScope, schema::canonical::MOST_COLUMNS};

/// More rows than a sheet has.
const ROWS_OF_A_SHEET: u64 = 10_000_000;

pub fn read(input: Input<'_>) -> Result<Contents, FileFault> {
    let Input { file, reading, sinks, .. } = input;
    let mut bytes = Vec::new();
    open::bytes(file)?
        .read_to_end(&mut bytes)
        .map_err(|error| FileFault::io(&file.path, &error))?;
    sinks.consumed(bytes.len() as u64);
    let mut workbook = Workbook::new(Cursor::new(&bytes)).map_err(|error| damaged(file, &error))?;
    let has_merged = test_members(file, &bytes)?;
    let sheets = sheets::chosen(file, reading, &mut workbook)?;
    let plans = sheets
        .iter()
        .map(|sheet| Plan::new(file, reading, &sheet.header).map_err(|fault| sheet.explain(fault)))
        .collect::<Result<Vec<Plan>, FileFault>>()?;
    let mut contents = Contents::default();
    for ((number, sheet), plan) in (1..).zip(&sheets).zip(plans) {
        let before = if sheets.len() == 1 { 0 } else { number * ROWS_OF_A_SHEET };
        let merged =
            if has_merged { merged(file, &mut workbook, &sheet.name)? } else { Vec::new() };
        let mut worker = Worker::new(input, &plan.given);
        rows_of(file, &mut workbook, sheet, &plan, merged, before, &mut worker)?;
        contents.rows += worker.count;
        contents.given.extend(plan.given);
    }
    contents.given.sort_unstable();
    contents.given.dedup();
    Ok(contents)
}

/// Hands on each row below the header that holds something; `before` is added to its number.
fn rows_of(
    file: &File,
    workbook: &mut Workbook<'_>,
    sheet: &Sheet,
    plan: &Plan,
    merged: Vec<(u32, u32, u32)>,
    before: u64,
    worker: &mut Worker<'_>,
) -> Result<(), FileFault> {
    let damaged = |error: XlsxError| damaged(file, &error);
    let kinds: Vec<_> = file.kind.columns().iter().map(|column| column.kind).collect();
    let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
    let mut row = cells::Row::new(plan.width, merged);
    let mut hand_on = |row: &mut cells::Row<'_>| {
        if row.is_there() && u64::from(row.number) >= sheet.header_row {
            let mut cells: [Cell<'_>; MOST_COLUMNS] = [const { Cell::Missing }; MOST_COLUMNS];
            for ((cell, place), kind) in cells.iter_mut().zip(&plan.places).zip(&kinds) {
                if let Some(place) = place {
                    *cell = row.cell(*place, *kind);
                }
            }
            let is_header = || {
                let mut places = plan.places.iter().flatten();
                places.all(|place| row.holds(*place, &sheet.header[*place]))
            };
            let position = before + u64::from(row.number) + 1;
            if row.is_blank() {
                worker.pass_over(position, OutOfScope::BlankRow);
            } else if is_header() {
                worker.pass_over(position, OutOfScope::RepeatedHeader);
            } else {
                worker.row(position, &cells);
            }
        }
    };
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        if cell.pos.0 != row.number {
            hand_on(&mut row);
            row.begin(cell.pos.0);
        }
        row.put(cell.pos.1, cell.value, cell.formula.is_some());
    }
    hand_on(&mut row);
    Ok(())
}
