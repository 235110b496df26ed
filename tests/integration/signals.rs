//! Whether a month is a signal: the limits against values that others published, and table, charts and pages of an
//! invented ministry beside a second reckoning with floats, from nothing but what the same readers are shown.
//!
//! Of its units, A sends forty dossiers a month and in the last month far more of them online; B begins within the
//! year; C has no dossier in one month; D has four a month; E takes over F in March 2025; G is always the same.

use std::{collections::BTreeMap, fs, path::Path};

use chiso::domain::{
    number::Decimal,
    xmr::{Limits, judge, trends},
};

use crate::support::{PAGES, Row, Scratch, read_csv, shared};

const CONFIG: &str = "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n\
[units]\npath = \"units.csv\"\n\n\
[[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n\n";

const UNITS: &str = "\
unit_id,name,parent_id,kind,valid_from,valid_to,successor_id,aliases
A,Unit A,,department,,,,
B,Unit B,,department,,,,
C,Unit C,,department,,,,
D,Unit D,,department,,,,
E,Unit E,,department,,,,
F,Unit F,,department,,2025-02-28,E,
G,Unit G,,department,,,,
";

/// From January 2025 to February 2026.
const MONTHS: usize = 14;
/// Of forty, those that unit A receives online.
const ONLINE: [usize; MONTHS] = [20, 22, 21, 23, 20, 22, 21, 20, 23, 21, 22, 20, 21, 38];
const RATIO: &str = "submitted_online";

fn month(at: usize) -> String {
    format!("{}-{:02}", 2025 + at / 12, at % 12 + 1)
}

/// Dossiers of a unit in a month, and how many of them are received online.
fn sent(unit: &str, at: usize) -> (usize, usize) {
    match unit {
        "A" => (40, ONLINE[at]),
        "B" if at < 9 => (0, 0),
        "C" if at == 5 => (0, 0),
        "D" => (4, at % 3),
        "F" if at >= 2 => (0, 0),
        "G" => (20, 10),
        _ => (20, 8 + at * 5 % 7),
    }
}

fn ministry(public: &str) -> Scratch {
    let scratch = Scratch::with_pages("signals");
    scratch.write("chiso.toml", format!("{CONFIG}{public}"));
    scratch.write("units.csv", UNITS);
    let mut rows =
        String::from("dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at\n");
    for at in 0..MONTHS {
        for unit in ["A", "B", "C", "D", "E", "F", "G"] {
            let (all, online) = sent(unit, at);
            for number in 0..all {
                let (channel, month) =
                    (if number < online { "online" } else { "counter" }, month(at));
                rows += &format!(
                    "{unit}-{month}-{number},{unit},1.000001,{channel},{month}-03 08:00,{month}-20 08:00,{month}-1{} 08:00\n",
                    number % 9
                );
            }
        }
    }
    scratch.write("d.csv", rows);
    scratch
}

fn run(scratch: &Scratch, more: &str) {
    scratch.chiso_succeeds(&format!("run --from 2025-01 --to {}{more}", month(MONTHS - 1)));
}

/// The rows of `charts/signals` of an edition by unit and indicator.
fn signals(edition: &Path) -> BTreeMap<(String, String), Row> {
    let rows = read_csv(&edition.join("charts/signals.csv"));
    let count = rows.len();
    let keyed: BTreeMap<_, _> = rows
        .into_iter()
        .map(|row| ((row["unit_id"].clone(), row["indicator_id"].clone()), row))
        .collect();
    assert_eq!(keyed.len(), count, "a key stands twice");
    keyed
}

fn of<'a>(all: &'a BTreeMap<(String, String), Row>, unit: &str, indicator: &str) -> &'a Row {
    let key = (unit.to_owned(), indicator.to_owned());
    all.get(&key).unwrap_or_else(|| panic!("no {key:?}"))
}

fn state(all: &BTreeMap<(String, String), Row>, unit: &str, indicator: &str) -> (String, String) {
    let row = of(all, unit, indicator);
    (row["signal"].clone(), row["months"].clone())
}

fn told(code: &str, months: usize) -> (String, String) {
    (code.to_owned(), months.to_string())
}

#[test]
fn limits_and_trends_are_those_that_others_published() {
    let Some(path) = shared("statistics/published-values.csv") else { return };
    let series = |text: &str| -> Vec<Option<Decimal>> {
        let values = text.split(' ').map(|value| Decimal::parse(value, 0));
        values.map(|value| Some(value.expect("a number"))).collect()
    };
    let rows = read_csv(&path);
    let first = rows.iter().find(|row| row["method"] == "xmr_limits").expect("a series");
    let input = series(&first["input"]);
    let (mut limits, mut lines) = (0, 0);
    for row in &rows {
        let found = match row["method"].as_str() {
            "xmr_limits" => Limits::of(&input),
            "xmr_limits_screened" => Limits::screened(&input),
            "xmr_trend" => {
                let is_trend = trends(&series(&row["input"])).iter().any(|way| *way != 0);
                assert_eq!(is_trend, row["expected"] == "trend", "{row:?}");
                lines += 1;
                continue;
            }
            _ => continue,
        };
        let found = found.expect("limits");
        let words: Vec<&str> = row["expected"].split(' ').collect();
        for pair in words.chunks(2) {
            let end = match pair[0] {
                "mean" => found.mean(6),
                "upper" => found.upper(6),
                "lower" => found.lower(6),
                other => panic!("{other} is no end"),
            };
            assert_eq!(end.expect("an end").to_string(), pair[1], "{row:?}");
            limits += 1;
        }
    }
    assert!(limits >= 5 && lines >= 2, "{limits} ends and {lines} series were compared");
}

#[test]
fn every_unit_has_its_answer_and_too_little_is_said_to_be_too_little() {
    let scratch = ministry("");
    run(&scratch, "");
    let all = signals(&scratch.edition());
    assert_eq!(state(&all, "A", RATIO), told("outside_high", 14));
    assert_eq!(state(&all, "B", RATIO), told("not_enough", 5), "begins within the year");
    assert_eq!(state(&all, "B", ""), told("not_enough", 5));
    assert_eq!(state(&all, "C", RATIO), told("common", 13), "a gap is no month");
    assert_eq!(state(&all, "D", RATIO), told("few", 0), "ratios of few cases");
    assert_eq!(state(&all, "D", "").1, "14", "a score rests on more than one ratio");
    assert_eq!(state(&all, "E", RATIO), told("not_enough", 12), "anew since it took over F");
    assert_eq!(state(&all, "G", RATIO), told("common", 14), "equal months are no signal");
    let same = of(&all, "G", RATIO);
    assert_eq!([&*same["mean"], &*same["lower_limit"], &*same["upper_limit"]], ["50.0000"; 3]);
    for row in all.values() {
        let is_few = row["months"].parse::<usize>().expect("a number") < 13;
        assert_eq!(row["mean"].is_empty(), is_few, "{row:?}");
        assert!(!is_few || ["not_enough", "few", "no_value"].contains(&&*row["signal"]), "{row:?}");
    }
}

/// What follows from the ratios of a unit in percent, counted with floats: months, mean, limits.
fn reckoned(ratios: &[Option<f64>]) -> (usize, [f64; 3]) {
    let known: Vec<f64> = ratios.iter().copied().flatten().collect();
    let steps: Vec<f64> =
        ratios.windows(2).filter_map(|pair| Some((pair[1]? - pair[0]?).abs())).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (middle, away) = (mean(&known), 2.66 * mean(&steps));
    (known.len(), [middle, (middle - away).max(0.0), (middle + away).min(100.0)])
}

/// Compares every ratio with what its own edition shows of it; tells how many have limits, and how many cells are
/// withheld.
fn compared(edition: &Path) -> (usize, usize) {
    let table = read_csv(&edition.join("tables/indicators.csv"));
    let all = signals(edition);
    let (mut limits, mut withheld) = (0, 0);
    for cell in table.iter().filter(|cell| cell["status"] == "suppressed") {
        withheld += 1;
        let row = all.get(&(cell["unit_id"].clone(), cell["indicator_id"].clone()));
        if let Some(row) = row.filter(|row| row["period"] == cell["period"]) {
            assert_eq!([&*row["value"], &*row["signal"]], ["", "no_value"], "{row:?}");
        }
    }
    for ((unit, indicator), row) in all {
        if indicator.is_empty() || ["E", "F"].contains(&&*unit) {
            continue;
        }
        let ratio = |at: usize| {
            let is_it = |cell: &&Row| {
                cell["period"] == month(at)
                    && cell["unit_id"] == unit
                    && cell["indicator_id"] == indicator
            };
            let cell = table.iter().find(is_it)?;
            let number = |column: &str| cell[column].parse::<f64>().ok();
            // Percent with two decimals, rounded half up, as charts show them.
            let percent = number("numerator")? * 100.0 / number("denominator")?;
            let is_ratio = !cell["ratio"].is_empty() && number("denominator")? >= 10.0;
            is_ratio.then_some((percent * 100.0 + 0.5 + 1e-9).floor() / 100.0)
        };
        let ratios: Vec<Option<f64>> = (0..MONTHS).map(ratio).collect();
        let (months, ends) = reckoned(&ratios);
        assert_eq!(row["months"], months.to_string(), "{row:?}: {ratios:?}");
        if months < 13 {
            continue;
        }
        for (column, expected) in ["mean", "lower_limit", "upper_limit"].iter().zip(ends) {
            let found: f64 = row[*column].parse().expect("a number");
            assert!((found - expected).abs() < 1e-4, "{column} of {row:?}: {expected}");
        }
        limits += 1;
    }
    (limits, withheld)
}

#[test]
fn limits_follow_from_what_the_same_readers_are_shown() {
    let scratch = ministry("[public]\npolicy = \"rounded\"\n");
    run(&scratch, "");
    let (exact, none) = compared(&scratch.edition());
    assert_eq!(none, 0);
    let (rounded, withheld) = compared(&scratch.edition().join("public"));
    assert!(exact >= 8 && rounded >= 8, "{exact} and {rounded} series have limits");
    assert!(withheld > 10, "{withheld} ratios are withheld");
    let [own, shown] = ["", "public"].map(|part| signals(&scratch.edition().join(part)));
    let [own, shown] = [of(&own, "A", RATIO), of(&shown, "A", RATIO)];
    assert_ne!(
        own["mean"], shown["mean"],
        "the public sees rounded counts and what follows from them"
    );
}

/// The words of a code in a language, from the files of words.
fn words(lang: &str, code: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/words/{lang}.toml"));
    let all: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    all["codes"]["signal"][code].as_str().expect("words").to_owned()
}

#[test]
fn pages_and_charts_say_what_the_table_says() {
    let scratch = ministry("");
    run(&scratch, "");
    let edition = scratch.edition();
    let all = signals(&edition);
    for lang in ["vi", "en"] {
        let page = |path: &str| {
            fs::read_to_string(edition.join(PAGES).join(lang).join(path)).expect("a page")
        };
        let marked =
            |code: &str| format!("<span class=\"state {code}\">{}</span>", words(lang, code));
        for unit in ["A", "B", "C", "D", "E", "G"] {
            let page = page(&format!("units/{unit}.html"));
            let standing = page.split("</section>").find(|part| part.contains("id=\"h-score\""));
            let own = marked(&of(&all, unit, "")["signal"]);
            assert!(standing.expect("a score").contains(&own), "{unit} {lang}: {own}");
            let table = page.split("id=\"indicators-table\"").nth(1).expect("the indicators");
            let line = table.split("<tr").find(|row| row.contains(&format!("{RATIO}.html")));
            let own = marked(&of(&all, unit, RATIO)["signal"]);
            assert!(line.expect("its row").contains(&own), "{unit} {lang}: {own}");
        }
        let page = page(&format!("indicators/{RATIO}.html"));
        let whole = marked(&of(&all, "M", RATIO)["signal"]);
        let (keys, rest) = page.split_once("</dl>").expect("keys");
        assert!(keys.contains(&whole), "{lang}: {whole}");
        assert!(rest.contains(&marked("outside_high")), "{lang}: unit A in the list");
    }
    let method = fs::read_to_string(edition.join(PAGES).join("vi/method.html")).unwrap();
    assert!(method.contains("XmR") && method.contains("2,66"));
    // The last month of a chart says the same, and its lines are those of the table.
    for (chart, unit, indicator) in [
        (format!("indicators/{RATIO}/trend"), "M", RATIO),
        ("units/A/score".to_owned(), "A", ""),
        ("units/B/score".to_owned(), "B", ""),
    ] {
        let rows = read_csv(&edition.join(format!("charts/{chart}.csv")));
        let own: Vec<&Row> = rows.iter().filter(|row| row["series_id"] == unit).collect();
        let (last, table) = (own.last().expect("months"), of(&all, unit, indicator));
        for column in ["value", "mean", "lower_limit", "upper_limit", "signal"] {
            assert_eq!(last[column], table[column], "{column} of {chart}");
        }
        let others = rows.iter().filter(|row| row["series_id"] != unit);
        assert!(others.clone().all(|row| row["signal"].is_empty() && row["mean"].is_empty()));
        let drawn = fs::read_to_string(edition.join(format!("charts/{chart}.svg"))).unwrap();
        let rings = own.iter().filter(|row| {
            !["", "common", "not_enough", "provisional", "few"].contains(&&*row["signal"])
        });
        assert_eq!(drawn.matches("r=\"7.5\"").count(), rings.count(), "{chart}");
    }
}

#[test]
fn a_month_that_is_not_over_is_no_signal() {
    let scratch = ministry("");
    run(&scratch, " --as-of 2026-02-25");
    let all = signals(&scratch.edition());
    assert_eq!(state(&all, "A", RATIO), told("provisional", 13));
    assert_eq!(of(&all, "A", RATIO)["value"], "95.00", "it is shown all the same");
    let page = scratch.edition().join(PAGES).join("en/units/A.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(
        page.contains(&words("en", "provisional")) && !page.contains(&words("en", "outside_high"))
    );
}

#[test]
fn the_last_of_many_months_alone_is_asked_by_those_before_it() {
    let months = |last: i64| -> Vec<Option<Decimal>> {
        let usual = (0..23).map(|at| 9_000 + at % 2 * 10);
        usual.chain([last]).map(|units| Some(Decimal::hundredths(units))).collect()
    };
    let judged = |last: i64| judge(&months(last), 0).states[23].map(|state| state.as_str());
    assert_eq!(judged(9_010), Some("common"));
    assert_eq!(judged(8_000), Some("outside_low"));
}
