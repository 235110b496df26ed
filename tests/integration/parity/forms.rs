//! One digit in one file of each form.

use super::{altered, differences, names, only, small};
use chiso::domain::number::Decimal;

#[test]
fn a_digit_of_a_csv_is_named_by_row_and_column() {
    let row = "2026-08,,,A,,,g2,,c,1,2,0.500000,5.00,10.00,value,,";
    names(
        "tables/indicators.csv",
        row,
        &row.replace("5.00", "5.01"),
        &["row 9 (2026-08|A|c), column points", "“5.01”", "not 5.00, as in the Parquet"],
    );
}

#[test]
fn another_number_of_decimals_in_a_csv_is_a_difference() {
    let row = "2026-08,,,A,,,g2,,c,1,2,0.500000,5.00,10.00,value,,";
    let told = ["column points", "“5.0”", "not 5.00"];
    names("tables/indicators.csv", row, &row.replace(",5.00", ",5.0"), &told);
}

#[test]
fn a_row_that_the_csv_lacks_is_named() {
    let found = differences(&altered(
        "tables/flow.csv",
        "\n2026-08,,,B,,205,10,,,,,5,2,2,1,0,,,,210,209,1,0,0,,,,,,,,",
        "",
    ));
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|told| told.contains("2 rows") && told.contains("3 rows")), "{told:?}");
}

#[test]
fn a_table_without_its_parquet_is_a_difference() {
    let mut files = small::edition();
    files.add("tables/extra.csv", b"period,points\n2026-08,1.00\n".to_vec());
    assert!(only(&files).contains("tables/extra.csv: “no Parquet”"));
}

#[test]
fn a_number_of_the_parquet_that_its_csv_lacks_is_named() {
    let mut table = small::scorecard();
    table.rows[1][5] = Decimal::hundredths(1_184).into();
    let mut files = small::edition();
    let (parquet, _) = chiso::schema::encode::parquet(&table, &[]).unwrap();
    files.add("tables/scorecard.parquet", parquet);
    let told = differences(&files).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let place =
        "tables/scorecard.csv: row 2 (2026-08|M), column points: “11.83” stands there, not 11.84";
    assert!(told.contains(place), "{told}");
}

#[test]
fn a_number_of_a_table_that_the_others_lack_is_found_everywhere() {
    let mut table = small::scorecard();
    table.rows[1][5] = Decimal::hundredths(1_184).into();
    let mut files = small::edition();
    small::add_table(&mut files, &table);
    let told: Vec<String> = differences(&files).iter().map(ToString::to_string).collect();
    for place in [
        "site/vi/index.html",
        "site/data/index.json",
        "xlsx/book.xlsx",
        "not 11.83: the sum of the groups",
    ] {
        assert!(told.iter().any(|told| told.contains(place)), "{place}: {told:#?}");
    }
}

#[test]
fn a_number_of_json_is_named_by_its_path() {
    names(
        "site/data/index.json",
        "11.83",
        "11.84",
        &["scorecard[0].points (2026-08|M)", "“11.84”", "“11.83”"],
    );
}

#[test]
fn a_json_null_is_not_zero() {
    names("site/data/index.json", "\"rank\": null", "\"rank\": 0", &["scorecard[0].rank", "“0”"]);
}

#[test]
fn a_json_column_that_no_table_has_is_named() {
    names(
        "site/data/index.json",
        "\"rank\": 1",
        "\"place\": 1",
        &["scorecard[1].place", "a column of tables/scorecard.csv"],
    );
}

#[test]
fn a_file_that_json_lists_must_be_there() {
    names(
        "site/data/index.json",
        "\"index.json\"",
        "\"other.json\"",
        &["units[0]", "a file of this edition"],
    );
}

#[test]
fn a_cell_of_the_workbook_is_named_by_sheet_and_address() {
    let mut files = small::edition();
    files.add("xlsx/book.xlsx", small::workbook(Some((6, "score", 68.76))));
    let told = only(&files);
    for words in [
        "xlsx/book.xlsx: sheet Bảng điểm, cell I7, column score",
        "“68.76”",
        "not 68.75, as tables/scorecard.csv row 3 (2026-08|A)",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_number_in_a_cell_of_the_workbook_that_has_none_is_named() {
    let mut files = small::edition();
    files.add("xlsx/book.xlsx", small::workbook(Some((5, "rank", 3.0))));
    let told = only(&files);
    assert!(
        told.contains(
            "cell M6, column rank: “3” stands there, not an empty cell, or a mark without a number"
        ),
        "{told}"
    );
}

#[test]
fn a_number_drawn_is_named_by_its_row_and_column() {
    names(
        "charts/scorecard.svg",
        ">50,00<",
        ">50,01<",
        &["data-row “B”, data-column “value”", "“50,01”", "not 50.00, as charts/scorecard.csv"],
    );
    names("charts/scorecard.en.svg", ">50.00<", ">50.10<", &["data-row “B”", "“50.10”"]);
    names(
        "charts/flow.svg",
        ">1.210<",
        ">1.211<",
        &["data-row “closing”, data-column “count”", "“1.211”", "not 1210"],
    );
}

#[test]
fn a_number_of_the_other_language_is_a_difference() {
    names("charts/scorecard.svg", ">50,00<", ">50.00<", &["data-row “B”", "“50.00”"]);
}

#[test]
fn a_number_in_a_sentence_is_no_figure_and_refuses_nothing() {
    let title = "với 100,00 điểm</title>";
    let other = "của Phường 4 năm 2019, khóa XV, với 75,75 %</title>";
    assert!(differences(&altered("charts/scorecard.svg", title, other)).is_empty());
}

#[test]
fn a_table_beside_a_chart_must_say_what_the_published_table_says() {
    let told: Vec<String> = differences(&altered("charts/flow.csv", ",1210", ",1211"))
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(told[0].contains("charts/flow.csv: row 6 (closing|closing), column count: “1211” stands there, not 1210, as tables/flow.csv"), "{told:#?}");
    assert!(told[1..].iter().all(|told| told.starts_with("charts/flow")), "{told:#?}");
}

#[test]
fn the_public_edition_is_named_with_its_folder() {
    let mut files = small::edition();
    let mut public = small::edition();
    let page = String::from_utf8(small::bytes(&public, "site/en/index.html")).unwrap();
    public.add("site/en/index.html", page.replace("59.15", "59.16").into_bytes());
    files.add_all("public", public);
    assert!(only(&files).starts_with("public/site/en/index.html: line 3"));
}
