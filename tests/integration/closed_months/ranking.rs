//! Ranks of a closed month are final as its figures are: who ranks its units beside others says so, and
//! publishes them anew. Months that nobody saw as final are free.

use super::*;

const BY_VOLUME: &str = "[ranking]\ncohorts = \"volume\"\nvolume = [1]\n\n";

/// The configuration with another ranking.
fn ranked(scratch: &Scratch, config: &str, ranking: &str) {
    scratch.write("chiso.toml", format!("{ranking}{config}"));
}

fn cohort(scratch: &Scratch, span: &str, period: &str) -> String {
    let edition = edition_of(scratch, span);
    let rows = read_csv(&scratch.join(&format!("reports/{edition}/tables/scorecard.csv")));
    let row = rows.into_iter().find(|row| row["period"] == period && row["unit_id"] == "A");
    row.unwrap_or_else(|| panic!("{edition} has no {period}"))["cohort"].clone()
}

#[test]
fn another_ranking_of_a_closed_month_is_a_change() {
    let scratch = configured("");
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    run_months(&scratch, 1..=3);
    let published = index(&scratch);

    ranked(&scratch, &config, BY_VOLUME);
    let plan = scratch.chiso_succeeds("plan --month 2026-03 --format json").json();
    assert_eq!(plan["refused_without_restate"], true);
    assert_eq!(plan["final_and_ranked_otherwise"], serde_json::json!(["2026-03", "2026-Q1"]));
    assert_eq!(plan["final_cells_changed"], 0, "no figure tells it");
    let told = scratch.chiso_succeeds("plan --month 2026-03");
    assert!(told.stdout.contains("other cohorts"), "{}", told.stdout);
    let run = scratch.chiso("run --month 2026-03");
    assert_eq!(run.code, Some(CHANGED), "{}", run.stderr);
    for part in ["2026-03 in 2026-03.r1-", "unit A in cohort all, now in 1+", "[ranking]"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert_eq!(index(&scratch), published);

    // Other words for the same ranking, and the ranking of before.
    for same in ["[ranking]\ncohorts = \"none\"\n\n", ""] {
        ranked(&scratch, &config, same);
        let plan = scratch.chiso_succeeds("plan --month 2026-03 --format json").json();
        assert_eq!(plan["refused_without_restate"], false, "{same:?}");
        scratch.chiso_succeeds("run --month 2026-03");
    }
    assert_eq!(index(&scratch), published);

    // April was not published, and its half-year and year are not over.
    ranked(&scratch, &config, BY_VOLUME);
    let plan = scratch.chiso_succeeds("plan --month 2026-04 --format json").json();
    assert_eq!(plan["final_and_ranked_otherwise"], serde_json::json!([]));
    scratch.chiso_succeeds("run --month 2026-04");
    assert_eq!(cohort(&scratch, "2026-04", "2026-04"), "1+");
    assert_eq!(cohort(&scratch, "2026-03", "2026-Q1"), "all", "it stays as it was published");

    scratch.chiso_succeeds("restate --month 2026-03 --reason by-volume");
    for period in ["2026-03", "2026-Q1"] {
        assert_eq!(cohort(&scratch, "2026-03.r2", period), "1+");
    }
    assert!(current(&scratch).starts_with("2026-04.r2-"));
    let again = scratch.chiso("restate --month 2026-03 --reason once-more");
    assert_eq!(again.code, Some(NOTHING), "{}", again.stderr);
    scratch.chiso_succeeds("run --month 2026-04");
    scratch.chiso_succeeds("verify");
}

#[test]
fn ranks_that_are_not_those_that_were_published_stop_the_run() {
    let scratch = configured("");
    run_months(&scratch, 1..=1);
    let table = scratch.join(&format!("reports/{}/tables/scorecard.csv", current(&scratch)));
    let text = fs::read_to_string(&table).unwrap();
    fs::write(&table, text.replace(",all,", ",one,")).unwrap();
    let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
    ranked(&scratch, &config, BY_VOLUME);
    let run = scratch.chiso("run --month 2026-01");
    assert_eq!(run.code, Some(UNREADABLE), "{}", run.stderr);
    assert!(run.stderr.contains("scorecard.csv"), "{}", run.stderr);
}
