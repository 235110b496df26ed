//! Every number of every table read back from the file.

use calamine::Data;

use super::samples::{HEAD, HEADINGS, MACHINE, accounts, bytes, see, sheet};
use crate::{
    render::workbook::{leaf, marks::Mark, xlsx},
    schema::{Table, Value},
};

fn text(cell: &Data) -> &str {
    match cell {
        Data::String(text) => text,
        Data::Empty => "",
        other => panic!("{other:?} is no text"),
    }
}

/// Whether the cell holds the value, and nothing where there is none.
fn same(cell: &Data, value: &Value) -> bool {
    match (value, cell) {
        (Value::Null, cell) => *cell == Data::Empty,
        (Value::Text(text), Data::String(read)) => text == read,
        (Value::Text(text), Data::Empty) => text.is_empty(),
        (Value::Int(number), Data::Float(read)) => *number as f64 == *read,
        (Value::Int(number), Data::Int(read)) => number == read,
        (Value::Decimal(number), Data::Float(read)) => number.to_f64() == *read,
        (Value::Bool(flag), Data::Bool(read)) => flag == read,
        (Value::Date(day), Data::DateTime(read)) => {
            let (year, month, of_month, ..) = read.to_ymd_hms_milli();
            day.to_string() == format!("{year:04}-{month:02}-{of_month:02}")
        }
        _ => false,
    }
}

fn compare(bytes: &[u8], table: &Table) -> usize {
    let cells = sheet(bytes, leaf::name_of(table.name));
    let place = |name: &str| {
        let found = cells[HEADINGS].iter().position(|cell| text(cell) == name);
        found.unwrap_or_else(|| panic!("{} has no column {name}", table.name))
    };
    assert_eq!(cells.len() - HEAD, table.rows.len(), "rows of {}", table.name);
    let mut numbers = 0;
    for (row, read) in table.rows.iter().zip(&cells[HEAD..]) {
        for (column, value) in table.columns.iter().zip(row) {
            let cell = &read[place(column.name)];
            assert!(same(cell, value), "{} {}: {value:?} is {cell:?}", table.name, column.name);
            numbers += usize::from(matches!(value, Value::Int(_) | Value::Decimal(_)));
        }
    }
    numbers
}

#[test]
fn every_number_of_every_table_reads_back_as_it_was_published() {
    see("Cục Hai", |book, tables| {
        let bytes = xlsx(&book).unwrap();
        let own: Vec<&Table> = tables.iter().filter(|table| !table.rows.is_empty()).collect();
        let numbers: usize = own.iter().map(|table| compare(&bytes, table)).sum();
        // Of three units: 2 counts and their ratio, points and maxima of indicators, the flow at least.
        assert!(numbers > 3 * 60, "{numbers}");
        compare(&bytes, &accounts());
    });
}

#[test]
fn a_cell_without_a_number_says_why() {
    let bytes = bytes("Cục Hai");
    let cells = sheet(&bytes, "Tỷ lệ đơn vị × chỉ số");
    let of = |indicator: &str| {
        let place = cells[MACHINE].iter().position(|cell| text(cell) == indicator).unwrap();
        cells[HEAD][place].clone()
    };
    assert_eq!(of("handled_on_time"), Data::Float(0.2468));
    assert_eq!(text(&of("announced_on_time")), "[k]");
    assert_eq!(text(&of("petition_satisfaction")), "[x]");
    assert_eq!(text(&of("certified_e_copies")), "[z]");
    assert_eq!(text(&of("electronic_result")), "[c]");
}

#[test]
fn codes_stand_beside_their_words() {
    let bytes = bytes("Cục Hai");
    let cells = sheet(&bytes, "Chỉ số");
    let place = |name: &str| cells[HEADINGS].iter().position(|cell| text(cell) == name).unwrap();
    let id = place("indicator_id");
    let row = cells[HEAD..].iter().find(|row| text(&row[id]) == "petition_satisfaction").unwrap();
    let of = |name: &str| text(&row[place(name)]).to_owned();
    assert_eq!(of("period_words"), "Tháng 8/2026");
    assert_eq!(of("indicator_title"), "5.3 Hài lòng về xử lý phản ánh, kiến nghị");
    assert_eq!(
        (of("status"), of("status_words")),
        ("missing_source".into(), "chưa có dữ liệu nguồn".into())
    );
}

#[test]
fn units_stand_in_the_order_of_their_ranks_below_the_authority() {
    let bytes = bytes("Cục Hai");
    let cells = sheet(&bytes, "Xếp hạng");
    let units: Vec<&str> = cells[HEAD..HEAD + 3].iter().map(|row| text(&row[1])).collect();
    assert_eq!(units, ["G06", "G06.D02", "G06.D01"]);
    assert_eq!(cells[HEAD + 1][0], Data::Float(1.0));
    // 20 × 1434 / 5000 points of the 26 that all ranked units can have.
    assert_eq!(cells[HEAD + 1][3], Data::Float(22.08));
    assert_eq!(text(&cells[HEAD][0]), "[z]");
}

#[test]
fn a_month_without_a_figure_is_a_gap_in_the_trend_and_not_zero() {
    let bytes = bytes("Cục Hai");
    let cells = sheet(&bytes, "Xu hướng");
    let (gap, last) = (&cells[HEAD + 10], &cells[HEAD + 11]);
    assert_eq!(text(&gap[0]), "Tháng 7/2026");
    assert!(gap[1..].iter().all(|cell| *cell == Data::Empty), "{gap:?}");
    assert_eq!(text(&last[0]), "Tháng 8/2026");
    let place = cells[MACHINE].iter().position(|cell| text(cell) == "progress").unwrap();
    assert_eq!(last[place], Data::Float(0.247));
}

#[test]
fn what_is_missing_is_told_with_its_reason() {
    let notes = sheet(&bytes("Cục Hai"), "Ghi chú");
    let said = |part: &str| {
        let row = notes.iter().find(|row| text(&row[0]) == part).expect(part);
        text(&row[2]).to_owned()
    };
    for mark in Mark::ALL {
        assert_eq!(said(mark.text()), mark.meaning().vi);
    }
    let missing = said("5.3");
    assert!(missing.contains("dữ liệu phản ánh, kiến nghị"), "{missing}");
}
