//! The small inputs made after public fault reports (`../shared/data/cases`): each gives the right value,
//! or the refusal that names what is wrong. The values were worked out by hand from the inputs.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use crate::support::{Call, Outcome, Scratch, read_csv, row_of, shared, snapshot, whole};

/// A copy of one of the folders to run the program in.
fn case(name: &str) -> Option<Scratch> {
    let from = shared(&format!("cases/{name}"))?;
    let scratch = Scratch::new("case");
    for (file, bytes) in snapshot(&from) {
        scratch.write(file.to_str().expect("a name in UTF-8"), bytes);
    }
    Some(scratch)
}

/// The month that all cases but a few are about.
const MONTH: &str = "2026-08";

/// The authority's figure of an indicator in a month, once the month was published.
fn figure(scratch: &Scratch, month: &str, indicator: &str) -> (i64, i64) {
    let rows = scratch.table("indicators");
    let row = rows
        .iter()
        .find(|row| {
            row["period"] == month && row["unit_id"] == "M" && row["indicator_id"] == indicator
        })
        .unwrap_or_else(|| panic!("no {indicator} in {month}"));
    (whole(row, "numerator"), whole(row, "denominator"))
}

/// The authority's count of a flow column in a month.
fn flow(scratch: &Scratch, month: &str, column: &str) -> i64 {
    let rows = scratch.table("flow");
    let row = rows.iter().find(|row| row["period"] == month && row["unit_id"] == "M");
    whole(row.expect("the authority has a flow"), column)
}

/// Rows of a reason in the quality tables, over all files.
fn noticed(scratch: &Scratch, reason: &str) -> i64 {
    let rows = read_csv(&scratch.edition().join("quality/findings.csv"));
    rows.iter().filter(|row| row["reason"] == reason).map(|row| whole(row, "rows")).sum()
}

fn runs(name: &str) -> Option<Scratch> {
    let scratch = case(name)?;
    scratch.chiso_succeeds(&format!("run --month {MONTH}"));
    Some(scratch)
}

/// Publishes the month and compares what was received.
#[track_caller]
fn receives(name: &str, received: i64) -> Option<Scratch> {
    let scratch = runs(name)?;
    assert_eq!(flow(&scratch, MONTH, "received"), received, "received in {name}");
    Some(scratch)
}

#[track_caller]
fn refused(outcome: &Outcome, code: i32, words: &[&str]) {
    assert_eq!(outcome.code, Some(code), "{}{}", outcome.stdout, outcome.stderr);
    for word in words {
        assert!(outcome.stderr.contains(word), "{word:?} is not said:\n{}", outcome.stderr);
    }
}

/// `check` and `run` both say the words, whatever they end with.
#[track_caller]
fn told(scratch: &Scratch, words: &[&str]) {
    for call in ["check", "run --month 2026-08"] {
        let outcome = scratch.chiso(call);
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        for word in words {
            assert!(said.contains(word), "{call} does not say {word:?}:\n{said}");
        }
    }
}

#[test]
fn two_stray_quotes_far_apart_are_told_with_their_line() {
    let Some(scratch) = case("01-stray-quote-pair") else { return };
    told(&scratch, &["inputs/d.csv", "102"]);
}

#[test]
fn carriage_returns_alone_end_lines() {
    if let Some(scratch) = receives("03-cr-only-petitions", 20) {
        assert_eq!(figure(&scratch, MONTH, "petitions_on_time"), (1, 3));
    }
    receives("04-cr-only-dossiers", 20);
}

#[test]
fn sheets_with_one_header_are_all_read() {
    let Some(scratch) = receives("05-xlsx-three-sheets", 20) else { return };
    assert_eq!(noticed(&scratch, "duplicate"), 0);
    let accounts = read_csv(&scratch.edition().join("quality/accounts.csv"));
    assert_eq!(accounts.iter().map(|row| whole(row, "read")).sum::<i64>(), 45);
    let Some(june) = case("05-xlsx-three-sheets") else { return };
    june.chiso_succeeds("run --month 2026-06");
    assert_eq!(flow(&june, "2026-06", "received"), 10);
}

#[test]
fn a_mapped_column_that_stands_twice_is_refused() {
    let Some(scratch) = case("07-duplicate-column") else { return };
    refused(&scratch.chiso("run --month 2026-08"), 78, &["NgayKetThuc", "d.csv"]);
}

#[test]
fn whole_numbers_written_as_decimals_are_codes_and_flags() {
    if let Some(scratch) = receives("08-pandas-float-status", 20) {
        assert_eq!(noticed(&scratch, "registered"), 10);
    }
    if let Some(scratch) = receives("09-pandas-float-flags", 20) {
        assert_eq!(figure(&scratch, MONTH, "electronic_result"), (20, 20));
    }
}

#[test]
fn dates_that_stand_for_none_are_none() {
    let Some(scratch) = receives("10-other-sentinels", 50) else { return };
    assert_eq!(figure(&scratch, MONTH, "handled_on_time"), (0, 40));
    assert_eq!(flow(&scratch, MONTH, "closing_undated"), 10);
    assert_eq!(noticed(&scratch, "filler_date"), 50);
}

#[test]
fn int96_is_an_instant_in_utc() {
    receives("11-parquet-int96", 15);
}

#[test]
fn a_decimal_number_keeps_every_digit() {
    receives("13-parquet-decimal-id", 100);
}

#[test]
fn values_and_keys_are_compared_in_composed_form() {
    if let Some(scratch) = receives("15-nfd-channel-values", 20) {
        assert_eq!(figure(&scratch, MONTH, "submitted_online"), (20, 20));
    }
    if let Some(scratch) = receives("17-jsonl-nfd-key", 20) {
        assert_eq!(flow(&scratch, MONTH, "ended"), 20);
    }
}

#[test]
fn files_that_office_programs_leave_beside_a_workbook_are_passed_over_by_name() {
    let Some(scratch) = case("20-office-lock-files") else { return };
    scratch.chiso_succeeds("run --month 2026-08");
    told(&scratch, &["~$hoso.xlsx", "._hoso.xlsx"]);
}

#[test]
fn a_calendar_that_ends_before_the_year_it_is_needed_for_is_named() {
    let Some(scratch) = case("21-calendar-of-last-year") else { return };
    refused(&scratch.chiso("run --month 2026-09"), 65, &["2026", "inputs/cal.csv"]);
}

#[test]
fn a_formula_that_failed_is_not_a_missing_date() {
    let Some(scratch) = runs("22-xlsx-error-cells") else { return };
    assert_eq!(flow(&scratch, MONTH, "received"), 5);
    assert_eq!(noticed(&scratch, "value_unreadable"), 15);
}

#[test]
fn a_folder_that_cannot_be_read_and_a_link_to_nothing_stop_the_run() {
    let Some(scratch) = case("23-unreadable-folder") else { return };
    fs::create_dir_all(scratch.join("inputs/so-c")).expect("a folder");
    std::os::unix::fs::symlink("nowhere.csv", scratch.join("inputs/so-c/d.csv")).expect("a link");
    refused(&scratch.chiso("check"), 66, &["so-c/d.csv"]);
    fs::remove_dir_all(scratch.join("inputs/so-c")).expect("the folder goes");
    let closed = scratch.join("inputs/so-b");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("a closed folder");
    // The superuser may enter any folder: nothing is closed to it.
    if fs::read_dir(&closed).is_err() {
        refused(&scratch.chiso("check"), 74, &["so-b"]);
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).expect("an open folder");
}

#[test]
fn values_are_replaced_alike_in_every_format() {
    for name in ["25-value-map-csv", "26-value-map-xlsx", "27-value-map-jsonl"] {
        let Some(scratch) = receives(name, 20) else { return };
        assert_eq!(figure(&scratch, MONTH, "electronic_result"), (20, 20), "{name}");
    }
}

#[test]
fn a_list_of_records_is_read_beside_json_lines() {
    receives("29-json-array", 70);
}

#[test]
fn cells_left_out_at_the_end_of_a_row_are_empty() {
    let Some(scratch) = receives("30-excel-trailing-delimiters", 2000) else { return };
    assert_eq!(figure(&scratch, MONTH, "handled_on_time"), (1952, 2000));
}

/// Received at 08:00 and ended three days later at 10:00. Half a working day is used up on the next
/// working day at the latest; three working days are in time where a weekend lies between.
#[test]
fn half_a_working_day_is_four_working_hours() {
    let Some(scratch) = receives("31-half-day-limits", 40) else { return };
    assert_eq!(figure(&scratch, MONTH, "handled_on_time"), (8, 40));
    let accounts = read_csv(&scratch.edition().join("quality/accounts.csv"));
    let catalogue = accounts.iter().find(|row| row["kind"] == "procedures").expect("a catalogue");
    assert_eq!(whole(catalogue, "counted"), 100);
}

#[test]
fn a_second_header_inside_a_file_is_passed_over() {
    let Some(scratch) = receives("32-bom-inside", 40) else { return };
    assert_eq!(noticed(&scratch, "repeated_header"), 1);
}

#[test]
fn numbers_that_two_units_give_are_told_and_may_be_kept_apart() {
    let Some(scratch) = receives("35-id-reused-by-units", 20) else { return };
    assert_eq!(noticed(&scratch, "id_reused"), 20);
    told(&scratch, &["20"]);
    let Some(apart) = case("35-id-reused-by-units") else { return };
    let text = fs::read_to_string(apart.join("chiso.toml")).expect("a configuration");
    apart.write("chiso.toml", format!("{text}\nid_scope = \"unit\"\n"));
    apart.chiso_succeeds("run --month 2026-08");
    assert_eq!(flow(&apart, MONTH, "received"), 40);
    assert_eq!(noticed(&apart, "id_reused"), 0);
}

#[test]
fn every_member_of_a_compressed_file_is_read() {
    receives("37-gzip-members", 40);
}

#[test]
fn dates_of_a_workbook_are_read_whatever_their_format_shows() {
    let Some(scratch) = runs("39-xlsx-vietnamese-date-formats") else { return };
    let received = flow(&scratch, MONTH, "received");
    assert_eq!(received + noticed(&scratch, "date_unreadable"), 18);
    assert!(received >= 16, "{received} received");
    receives("52-xlsx-1904", 20);
}

#[test]
fn commas_in_a_quoted_header_do_not_choose_the_separator() {
    receives("41-commas-in-quoted-header", 20);
}

#[test]
fn a_name_with_brackets_is_found_as_it_is() {
    receives("43-brackets-and-spaces", 20);
}

/// What is read is the last day of August, or the first of September by an instant in UTC; nothing
/// is another day.
#[test]
fn a_day_is_read_as_it_is_meant_or_not_at_all() {
    let Some(scratch) = runs("45-date-zoo") else { return };
    let accounts = read_csv(&scratch.edition().join("quality/accounts.csv"));
    let [account] = accounts.as_slice() else { panic!("one file") };
    assert_eq!(whole(account, "read"), 17);
    let facts = scratch.facts(MONTH);
    let august = flow(&scratch, MONTH, "received");
    assert_eq!(facts.len() as i64, august);
    for known in ["H0000", "H0001"] {
        assert!(facts.contains_key(known), "{known} is not received in August");
    }
    // Milliseconds, a Buddhist year, an hour 24, an American date, a number of a day.
    for other in ["H0003", "H0006", "H0009", "H0010", "H0011", "H0012"] {
        assert!(!facts.contains_key(other), "{other} is taken for a day of August");
    }
    // 17:30 in UTC is September in Hanoi, after the cut-off; so is a Buddhist year, which is told.
    assert_eq!(noticed(&scratch, "received_after_cut_off"), 2);
    assert_eq!(noticed(&scratch, "date_unlikely"), 1);
    assert_eq!(august + 2 + whole(account, "quarantined"), 17);
}

#[test]
fn published_figures_of_another_province_are_recomputed_without_a_difference() {
    let Some(scratch) = case("47-reconcile-gia-lai") else { return };
    let outcome =
        Call::new("reconcile --format json").at(scratch.path()).arg("published.csv").run();
    let result = outcome.succeeded().json();
    assert_eq!(row_of(&result["indicators"])["equal"], "30");
    assert_eq!(row_of(&result["groups"])["equal"], "6");
    assert_eq!(result["differences"].as_array().map(Vec::len), Some(0));
}

#[test]
fn no_value_of_a_rejected_row_is_written_anywhere() {
    let Some(scratch) = case("48-footer-becomes-unit") else { return };
    let outcome = scratch.chiso_succeeds("run --month 2026-08");
    assert_eq!(flow(&scratch, MONTH, "received"), 40);
    assert_eq!(noticed(&scratch, "received_missing"), 2);
    let units: std::collections::BTreeSet<String> =
        scratch.table("flow").iter().map(|row| row["unit_id"].clone()).collect();
    assert_eq!(units.into_iter().collect::<Vec<_>>(), ["A", "B", "M"]);
    for folder in ["reports", "lake"] {
        for (file, bytes) in snapshot(&scratch.join(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            for value in ["Mẫu Vật", "40 hồ sơ", "Người lập"] {
                assert!(!text.contains(value), "{value:?} stands in {}", file.display());
            }
        }
    }
    assert!(!outcome.stderr.contains("Mẫu Vật") && !outcome.stdout.contains("Mẫu Vật"));
}

#[test]
fn columns_that_are_not_read_do_not_disturb_a_parquet_file() {
    let Some(scratch) = receives("50-pandas-parquet", 20) else { return };
    assert_eq!(flow(&scratch, MONTH, "ended"), 20);
}

#[test]
fn a_title_above_the_header_is_named_and_the_header_can_be() {
    let Some(scratch) = case("53-xlsx-title-and-merged") else { return };
    let outcome = scratch.chiso("run --month 2026-08");
    assert!(matches!(outcome.code, Some(65 | 78)), "{outcome:?}");
    assert!(outcome.stderr.contains("header_row"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Row 1"), "{}", outcome.stderr);
    let path: &Path = &scratch.join("chiso.toml");
    let text = fs::read_to_string(path).expect("a configuration");
    scratch.write("chiso.toml", format!("{text}\nheader_row = 3\n"));
    scratch.chiso_succeeds("run --month 2026-08");
    assert_eq!(flow(&scratch, MONTH, "received"), 20);
}
