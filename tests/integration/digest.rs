//! `chiso digest`: one letter for each graded unit, as text and HTML, which names no dossier and says what the
//! published tables say.

use std::{collections::BTreeSet, fs};

use crate::support::{Scratch, snapshot};

/// What a page says, without its tags.
fn said(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for sign in page.chars() {
        match sign {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(sign),
            _ => {}
        }
    }
    for (code, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(code, sign);
    }
    text
}

/// Points as a letter has them.
fn points(text: &str) -> String {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole},{rest:0<2}")
}

#[test]
fn every_graded_unit_gets_a_letter_that_says_what_is_published_and_names_no_dossier() {
    let scratch = Scratch::new("digest");
    scratch.chiso_succeeds("demo .");
    scratch.chiso_succeeds("digest --month 2026-08 --into letters");
    let dossiers: BTreeSet<String> = fs::read_dir(scratch.join("inputs"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("dossiers-2026"))
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let first = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
            text.lines().map(first).collect::<Vec<_>>()
        })
        .filter(|id| id.len() > 6)
        .collect();
    assert!(dossiers.len() > 1_000);
    let mut letters = 0;
    let month = |row: &&crate::support::Row| row["period"] == "2026-08";
    let scores: Vec<_> = scratch.table("scorecard");
    for row in scores.iter().filter(month).filter(|row| !row["rank"].is_empty()) {
        let file = |ending: &str| {
            let path = scratch.join(&format!("letters/2026-08-{}.{ending}", row["unit_id"]));
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let (text, page) = (file("txt"), file("html"));
        for word in text.split(|sign: char| sign.is_whitespace() || ",.;()".contains(sign)) {
            assert!(!dossiers.contains(word), "{word} in the letter to {}", row["unit_id"]);
        }
        assert!(text.contains("bịa đặt"), "{text}");
        let score = format!("- {} điểm trên 100, xếp loại {}", points(&row["score"]), row["band"]);
        assert!(text.contains(&score), "{score} in {text}");
        let rank = format!("Hạng {} trong {} đơn vị", row["rank"], row["ranked_units"]);
        assert!(text.contains(&rank), "{rank} in {text}");
        let page = said(&page);
        for line in text.lines().filter(|line| !line.is_empty()) {
            let line = line.strip_prefix("- ").unwrap_or(line);
            assert!(page.contains(line), "{line} in {page}");
        }
        letters += 1;
    }
    assert!(letters >= 14, "{letters}");
    let first = snapshot(&scratch.join("letters"));
    scratch.chiso_succeeds("digest --month 2026-08 --into letters");
    assert_eq!(first, snapshot(&scratch.join("letters")));
}

#[test]
fn a_month_without_a_history_says_that_there_is_too_little() {
    let scratch = Scratch::new("digest-first");
    scratch.chiso_succeeds("init .");
    scratch.write(
        "d.csv",
        "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n\
         H1,A,1.000001,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-08 17:00:00\n",
    );
    scratch.write("units.csv", "unit_id,name,parent_id\nA,<b>&\"One\",\n");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[rules]\nset = \"portal-2026\"\n\n\
         [paths]\nlake = \"lake\"\nreports = \"reports\"\n\n[units]\npath = \"units.csv\"\n\n[[source]]\nname = \"d\"\n\
         kind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n",
    );
    scratch.chiso_succeeds("ingest");
    scratch.chiso_succeeds("digest --month 2026-01 --into letters");
    let text = fs::read_to_string(scratch.join("letters/2026-01-A.txt")).unwrap();
    assert!(text.matches("hưa đủ số liệu").count() >= 3, "{text}");
    let page = fs::read_to_string(scratch.join("letters/2026-01-A.html")).unwrap();
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;"), "{page}");
}
