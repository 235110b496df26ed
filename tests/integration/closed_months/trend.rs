//! The points of a line are of one vintage: every month is counted anew by the rule set of the edition,
//! whatever was published of it, and the charts say so. No line mixes rule sets.

use super::*;

/// The line of timely handling in the newest edition: months and values.
fn line(scratch: &Scratch) -> Vec<[String; 3]> {
    let path = "charts/indicators/handled_on_time/trend.csv";
    let rows = read_csv(&scratch.edition().join(path));
    let rows = rows.iter().filter(|row| !row["value"].is_empty());
    rows.map(|row| ["period", "value", "segment"].map(|column| row[column].clone())).collect()
}

#[test]
fn a_line_is_counted_by_one_rule_set_whatever_was_published_before() {
    let configured = |rules: &str| {
        let scratch = configured("").seen();
        let config = fs::read_to_string(scratch.join("chiso.toml")).unwrap();
        scratch.write("chiso.toml", format!("[rules]\nset = \"rules/own\"\n\n{config}"));
        scratch.write_rule_set("rules/own", rules);
        // Ended on its last day, after its hour.
        let mut all = rows();
        all[1] = all[1].replace("2026-02-18 08:00", "2026-02-20 18:00");
        with_rows(&scratch, "dossiers.csv", &all);
        scratch
    };
    let scratch = configured("precision = \"instant\"");
    run_months(&scratch, 1..=3);
    let points = |february: &str| {
        [("2026-01", "100.00"), ("2026-02", february), ("2026-03", "0.00")]
            .map(|(month, value)| [month, value, "1"].map(str::to_owned))
    };
    assert_eq!(line(&scratch), points("0.00"));

    scratch.write_rule_set("rules/own", "precision = \"calendar_day\"");
    scratch.chiso_succeeds("run --month 2026-04");
    assert_eq!(handled(&scratch, &edition_of(&scratch, "2026-02"), "2026-02")[0], "0");
    let now = line(&scratch);
    assert_eq!(now[..3], points("100.00"), "February as known now, by the rules of April");

    // The same line as where nothing was published by the rules of before.
    let fresh = configured_anew(&scratch);
    assert_eq!(line(&fresh), now);
    let drawn = scratch.edition().join("charts/indicators/handled_on_time/trend.en.svg");
    let drawn = fs::read_to_string(drawn).unwrap();
    let text: String = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["As known now", "by one rule set (own)"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// The same data and configuration, published for the first time.
fn configured_anew(scratch: &Scratch) -> Scratch {
    let fresh = Scratch::with_pages("closed-months");
    for file in ["chiso.toml", "dossiers.csv"] {
        fresh.write(file, fs::read_to_string(scratch.join(file)).unwrap());
    }
    fresh.write_rule_set("rules/own", "precision = \"calendar_day\"");
    fresh.chiso_succeeds("run --month 2026-04");
    fresh
}
