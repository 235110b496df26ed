//! How certain ranks are: sets of ranks in the scorecard of a run, what the public sees of them, and what
//! headlines say of who is first.

use std::{fmt::Write as _, fs, path::Path};

use crate::support::{Scratch, read_csv};

/// A ministry in August 2026: of each unit how many dossiers were due, and how many of them ended late.
fn ministry(units: &[(&str, u32, u32)]) -> Scratch {
    let scratch = Scratch::with_pages("certainty");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\
         coverage_from = \"2026-08\"\n\n[units]\ndiscover = true\n\n[[source]]\nname = \"d\"\n\
         kind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n",
    );
    let mut rows = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n".to_owned();
    for (unit, all, late) in units {
        for number in 0..*all {
            let ended = if number < *late { 25 } else { 18 };
            writeln!(
                rows,
                "{unit}-{number},{unit},1.000001,2026-08-03 08:00,2026-08-20 17:00,2026-08-{ended} 08:00"
            )
            .unwrap();
        }
    }
    scratch.write("d.csv", rows);
    scratch.chiso_succeeds("run --month 2026-08");
    scratch
}

/// Unit, rank, and the first and the last rank that chance leaves open.
fn sets(edition: &Path) -> Vec<(String, [u32; 3])> {
    let rows = read_csv(&edition.join("tables/scorecard.csv")).into_iter();
    let ranked = rows.filter(|row| row["period"] == "2026-08" && !row["rank"].is_empty());
    let number = |text: &String| text.parse().expect("a number");
    ranked
        .map(|row| {
            let set = ["rank", "rank_low", "rank_high"].map(|column| number(&row[column]));
            (row["unit_id"].clone(), set)
        })
        .collect()
}

fn headline(scratch: &Scratch) -> String {
    let chart = scratch.edition().join("charts/scorecard.en.svg");
    fs::read_to_string(chart).expect("the chart of ranks")
}

#[test]
fn units_far_apart_have_one_rank_and_those_within_chance_share_theirs() {
    let scratch = ministry(&[("A", 400, 4), ("B", 40, 12), ("C", 40, 13), ("D", 300, 240)]);
    let of = |unit: &str, ranks| (unit.to_owned(), ranks);
    let expected = [of("A", [1, 1, 1]), of("B", [2, 2, 3]), of("C", [3, 2, 3]), of("D", [4, 4, 4])];
    assert_eq!(sets(&scratch.edition()), expected);
    // One indicator alone shares its dossiers with no other: the public set is no wider.
    assert_eq!(sets(&scratch.edition().join("public")), expected);
    assert!(headline(&scratch).contains("A leads"));
}

#[test]
fn where_chance_leaves_the_first_open_no_headline_names_it() {
    let scratch = ministry(&[("A", 12, 1), ("B", 11, 2), ("C", 15, 1)]);
    assert!(sets(&scratch.edition()).iter().all(|(_, set)| set[1..] == [1, 3]));
    let headline = headline(&scratch);
    assert!(headline.contains("could be chance") && !headline.contains("leads"), "{headline}");
}

#[test]
fn one_unit_and_equal_units_have_the_ranks_they_can_have() {
    assert_eq!(sets(&ministry(&[("A", 12, 1)]).edition()), [("A".to_owned(), [1, 1, 1])]);
    let equal = ministry(&[("A", 30, 3), ("B", 30, 3)]);
    assert!(sets(&equal.edition()).iter().all(|(_, set)| *set == [1, 1, 2]));
}

#[test]
fn counts_that_come_month_by_month_give_the_sets_of_one_count() {
    let once = ministry(&[("A", 60, 6), ("B", 50, 9), ("C", 45, 20)]);
    let grown = ministry(&[("A", 60, 6), ("B", 50, 9)]);
    let more = fs::read_to_string(once.join("d.csv")).expect("it was written");
    let more = more.lines().filter(|line| line.starts_with("dossier_id") || line.starts_with('C'));
    grown.write("more.csv", more.collect::<Vec<_>>().join("\n"));
    let config = fs::read_to_string(grown.join("chiso.toml")).expect("it was written");
    let source = "\n[[source]]\nname = \"more\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"more.csv\"\n";
    grown.write("chiso.toml", config + source);
    grown.chiso_succeeds("restate --month 2026-08 --reason late");
    assert_eq!(sets(&grown.edition()), sets(&once.edition()));
}
