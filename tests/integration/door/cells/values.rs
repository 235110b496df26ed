//! Lists of values are compared alike in every format, and what none names is counted.

use std::fmt::Write as _;

use rust_xlsxwriter::Workbook;

use super::{HEADER, assert_told, csv, dossiers, figure};

const LISTS: &str = "columns = { status = \"TT\", result_file = \"KQ\", due_at = \"due_at\", ended_at = \"ended_at\" }\n\
     values.status = { \"2\" = [\"1\"], \"9\" = [\"4\", \"xong\"] }\n\
     values.result_file = { \"true\" = [\"2\", \"Có\"], \"false\" = [\"1\", \"không\"] }";

/// Ten rows; `cells` gives the status and the result file of each as a format writes them.
fn lines(cells: impl Fn(usize) -> (String, String)) -> Vec<String> {
    let row = |number: usize| {
        let (status, file) = cells(number);
        format!(
            "H{number},A,1.000001,2026-08-03 08:00,2026-08-10 17:00,2026-08-05 08:00,{status},{file}"
        )
    };
    (0..10).map(row).collect()
}

fn of_csv(cells: impl Fn(usize) -> (String, String)) -> String {
    let mut text = format!("{},TT,KQ\n", HEADER.join(","));
    lines(cells).iter().for_each(|line| writeln!(text, "{line}").unwrap());
    text
}

/// Six with a result, four without; none is registered only.
fn assert_mapped(file: &str, bytes: impl AsRef<[u8]>) {
    let scratch = dossiers(file, bytes, LISTS);
    assert_told(&scratch, &[("counted", 10)]);
    assert_eq!(figure(&scratch, "electronic_result"), "6/10", "{file}");
}

#[test]
fn numbers_are_replaced_as_texts_are_in_every_format() {
    let code = |number: usize| if number < 6 { 2 } else { 1 };
    assert_mapped("d.csv", of_csv(|number| ("1".to_owned(), code(number).to_string())));
    assert_mapped("d.csv", of_csv(|number| ("4.0".to_owned(), format!("{}.0", code(number)))));
    let mut json = String::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip(HEADER.iter().chain(&["TT", "KQ"])) {
        sheet.write_string(0, column, *name).unwrap();
    }
    for (row, line) in lines(|number| ("1".to_owned(), code(number).to_string())).iter().enumerate()
    {
        let cells: Vec<&str> = line.split(',').collect();
        let texts: Vec<String> = HEADER
            .iter()
            .zip(&cells)
            .map(|(name, cell)| format!("\"{name}\": \"{cell}\""))
            .collect();
        writeln!(json, "{{{}, \"TT\": 1, \"KQ\": {}.0}}", texts.join(", "), cells[7]).unwrap();
        for (column, cell) in (0_u16..).zip(&cells) {
            match column {
                6.. => sheet.write_number(row as u32 + 1, column, cell.parse::<f64>().unwrap()),
                _ => sheet.write_string(row as u32 + 1, column, *cell),
            }
            .unwrap();
        }
    }
    assert_mapped("d.jsonl", json);
    assert_mapped("d.xlsx", workbook.save_to_buffer().unwrap());
}

#[test]
fn case_blanks_and_forms_of_letters_do_not_matter() {
    let words = ["Có", " CÓ ", "co\u{301}", "Co\u{301}\u{a0}", "có", "2"];
    let text = of_csv(|number| {
        let word =
            words.get(number).copied().unwrap_or(["Không", "KHÔNG", "không", "1"][number % 4]);
        ("Xong".to_owned(), word.to_owned())
    });
    assert_mapped("d.csv", text);
}

#[test]
fn what_no_list_names_is_counted_and_told_above_one_in_twenty() {
    let scratch =
        dossiers("d.csv", of_csv(|n| (["1", "7", ""][n % 3].to_owned(), "2".into())), LISTS);
    // Rows 1, 4 and 7 say 7, which is taken as it is: withdrawn. Blanks are no value.
    assert_told(&scratch, &[("counted", 10), ("value_unlisted", 3)]);
    let ended = scratch.chiso_succeeds("check");
    assert!(ended.stderr.contains("3 of 10 rows hold a value that no list"), "{}", ended.stderr);
    let all = LISTS.replace("\"xong\"", "\"xong\", \"*\"");
    let scratch =
        dossiers("d.csv", of_csv(|n| (["1", "7", ""][n % 3].to_owned(), "2".into())), &all);
    assert_told(&scratch, &[("counted", 10)]);
}

#[test]
fn a_list_for_a_column_of_dates_is_refused() {
    let lists = "values.ended_at = { \"2026-08-01\" = [\"x\"] }";
    let refused = dossiers("d.csv", csv(&[]), lists).chiso("check");
    assert_eq!(refused.code, Some(78), "{}", refused.stderr);
    assert!(refused.stderr.contains("values.ended_at"), "{}", refused.stderr);
}

const CHANNELS: &str = "dossier_id,unit_id,procedure_id,received_at,ended_at,channel,end_kind\n\
     H1,A,1.000001,2026-08-03,2026-08-05,Online,FINISHED\n\
     H2,A,1.000001,2026-08-03,2026-08-05,COUNTER,refused\n\
     H3,A,1.000001,2026-08-03,2026-08-05,Internet,Returned\n";

#[test]
fn a_channel_is_known_in_any_case_and_one_that_is_not_is_told() {
    let scratch = dossiers("d.csv", CHANNELS, "");
    assert_told(&scratch, &[("counted", 3), ("value_unlisted", 1)]);
    let ended = scratch.chiso_succeeds("check");
    assert!(ended.stderr.contains("1 of 3 rows"), "{}", ended.stderr);
    assert!(ended.stderr.contains("values.channel in the source"), "{}", ended.stderr);
    let facts = scratch.facts("2026-08");
    for (id, channel) in [("H1", "online"), ("H2", "counter"), ("H3", "other")] {
        assert_eq!(facts[id]["channel"], channel, "{id}");
    }
    let rest = "values.channel = { Online = [\"*\"] }";
    let scratch = dossiers("d.csv", CHANNELS, rest);
    assert_told(&scratch, &[("counted", 3)]);
    assert_eq!(scratch.facts("2026-08")["H3"]["channel"], "online");
}

#[test]
fn a_list_that_names_no_value_of_its_column_is_refused() {
    for (lists, told) in [
        ("values.channel = { onlin = [\"2\"] }", "known are: online, counter, post, other"),
        ("values.channel = { online = [\"x\"], post = [\" X \"] }", "in the list \"online\""),
    ] {
        let refused = dossiers("d.csv", csv(&[]), lists).chiso("check");
        assert_eq!(refused.code, Some(78), "{}", refused.stderr);
        assert!(refused.stderr.contains("values.channel"), "{}", refused.stderr);
        assert!(refused.stderr.contains(told), "{}", refused.stderr);
    }
}
