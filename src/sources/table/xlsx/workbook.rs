//! A workbook in memory: whether it is whole, and which of its cells are merged.

use std::io::{Cursor, Read};

use calamine::Xlsx;

use crate::sources::{File, FileFault};

/// A workbook in memory.
pub type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

pub fn damaged(file: &File, error: &dyn std::fmt::Display) -> FileFault {
    let what = format!("this is not a readable XLSX workbook ({error}); save it again as .xlsx");
    FileFault::data(&file.path, what)
}

/// Reads every member to its end. Gives whether any speaks of merged cells.
pub fn test_members(file: &File, bytes: &[u8]) -> Result<bool, FileFault> {
    const WORD: &[u8] = b"<mergeCell ";
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(file, &error))?;
    let finder = memchr::memmem::Finder::new(WORD);
    let mut found = false;
    let mut buffer = vec![0; 1 << 16];
    for place in 0..archive.len() {
        let mut member = archive.by_index(place).map_err(|error| damaged(file, &error))?;
        let mut kept = 0;
        loop {
            let new = member.read(&mut buffer[kept..]).map_err(|error| damaged(file, &error))?;
            if new == 0 {
                break;
            }
            let end = kept + new;
            found |= finder.find(&buffer[..end]).is_some();
            // The word may lie across two parts.
            kept = end.min(WORD.len() - 1);
            buffer.copy_within(end - kept..end, 0);
        }
    }
    Ok(found)
}

/// Cells that stand for those below them: the column, and the first and last row.
pub fn merged(
    file: &File,
    workbook: &mut Workbook<'_>,
    sheet: &str,
) -> Result<Vec<(u32, u32, u32)>, FileFault> {
    let regions =
        workbook.merge_cells_by_sheet_name(sheet).map_err(|error| damaged(file, &error))?;
    // One over several columns is a heading and says nothing of any of them.
    let columns = regions.iter().filter(|region| region.start.1 == region.end.1);
    Ok(columns.map(|region| (region.start.1, region.start.0, region.end.0)).collect())
}
