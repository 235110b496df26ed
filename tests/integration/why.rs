//! `chiso why`: what moved points, without remainder. A small ministry is worked by hand; in the demonstration
//! every change of every unit closes on figures that are counted by themselves, between periods of every kind
//! and between rule sets.

mod closing;
mod small;

use std::fs;

use chiso::score::why::Term;
pub use closing::{Pair, assert_every_change_closes};

use crate::support::{PAGES, Scratch};

/// The end of the last month of the demonstration.
const END: &str = "2026-09-01";

#[test]
fn every_change_of_the_demonstration_closes_and_every_term_moves_something() {
    let scratch = Scratch::new("why-demo");
    scratch.chiso_succeeds("demo d");
    let pairs = [
        Pair::of("2026-07", "2026-08"),
        Pair::of("2025-08", "2026-08"),
        Pair::of("2026-08", "2025-03"),
        Pair::of("2026-Q1", "2026-Q2"),
        Pair::of("2025-Q3", "2026-07"),
        Pair::of("2025-H2", "2026-H1"),
        // A month that is not over, and the same one read again at its end.
        Pair { as_of_to: Some("2026-08-15"), ..Pair::of("2026-07", "2026-08") },
        Pair { as_of_from: Some("2026-08-15"), ..Pair::of("2026-08", "2026-08") },
        Pair { as_of_from: Some("2026-08-01T09:00"), ..Pair::of("2026-08", "2026-08") },
        Pair { rules_from: Some("vendor-2022"), ..Pair::of("2026-07", "2026-08") },
        Pair { rules_from: Some("document-2026"), ..Pair::of("2026-Q1", "2026-Q2") },
        Pair { rules_from: Some("vendor-2022"), ..Pair::of("2026-08", "2026-08") },
        Pair { rules_from: Some("document-2026"), ..Pair::of("2026-08", "2026-08") },
    ];
    let found = assert_every_change_closes(&scratch.join("d/chiso.toml"), &pairs);
    assert!(found.changes > 4_000, "only {} changes were looked at", found.changes);
    for term in Term::ALL {
        let times = found.times.get(term.as_str()).copied().unwrap_or(0);
        assert!(times > 0, "{} moves nothing in the whole demonstration", term.as_str());
    }
    let published = Pair { as_of_from: Some(END), ..Pair::of("2026-07", "2026-08") };
    closing::assert_is_published(&scratch, "d", &published);
    assert_is_told_only_inside(&scratch);
    assert_is_reported(&scratch);
}

/// A report of one period says why points moved since the period before; one of several months does not.
fn assert_is_reported(scratch: &Scratch) {
    for (from, to, is_told) in
        [("2026-08", "2026-08", true), ("2026-04", "2026-06", true), ("2026-07", "2026-08", false)]
    {
        let range = format!("--from {from} --to {to} --output d/report");
        scratch.chiso_succeeds(&format!("report --config d/chiso.toml {range}"));
        let text = fs::read_to_string(scratch.join("d/report/report.html")).expect("a report");
        assert_eq!(text.contains("Vì sao điểm thay đổi"), is_told, "{range}");
    }
}

fn assert_is_told_only_inside(scratch: &Scratch) {
    let edition = scratch.join("d/reports/current");
    let is_told = |folder: &str| {
        let pages = ["vi", "en"].map(|lang| edition.join(format!("{folder}{PAGES}/{lang}/units")));
        let entries = pages.iter().flat_map(|pages| fs::read_dir(pages).expect("pages of units"));
        let texts =
            entries.flatten().map(|entry| fs::read_to_string(entry.path()).expect("a page"));
        let texts: Vec<String> = texts.filter(|text| text.contains("<h1")).collect();
        let told = texts.iter().filter(|text| text.contains("id=\"moves\"")).count();
        (texts.len(), told)
    };
    let (pages, told) = is_told("");
    assert!(pages > 20 && told * 2 > pages, "{told} of {pages} pages tell why");
    let (pages, told) = is_told("public/");
    assert!(pages > 20 && told == 0, "{told} of {pages} public pages tell why");
    assert!(!edition.join("public/insight").exists());
}
