//! Names that would do something if a spreadsheet took them at their word.

use calamine::Data;

use super::samples::{HEAD, bytes, part, parts, sheet, sheet_names};
use crate::{
    domain::time::{Day, LocalTime},
    render::workbook::{cells, styles::Styles},
    schema::Value,
};

const NAMES: [(&str, &str); 14] = [
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("+1+1", "+1+1"),
    ("-2+3", "-2+3"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("＝1", "＝1"),
    ("\t=1+1", "=1+1"),
    ("=(Sheet1!$A$1:$A$2)", "=(Sheet1!$A$1:$A$2)"),
    ("=Bảng[Cột]", "=Bảng[Cột]"),
    ("Sheet1!$A$1", "Sheet1!$A$1"),
    ("</t><script>alert(\"1\")</script> & 'x' ]]>", "</t><script>alert(\"1\")</script> & 'x' ]]>"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("\u{202e}A\u{200b}\u{0}\u{7}B_x0041_", "AB_x0041_"),
    ("Cu\u{323}c So\u{302}\u{301} 🚀", "Cục Số 🚀"),
    ("http://example.org/", "http://example.org/"),
];

#[test]
fn no_name_becomes_a_formula_a_link_or_markup() {
    for (name, expected) in NAMES {
        let bytes = bytes(name);
        for (place, xml) in parts(&bytes, "xl/worksheets/sheet") {
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name:?} in {place}");
        }
        assert!(parts(&bytes, "xl/externalLinks").is_empty());
        let cells = sheet(&bytes, "Bảng điểm");
        let unit = &cells[HEAD + 2][5];
        assert_eq!(unit, &Data::String(expected.to_owned()), "{name:?}");
        let xml = part(&bytes, "xl/sharedStrings.xml");
        assert!(!xml.contains("<script"), "{name:?}");
        // The trend refers to cells for its names, whatever stands in them.
        for (place, xml) in parts(&bytes, "xl/charts/chart") {
            let references = xml.split("<c:f>").skip(1).map(|rest| rest.split("</").next());
            for reference in references.flatten() {
                let own = ["'Xếp hạng'!", "'Xu hướng'!", "&apos;X"];
                assert!(own.iter().any(|own| reference.starts_with(own)), "{reference} in {place}");
            }
        }
    }
}

#[test]
fn text_stays_text_after_its_cell_was_edited() {
    let bytes = bytes("=1+1");
    let styles = part(&bytes, "xl/styles.xml");
    let quoted: Vec<usize> = styles
        .split("<cellXfs")
        .nth(1)
        .unwrap()
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, xf)| xf.split('>').next().unwrap().contains("quotePrefix=\"1\""))
        .map(|(place, _)| place)
        .collect();
    // The unit's name on the scorecard: row 3 of the data, column F.
    let number = sheet_names(&bytes).iter().position(|name| name == "Bảng điểm").unwrap() + 1;
    let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
    let cell = xml.split("r=\"F8\"").nth(1).unwrap().split('>').next().unwrap();
    let style: usize =
        cell.split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert!(quoted.contains(&style), "style {style} has no quote prefix");
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    let long = "ệ".repeat(40_000);
    let cut = cells::clean_text(&long).into_owned();
    assert_eq!(cut.encode_utf16().count(), 32_767);
    assert!(cut.ends_with(" … [bị cắt bớt]"));
    let emoji = "🚀".repeat(20_000);
    assert!(cells::clean_text(&emoji).encode_utf16().count() <= 32_767);
    // The workbook with such a name is made all the same.
    assert!(!bytes(&long).is_empty());
}

#[test]
fn what_a_spreadsheet_cannot_hold_as_a_number_is_written_out() {
    assert_eq!(cells::number(&Value::Int(999_999_999_999_999)), Some(999_999_999_999_999.0));
    assert_eq!(cells::number(&Value::Int(9_007_199_254_740_993)), None);
    // A spreadsheet takes 1900 for a leap year: only from 1 March on do both count alike.
    let day = |month, day| Value::Date(Day::from_ymd(1900, month, day).unwrap());
    assert_eq!(cells::number(&day(3, 1)), Some(61.0));
    assert_eq!(cells::number(&day(2, 28)), None);
    let noon = LocalTime::new(Day::from_ymd(2026, 9, 1).unwrap(), 43_200);
    assert_eq!(cells::number(&Value::Time(noon)), Some(46_266.5));
    let mut sheet = rust_xlsxwriter::Worksheet::new();
    let styles = Styles::new();
    cells::plain(&mut sheet, 0, 0, &Value::Int(i64::MIN + 1), &styles).unwrap();
}
