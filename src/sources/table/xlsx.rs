//! XLSX: the first sheet, its first row with a value the header. Dates come as serial numbers with
//! a date format; one without a fraction is a date alone (4.1.8).

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{
    super::{Context, File, FileFault, Sinks, open, rows::Cell},
    Contents, Plan, Reading, Worker,
};
use crate::{
    domain::time::{Day, LocalTime},
    schema::Type,
};

pub fn read(
    file: &File,
    reading: &Reading,
    context: &Context,
    sinks: &dyn Sinks,
) -> Result<Contents, FileFault> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut open::bytes(file)?, &mut bytes)
        .map_err(|error| FileFault::io(&file.path, &error))?;
    let damaged = |error: calamine::XlsxError| {
        FileFault::data(
            &file.path,
            format!("this is not a readable XLSX workbook ({error}); save it again as .xlsx"),
        )
    };
    sinks.consumed(bytes.len() as u64);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = workbook
        .worksheet_range_at(0)
        .ok_or_else(|| FileFault::data(&file.path, "the workbook has no sheet"))?
        .map_err(damaged)?;
    let first_row = sheet.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let mut rows = sheet.rows().zip(first_row..);
    let Some((header, _)) = rows.next() else {
        return Err(FileFault::data(&file.path, "the first sheet is empty; expected a header row"));
    };
    let header: Vec<String> = header.iter().map(|cell| cell.to_string()).collect();
    let plan = Plan::new(file, reading, &header)?;
    let columns = file.kind.columns();
    let mut worker = Worker::new(file, reading, &plan.given, context, sinks);
    for (row, number) in rows {
        if row.iter().all(|cell| matches!(cell, Data::Empty)) {
            continue;
        }
        let mut cells: [Cell<'_>; 24] = [const { Cell::Missing }; 24];
        for ((cell, place), column) in cells.iter_mut().zip(&plan.places).zip(columns) {
            if let Some(data) = place.and_then(|place| row.get(place)) {
                *cell = cell_of(data, column.kind);
            }
        }
        worker.row(number, &cells);
    }
    Ok(Contents { rows: worker.count, given: plan.given })
}

fn cell_of(data: &Data, kind: Type) -> Cell<'_> {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text),
        Data::Int(number) => Cell::Int(*number).fit(kind),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Cell::Int(*number as i64).fit(kind)
        }
        Data::Float(number) => Cell::Real(*number).fit(kind),
        Data::Bool(flag) => Cell::Bool(*flag).fit(kind),
        Data::DateTime(serial) => match time_of(serial) {
            Some(time) if serial.as_f64().fract() == 0.0 => Cell::Date(time.day()),
            Some(time) => Cell::Time(time),
            None => Cell::Owned(serial.as_f64().to_string()),
        },
        Data::Error(_) | Data::Empty => Cell::Missing,
    }
}

/// Serial numbers carry binary fractions of a day: the nearest second is meant.
fn time_of(serial: &calamine::ExcelDateTime) -> Option<LocalTime> {
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let date = Day::from_ymd(i32::from(year), u32::from(month), u32::from(day))?;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some(LocalTime::new(date, seconds + i64::from(milli >= 500)))
}
