//! The archive: a period's pages are written once, by the edition that publishes it, and reached from every later
//! one through a link that its manifest names and `verify` follows. Everything here is invented.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use roxmltree::{Document, ParsingOptions};
use serde_json::Value;

use crate::named::{attribute, is_figure};
use crate::support::{PAGES, Scratch, differing, snapshot};

const DATA: i32 = 65;
const ARCHIVE: &str = "site/archive";

const CONFIG: &str = r#"[authority]
id = "M"
name = "Bộ bịa ra để thử"
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

/// Four dossiers of two units in each month, one of which ends on the `last` day of January.
fn dossiers(last: &str) -> String {
    let head = "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at\n".to_owned();
    let month = |month: u32| {
        let day = |day: u32| format!("2026-{month:02}-{day:02}");
        (1..=4).fold(String::new(), |all, number| {
            let unit = if number % 2 == 0 { "A" } else { "B" };
            let ended = if (month, number) == (1, 4) { last.into() } else { day(5 + number) };
            all + &format!(
                "D{month}-{number},{unit},P1,online,{} 08:00,{} 17:00,{ended} 10:00\n",
                day(number),
                day(10)
            )
        })
    };
    head + &(1..=4).map(month).collect::<String>()
}

fn ministry(name: &str) -> Scratch {
    let scratch = Scratch::with_pages(name);
    scratch.write("chiso.toml", CONFIG);
    scratch.write("units.csv", "unit_id,name\nA,Cục Một\nB,Cục Hai\n");
    scratch.write("dossiers.csv", dossiers("2026-01-09"));
    scratch
}

/// Where the pointer of an edition's archive leads: the name of the edition that it ends in.
fn edition_of(scratch: &Scratch, part: &str, period: &str) -> String {
    let link = scratch.edition().join(part).join(ARCHIVE).join(period);
    let real = fs::canonicalize(&link).unwrap_or_else(|error| panic!("{link:?}: {error}"));
    let reports = fs::canonicalize(scratch.join("reports")).expect("the reports");
    let below = real.strip_prefix(reports).expect("within the reports");
    below.components().next().expect("an edition").as_os_str().to_string_lossy().into_owned()
}

fn current(scratch: &Scratch) -> String {
    let link = fs::read_link(scratch.edition()).expect("the pointer");
    link.to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Where a link of a page leads for whoever reads addresses, as browsers do.
fn followed(page: &Path, link: &str) -> PathBuf {
    let mut path = page.parent().expect("a folder").to_owned();
    for part in link.split(['#']).next().unwrap_or_default().split('/') {
        match part {
            ".." => assert!(path.pop()),
            part => path.push(part),
        }
    }
    path
}

/// The links of the bar of periods, by their text.
fn bar(page: &Path) -> BTreeMap<String, PathBuf> {
    let text = read(page);
    let bar = text.split("<nav class=\"periods\"").nth(1).expect("a bar of periods");
    let bar = bar.split("</nav>").next().unwrap_or_default();
    let links = bar.split("href=\"").skip(1).map(|rest| {
        let (href, rest) = rest.split_once("\">").expect("an address");
        (rest.split_once("</a>").expect("a text").0.to_owned(), followed(page, href))
    });
    links.collect()
}

fn manifest(scratch: &Scratch, part: &str) -> Value {
    let text = read(&scratch.edition().join(part).join("manifest.json"));
    serde_json::from_str(&text).expect("a manifest")
}

#[test]
fn months_that_follow_each_other_are_reached_from_one_another() {
    let scratch = ministry("archive");
    for month in ["2026-01", "2026-02", "2026-03"] {
        scratch.chiso_succeeds(&format!("run --month {month}"));
    }
    scratch.chiso_succeeds("verify");
    for part in ["", "public"] {
        let root = scratch.edition().join(part);
        for (period, edition) in [("2026-01", "2026-01.r1-"), ("2026-02", "2026-02.r1-")] {
            assert!(root.join(ARCHIVE).join(period).is_symlink(), "{period} is copied");
            assert!(edition_of(&scratch, part, period).starts_with(edition), "{period}");
        }
        for own in ["2026-03", "2026-Q1", "2026-H1", "2026", "latest"] {
            assert_eq!(edition_of(&scratch, part, own), current(&scratch), "{own}");
        }
        let page = root.join(PAGES).join("vi/units/A.html");
        let links = bar(&page);
        let before = &links["‹ Tháng 2/2026"];
        assert!(before.ends_with("site/archive/2026-02/vi/units/A.html"), "{before:?}");
        assert!(read(before).contains("tháng 2/2026"));
        // Through the same folder on to January; what follows February only the archive knows.
        let links_of_february = bar(before);
        assert!(read(&links_of_february["‹ Tháng 1/2026"]).contains("tháng 1/2026"));
        let after = &links_of_february["Các kỳ sau ›"];
        assert_eq!(*after, root.join(ARCHIVE).join("vi/index.html"));
        assert!(read(after).contains("href=\"../2026-03/vi/index.html\">Tháng 3/2026</a>"));
        // The quarter is over, and has pages of its units; the half-year is not, and has none.
        let quarter = &links["Quý I năm 2026"];
        assert!(quarter.ends_with("2026-Q1/vi/units/A.html"), "{quarter:?}");
        assert!(bar(quarter).contains_key("Tháng 1/2026"));
        assert!(links["6 tháng đầu năm 2026"].ends_with("2026-H1/vi/index.html"));
        assert!(links.values().all(|path| path.is_file()), "{links:#?}");
        let home = read(&root.join("site/vi/index.html"));
        assert!(home.contains("href=\"../archive/latest/vi/units.html\""), "the first page");
        let frame = read(&root.join("site/embed/en/units/A.html"));
        assert!(frame.contains("../../../archive/latest/en/units/A.html"), "the page for frames");
    }
}

#[test]
fn nothing_internal_is_reached_from_what_is_public() {
    let scratch = ministry("archive-public");
    scratch.chiso_succeeds("run --month 2026-01");
    scratch.chiso_succeeds("run --month 2026-02");
    let root = scratch.edition().join("public");
    let links = manifest(&scratch, "public")["links"].as_array().cloned().expect("links");
    let mut elsewhere = 0;
    for link in links {
        let path = root.join(link["path"].as_str().expect("a path"));
        let real = fs::canonicalize(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let edition = match link["to"]["edition"].as_str() {
            Some(edition) => scratch.join("reports").join(edition),
            None => scratch.edition(),
        };
        elsewhere += usize::from(link["to"].is_object());
        let public = fs::canonicalize(edition.join("public")).expect("a public part");
        assert!(real.starts_with(public), "{path:?} leads to {real:?}");
    }
    assert_eq!(elsewhere, 1, "January alone stands elsewhere");
    // All links on the disk are those of the manifests.
    let on_disk = snapshot(&fs::canonicalize(scratch.edition()).expect("the edition")).into_keys();
    let is_link = |path: &PathBuf| scratch.edition().join(path).is_symlink();
    let named = manifest(&scratch, "")["links"].as_array().map_or(0, Vec::len);
    assert_eq!(on_disk.filter(is_link).count(), named);
}

#[test]
fn a_month_that_was_restated_is_reached_as_it_stands_now() {
    let scratch = ministry("archive-restated");
    for month in ["2026-01", "2026-02", "2026-03"] {
        scratch.chiso_succeeds(&format!("run --month {month}"));
    }
    scratch.write("dossiers.csv", dossiers("2026-01-19"));
    scratch.chiso_succeeds("restate --month 2026-01 --reason Corrected");
    assert!(current(&scratch).starts_with("2026-03.r2-"), "{}", current(&scratch));
    for part in ["", "public"] {
        assert!(edition_of(&scratch, part, "2026-01").starts_with("2026-01.r2-"), "{part}");
        assert!(edition_of(&scratch, part, "2026-02").starts_with("2026-02.r1-"), "{part}");
    }
    let index = read(&scratch.edition().join(ARCHIVE).join("en/index.html"));
    let january = index.split("January 2026</a>").nth(1).expect("January").split("</dd>").next();
    assert!(january.is_some_and(|said| said.contains("publication no. 2")), "{january:?}");
    scratch.chiso_succeeds("verify");
    // Going back, readers find what was linked then.
    let second = fs::read_dir(scratch.join("reports")).expect("the reports").flatten();
    let names = second.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let february = names.filter(|name| name.starts_with("2026-02.r1")).max().expect("February");
    scratch.chiso_succeeds(&format!("rollback {february}"));
    assert!(edition_of(&scratch, "", "2026-01").starts_with("2026-01.r1-"));
    scratch.chiso_succeeds("verify");
}

#[test]
fn verify_follows_every_link() {
    let scratch = ministry("archive-verify");
    for month in ["2026-01", "2026-02", "2026-03"] {
        scratch.chiso_succeeds(&format!("run --month {month}"));
    }
    let link = scratch.edition().join(ARCHIVE).join("2026-01");
    let right = fs::read_link(&link).expect("a link");
    let verify = || scratch.chiso("verify");
    let february = fs::read_link(scratch.edition().join(ARCHIVE).join("2026-02")).expect("a link");
    let nowhere = PathBuf::from("../../../2026-01.r9-000000000000/site/archive/2026-01");
    for bent in [february, nowhere] {
        fs::remove_file(&link).expect("removed");
        symlink(&bent, &link).expect("a link");
        let outcome = verify();
        assert_eq!(outcome.code, Some(DATA), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("site/archive/2026-01: it leads to"), "{}", outcome.stderr);
    }
    fs::remove_file(&link).expect("removed");
    assert_eq!(verify().code, Some(DATA));
    symlink(&right, &link).expect("a link");
    scratch.chiso_succeeds("verify");
    // What it leads to is another edition now.
    let january = edition_of(&scratch, "", "2026-01");
    let path = scratch.join("reports").join(&january).join("public/manifest.json");
    let text = read(&path);
    fs::write(&path, text.replace("2026-01.r1", "2026-01.r7")).expect("written");
    let outcome = verify();
    assert_eq!(outcome.code, Some(DATA), "{}", outcome.stderr);
    let said = format!("public/site/archive/2026-01: {january} is not as it was published");
    assert!(outcome.stderr.contains(&said), "{}", outcome.stderr);
    fs::write(&path, text).expect("written");
    scratch.chiso_succeeds("verify");
}

#[test]
fn what_readers_reach_is_never_removed() {
    let scratch = ministry("archive-prune");
    // January is never published as final: nothing rests on it but the archive.
    scratch.chiso_succeeds("run --month 2026-01 --as-of 2026-01-20");
    scratch.chiso_succeeds("run --month 2026-02");
    let config = format!("{CONFIG}\n[publication]\nkeep = {{ provisional = 0, superseded = 0 }}\n");
    scratch.write("chiso.toml", config);
    let january = edition_of(&scratch, "", "2026-01");
    scratch.chiso_succeeds("prune");
    assert!(scratch.join("reports").join(&january).is_dir(), "January is gone");
    scratch.chiso_succeeds("verify");
    // Once it is published as final, the first one leads nowhere for readers.
    scratch.chiso_succeeds("restate --month 2026-01 --reason Late --as-of 2026-02-01");
    scratch.chiso_succeeds("run --month 2026-03");
    scratch.chiso_succeeds("prune");
    assert!(!scratch.join("reports").join(&january).is_dir(), "January is there");
    scratch.chiso_succeeds("verify");
}

#[test]
fn the_same_history_gives_the_same_archive_and_an_unchanged_run_keeps_it() {
    let (one, other) = (ministry("archive-one"), ministry("archive-other"));
    for month in ["2026-01", "2026-02"] {
        // The series say when what stands in them was published.
        for scratch in [&one, &other] {
            scratch.chiso_succeeds(&format!("run --month {month} --published-at 2026-03-05"));
        }
    }
    let site = |scratch: &Scratch| snapshot(&scratch.edition().join("site"));
    assert_eq!(differing(&site(&one), &site(&other)), Vec::<PathBuf>::new());
    let before = current(&one);
    one.chiso_succeeds("run --month 2026-02");
    assert_eq!(current(&one), before);
    // A lost link is healed by a new revision of the same bytes.
    fs::remove_file(one.edition().join(ARCHIVE).join("2026-01")).expect("removed");
    let outcome = one.chiso_succeeds("run --month 2026-02");
    assert!(outcome.stderr.contains("is damaged"), "{}", outcome.stderr);
    assert!(current(&one).starts_with("2026-02.r2-"), "{}", current(&one));
    one.chiso_succeeds("verify");
}

#[test]
fn the_year_until_a_month_has_a_page_beside_the_month_unless_the_month_is_all_of_it() {
    const YEAR: &str = "year-to-date.html";
    let scratch = ministry("archive-year");
    for month in 1..=3 {
        scratch.chiso_succeeds(&format!("run --month 2026-{month:02}"));
    }
    for part in ["", "public"] {
        let archive = scratch.edition().join(part).join(ARCHIVE);
        let page = |month: &str, file: &str| archive.join(month).join("vi").join(file);
        for whole in ["2026-01", "2026-03"] {
            assert!(!page(whole, YEAR).exists(), "{whole}: a month and a quarter say it");
        }
        let year = read(&page("2026-02", YEAR));
        assert!(year.contains("href=\"../../2026-02/vi/index.html\""), "{part}: to the month");
        let options = ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = Document::parse_with_options(&year, options).expect("well-formed");
        let of = |column: &str| {
            let mut figures = tree.descendants().filter(|node| is_figure(*node));
            let found = figures.find(|node| {
                let named = |name| attribute(*node, name);
                named("data-table") == Some("series/indicators")
                    && named("data-key") == Some("2026-02-ytd|M|handled_on_time")
                    && named("data-column") == Some(column)
            });
            found.and_then(|node| node.text()).map(str::to_owned)
        };
        for column in ["numerator", "denominator"] {
            // Four dossiers of each month, all ended in time.
            assert_eq!(of(column).as_deref(), Some("8"), "{part}: {column}");
        }
        let month = read(&page("2026-02", "index.html"));
        assert!(month.contains("href=\"../../2026-02/vi/year-to-date.html\""), "{part}");
    }
    scratch.chiso_succeeds("verify");
}
