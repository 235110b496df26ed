//! The file itself: the same bytes at any hour, headings that stay in view, names of sheets that
//! every program accepts, and tables that are too large.

use std::{io::Cursor, thread, time::Duration};

use super::samples::{Sample, cut_off, part, parts, sheet, sheet_names};
use crate::{
    render::workbook::{
        leaf::{LONGEST_NAME, Part},
        plan::{self, Most},
    },
    schema::Value,
};

#[test]
fn the_same_content_gives_the_same_bytes_a_second_later() {
    let sample = Sample::with_unit("Cục Hai");
    let first = sample.bytes();
    thread::sleep(Duration::from_millis(1_100));
    assert!(first == sample.bytes(), "the workbook depends on when it is made");
}

#[test]
fn the_only_time_in_the_file_is_the_cut_off() {
    let bytes = Sample::with_unit("Cục Hai").bytes();
    let core = part(&bytes, "docProps/core.xml");
    let day = cut_off().day();
    let times: Vec<&str> =
        core.split("W3CDTF\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(!times.is_empty());
    assert!(times.iter().all(|time| *time == format!("{day}T00:00:00Z")), "{times:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for place in 0..zip.len() {
        let entry = zip.by_index(place).unwrap();
        assert_eq!(entry.last_modified(), Some(zip::DateTime::default()), "{:?}", entry.name());
    }
}

#[test]
fn headings_stay_in_view_and_nothing_is_merged() {
    let bytes = Sample::with_unit("Cục Hai").bytes();
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
    // Ranking, two matrices, five tables, one account, the dictionary.
    assert_eq!(filtered, 10);
}

#[test]
fn names_of_sheets_are_short_unlike_and_without_forbidden_signs() {
    let mut sample = Sample::with_unit("Cục Hai");
    let mut twin = sample.tables[0].clone();
    twin.name = "a_table_with_a_name_that_is_far_too_long[1]";
    sample.tables.push(twin.clone());
    sample.tables.push(twin);
    let names = sheet_names(&sample.bytes());
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
    let bytes = Sample::with_unit("Cục Hai").bytes();
    let drawings = parts(&bytes, "xl/drawings/drawing");
    assert_eq!(drawings.len(), 2);
    assert!(drawings[0].1.contains("descr=\"Biểu đồ thanh: điểm so sánh của 2 đơn vị"));
    assert!(drawings[1].1.contains("descr=\"Biểu đồ đường: Điểm theo tháng"));
}

#[test]
fn a_table_too_large_shows_the_period_of_the_workbook_and_says_so() {
    let sample = Sample::with_unit("Cục Hai");
    let book = sample.book();
    // Indicators: 30 rows of 21 columns, 15 of them in the shown month, 15 in its quarter.
    let shown = |of_all: usize, of_shown: usize| {
        let leaves = plan::leaves_of_at_most(&book, Most { of_all, of_shown });
        let leaf = leaves.into_iter().find(|leaf| leaf.sheet == "Chỉ số").unwrap();
        let Part::Data(data) = leaf.part else { panic!("the table has no sheet") };
        (data.rows.len(), data.remark.map(|remark| remark.vi))
    };
    assert_eq!(shown(630, 0), (30, None));
    assert_eq!(shown(629, 630), (30, None));
    let (rows, remark) = shown(629, 315);
    assert_eq!(rows, 15);
    let remark = remark.unwrap();
    assert!(remark.contains("30 dòng") && remark.contains("tháng 8/2026"), "{remark}");
    let (rows, remark) = shown(629, 314);
    assert_eq!(rows, 0);
    assert!(remark.unwrap().contains("tables/indicators.csv"));
}

#[test]
fn a_table_of_more_months_shows_the_month_and_its_quarter_and_says_so() {
    let mut sample = Sample::with_unit("Cục Hai");
    let table = sample.tables.iter_mut().find(|table| table.name == "indicators").unwrap();
    let period = table.columns.iter().position(|column| column.name == "period").unwrap();
    let mut earlier = table.rows[..15].to_vec();
    earlier.iter_mut().for_each(|row| row[period] = Value::Text("2026-07".into()));
    table.rows.extend(earlier);
    let most = Most { of_all: 944, of_shown: 630 };
    let book = sample.book();
    let leaves = plan::leaves_of_at_most(&book, most);
    let leaf = leaves.into_iter().find(|leaf| leaf.sheet == "Chỉ số").unwrap();
    let Part::Data(data) = leaf.part else { panic!("the table has no sheet") };
    assert_eq!(data.rows.len(), 30);
    assert!(data.rows.iter().all(|row| row[period] != Value::Text("2026-07".into())));
    let remark = data.remark.unwrap();
    assert!(remark.vi.contains("45 dòng") && remark.vi.contains("các kỳ dài hơn"), "{remark:?}");
    assert!(remark.en.contains("the longer periods that contain it"), "{remark:?}");
}

#[test]
fn every_sheet_is_in_the_contents_with_a_link() {
    let bytes = Sample::with_unit("Cục Hai").bytes();
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
    let sample = Sample::with_unit("Cục Hai");
    let files = crate::render::workbook::files(&sample.book()).unwrap();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let csv = ["indicators", "groups", "scorecard", "flow", "targets"];
    assert_eq!(paths[0], "xlsx/workbook.xlsx");
    assert_eq!(paths[1..], csv.map(|name| format!("xlsx/csv/{name}.csv")));
    assert!(files[0].1 == sample.bytes());
}
