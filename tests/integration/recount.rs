//! A second count of everything that is published, written from the specification alone: plain loops
//! over the rows of an invented ministry of 5,000 dossiers, for three rule sets, four kinds of
//! periods, all units, as they were and as they are organised now, with the data taken at the end
//! of the year and in the middle of a month.
//!
//! Where the specification is silent this is what was read:
//!
//! - A unit outside the dates of its rows has the name, kind and place of the nearest row before it,
//!   else of its first. The day of a period is its last, or the last before the cut-off.
//! - An alias is an old code as well as an old name, also in the column `unit_id`.
//! - As organised now: the units of the last day before the cut-off. A unit with a successor is carried
//!   by the last one, whenever that took over: its dossiers, petitions, totals, procedures and the
//!   units below it. Totals of one period that come together are added, and only where there is none
//!   those of last year: one unit's figure of the period and its forerunner's of last year are the
//!   same dossiers.
//! - The last message of a dossier wins before its dates are read: where it is put aside, or only
//!   registered, the dossier is.
//! - A procedure of which the catalogue does not say whether it has a paper result has one, as a procedure
//!   that the catalogue lacks.
//! - A procedure of the catalogue that names only units that nobody knows is in nobody's authority; one
//!   that names the authority itself is in the authority's only.
//! - A rating counts for the survey in the period in which it was given, whether its dossier was still
//!   in hand or not; one that is dated before its dossier came in is of the day of receipt.
//! - Where several rounds of a table are open at once, a dossier waits since the first of them.
//! - The authority, units below other units and `unmapped` have no comparable points.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use self::{
    clock::{DAY, day},
    rules::{DOCUMENT, PORTAL, Rules, VENDOR},
    tables::{Rows, TABLES},
    world::World,
};
use crate::support::{Row, Scratch, read_csv, read_parquet};

mod clock;
mod count;
mod dossier;
pub mod invent;
mod invent_dossiers;
mod invent_trails;
mod invent_units;
mod periods;
mod petitions;
mod rounds;
pub mod rules;
mod score;
mod tables;
mod targets;
mod tree;
pub mod world;

/// How many differences are told before the rest is only counted.
const TOLD: usize = 20;

#[derive(Default)]
struct Comparison {
    cells: usize,
    different: usize,
    told: Vec<String>,
    /// How many differ, by table, column and what tells the rows of a unit apart.
    tally: BTreeMap<String, usize>,
}

impl Comparison {
    fn differs(&mut self, kind: String, what: String) {
        self.different += 1;
        *self.tally.entry(kind).or_default() += 1;
        if self.told.len() < TOLD {
            self.told.push(what);
        }
    }

    fn compare(&mut self, table: &str, keys: &[&str], expected: &Rows, rows: &[Row]) {
        let mut left: BTreeSet<&Vec<String>> = expected.keys().collect();
        for row in rows {
            let key: Vec<String> = keys.iter().map(|column| row[*column].clone()).collect();
            let place = format!("{table} {}", key.join(" "));
            let Some(cells) = expected.get(&key) else {
                self.differs(
                    format!("{table}, not expected"),
                    format!("{place} is not expected: {row:?}"),
                );
                continue;
            };
            if !left.remove(&key) {
                self.differs(format!("{table}, twice"), format!("{place} stands there twice"));
            }
            for (column, expected) in cells {
                self.cells += 1;
                let got = row.get(*column).map_or("(no such column)", String::as_str);
                if got != expected {
                    let kind = format!("{table} {} {column}", key[2..].join(" "));
                    let what = format!("{place} {column}: expected {expected:?}, got {got:?}");
                    self.differs(kind, what);
                }
            }
        }
        for key in left {
            let what = format!("{table} {} is not there", key.join(" "));
            self.differs(format!("{table}, not there"), what);
        }
    }
}

/// A table of a view. Under today's units there is Parquet alone: its numbers are written with the
/// decimals that the column has in the CSV of the table as units were.
fn read(edition: &Path, folder: &str, table: &str) -> Vec<Row> {
    let csv = read_csv(&edition.join(format!("tables/{table}.csv")));
    if folder == "tables" {
        return csv;
    }
    let mut decimals: BTreeMap<&str, usize> = BTreeMap::new();
    for (column, value) in csv.iter().flatten() {
        if let Some((whole, part)) = value.split_once('.')
            && [whole, part].iter().all(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
        {
            decimals.insert(column, part.len());
        }
    }
    let mut rows = read_parquet(&edition.join(format!("{folder}/{table}.parquet")));
    for (column, value) in rows.iter_mut().flatten() {
        if let (Some(places), Ok(number)) = (decimals.get(&**column), value.parse::<f64>()) {
            *value = format!("{number:.places$}");
        }
    }
    rows
}

/// Runs the program on the ministry and compares every table of both views.
fn recount(world: &World, rules: &Rules, as_of: Option<(i64, i64, i64)>) {
    recount_at(world, rules, as_of, "");
}

/// The same at an hour of that day, as `T14:05`.
fn recount_at(world: &World, rules: &Rules, as_of: Option<(i64, i64, i64)>, hour: &str) {
    let scratch = Scratch::new("recount");
    world.write(&scratch, rules.id);
    // No month may be asked for that begins after the cut-off.
    let call = as_of.map_or("run --from 2025-01 --to 2025-12".to_owned(), |(year, month, date)| {
        format!(
            "run --from 2025-01 --to {year}-{month:02} --as-of {year}-{month:02}-{date:02}{hour}"
        )
    });
    scratch.chiso_succeeds(&call);
    let (year, month, date) = as_of.unwrap_or((2026, 1, 1));
    let minutes: i64 =
        hour.strip_prefix('T').and_then(|text| text.split_once(':')).map_or(0, |at| {
            at.0.parse::<i64>().expect("an hour") * 60 + at.1.parse::<i64>().expect("a minute")
        });
    let cut_off = day(year, month, date) * DAY + minutes * (DAY / 1_440);
    let views = tables::expected(world, rules, cut_off);
    for (expected, folder) in views.iter().zip(["tables", "tables/as_now"]) {
        let mut comparison = Comparison::default();
        let mut hashes = BTreeSet::new();
        for (table, keys) in TABLES {
            let rows = read(&scratch.edition(), folder, table);
            hashes.extend(rows.iter().filter_map(|row| row.get("rule_set_hash").cloned()));
            comparison.compare(&format!("{folder}/{table}"), keys, &expected[table], &rows);
        }
        let Comparison { cells, different, told, tally } = comparison;
        assert!(
            different == 0,
            "{}, as of {as_of:?} {hour}: {different} of {cells} cells and rows differ, the first:\n{}\nby kind: {tally:#?}",
            rules.id,
            told.join("\n")
        );
        assert!(cells > 100_000, "only {cells} cells were compared");
        assert_eq!(hashes.len(), 1, "the rows of one edition have one rule set: {hashes:?}");
    }
}

/// Days on which the year, half-year, quarter and month are not over; on the first the centre has not
/// yet its last name, and one unit not yet its last place.
const MIDDLE: [(i64, i64, i64); 2] = [(2025, 5, 10), (2025, 11, 17)];

#[test]
fn a_recount_by_plain_loops_agrees_with_every_cell_under_portal_2026() {
    recount(&invent::ministry(), &PORTAL, None);
}

#[test]
fn a_recount_by_plain_loops_agrees_with_every_cell_under_document_2026() {
    recount(&invent::ministry(), &DOCUMENT, None);
}

#[test]
fn a_recount_by_plain_loops_agrees_with_every_cell_under_vendor_2022() {
    recount(&invent::ministry(), &VENDOR, None);
}

#[test]
fn a_recount_agrees_in_the_middle_of_a_month_and_without_two_columns() {
    let mut world = invent::ministry();
    world.dossiers = world.dossiers.without(&["has_digitized_component", "online_payment"]);
    for (rules, day) in [(PORTAL, 1), (DOCUMENT, 1), (VENDOR, 1), (PORTAL, 0)] {
        recount(&world, &rules, Some(MIDDLE[day]));
    }
}

/// The first minute is in the middle of the hours in which most happens.
#[test]
fn a_recount_agrees_at_a_minute_within_a_day() {
    let world = invent::ministry();
    for (rules, day, hour) in [
        (PORTAL, MIDDLE[1], "T10:37"),
        (VENDOR, MIDDLE[0], "T15:02"),
        (DOCUMENT, (2025, 3, 31), "T23:59"),
        (PORTAL, (2025, 3, 1), "T00:01"),
    ] {
        recount_at(&world, &rules, Some(day), hour);
    }
}

#[test]
fn a_recount_agrees_where_nothing_but_the_dossiers_is_given() {
    let world = invent::ministry().with_dossiers_only();
    for rules in [PORTAL, DOCUMENT, VENDOR] {
        recount(&world, &rules, None);
    }
}

#[test]
fn a_recount_agrees_where_the_inputs_are_complete_from_may_on_or_begin_with_survivors() {
    let mut world = invent::ministry();
    world.coverage_from = Some((2025, 5));
    recount(&world, &PORTAL, None);
    // Who ended before June was never exported.
    let (ended, mut world) = (world.dossiers.column("ended_at"), invent::ministry());
    world.dossiers.lines.retain(|line| {
        let ended = clock::Read::of(&line[ended]).time();
        ended.is_none_or(|ended| ended >= day(2025, 6, 1) * DAY)
    });
    let left = tables::expected(&world, &PORTAL, day(2026, 1, 1) * DAY);
    let coverage = |period: &str| {
        &left[0]["scorecard"][&vec![period.to_owned(), "G00".to_owned()]]["coverage"]
    };
    assert_eq!([coverage("2025-05"), coverage("2025-H2")], ["incomplete", "complete"]);
    recount(&world, &PORTAL, None);
}

#[test]
fn the_invented_ministry_has_every_verdict_and_every_status() {
    let world = invent::ministry();
    let ids: BTreeSet<&str> = world.dossiers.rows().map(|line| line.get("dossier_id")).collect();
    assert_eq!(ids.len(), 5_000);
    let cut_off = day(2025, 11, 17) * DAY;
    assert_eq!(tables::verdicts(&world, &PORTAL, cut_off).len(), 9, "verdicts");
    assert_eq!(
        tables::verdicts(&world, &VENDOR, cut_off).len(),
        8,
        "none is a repeated supplement"
    );
    let views = tables::expected(&world, &PORTAL, cut_off);
    for tables in views {
        let of = |table: &str, column: &str| -> BTreeSet<String> {
            tables[table].values().map(|cells| cells[column].clone()).collect()
        };
        let statuses = of("indicators", "status");
        assert_eq!(statuses.len(), 5, "all but suppressed: {statuses:?}");
        assert!(of("scorecard", "band").len() >= 3, "bands");
        let year = |unit: &str| &tables["scorecard"][&vec!["2025".to_owned(), unit.to_owned()]];
        assert_eq!(year("G00.08")["rank"], year("G00.09")["rank"], "two units share a rank");
        assert!(!year("G00.08")["rank"].is_empty(), "both are ranked");
        let comparable = of("scorecard", "comparable_available");
        assert!(comparable.len() >= 3, "not all periods compare the same: {comparable:?}");
    }
}
