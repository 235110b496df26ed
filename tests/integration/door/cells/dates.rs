//! Dates that mean "none", dates in other notations, dates that are unlikely.

use rust_xlsxwriter::{Format, Workbook};

use super::{HEADER, assert_told, csv, dossiers, figure, kept, quarantine, source, told};

/// A row that was received on 3 August and is due on 10 August.
fn ended(id: &str, at: &str) -> String {
    format!("{id},A,1.000001,2026-08-03 08:00:00,2026-08-10 17:00:00,{at}")
}

fn rows(cells: &[&str]) -> String {
    let rows: Vec<String> =
        (0..).zip(cells).map(|(n, cell): (u32, _)| ended(&format!("H{n}"), cell)).collect();
    csv(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_filler_ends_nothing() {
    let text = rows(&[
        "0001-01-01T00:00:00",
        "1753-01-01 00:00:00",
        "1899-12-30",
        "31/12/1899",
        "1900-01-01",
        "1970-01-01 07:00:00",
        "1970-01-01T00:00:00Z",
        "9999-12-31 23:59:59",
        "01/01/2030",
        "",
    ]);
    let scratch = dossiers("d.csv", text, "fillers = [\"2030-01-01\"]");
    assert_told(&scratch, &[("counted", 10), ("filler_date", 9)]);
    // All are open and overdue.
    assert_eq!(figure(&scratch, "handled_on_time"), "0/10");
}

#[test]
fn serial_number_0_of_a_workbook_ends_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in (0_u16..).zip(HEADER) {
        sheet.write_string(0, column, name).unwrap();
    }
    // 46237 is 3 August 2026, 46241 is 7 August; 2958465 is the last day there is.
    for (row, end) in (1_u32..).zip([0.0, 2_958_465.0, 46_241.0]) {
        sheet.write_string(row, 0, format!("H{row}")).unwrap();
        sheet.write_string(row, 1, "A").unwrap();
        sheet.write_string(row, 2, "1.000001").unwrap();
        for (column, serial) in [(3, 46_237.0), (4, 46_244.0), (5, end)] {
            sheet.write_number_with_format(row, column, serial, &format).unwrap();
        }
    }
    let scratch = dossiers("d.xlsx", workbook.save_to_buffer().unwrap(), "");
    assert_told(&scratch, &[("counted", 3), ("filler_date", 2)]);
    assert_eq!(figure(&scratch, "handled_on_time"), "1/3");
}

#[test]
fn a_filler_is_no_receipt_and_one_of_an_announcement_no_day() {
    let text = csv(&["H1,A,1.000001,1900-01-01,,", "H2,A,1.000001,2026-08-03,,"]);
    let scratch = dossiers("d.csv", text, "");
    assert_told(&scratch, &[("counted", 1), ("received_missing", 1)]);
    let message = "[{\"MaHoSo\":\"H1\",\"MaTTHC\":\"1.000001\",\"NgayTiepNhan\":\"20260803080000\",\
                    \"NgayHenTra\":\"99991231000000\",\"NgayKetThucXuLy\":\"19000101000000\",\"TrangThaiHoSo\":\"4\",\
                    \"KenhThucHien\":\"2\",\"DonViXuLy\":\"A\"}]";
    let scratch = dossiers("d.json", message, "");
    let toml = std::fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    scratch.write("chiso.toml", toml.replace("\"table\"", "\"national-sync\""));
    assert_eq!(told(&scratch).get("filler_date"), Some(&1));
}

#[test]
fn dates_in_other_notations_are_read_where_they_are_named() {
    // 1785719700 is 3 August 2026, 08:15 in Vietnam.
    for (format, text) in [
        ("epoch_s", "1785719700"),
        ("epoch_s", "1785719700.0"),
        ("epoch_ms", "1785719700000"),
        ("json_date", "/Date(1785719700000)/"),
        ("json_date", "/Date(1785719700000+0700)/"),
        ("%d.%m.%Y %H:%M", "03.08.2026 08:15"),
        ("%d/%m/%Y %I:%M:%S %p", "03/08/2026 08:15:00 SA"),
    ] {
        let rows = csv(&[&format!("H1,A,1.000001,{text},,")]);
        let scratch = dossiers("d.csv", rows, &format!("datetime = [\"{format}\"]"));
        assert_eq!(kept(&scratch, "H1")["received_at"], "2026-08-03T08:15:00", "{format} {text}");
        let json = format!(
            "{{\"dossier_id\":\"H1\",\"unit_id\":\"A\",\"procedure_id\":\"1.000001\",\"received_at\":\"{text}\"}}\n"
        );
        let scratch = dossiers("d.jsonl", json, &format!("datetime = [\"{format}\"]"));
        assert_eq!(kept(&scratch, "H1")["received_at"], "2026-08-03T08:15:00", "{format} {text}");
    }
    let rows = csv(&["H1,A,1.000001,1785719700123,,", "H2,A,1.000001,03/08/2026 02:15:00 CH,,"]);
    let scratch = dossiers("d.csv", rows, "");
    assert_told(&scratch, &[("counted", 1), ("date_unreadable", 1)]);
    assert_eq!(quarantine(&scratch), [(2, "received_at".to_owned())]);
    assert_eq!(kept(&scratch, "H2")["received_at"], "2026-08-03T14:15:00");
}

#[test]
fn a_pattern_that_gives_no_day_is_refused() {
    for pattern in ["dd/MM/yyyy", "%H:%M", "%Q"] {
        let more = format!("datetime = [\"{pattern}\"]");
        let refused = dossiers("d.csv", csv(&[]), &more).chiso("check");
        assert_eq!(refused.code, Some(78), "{pattern}: {}", refused.stderr);
        assert!(refused.stderr.contains(pattern), "{}", refused.stderr);
    }
}

#[test]
fn a_day_alone_on_the_day_of_receipt_is_not_before_it() {
    let scratch = dossiers("d.csv", rows(&["03/08/2026", "2026-08-03 07:00:00", "04/08/2026"]), "");
    assert_told(&scratch, &[("counted", 3), ("end_before_received", 1)]);
    assert_eq!(kept(&scratch, "H0")["ended_at"], "2026-08-03T08:00:00");
    assert_eq!(kept(&scratch, "H2")["ended_at"], "2026-08-04T00:00:00");
}

#[test]
fn an_unlikely_date_is_kept_and_counted() {
    let scratch =
        dossiers("d.csv", rows(&["2079-12-31", "2080-01-01", "31/08/2569", "1989-12-31"]), "");
    let expected = [("counted", 4), ("date_unlikely", 3), ("end_before_received", 1)];
    assert_told(&scratch, &expected);
    let petitions = "petition_id,unit_id,received_at,answered_at\nP1,A,2026-08-03,2206-08-04\nP2,A,2026-08-03,\n";
    let scratch = source("petitions", "p.csv", petitions, "");
    super::add(&scratch, "dossiers", "d.csv", csv(&["H1,A,1.000001,2026-08-03,,"]));
    assert_told(&scratch, &[("counted", 3), ("date_unlikely", 1)]);
}
