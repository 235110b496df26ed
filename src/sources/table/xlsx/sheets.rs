//! Which sheets of a workbook are read: those that `sheet` names, else the only visible one that holds
//! something, else all visible ones where their headers are the same. A hidden sheet is read only
//! where it is named.

use calamine::{Reader, Sheet as Known, SheetType, SheetVisible, XlsxError};

use super::{
    super::plan::normal,
    cells,
    workbook::{Workbook, damaged},
};
use crate::sources::{File, FileFault, reading::Reading};

/// A sheet and where its header stands.
pub struct Sheet {
    pub name: String,
    /// Counted from 1.
    pub header_row: u64,
    /// The names of its columns, from the first column of the sheet on.
    pub header: Vec<String>,
}

impl Sheet {
    /// A fault of the header, with the row that was taken for it.
    pub fn explain(&self, fault: FileFault) -> FileFault {
        let what = format!(
            "{}. Row {} of the sheet {:?} was taken for the header",
            fault.what.trim_end_matches('.'),
            self.header_row,
            self.name
        );
        FileFault { what, line: Some(self.header_row), ..fault }
    }
}

/// The sheets to read, in the order of the workbook.
pub fn chosen(
    file: &File,
    reading: &Reading,
    workbook: &mut Workbook<'_>,
) -> Result<Vec<Sheet>, FileFault> {
    let known: Vec<Known> = workbook.sheets_metadata().to_vec();
    let known = || known.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let named =
        |sheet: &Known| reading.sheets.iter().any(|wanted| normal(wanted) == normal(&sheet.name));
    let is_absent = |wanted: &&String| !known().any(|sheet| normal(&sheet.name) == normal(wanted));
    if let Some(absent) = reading.sheets.iter().find(is_absent) {
        let what = format!("the workbook has no sheet {absent:?}; it has: {}", names(known()));
        return Err(FileFault::configuration(&file.path, what));
    }
    let mut found = Vec::new();
    for sheet in known() {
        let wanted = match reading.sheets.is_empty() {
            true => sheet.visible == SheetVisible::Visible,
            false => named(sheet),
        };
        if !wanted {
            continue;
        }
        match head(workbook, sheet, reading.header_row).map_err(|error| damaged(file, &error))? {
            Some(sheet) => found.push(sheet),
            None if reading.sheets.is_empty() => {}
            None => {
                let what = format!("the sheet {:?} is empty; expected a header row", sheet.name);
                return Err(FileFault::data(&file.path, what));
            }
        }
    }
    let Some(first) = found.first() else {
        let what = format!(
            "no sheet that can be seen holds anything; expected a header row. The workbook has: {}; hidden \
             sheets are read where `sheet` names them",
            names(known())
        );
        return Err(FileFault::data(&file.path, what));
    };
    let is_same = |sheet: &Sheet| {
        let names =
            |sheet: &Sheet| sheet.header.iter().map(|name| normal(name)).collect::<Vec<_>>();
        names(sheet) == names(first)
    };
    if reading.sheets.is_empty() && !found.iter().all(is_same) {
        let what = format!(
            "several sheets hold something, and their headers differ: {}; name the one that holds the table, or \
             several, in the source's `sheet`",
            found.iter().map(|sheet| format!("{:?}", sheet.name)).collect::<Vec<_>>().join(", ")
        );
        return Err(FileFault::configuration(&file.path, what));
    }
    Ok(found)
}

fn names<'k>(sheets: impl Iterator<Item = &'k Known>) -> String {
    let shown = sheets.map(|sheet| match sheet.visible {
        SheetVisible::Visible => format!("{:?}", sheet.name),
        SheetVisible::Hidden | SheetVisible::VeryHidden => format!("{:?} (hidden)", sheet.name),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The header of a sheet: in the row that is said, else the first that holds something; `None` where
/// nothing stands in the sheet.
fn head(
    workbook: &mut Workbook<'_>,
    sheet: &Known,
    said: Option<u64>,
) -> Result<Option<Sheet>, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(&sheet.name)?;
    let mut header_row = None;
    let mut header: Vec<String> = Vec::new();
    let mut holds_something = false;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        let text = cells::text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        holds_something = true;
        let header_row = *header_row.get_or_insert(said.unwrap_or(row));
        if row > header_row {
            break;
        }
        if row == header_row {
            header.resize(header.len().max(column as usize + 1), String::new());
            header[column as usize] = text;
        }
    }
    let name = sheet.name.clone();
    Ok(header_row.filter(|_| holds_something).map(|header_row| Sheet { name, header_row, header }))
}
