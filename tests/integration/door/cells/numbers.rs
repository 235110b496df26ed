//! Codes stored as numbers, counts with separators, totals that cannot be read, limits in parts of a day.

use super::{add, assert_told, csv, dossiers, figure, kept, quarantine, source};

const JSON: &str = "\"unit_id\": \"A\", \"received_at\": \"2026-08-03\"";

#[test]
fn a_code_that_comes_as_a_number_keeps_every_digit() {
    let text = format!(
        "{{\"dossier_id\": 12345678901234567890, \"procedure_id\": 1.00512, {JSON}}}\n\
         {{\"dossier_id\": 12345678901234567891, \"procedure_id\": 1.00512, {JSON}}}\n\
         {{\"dossier_id\": 100.0, \"procedure_id\": 1.005120, {JSON}}}\n\
         {{\"dossier_id\": 1.0E2, \"procedure_id\": \"1.005120\", {JSON}}}\n"
    );
    let scratch = dossiers("d.jsonl", text, "");
    // The last two are one dossier.
    assert_told(&scratch, &[("counted", 3)]);
    let facts = scratch.facts("2026-08");
    for id in ["12345678901234567890", "12345678901234567891", "100"] {
        assert_eq!(facts[id]["procedure_id"], "1.005120", "{id}");
    }
}

#[test]
fn a_float_that_lost_digits_is_no_number_of_a_dossier() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip(super::HEADER) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, id) in (1_u32..).zip([999_999_999_999_999.0, 1_000_000_000_000_000.0, 100.0]) {
        sheet.write_number(row, 0, id).unwrap();
        sheet.write_string(row, 1, "A").unwrap();
        sheet.write_number(row, 2, 1.00512).unwrap();
        sheet.write_string(row, 3, "2026-08-03").unwrap();
    }
    let scratch = dossiers("d.xlsx", workbook.save_to_buffer().unwrap(), "");
    assert_told(&scratch, &[("counted", 2), ("value_unreadable", 1)]);
    assert_eq!(quarantine(&scratch), [(3, "dossier_id".to_owned())]);
    kept(&scratch, "999999999999999");
    kept(&scratch, "100");
}

#[test]
fn a_one_with_a_fraction_of_zeros_is_a_one() {
    let header =
        "dossier_id,unit_id,procedure_id,received_at,status,result_file,online_payment,fee_due\n";
    let rows =
        "H1,A,1.000001,2026-08-03,9.0,1.0,1.0,135000.0\nH2,A,1.000001,2026-08-03,1.0,0.0,,\n";
    let scratch = dossiers("d.csv", format!("{header}{rows}"), "");
    assert_told(&scratch, &[("counted", 1), ("registered", 1)]);
    assert_eq!(kept(&scratch, "H1")["result_file"], "true");
    let json = "{\"dossier_id\": \"H1\", \"procedure_id\": \"1.000001\", \"status\": 9.0, \"result_file\": 1.0, \
                \"online_payment\": \"1.0\", \"unit_id\": \"A\", \"received_at\": \"2026-08-03\"}\n";
    let scratch = dossiers("d.jsonl", json, "");
    assert_told(&scratch, &[("counted", 1)]);
    assert_eq!(kept(&scratch, "H1")["result_file"], "true");
}

/// A synced dossier of the authority's own unit in August.
const SYNCED: &str =
    "dossier_id,unit_id,procedure_id,received_at,synced\nH1,M,1.000001,2026-08-03,1\n";

fn totals(rows: &str) -> String {
    let scratch = dossiers("d.csv", SYNCED, "");
    add(&scratch, "totals", "t.csv", format!("unit_id,period,dossiers_received\n{rows}\n"));
    scratch.chiso_succeeds("run --month 2026-08");
    figure(&scratch, "dossiers_synced")
}

#[test]
fn a_total_with_separators_is_read_and_one_that_cannot_be_read_is_none() {
    for written in ["1234", "1.234", "\"1,234\"", "1 234", "1234.0", "1.234,00"] {
        let written = if written.contains(',') { written.trim_matches('"') } else { written };
        assert_eq!(totals(&format!("M,2026-08,\"{written}\"")), "1/1234", "{written}");
    }
    // The month's share of last year's total is taken only where the year's is not given.
    assert_eq!(totals("M,2025,1200"), totals("M,2025,\"1.200\""));
    assert_ne!(totals("M,2025,1200"), "missing_source");
    for rows in [
        "M,2025,1200\nM,2026-08,khoảng 100",
        "M,2025,1200\nM,2026-08,",
        "M,2025,1200\nM,T8/2026,100",
        "M,2025,1200\nM,2026-08,100\nM,2026-08,?",
    ] {
        assert_eq!(totals(rows), "missing_source", "{rows}");
    }
    assert_eq!(totals("M,2026-08,?\nM,2026-08,100"), "1/100");
    assert_eq!(totals("B,2026-08,?\nM,2026-08,100"), "1/100");
}

#[test]
fn likes_may_be_separated() {
    let rows = "petition_id,unit_id,received_at,answered_at,likes,dislikes\n\
                P1,A,2026-08-03,2026-08-04,1.234,\"1,233\"\nP2,A,2026-08-03,2026-08-04,1.5,0\n\
                P3,A,2026-08-03,2026-08-04,1,-1\n";
    let scratch = source("petitions", "p.csv", rows, "");
    add(&scratch, "dossiers", "d.csv", csv(&["H1,A,1.000001,2026-08-03,,"]));
    assert_told(&scratch, &[("counted", 2), ("value_unreadable", 2)]);
    assert_eq!(quarantine(&scratch), [(3, "likes".to_owned()), (4, "dislikes".to_owned())]);
}

/// Dossiers of three procedures that were received at 08:00 on Monday 3 August and ended at 14:00.
fn with_limits(file: &str, catalogue: &str) -> super::Scratch {
    let row = |n: u32| format!("H{n},A,1.00000{n},2026-08-03 08:00:00,,2026-08-03 14:00:00");
    let rows: Vec<String> = (1..=3).map(row).collect();
    let scratch = dossiers("d.csv", csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()), "");
    add(&scratch, "procedures", file, catalogue);
    scratch
}

#[test]
fn a_part_of_a_working_day_is_office_time_and_no_procedure_is_lost() {
    // Half a day is 4 hours: 08:00 to 11:30 and 13:30 to 14:00, so that all three end in time.
    let catalogue = "procedure_id,name,max_time,max_time_unit\n1.000001,Một,0.5,working_day\n\
                     1.000002,Hai,\"0,5\",working_day\n1.000003,Ba,1/2,working_day\n";
    let scratch = with_limits("c.csv", catalogue);
    assert_told(&scratch, &[("counted", 6)]);
    assert_eq!(figure(&scratch, "handled_on_time"), "3/3");
    // A quarter is 2 hours, over at 10:00.
    let late = catalogue.replace("0.5", "0.25").replace("1/2", "1/4");
    assert_eq!(figure_of(&with_limits("c.csv", &late)), "1/3");
    let json = "{\"procedure_id\": \"1.000001\", \"name\": \"Một\", \"max_time\": 0.5, \"max_time_unit\": \"working_day\"}\n\
                {\"procedure_id\": \"1.000002\", \"name\": \"Hai\", \"max_time\": \"theo hẹn\", \"max_time_unit\": \"day\"}\n\
                {\"procedure_id\": \"1.000003\", \"name\": \"Ba\", \"max_time\": 2, \"max_time_unit\": \"tuần\"}\n";
    let scratch = with_limits("c.jsonl", json);
    assert_told(&scratch, &[("counted", 6), ("limit_unreadable", 2)]);
    assert_eq!(figure(&scratch, "handled_on_time"), "1/1");
}

#[test]
fn the_limits_of_the_national_catalogue_are_read_alike() {
    let procedure = |id: u32, amount: &str, unit: &str| {
        format!(
            "{{\"MATTHC\":\"1.00000{id}\",\"TENTTHC\":\"Tên\",\"CACHTHUCTHUCHIEN\":[{{\"KENH\":\"1\",\"THOIGIAN\":\
             [{{\"THOIGIANGIAIQUYET\":\"{amount}\",\"DONVITINH\":\"{unit}\"}}]}}]}}"
        )
    };
    let list = [
        procedure(1, "0,5", "Ngày làm việc"),
        procedure(2, "theo quy định", "Ngày làm việc"),
        procedure(3, "", "Ngày"),
    ];
    let scratch = with_limits("c.json", &format!("[{}]", list.join(",")));
    let toml = std::fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    let (before, after) = toml.rsplit_once("\"table\"").unwrap();
    scratch.write("chiso.toml", format!("{before}\"national-sync\"{after}"));
    assert_told(&scratch, &[("counted", 6), ("limit_unreadable", 1)]);
    assert_eq!(figure(&scratch, "handled_on_time"), "1/1");
}

fn figure_of(scratch: &super::Scratch) -> String {
    scratch.chiso_succeeds("run --month 2026-08");
    figure(scratch, "handled_on_time")
}
