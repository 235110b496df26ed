//! Figures of pages, and figures that follow from others.

use super::{altered, differences, names, small};
use chiso::{domain::number::Decimal, schema::Value};

const VI: &str = "site/vi/index.html";
const EN: &str = "site/en/index.html";

#[test]
fn a_digit_of_a_page_is_named_by_table_key_and_column() {
    names(
        VI,
        ">11,83<",
        ">11,84<",
        &["line 4, column 4: tables/scorecard 2026-08|M points", "“11,84”", "not 11.83"],
    );
    names(EN, ">1,205<", ">1,206<", &["tables/flow 2026-08|M opening", "“1,206”"]);
}

#[test]
fn thousands_and_decimals_are_those_of_the_language() {
    for (from, to) in [(">1.210<", ">1210<"), (">1.210<", ">1,210<"), (">11,83<", ">11.83<")] {
        names(VI, from, to, &[to.trim_matches(['<', '>'])]);
    }
}

#[test]
fn a_share_is_shown_rounded_half_up() {
    names(EN, ">33.3%<", ">33.4%<", &["“33.4%”", "33.3333"]);
    assert!(differences(&altered(EN, ">33.3%<", ">33.33%<")).is_empty());
    assert!(differences(&altered(EN, ">33.3%<", ">33%<")).is_empty());
}

/// 2,364 of 3,121 are 75.7449…%; the ratio with six decimals is 0.757450, which rounds to 75.75.
#[test]
fn a_share_is_worked_out_from_its_cases_and_no_rounded_ratio_is_rounded_again() {
    let mut table = small::indicators();
    let place = |name: &str| table.columns.iter().position(|known| known.name == name).unwrap();
    let [numerator, denominator, ratio] = ["numerator", "denominator", "ratio"].map(place);
    // The ratio of the authority that the page shows; points and sums stay as they are.
    let row = &mut table.rows[5];
    row[numerator] = Value::Int(2364);
    row[denominator] = Value::Int(3121);
    row[ratio] = Decimal::new(757_450, 6).into();
    let shown = |text: &str| {
        let mut files = altered(EN, ">33.3%<", &format!(">{text}<"));
        small::add_table(&mut files, &table);
        differences(&files).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(shown("75.74%"), Vec::<String>::new());
    let told = shown("75.75%");
    assert!(told.len() == 1 && told[0].contains("“75.75%”"), "{told:?}");
}

#[test]
fn points_are_never_shown_rounded() {
    names(VI, ">11,83<", ">11,8<", &["“11,8”"]);
    names(VI, ">11,83<", ">11,83 %<", &["“11,83 %”"]);
}

#[test]
fn a_difference_of_two_cells_and_a_change_are_worked_out() {
    names(VI, ">8,17<", ">8,18<", &["max_points-points", "“8,18”", "not 8.17"]);
    names(VI, ">+2,33<", ">+2,34<", &["2026-08|M less 2026-07|M points", "“+2,34”", "not 2.33"]);
    names(VI, ">+2,33<", ">2,33<", &["“2,33”", "with its sign"]);
    names(VI, ">+2,33<", ">−2,33<", &["“−2,33”"]);
}

#[test]
fn a_number_whose_cell_is_empty_is_found() {
    names(VI, ">–<", ">0,00<", &["2026-08|A|b points", "“0,00”", "is empty"]);
}

#[test]
fn a_mark_says_the_status_of_its_row() {
    names(
        VI,
        "data-status=\"no_cases\"",
        "data-status=\"suppressed\"",
        &["data-status “no_cases”"],
    );
    names(VI, " data-status=\"no_cases\"", "", &["with data-status"]);
}

#[test]
fn a_mark_whose_cell_has_a_number_is_found() {
    names(VI, ">11,83<", ">–<", &["“–”", "not 11.83"]);
}

#[test]
fn a_figure_without_its_key_is_found() {
    names(
        VI,
        " data-key=\"2026-08|M\" data-column=\"closing\"",
        " data-column=\"closing\"",
        &["“1.210”", "with data-key"],
    );
    names(VI, "data-key=\"2026-08|A\"", "data-key=\"2026-08|X\"", &["“2026-08|X”"]);
    names(VI, "data-column=\"closing\"", "data-column=\"shut\"", &["there is no “shut”"]);
    names(
        EN,
        "data-table=\"tables/flow\"",
        "data-table=\"tables/floe\"",
        &["there is no tables/floe.csv"],
    );
}

#[test]
fn what_a_figure_does_not_name_its_row_or_its_heading_does() {
    let share = ["2026-08|B|a ratio", "“50,1 %”", "not 50"];
    names(VI, "<td>50,0 %<", "<td>50,1 %<", &share);
    names(VI, ">3,00<", ">3,10<", &["2026-08|B|a points", "“3,10”", "not 3.00"]);
    names(VI, ">4,00<", ">4,10<", &["2026-08|B|b points", "“4,10”", "not 4.00"]);
    let heading = ["data-column=\"points\">Điểm", "data-column=\"point\">Điểm"];
    names(VI, heading[0], heading[1], &["“3,00”", "there is no “point”"]);
    names(VI, "<tr data-key=\"2026-08|B|b\">", "<tr>", &["“4,00”", "with data-key"]);
}

#[test]
fn a_cell_of_numbers_without_a_name_is_found() {
    names(
        VI,
        " data-table=\"tables/flow\" data-key=\"2026-08|M\" data-column=\"closing\"",
        "",
        &["td", "“1.210”", "data-table"],
    );
    let beside = "data-column=\"opening\">1.000</span>";
    names(VI, beside, &format!("{beside} (2)"), &["td", "1.000 (2)"]);
}

#[test]
fn a_total_that_is_not_that_of_the_file_is_found() {
    names(
        VI,
        ">12</b>",
        ">13</b>",
        &["b of tables/indicators", "“13”", "12 rows, as tables/indicators.csv"],
    );
    names(
        VI,
        "data-rows=\"3\"",
        "data-rows=\"4\"",
        &["table of tables/scorecard", "data-rows 4", "3 rows"],
    );
    let row = "<tr><td><span data-table=\"tables/flow\" data-key=\"2026-08|A\" data-column=\"opening\">1.000</span></td></tr>\n";
    names(VI, row, "", &["table of tables/scorecard", "“2 rows”", "3 rows"]);
}

#[test]
fn a_figure_drawn_within_a_page_is_compared_with_its_chart() {
    names(VI, ">50,00<", ">50,90<", &["data-row “B”, data-column “value”", "“50,90”"]);
    names(VI, "data-chart=\"charts/scorecard\"", "data-chart=\"charts/other\"", &["charts/other"]);
}

#[test]
fn a_page_that_is_no_xml_is_named() {
    names(EN, "</body>", "", &["well-formed XML"]);
}

/// Both forms of a table with one cell that does not follow from the others.
fn with(mut table: chiso::schema::Table, row: usize, column: &str, value: Value) -> String {
    let place = table.columns.iter().position(|known| known.name == column).unwrap();
    table.rows[row][place] = value;
    let mut files = small::edition();
    small::add_table(&mut files, &table);
    let told: Vec<String> = differences(&files).iter().map(ToString::to_string).collect();
    told.join("\n")
}

#[test]
fn points_that_are_not_the_sum_of_their_parts_are_found() {
    let told = with(small::indicators(), 8, "points", Decimal::hundredths(501).into());
    assert!(
        told.contains(
            "tables/groups.csv: row 6 (2026-08|A|g2|), column points: “5.00” stands there, not 5.01"
        ),
        "{told}"
    );
    let told = with(small::scorecard(), 3, "points", Decimal::hundredths(701).into());
    assert!(told.contains("tables/scorecard.csv: row 4 (2026-08|B), column points: “7.01” stands there, not 7.00: the sum of the groups"), "{told}");
}

#[test]
fn a_share_that_is_not_numerator_over_denominator_is_found() {
    let told = with(small::indicators(), 8, "ratio", Decimal::new(500_001, 6).into());
    assert!(
        told.contains("row 9 (2026-08|A|c), column ratio: “0.500001” stands there, not 0.500000"),
        "{told}"
    );
}

#[test]
fn a_rank_that_the_points_do_not_give_is_found() {
    let told = with(small::scorecard(), 3, "rank", Value::Int(1));
    assert!(told.contains("row 4 (2026-08|B), column rank: “1” stands there, not 2"), "{told}");
}

#[test]
fn a_score_that_is_not_points_of_available_points_is_found() {
    let told = with(small::scorecard(), 2, "score", Decimal::hundredths(6_874).into());
    assert!(told.contains("column score: “68.74” stands there, not 68.75"), "{told}");
}

#[test]
fn a_flow_that_does_not_balance_is_found_where_figures_are_exact() {
    let told = with(small::flow(), 2, "ended_late", Value::Int(2));
    let sides = "row 3 (2026-08|B), column ended: “5 on one side and 6 on the other” stands there";
    assert!(told.contains(sides), "{told}");
    assert!(!told.contains("opening + received"), "{told}");
}

#[test]
fn the_rounded_flow_of_a_public_edition_need_not_balance() {
    let mut table = small::flow();
    let place = table.columns.iter().position(|known| known.name == "received_online").unwrap();
    table.rows[2][place] = Value::Int(7);
    let late = table.columns.iter().position(|known| known.name == "ended_late").unwrap();
    table.rows[2][late] = Value::Int(2);
    let mut public = small::edition();
    small::add_table(&mut public, &table);
    let mut files = small::edition();
    files.add_all("public", public);
    assert!(differences(&files).is_empty());
}
