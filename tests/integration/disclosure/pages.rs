//! The public pages under the policy `portal`: every figure that the table of section 11 says is public
//! stands there as it stands on the internal page, and nothing else is withheld.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

use super::ministry::spoken_of;
use crate::named::{attribute, is_figure};
use crate::support::{PAGES, Scratch, snapshot};

/// Table, key of the row, column.
type Place = [String; 3];

/// What a page shows, by place; what a figure lacks is said by its words.
fn figures(html: &str) -> BTreeMap<Place, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(html, options).expect("well-formed");
    let named =
        |node: Node<'_, '_>, name: &str| attribute(node, name).unwrap_or_default().to_owned();
    let figures = document.descendants().filter(|node| is_figure(*node));
    figures
        .map(|node| {
            let place = ["data-table", "data-key", "data-column"].map(|name| named(node, name));
            let text = node.descendants().filter_map(|part| part.text().filter(|_| part.is_text()));
            (place, text.collect())
        })
        .collect()
}

/// Whether a unit's figure may be withheld or rounded.
fn is_protected([table, key, column]: &Place) -> bool {
    let parts: Vec<&str> = key.split('|').collect();
    let of = |wanted: &[&str]| parts.get(2).is_some_and(|id| wanted.contains(id));
    let is_unit = parts.get(1).is_some_and(|unit| *unit != "M");
    // What somebody must look at is for those who can.
    table.starts_with("insight/")
        || is_unit
            && match table.as_str() {
                "tables/indicators" | "charts/movers" => {
                    of(&["mean_handling_time", "petitions_by_kind"])
                }
                "tables/targets" => of(&["survey"]),
                "charts/history" => column == "mean_handling_days",
                "tables/flow" => ["counter", "post", "other", "withdrawn", "refused", "stopped"]
                    .iter()
                    .any(|part| column.ends_with(part)),
                _ => false,
            }
}

fn pages(scratch: &Scratch, folder: &str) -> BTreeMap<std::path::PathBuf, String> {
    let all = snapshot(&scratch.edition().join(folder));
    let is_page = |path: &std::path::Path| path.extension().is_some_and(|kind| kind == "html");
    let pages = all.into_iter().filter(|(path, _)| is_page(path));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn the_public_pages_show_every_figure_that_is_public() {
    let scratch = spoken_of(2, "policy = \"portal\"").seen();
    scratch.chiso_succeeds("run --from 2026-01 --to 2026-06");
    let (internal, public) = (pages(&scratch, PAGES), pages(&scratch, &format!("public/{PAGES}")));
    assert!(internal.len() > 60, "{} pages", internal.len());
    let (mut same, mut withheld) = (0, 0);
    for (path, page) in &internal {
        if path.ends_with("quality.html") {
            continue;
        }
        let shown = figures(&public[path]);
        for (place, text) in figures(page) {
            let found = shown.get(&place).map(String::as_str);
            match found == Some(&text) {
                true => same += 1,
                false => {
                    assert!(is_protected(&place), "{}: {place:?} {text} {found:?}", path.display());
                    withheld += 1;
                }
            }
        }
    }
    assert!(same > 9_000 && withheld > 100, "{same} are the same, {withheld} are not");
    let home = &public[std::path::Path::new("vi/index.html")];
    assert!(!home.contains("data-status=\"suppressed\""), "the home page withholds a figure");
    for said in ["được công bố chính xác", "từ 10 ý kiến", "method.html#h-disclosure"]
    {
        assert!(home.contains(said), "{said:?} is not said");
    }
    let method = &public[std::path::Path::new("vi/method.html")];
    for said in ["dưới 5 hồ sơ", "bội số của 5", "không nói về cá nhân", "số ít"]
    {
        assert!(method.contains(said), "{said:?} is not said");
    }
}

#[test]
fn a_ratio_of_few_cases_is_a_fraction_on_pages_and_in_no_headline() {
    let scratch = spoken_of(2, "").seen();
    scratch.chiso_succeeds("run --month 2026-03");
    let rows = scratch.table("indicators");
    let cases = |key: &str| {
        let of = |row: &&crate::support::Row| {
            ["period", "unit_id", "indicator_id"].map(|column| row[column].as_str()).join("|")
                == key
        };
        let row = rows.iter().find(of).unwrap_or_else(|| panic!("no row {key}"));
        row["denominator"].parse::<u64>().unwrap_or(0)
    };
    let (mut few, mut many) = (0, 0);
    for (path, page) in pages(&scratch, PAGES) {
        few += page.matches("</span> (few)").count();
        for ([table, key, column], text) in figures(&page) {
            if table == "tables/indicators" && column == "ratio" && text.contains('%') {
                assert!(cases(&key) >= 10, "{}: {key} is {text}", path.display());
                many += 1;
            }
        }
    }
    assert!(few > 50 && many > 50, "{few} fractions, {many} ratios");
    for row in crate::support::read_csv(&scratch.edition().join("tables/indicators.csv")) {
        let cases: Option<u64> =
            row["denominator"].parse().ok().filter(|_| !row["ratio"].is_empty());
        let expected = match cases {
            Some(0..10) => "few",
            Some(10..30) => "caution",
            _ => "",
        };
        assert_eq!(row["reliability"], expected, "{row:?}");
        assert_eq!(row["ratio_low"].is_empty(), row["ratio"].is_empty(), "{row:?}");
    }
}
