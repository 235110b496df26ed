//! The report on demand and the targets of the plan, on a ministry of two units and a dozen dossiers
//! that can be counted by hand: the document says the numbers of the tables, and no name breaks it.

use std::{collections::BTreeMap, io::Read, path::Path};

use crate::support::{Call, Row, Scratch, snapshot};

const CONFIGURATION: &str = r#"
[authority]
id = "G99"
name = "Bộ <Thử> & \"Nghiệm\""
kind = "ministry"

[rules]
set = "portal-2026"
TARGETS
[units]
path = "inputs/units.csv"

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
path = "inputs/dossiers.csv"
"#;

/// A name that would break markup, XML and a template if it were not escaped.
const HOSTILE: &str = "</w:t></td><script>alert(1)</script> & {{ 7*7 }} 'x' ]]>";

const UNITS: &str = "unit_id,name,parent_id,kind,valid_from,valid_to,successor_id,aliases\n\
    G99.1,NAME,G99,department,,,,\n\
    G99.2,Cục Hai,G99,department,,,,\n";

/// July 2026. Unit 1: three received, two of them online; two ended, one with a result file. Unit 2:
/// two received, both online, one ended with a result file. One more was received in June and ended
/// in July with a result file. Databases: 7 twice, 3 once.
const DOSSIERS: &str = "\
dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,result_file,databases
H1,G99.1,1.000001,online,2026-07-01 08:00,2026-07-10 17:00,2026-07-09 09:00,1,7;7;3
H2,G99.1,1.000001,counter,2026-07-02 08:00,2026-07-12 17:00,2026-07-13 09:00,0,
H3,G99.1,1.000001,online,2026-07-20 08:00,2026-08-20 17:00,,0,
H4,G99.2,1.000001,online,2026-07-03 08:00,2026-07-10 17:00,2026-07-09 09:00,1,7
H5,G99.2,1.000001,online,2026-07-28 08:00,2026-08-20 17:00,,1,
H6,G99.1,1.000001,counter,2026-06-20 08:00,2026-07-10 17:00,2026-07-03 09:00,1,7
";

fn ministry(name: &str, targets: &str) -> Scratch {
    let scratch = Scratch::with_pages(name);
    scratch.write("chiso.toml", CONFIGURATION.replace("TARGETS", targets));
    let hostile = format!("\"{}\"", HOSTILE.replace('"', "\"\""));
    scratch.write("inputs/units.csv", UNITS.replace("NAME", &hostile));
    scratch.write("inputs/dossiers.csv", DOSSIERS);
    scratch
}

fn of<'r>(rows: &'r [Row], period: &str, unit: &str, column: &str, id: &str) -> &'r Row {
    let mut found = rows
        .iter()
        .filter(|row| row["period"] == period && row["unit_id"] == unit && row[column] == id);
    found.next().unwrap_or_else(|| panic!("no row {id} of {unit} in {period}"))
}

#[test]
fn a_target_is_measured_of_the_dossiers_that_the_plan_names() {
    let scratch = ministry("targets", "");
    scratch.chiso_succeeds("run --month 2026-07");
    let rows = scratch.table("targets");
    let told = |unit: &str, target: &str| {
        let row = of(&rows, "2026-07", unit, "target_id", target);
        ["numerator", "denominator", "ratio", "goal", "met", "status"].map(|c| row[c].clone())
    };
    // Ended in July: H1, H2, H4, H6; all but H2 have a result file.
    let digitized = ["3", "4", "0.750000", "1.000000", "false", "value"];
    assert_eq!(told("G99", "results_digitized"), digitized);
    let all = ["1", "1", "1.000000", "1.000000", "true", "value"];
    assert_eq!(told("G99.2", "results_digitized"), all);
    // Received in July: H1 to H5; all but H2 online.
    let online = ["4", "5", "0.800000", "0.600000", "true", "value"];
    assert_eq!(told("G99", "handled_online"), online);
    // No ratings were given, so nothing is known: neither met nor missed.
    let unknown = ["", "", "", "0.900000", "", "missing_source"];
    assert_eq!(told("G99", "satisfaction"), unknown);
    assert_eq!(told("G99", "survey"), unknown);
    // The indicator itself is counted over what was in hand, all six; with a result file ended H1, H4
    // and H6, and H5 is still open.
    let indicators = scratch.table("indicators");
    let indicator = of(&indicators, "2026-07", "G99", "indicator_id", "electronic_result");
    assert_eq!((&*indicator["numerator"], &*indicator["denominator"]), ("3", "6"));
    for target in ["satisfaction", "survey", "results_digitized", "handled_online"] {
        assert!(scratch.edition().join(format!("charts/targets-{target}.svg")).exists());
    }
}

/// July: of unit 1 satisfied twice and neutral once, of unit 2 dissatisfied once. Beside these an
/// official, a complaint without a verdict, a repeated row, the next month, a dossier that nobody
/// knows, and one dated before its dossier came in. H6 ended on 3 July and is rated in August.
const RATINGS: &str = "\
dossier_id,rated_at,verdict,by,complaint
H1,2026-07-10,satisfied,citizen,
H1,2026-07-10,satisfied,citizen,
H3,2026-07-21,satisfied,,
H2,2026-07-31 23:59:59,neutral,citizen,
H4,2026-07-10,dissatisfied,citizen,
H5,2026-07-29,satisfied,official,
H5,2026-07-29,,citizen,1
H4,2026-08-01,satisfied,citizen,
H6,2026-08-02,satisfied,citizen,
H9,2026-07-10,dissatisfied,citizen,
H5,2026-06-01,satisfied,citizen,
";

#[test]
fn the_survey_counts_what_citizens_said_in_the_period_in_which_they_said_it() {
    let scratch = ministry("survey", "");
    let config = std::fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    let source = "[[source]]\nname = \"r\"\nkind = \"ratings\"\nformat = \"table\"\npath = \"inputs/r.csv\"\n";
    scratch.write("chiso.toml", format!("{config}\n{source}"));
    scratch.write("inputs/r.csv", RATINGS);
    scratch.chiso_succeeds("run --from 2026-06 --to 2026-08");
    let rows = scratch.table("targets");
    let told = |period: &str, unit: &str| {
        let row = of(&rows, period, unit, "target_id", "survey");
        ["numerator", "denominator", "ratio", "met", "status"].map(|column| row[column].clone())
    };
    // The rating of H5 from before its receipt is of 28 July, so unit 2 has one of two.
    assert_eq!(told("2026-07", "G99.1"), ["2", "3", "0.666667", "false", "value"]);
    assert_eq!(told("2026-07", "G99.2"), ["1", "2", "0.500000", "false", "value"]);
    assert_eq!(told("2026-07", "G99"), ["3", "5", "0.600000", "false", "value"]);
    assert_eq!(told("2026-08", "G99"), ["2", "2", "1.000000", "true", "value"]);
    assert_eq!(told("2026-08", "G99.1"), ["1", "1", "1.000000", "true", "value"]);
    assert_eq!(told("2026-Q3", "G99"), ["5", "7", "0.714286", "false", "provisional"]);
    // Ratings were given, though none in June: no cases is not a missing source.
    assert_eq!(told("2026-06", "G99"), ["0", "0", "", "", "no_cases"]);
}

#[test]
fn a_shared_database_counts_once_for_each_dossier_received_in_the_period() {
    let scratch = ministry("databases", "");
    scratch.chiso_succeeds("run --month 2026-07");
    let rows = scratch.table("databases");
    let mut july: Vec<(&str, &str, &str)> = rows
        .iter()
        .filter(|row| row["period"] == "2026-07")
        .map(|row| (&*row["unit_id"], &*row["database_id"], &*row["dossiers"]))
        .collect();
    july.sort_unstable();
    let expected = [
        ("G99", "3", "1"),
        ("G99", "7", "2"),
        ("G99.1", "3", "1"),
        ("G99.1", "7", "1"),
        ("G99.2", "7", "1"),
    ];
    assert_eq!(july, expected);
}

#[test]
fn targets_of_ones_own_are_checked_before_anything_is_read() {
    let scratch = ministry("own-targets", "targets = \"own.toml\"");
    scratch.write(
        "own.toml",
        "id = \"own\"\ntitle = { vi = \"a\", en = \"a\" }\nbasis = { vi = \"a\", en = \"\" }\n\
         [[target]]\nid = \"x\"\ntitle = { vi = \"a\", en = \"a\" }\nindicator = \"nothing\"\n\
         of = \"no_column\"\nthose = \"ended\"\ngoal = 120\ncomparison = \"at_least\"\n\
         basis = { vi = \"a\", en = \"a\" }\n",
    );
    let outcome = scratch.chiso("check");
    assert_eq!(outcome.code, Some(78), "{}", outcome.stderr);
    for said in ["basis.en is empty", "\"nothing\"", "no_column", "goal = 120"] {
        assert!(outcome.stderr.contains(said), "{said} is not said:\n{}", outcome.stderr);
    }
}

/// The cells of a table in the page, by row and column.
fn cells(page: &str, table: &str) -> BTreeMap<(String, String), String> {
    let start = page.find(&format!("data-table=\"{table}\"")).expect("the table is there");
    let text = &page[start..start + page[start..].find("</table>").expect("a table ends")];
    let until = |text: &str, end: &str| text.split(end).next().unwrap_or_default().to_owned();
    let mut found = BTreeMap::new();
    for row in text.split("<tr data-row=\"").skip(1) {
        let id = until(row, "\"");
        for cell in row.split("<td data-column=\"").skip(1) {
            let shown = until(cell.split_once('>').expect("a cell").1, "</td>");
            found.insert((id.clone(), until(cell, "\"")), shown);
        }
    }
    found
}

/// A number of a table as Vietnamese writes it; absent is an en dash.
fn vietnamese(number: &str) -> String {
    if number.is_empty() { "–".into() } else { number.replace('.', ",") }
}

fn page(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("report.html")).expect("the page is written")
}

#[test]
fn the_page_says_the_numbers_of_the_tables() {
    let scratch = ministry("report", "");
    scratch.chiso_succeeds("run --from 2026-06 --to 2026-09");
    for (from, to, period) in [("2026-07", "2026-07", "2026-07"), ("2026-07", "2026-09", "2026-Q3")]
    {
        let folder = format!("out-{period}");
        scratch.chiso_succeeds(&format!("report --from {from} --to {to} --output {folder}"));
        let page = page(&scratch.join(&folder));
        let shown = cells(&page, "indicators");
        let mut compared = 0;
        let of_authority = |row: &&Row| row["period"] == period && row["unit_id"] == "G99";
        for row in scratch.table("indicators").iter().filter(of_authority) {
            for column in ["numerator", "denominator", "points"] {
                let cell = &shown[&(row["indicator_id"].clone(), column.to_owned())];
                let plain = cell.replace('.', "");
                assert_eq!(plain, vietnamese(&row[column]), "{column} of {row:?}");
                compared += 1;
            }
        }
        assert_eq!(compared, 3 * 23);
        let flow = cells(&page, "flow");
        let table = scratch.table("flow");
        let row = table.iter().find(of_authority).expect("the authority has a flow");
        for column in ["opening", "received", "ended", "ended_late", "closing"] {
            assert_eq!(flow[&(column.to_owned(), "dossiers".to_owned())], row[column], "{column}");
        }
        let units = cells(&page, "units");
        for row in scratch.table("scorecard").iter().filter(|row| row["period"] == period) {
            if row["unit_id"] != "G99" {
                let cell = |column: &str| &units[&(row["unit_id"].clone(), column.to_owned())];
                assert_eq!(*cell("rank"), vietnamese(&row["rank"]));
                assert_eq!(*cell("comparable_score"), vietnamese(&row["comparable_score"]));
            }
        }
        assert_eq!(
            cells(&page, "targets")[&("results_digitized".into(), "met".into())],
            "chưa đạt"
        );
        assert!(page.contains("<html lang=\"vi\">") && page.contains("<svg"));
        assert!(!page.contains("<script") && !page.contains("src="), "the page loads something");
    }
}

#[test]
fn months_that_make_no_period_are_told_one_by_one() {
    let scratch = ministry("months", "");
    scratch.chiso_succeeds("run --from 2026-06 --to 2026-07");
    let outcome = scratch.chiso_succeeds("report --from 2026-06 --to 2026-07 --format json");
    assert_eq!(outcome.json()["periods"], serde_json::json!(["2026-06", "2026-07"]));
    let page = page(&scratch.join("reports/documents/2026-06_2026-07"));
    assert!(page.contains("không cộng các tháng với nhau"));
    let flow = cells(&page, "flow");
    for row in scratch
        .table("flow")
        .iter()
        .filter(|row| row["period_kind"] == "month" && row["unit_id"] == "G99")
    {
        for column in ["received", "ended", "closing"] {
            assert_eq!(flow[&(row["period"].clone(), column.to_owned())], row[column]);
        }
    }
    assert_eq!(flow.keys().filter(|(_, column)| column == "received").count(), 2);
}

#[test]
fn a_document_is_whole_and_the_same_whatever_a_unit_is_called() {
    let scratch = ministry("docx", "");
    scratch.chiso_succeeds("run --month 2026-07");
    for folder in ["one", "two"] {
        scratch.chiso_succeeds(&format!("report --from 2026-07 --to 2026-07 --output {folder}"));
    }
    assert_eq!(snapshot(&scratch.join("one")), snapshot(&scratch.join("two")));
    let file = std::fs::File::open(scratch.join("one/report.docx")).expect("the document");
    let mut zip = zip::ZipArchive::new(file).expect("a zip file");
    let mut pictures = 0;
    for place in 0..zip.len() {
        let mut part = zip.by_index(place).expect("a part");
        let name = part.name().expect("a name in UTF-8").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part that can be unpacked");
        if name.ends_with(".png") {
            assert!(bytes.starts_with(b"\x89PNG"), "{name}");
            pictures += 1;
            continue;
        }
        let text = String::from_utf8(bytes).expect("XML in UTF-8");
        well_formed(&name, &text);
        if name == "word/document.xml" {
            assert!(text.contains("&lt;/w:t&gt;&lt;/td&gt;&lt;script&gt;alert(1)"), "{name}");
            assert!(text.contains("{{ 7*7 }}") && text.contains("<w:tblHeader/>"));
            assert!(text.contains("w:val=\"Heading1\""));
        }
    }
    assert_eq!(pictures, 8);
    let page = page(&scratch.join("one"));
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
}

/// Every tag that is opened is closed, in order, and no `<` or `&` stands by itself.
fn well_formed(name: &str, text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = text.split_once("?>").map_or(text, |(_, body)| body);
    for part in body.split('<').skip(1) {
        let (tag, content) = part.split_once('>').unwrap_or_else(|| panic!("{name}: <{part}"));
        assert!(!content.contains("]]>"), "{name}: {content}");
        for reference in tag.split('&').skip(1).chain(content.split('&').skip(1)) {
            let entity = reference.split(';').next().unwrap_or_default();
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&entity), "{name}: &{reference}");
        }
        let word = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(word), "{name}: a tag is closed that is not open");
        } else if !tag.ends_with('/') {
            open.push(word);
        }
    }
    assert!(open.is_empty(), "{name}: left open: {open:?}");
}

#[test]
fn a_report_does_not_know_more_than_was_read() {
    let scratch = ministry("lake", "");
    let call = || Call::new("report --from 2026-07 --to 2026-09 --format json").at(scratch.path());
    assert_eq!(call().run().code, Some(66), "there is no lake yet");
    scratch.chiso_succeeds("run --month 2026-07");
    let outcome = call().run().succeeded();
    assert_eq!(outcome.json()["provisional"], true);
    assert!(outcome.json()["cut_off"].as_str().is_some_and(|day| day.starts_with("2026-08-01")));
    assert_eq!(call().arg("--as-of").arg("2026-09-15").run().code, Some(69));
}
