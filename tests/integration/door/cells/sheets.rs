//! Which sheets are read, where the header stands, and what a formula could not work out.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::{HEADER, assert_told, dossiers, quarantine};

/// A row of the usual columns on this day of August, whose number is its own.
fn write_row(sheet: &mut Worksheet, row: u32, id: &str, day: u8) {
    let format = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let date = |day: u8| ExcelDateTime::from_ymd(2026, 8, day).unwrap().and_hms(8, 0, 0).unwrap();
    for (column, text) in [(0, id), (1, "A"), (2, "1.000001")] {
        sheet.write_string(row, column, text).unwrap();
    }
    for (column, day) in [(3, day), (4, day + 5), (5, day + 3)] {
        sheet.write_datetime_with_format(row, column, date(day), &format).unwrap();
    }
}

fn write_header(sheet: &mut Worksheet, row: u32) {
    for (column, name) in (0_u16..).zip(HEADER) {
        sheet.write_string(row, column, name).unwrap();
    }
}

fn table(sheet: &mut Worksheet, prefix: &str, rows: u32) {
    write_header(sheet, 0);
    for row in 1..=rows {
        write_row(sheet, row, &format!("{prefix}{row}"), row as u8);
    }
}

/// Two sheets of one header, three and four rows, and a hidden one of five.
fn three_sheets() -> Vec<u8> {
    let mut workbook = Workbook::new();
    table(workbook.add_worksheet().set_name("T7").unwrap(), "A", 3);
    table(workbook.add_worksheet().set_name("T8").unwrap(), "B", 4);
    let hidden = workbook.add_worksheet().set_name("Cũ").unwrap();
    table(hidden, "C", 5);
    hidden.set_hidden(true);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn visible_sheets_of_one_header_are_read_together() {
    assert_told(&dossiers("d.xlsx", three_sheets(), ""), &[("counted", 7)]);
    for (sheet, rows) in [("\"T8\"", 4), ("[\"T7\", \"Cũ\"]", 8), ("\"Cu\u{303}\"", 5)] {
        let scratch = dossiers("d.xlsx", three_sheets(), &format!("sheet = {sheet}"));
        assert_told(&scratch, &[("counted", rows)]);
    }
}

#[test]
fn sheets_of_other_headers_are_refused_by_name() {
    let mut workbook = Workbook::new();
    table(workbook.add_worksheet().set_name("Hồ sơ").unwrap(), "A", 3);
    let notes = workbook.add_worksheet().set_name("Ghi chú").unwrap();
    notes.write_string(4, 1, "Số liệu đến 31/8").unwrap();
    workbook.add_worksheet().set_name("Trống").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let refused = dossiers("d.xlsx", &bytes, "").chiso("check");
    assert_eq!(refused.code, Some(78), "{}", refused.stderr);
    assert!(refused.stderr.contains("\"Hồ sơ\", \"Ghi chú\""), "{}", refused.stderr);
    assert!(!refused.stderr.contains("Số liệu"), "{}", refused.stderr);
    assert_told(&dossiers("d.xlsx", &bytes, "sheet = \"Hồ sơ\""), &[("counted", 3)]);
    let refused = dossiers("d.xlsx", &bytes, "sheet = \"T9\"").chiso("check");
    assert_eq!(refused.code, Some(78), "{}", refused.stderr);
    assert!(refused.stderr.contains("\"Trống\""), "{}", refused.stderr);
    let refused = dossiers("d.xlsx", &bytes, "sheet = \"Trống\"").chiso("check");
    assert_eq!(refused.code, Some(65), "{}", refused.stderr);
}

#[test]
fn a_header_below_a_title_is_refused_and_then_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 5, "BÁO CÁO THÁNG 8", &format).unwrap();
    write_header(sheet, 2);
    for row in 3..9 {
        write_row(sheet, row, &format!("H{row}"), row as u8);
    }
    // The unit stands in one cell for four rows, and in one for each of the last two.
    sheet.merge_range(3, 1, 6, 1, "Phòng A", &format).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let refused = dossiers("d.xlsx", &bytes, "").chiso("check");
    assert_eq!(refused.code, Some(65), "{}", refused.stderr);
    assert!(refused.stderr.contains("Row 1 of the sheet \"Sheet1\""), "{}", refused.stderr);
    assert!(refused.stderr.contains("header_row"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("BÁO CÁO"), "{}", refused.stderr);
    let scratch = dossiers("d.xlsx", &bytes, "header_row = 3");
    assert_told(&scratch, &[("counted", 6)]);
    let of_unit = |unit: &str| {
        let facts = scratch.facts("2026-08");
        facts.values().filter(|row| row["unit_id"] == unit).count()
    };
    assert_eq!((of_unit("Phòng A"), of_unit("A")), (4, 2));
}

/// The workbook with its first sheet changed.
fn with_sheet(workbook: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut member = archive.by_index(place).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut text = String::new();
        member.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let changed = change(text.clone());
            assert_ne!(changed, text);
            text = changed;
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_a_formula_could_not_work_out_is_not_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    table(sheet, "H", 6);
    sheet.write_formula(1, 4, Formula::new("=VLOOKUP(1,A1:B2,2)").set_result("#N/A")).unwrap();
    sheet.write_formula(2, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    // A formula that gives a blank text gives none.
    sheet.write_formula(3, 5, Formula::new("=\" \"").set_result(" ")).unwrap();
    sheet.write_formula(4, 3, Formula::new("=TODAY()").set_result("77777")).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    // As programs that do not calculate write it.
    let bytes = with_sheet(&bytes, |sheet| sheet.replace("<v>77777</v>", "<v></v>"));
    let scratch = dossiers("d.xlsx", bytes, "");
    assert_told(&scratch, &[("counted", 3), ("value_unreadable", 3)]);
    let held = [(2, "due_at"), (3, "ended_at"), (5, "received_at")];
    assert_eq!(quarantine(&scratch), held.map(|(row, column)| (row, column.to_owned())));
}

#[test]
fn rows_of_several_sheets_are_found_by_the_number_of_the_sheet() {
    let mut workbook = Workbook::new();
    table(workbook.add_worksheet(), "A", 3);
    let second = workbook.add_worksheet();
    table(second, "B", 3);
    second.write_string(2, 3, "hôm qua").unwrap();
    // A number without a format of dates, a time of day, and a span.
    second.write_number(3, 3, 46_243.5).unwrap();
    let clock = Format::new().set_num_format("hh:mm");
    second.write_number_with_format(3, 3, 0.35, &clock).unwrap();
    let scratch = dossiers("d.xlsx", workbook.save_to_buffer().unwrap(), "");
    assert_told(&scratch, &[("counted", 4), ("date_unreadable", 2)]);
    let column = "received_at".to_owned();
    assert_eq!(quarantine(&scratch), [(20_000_003, column.clone()), (20_000_004, column)]);
}

#[test]
fn a_member_that_is_not_what_was_stored_is_damage() {
    let mut workbook = Workbook::new();
    table(workbook.add_worksheet(), "H", 20);
    let whole = workbook.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(whole.as_slice())).unwrap();
    for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
        let member = archive.by_name(name).unwrap();
        let at = member.data_start().unwrap() + member.compressed_size() - 1;
        drop(member);
        let mut bytes = whole.clone();
        bytes[at as usize] ^= 1;
        let refused = dossiers("d.xlsx", bytes, "").chiso("check");
        assert_eq!(refused.code, Some(65), "{name}: {}", refused.stderr);
    }
}
