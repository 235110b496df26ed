//! The file itself: the same bytes at any hour, headings that stay in view, names of sheets that
//! every program accepts, and tables that are too large.

use std::{io::Cursor, thread, time::Duration};

use rust_xlsxwriter::XlsxError;

use super::samples::{bytes, part, parts, row, see, sheet, sheet_names};
use crate::{
    render::workbook::{Book, data, leaf::LONGEST_NAME, plan, xlsx},
    schema::{Rows, Table, published},
};

#[test]
fn the_same_content_gives_the_same_bytes_a_second_later() {
    let first = bytes("Cục Hai");
    thread::sleep(Duration::from_millis(1_100));
    assert!(first == bytes("Cục Hai"), "the workbook depends on when it is made");
}

#[test]
fn the_only_time_in_the_file_is_the_cut_off() {
    let bytes = bytes("Cục Hai");
    let core = part(&bytes, "docProps/core.xml");
    let times: Vec<&str> =
        core.split("W3CDTF\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(!times.is_empty());
    assert!(times.iter().all(|time| *time == "2026-09-01T00:00:00Z"), "{times:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for place in 0..zip.len() {
        let entry = zip.by_index(place).unwrap();
        assert_eq!(entry.last_modified(), Some(zip::DateTime::default()), "{:?}", entry.name());
    }
}

#[test]
fn headings_stay_in_view_and_nothing_is_merged() {
    let bytes = bytes("Cục Hai");
    let names = sheet_names(&bytes);
    for (name, number) in names.iter().zip(1..) {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        let text_alone = ["Bìa", "Ghi chú"].contains(&name.as_str());
        assert_eq!(xml.contains("state=\"frozen\""), !text_alone, "{name}");
        assert!(!xml.contains("<mergeCell"), "{name} has merged cells");
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""));
        assert!(xml.contains("Trang &amp;P/&amp;N"), "{name} has no page numbers");
    }
    let filtered = parts(&bytes, "xl/worksheets/sheet");
    let filtered = filtered.iter().filter(|(_, xml)| xml.contains("<autoFilter")).count();
    // Ranking, two matrices, the dictionary; the tables and the account filter themselves.
    assert_eq!((filtered, parts(&bytes, "xl/tables/table").len()), (4, 8));
}

#[test]
fn names_of_sheets_are_short_unlike_and_without_forbidden_signs() {
    let names = see("Cục Hai", |book, tables| {
        let name = "a_table_with_a_name_that_is_far_too_long[1]";
        let twin = Table { name, ..tables[0].clone() };
        let tables: [&dyn Rows; 3] = [&tables[0], &twin, &twin];
        sheet_names(&xlsx(&Book { tables: &tables, ..book }).unwrap())
    });
    let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    lower.sort();
    lower.dedup();
    assert_eq!(lower.len(), names.len());
    for name in &names {
        assert!(name.encode_utf16().count() <= LONGEST_NAME, "{name}");
        assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']), "{name}");
    }
    assert!(names.contains(&"a_table_with_a_name_that_is (2)".to_owned()), "{names:?}");
}

#[test]
fn charts_have_a_text_alternative() {
    let bytes = bytes("Cục Hai");
    let drawings = parts(&bytes, "xl/drawings/drawing");
    assert_eq!(drawings.len(), 2);
    assert!(drawings[0].1.contains("descr=\"Biểu đồ thanh: điểm của 2 đơn vị"));
    assert!(drawings[1].1.contains("descr=\"Biểu đồ đường: "));
}

#[test]
fn a_table_is_on_its_sheet_whole_or_not_at_all() {
    let columns = published::INDICATORS;
    let period = |name: &str| row(columns, &[("period", name.into())]);
    let rows = ["2026-Q3", "2026-08", "2026-07"].map(period).into();
    let table = Table { name: "indicators", columns, rows };
    let cells = 3 * data::laid(columns).len();
    let shown = plan::whole("tables", &table, cells);
    assert_eq!((shown.table.rows().count(), shown.rows, shown.remark), (3, 3, None));
    let left_out = plan::whole("tables", &table, cells - 1);
    assert_eq!((left_out.table.rows().count(), left_out.rows), (0, 0));
    let remark = left_out.remark.unwrap().vi;
    assert!(remark.contains("3 dòng") && remark.contains("tables/indicators.csv"), "{remark}");
}

#[test]
fn a_published_table_is_a_table_of_the_spreadsheet_with_one_row_of_headings() {
    let bytes = bytes("Cục Hai");
    let tables = parts(&bytes, "xl/tables/table");
    let flow = tables.iter().find(|(_, xml)| xml.contains("displayName=\"flow\"")).unwrap();
    assert!(flow.1.contains("<autoFilter ref=\"A5:"), "{}", flow.1);
    for column in published::FLOW.iter().filter(|column| !published::STAMP.contains(column)) {
        assert!(flow.1.contains(&format!("name=\"{}\"", column.name)), "{}", column.name);
    }
}

#[test]
fn every_sheet_is_in_the_contents_with_a_link() {
    let bytes = bytes("Cục Hai");
    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    let contents = sheet(&bytes, "Mục lục");
    for name in sheet_names(&bytes) {
        assert!(contents.iter().any(|row| row[0] == calamine::Data::String(name.clone())));
        assert!(
            xml.contains(&format!("location=\"&apos;{name}&apos;!A1\""))
                || xml.contains(&format!("location=\"'{name}'!A1\"")),
            "{name}"
        );
    }
}

#[test]
fn an_edition_has_the_workbook_and_each_table_as_csv() {
    see("Cục Hai", |book, tables| {
        let mut files = Vec::new();
        let take = |path: String, bytes| -> Result<(), XlsxError> {
            files.push((path, bytes));
            Ok(())
        };
        crate::render::workbook::files(&book, take).unwrap();
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths[0], "xlsx/workbook.xlsx");
        let csv = tables.iter().map(|table| format!("xlsx/csv/{}.csv", table.name));
        assert!(paths[1..].iter().copied().eq(csv), "{paths:?}");
        assert!(files[0].1 == xlsx(&book).unwrap());
    });
}
