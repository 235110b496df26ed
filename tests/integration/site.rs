//! The portal pages of an edition, read as files: they are well-formed, lead only to files of the
//! edition, load nothing from elsewhere, are there in both languages, and every number in a table
//! names the cell it shows and shows what the cell holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

use roxmltree::{Document, Node, ParsingOptions};

use crate::named::{attribute, is_figure, is_number_cell};
use crate::support::{Outcome, PAGES, Scratch, read_csv};

const CONFIG: &str = r#"[authority]
id = "B99"
name = "Bộ <Thử nghiệm> & \"Phép thử\""
kind = "ministry"
invented = true

[units]
path = "units.csv"

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
path = "dossiers.csv"
"#;

/// Units with names that nobody would choose; the third stands below the first.
const UNITS: &str = "unit_id,name,parent_id\n\
    a/b,\"<script>alert(1)</script> \"\"Một\"\" & 'Hai'\",\n\
    A1,Cu\u{323}c Năng lượng nguyên tử,\n\
    a1,Phòng trực thuộc,a/b\n\
    =cmd,\u{202e}Đơn vị đảo\u{202c} 🏖️,\n\
    pi|pe%,Đơn vị có gạch,\n";

fn dossiers() -> String {
    let mut text =
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,result_file\n"
            .to_owned();
    let mut number = 0;
    for month in ["2026-01", "2026-02"] {
        for unit in ["a/b", "A1", "a1", "=cmd", "pi|pe%"] {
            for day in 1..=14 {
                number += 1;
                let channel = if number % 3 == 0 { "online" } else { "counter" };
                // Every fourth dossier ends after its due day.
                let ended = if number % 4 == 0 { day + 9 } else { day + 3 };
                text += &format!(
                    "D{number},{unit},P{},{channel},{month}-{day:02} 08:00,{month}-{:02} 17:00,\
                     {month}-{ended:02} 10:00,{}\n",
                    number % 2,
                    day + 5,
                    number % 2
                );
            }
        }
    }
    text
}

fn ministry() -> Scratch {
    let scratch = Scratch::with_pages("site");
    scratch.write("chiso.toml", CONFIG);
    scratch.write("units.csv", UNITS);
    scratch.write("dossiers.csv", dossiers());
    scratch
}

fn run(scratch: &Scratch) -> Outcome {
    scratch.chiso_succeeds("run --month 2026-02")
}

/// All files below a folder, by their path within it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a readable folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).expect("a path below").to_owned());
            }
        }
    }
    found
}

fn pages(edition: &Path) -> BTreeMap<PathBuf, String> {
    files(edition)
        .into_iter()
        .filter(|path| !path.starts_with("public"))
        .filter(|path| is_own(edition, path))
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .map(|path| (path.clone(), fs::read_to_string(edition.join(&path)).expect("UTF-8")))
        .collect()
}

/// Whether a file stands there itself, and is not reached through a link.
fn is_own(edition: &Path, path: &Path) -> bool {
    path.ancestors().all(|above| !edition.join(above).is_symlink() || above.as_os_str().is_empty())
}

fn parsed<'a>(path: &Path, text: &'a str) -> Document<'a> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("{} is not well-formed: {error}", path.display()))
}

/// The path that a link of a page leads to, within the edition.
fn target(page: &Path, link: &str) -> PathBuf {
    let file = link.split('#').next().unwrap_or_default();
    let mut path = page.parent().expect("a page has a folder").to_owned();
    for part in Path::new(file).components() {
        match part {
            Component::ParentDir => assert!(path.pop(), "{link} leaves the edition"),
            Component::Normal(name) => path.push(name),
            _ => panic!("{link} in {} is not relative", page.display()),
        }
    }
    path
}

#[test]
fn every_page_is_well_formed_and_leads_only_to_files_of_its_edition() {
    let scratch = ministry();
    run(&scratch);
    for edition in [scratch.edition(), scratch.edition().join("public")] {
        let known = files(&edition);
        let pages = pages(&edition);
        assert!(pages.len() > 60, "{} pages", pages.len());
        for (path, text) in &pages {
            let document = parsed(path, text);
            for node in document.descendants().filter(Node::is_element) {
                for name in ["href", "src"] {
                    let Some(link) = node.attribute(name) else { continue };
                    assert!(!link.contains(':'), "{link} in {}", path.display());
                    if let Some(id) = link.strip_prefix('#') {
                        let here = |node: Node| node.attribute("id") == Some(id);
                        assert!(document.descendants().any(here), "{link} in {}", path.display());
                    } else {
                        let target = target(path, link);
                        let there = known.contains(&target) || target == Path::new("manifest.json");
                        assert!(there, "{link} in {} leads nowhere", path.display());
                    }
                }
                let handler = |name: &str| name.starts_with("on") || name == "style";
                assert!(node.attributes().all(|attribute| !handler(attribute.name())));
                let inline = ["script", "style", "iframe", "object"];
                let name = node.tag_name().name();
                assert!(
                    !inline.contains(&name) || node.attribute("src").is_some(),
                    "{name} in {}",
                    path.display()
                );
            }
        }
        for file in known.iter().filter(|file| file.starts_with("site/assets")) {
            let bytes = fs::read(edition.join(file)).expect("a readable asset");
            if !file.to_string_lossy().ends_with(".ttf") {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert!(!text.contains("http"), "{} names an address", file.display());
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_pages_and_every_unit_and_indicator_has_one() {
    let scratch = ministry();
    run(&scratch);
    let edition = scratch.edition();
    let of = |folder: &str| files(&edition.join(folder));
    assert_eq!(of(&format!("{PAGES}/vi")), of(&format!("{PAGES}/en")));
    assert_eq!(of("site/embed/vi"), of("site/embed/en"));
    let names: BTreeSet<String> = of(&format!("{PAGES}/vi"))
        .into_iter()
        .filter_map(|path| Some(path.strip_prefix("units").ok()?.to_string_lossy().into_owned()))
        .collect();
    // Codes that differ only in case, or that no file could be named after, have files of their own.
    let expected =
        ["B99.html", "a_2fb.html", "A1.html", "a1-2.html", "_3dcmd.html", "pi_7cpe_25.html"];
    assert_eq!(names, expected.map(str::to_owned).into());
    let indicators: BTreeSet<String> = read_csv(&edition.join("tables/indicators.csv"))
        .into_iter()
        .map(|row| format!("indicators/{}.html", row["indicator_id"]))
        .collect();
    assert!(indicators.iter().all(|page| edition.join(PAGES).join("vi").join(page).is_file()));
    for unit in ["B99", "a_2fb"] {
        let text = fs::read(edition.join(format!("site/data/units/{unit}.json"))).expect("JSON");
        let json: serde_json::Value = serde_json::from_slice(&text).expect("well-formed JSON");
        assert_eq!(json["schema_version"], 1);
        assert!(json["indicators"].as_array().is_some_and(|rows| !rows.is_empty()));
    }
}

#[test]
fn every_page_ends_with_its_dates_and_whom_to_ask() {
    let scratch = ministry();
    let contact = "contact = \"Văn phòng, điện thoại 024\"\n";
    let config = CONFIG.replace("invented = true\n", &format!("invented = true\n{contact}"));
    scratch.write("chiso.toml", format!("{config}\n[publication]\nday = 5\n"));
    run(&scratch);
    let pages = pages(&scratch.edition());
    let whole = |path: &PathBuf| !path.starts_with("site/embed") && path.components().count() > 2;
    for (path, text) in pages.iter().filter(|(path, _)| whole(path)) {
        let document = parsed(path, text);
        let foot = document.descendants().find(|node| node.has_tag_name("footer"));
        let said: Vec<&str> =
            foot.expect("a footer").descendants().filter_map(|n| n.text()).collect();
        let expected = match path.components().any(|part| part.as_os_str() == "vi") {
            true => [
                "hết ngày 28/02/2026",
                "lần 1, theo lịch ngày 05/03/2026",
                "tháng 3/2026, theo lịch ngày 05/04/2026",
            ],
            false => [
                "the end of 28 February 2026",
                "revision 1, scheduled for 5 March 2026",
                "March 2026, scheduled for 5 April 2026",
            ],
        };
        for text in expected.iter().chain(&["Văn phòng, điện thoại 024"]) {
            assert!(said.contains(text), "{} does not say {text}: {said:?}", path.display());
        }
    }
    scratch.write("chiso.toml", format!("{config}\n[publication]\nday = 31\n"));
    let refused = scratch.chiso("run --month 2026-02");
    assert_eq!(refused.code, Some(78));
    assert!(refused.stderr.contains("day = 31"), "{}", refused.stderr);
}

#[test]
fn what_is_overdue_is_told_by_age_and_number_and_only_inside() {
    let scratch = ministry();
    scratch.chiso_succeeds("run --month 2026-02 --as-of 2026-02-15");
    let edition = scratch.edition();
    let ages = read_csv(&edition.join("insight/open_ages.csv"));
    let flow = read_csv(&edition.join("tables/flow.csv"));
    for row in flow.iter().filter(|row| row["period"] == "2026-02") {
        let own = ages.iter().find(|own| own["unit_id"] == row["unit_id"]).expect("the unit");
        assert_eq!(own["overdue"], row["closing_overdue"], "{row:?}");
        let parts = own.iter().filter(|(name, _)| name.starts_with("overdue_"));
        let sum: u64 = parts.map(|(_, count)| count.parse::<u64>().expect("a count")).sum();
        assert_eq!(sum.to_string(), own["overdue"], "{own:?}");
    }
    assert!(
        ages.iter().any(|row| row["overdue"] != "0")
            && ages.iter().any(|row| row["due_soon"] != "0")
    );
    let page = fs::read_to_string(edition.join(PAGES).join("en/units/A1.html")).expect("UTF-8");
    assert!(page.contains("id=\"ages\"") && page.contains("id=\"overdue\""));
    assert!(page.contains("id=\"by-due\"") && page.contains("too little to learn a forecast"));
    let page = fs::read_to_string(edition.join(PAGES).join("en/flow.html")).expect("UTF-8");
    assert!(page.contains("id=\"by-due\""));
    assert!(!edition.join("public/insight").exists());
    for (path, text) in pages(&edition.join("public")) {
        assert!(
            ["open_ages", "id=\"overdue\"", "id=\"by-due\"", "learn a forecast"]
                .iter()
                .all(|internal| !text.contains(internal)),
            "{}",
            path.display()
        );
    }
}

#[test]
fn names_of_units_stay_text() {
    let scratch = ministry();
    run(&scratch);
    for (path, text) in pages(&scratch.edition()) {
        assert!(!text.contains("<script>alert"), "{}", path.display());
        assert!(!text.contains('\u{202e}'), "{}", path.display());
        let document = parsed(&path, &text);
        for node in document.descendants().filter(|node| node.has_tag_name("script")) {
            let source = node.attribute("src").unwrap_or_default();
            assert!(source.ends_with("assets/site.js"), "{source} in {}", path.display());
        }
    }
    let units =
        fs::read_to_string(scratch.edition().join(PAGES).join("vi/units.html")).expect("UTF-8");
    let document = parsed(Path::new("units.html"), &units);
    let name = "<script>alert(1)</script> \"Một\" & 'Hai'";
    assert!(document.descendants().any(|node| node.text() == Some(name)));
    // A decomposed name is written composed.
    assert!(document.descendants().any(|node| node.text() == Some("Cục Năng lượng nguyên tử")));
}

/// The primary keys of the tables that pages name.
fn key(table: &str) -> &'static [&'static str] {
    // Tables over all history have the keys of those of an edition.
    match table.replace("series/", "tables/").as_str() {
        "tables/indicators" | "charts/movers" | "charts/points_to_go" => {
            &["period", "unit_id", "indicator_id"]
        }
        "tables/groups" | "charts/history_groups" => &["period", "unit_id", "group_id", "block_id"],
        "tables/scorecard" | "tables/flow" | "charts/history" | "charts/compared" => {
            &["period", "unit_id"]
        }
        "charts/bands" => &["period", "cohort", "band"],
        "insight/open_ages" | "insight/open_by_due" | "insight/forecast" => &["period", "unit_id"],
        "insight/moves" => &["period", "unit_id", "indicator_id"],
        "insight/open_dossiers" => &["unit_id", "dossier_id"],
        "tables/targets" => &["period", "unit_id", "target_id"],
        "charts/ranked" => &["period", "cohort"],
        "quality/accounts" => &["source", "file"],
        "quality/findings" => &["file", "class", "reason"],
        other => panic!("no key is known for {other}"),
    }
}

type Cells = BTreeMap<(String, String), BTreeMap<String, String>>;

/// Every row of the tables below the edition, by table and key.
fn cells(edition: &Path, tables: &BTreeSet<String>) -> Cells {
    let mut found = Cells::new();
    for table in tables {
        for row in read_csv(&edition.join(format!("{table}.csv"))) {
            let part = |name: &&str| {
                // The CSV marks texts that begin like a formula.
                let text = row[*name].strip_prefix('\'').unwrap_or(&row[*name]);
                text.replace('%', "%25").replace('|', "%7C")
            };
            let parts: Vec<String> = key(table).iter().map(part).collect();
            let known = found.insert((table.clone(), parts.join("|")), row);
            assert!(known.is_none(), "{table} has {parts:?} twice");
        }
    }
    found
}

/// A number of the file in hundredths of a millionth, so that differences are exact.
fn exact(text: &str) -> i128 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let number: i128 = format!("{whole}{part:0<8}").parse().expect("a number");
    sign * number
}

/// What a page of a language writes, with the decimals it shows.
fn shown(text: &str, lang: &str) -> (i128, u32) {
    let plain = text.replace('%', "").replace('\u{2212}', "-").replace('+', "");
    let plain = match lang {
        "vi" => plain.replace('.', "").replace(',', "."),
        _ => plain.replace(',', ""),
    };
    let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len() as u32);
    (exact(&plain), decimals)
}

#[test]
fn every_number_of_a_table_names_its_cell_and_shows_what_the_cell_holds() {
    let scratch = ministry();
    run(&scratch);
    for edition in [scratch.edition(), scratch.edition().join("public")] {
        let pages = pages(&edition);
        let documents: Vec<(&PathBuf, Document)> =
            pages.iter().map(|(path, text)| (path, parsed(path, text))).collect();
        let figures = || {
            documents.iter().flat_map(|(path, document)| {
                document.descendants().filter(Node::is_element).map(move |node| (*path, node))
            })
        };
        for (path, node) in figures() {
            if is_number_cell(node) {
                assert!(is_figure(node), "{} {node:?}", path.display());
            }
        }
        let tables: BTreeSet<String> = figures()
            .filter_map(|(_, node)| Some(node.attribute("data-table")?.to_owned()))
            .collect();
        let cells = cells(&edition, &tables);
        let mut compared = 0;
        for (path, node) in figures() {
            let is_drawn = node.ancestors().any(|above| above.tag_name().name() == "svg");
            if !is_figure(node) || is_drawn {
                continue;
            }
            let around = |name: &str| attribute(node, name).expect("is named");
            let column = around("data-column");
            let table = around("data-table");
            let at = |key: &str| {
                cells
                    .get(&(table.to_owned(), key.to_owned()))
                    .unwrap_or_else(|| panic!("{}: {table} has no row {key}", path.display()))
            };
            let row = at(around("data-key"));
            let text = node.text().unwrap_or_default();
            if node.attribute("data-status").is_some() {
                assert!(!text.chars().any(char::is_numeric), "{text:?} in {}", path.display());
                continue;
            }
            let value = match (column.split_once('-'), node.attribute("data-less")) {
                (Some((from, less)), _) => exact(&row[from]) - exact(&row[less]),
                (None, Some(less)) => exact(&row[column]) - exact(&at(less)[column]),
                (None, None) => exact(&row[column]),
            };
            let scale: i128 =
                attribute(node, "data-scale").map_or(1, |scale| scale.parse().unwrap());
            let lang = node.document().root_element().attribute("lang").expect("a language");
            let (written, decimals) = shown(text, lang);
            let unit = 10_i128.pow(8 - decimals);
            let rounded = (2 * value * scale + unit).div_euclid(2 * unit) * unit;
            assert_eq!(written, rounded, "{}: {table} {row:?} {column}", path.display());
            compared += 1;
        }
        assert!(compared > 2_000, "{compared} figures were compared");
    }
}

#[test]
fn the_public_pages_name_no_input_and_of_rounded_counts_no_exact_need() {
    let scratch = ministry();
    let config = fs::read_to_string(scratch.join("chiso.toml")).expect("a configuration");
    run(&scratch);
    let exact = pages(&scratch.edition().join("public"));
    scratch.write("chiso.toml", format!("[public]\npolicy = \"rounded\"\n\n{config}"));
    // What everyone saw of a closed month is another thing now.
    scratch.chiso_succeeds("restate --month 2026-02 --reason another-protection");
    let rounded = pages(&scratch.edition().join("public"));
    assert!(exact.iter().any(|(_, text)| text.contains("points_to_go")));
    assert!(!rounded.iter().any(|(_, text)| text.contains("points_to_go")));
    for (path, text) in exact.into_iter().chain(rounded) {
        for internal in ["dossiers.csv", "units.csv", "quality/accounts"] {
            assert!(!text.contains(internal), "{internal} in {}", path.display());
        }
    }
}

#[test]
fn an_unchanged_run_gives_the_same_pages_in_another_folder() {
    let (one, other) = (ministry(), ministry());
    run(&one);
    run(&other);
    let site = |scratch: &Scratch| crate::support::snapshot(&scratch.edition().join("site"));
    assert_eq!(crate::support::differing(&site(&one), &site(&other)), Vec::<PathBuf>::new());
    let before = fs::read_link(one.join("reports/current")).ok();
    run(&one);
    assert_eq!(fs::read_link(one.join("reports/current")).ok(), before);
}

#[test]
fn a_restatement_shows_its_reason_and_old_figures_beside_new_ones() {
    let scratch = ministry();
    run(&scratch);
    // Twenty dossiers of one unit that had ended late are corrected.
    let corrected = dossiers().replace("-13 10:00,", "-05 10:00,");
    assert_ne!(corrected, dossiers());
    scratch.write("dossiers.csv", corrected);
    let call = "restate --month 2026-02 --reason Corrected";
    scratch.chiso_succeeds(call);
    for folder in ["", "public/"] {
        let path = scratch.edition().join(format!("{folder}{PAGES}")).join("en/revisions.html");
        let page = fs::read_to_string(path).expect("UTF-8");
        assert!(page.contains("Corrected"), "{folder} gives no reason");
        assert!(page.contains("id=\"changes\""), "{folder} lists no change");
    }
}
