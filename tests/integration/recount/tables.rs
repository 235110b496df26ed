//! The expected rows of every table, as text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clock::{Calendar, date_of, day},
    count::{Case, Counter},
    dossier::{Dossier, Verdict, dossiers, root},
    periods::{Period, complete_from, periods},
    rules::Rules,
    score::{Card, GROUPS, band, hundredths, indicators, ranks, score},
    targets::{self, Opinion},
    tree::{UNMAPPED, Units, View},
    world::{AUTHORITY, AUTHORITY_NAME, Line, World},
};

/// Cells by column.
pub type Cells = BTreeMap<&'static str, String>;

/// Rows by what tells them apart.
pub type Rows = BTreeMap<Vec<String>, Cells>;

/// The columns that tell the rows of each table apart.
pub const TABLES: [(&str, &[&str]); 6] = [
    ("indicators", &["period", "unit_id", "indicator_id"]),
    ("groups", &["period", "unit_id", "group_id", "block_id"]),
    ("scorecard", &["period", "unit_id"]),
    ("flow", &["period", "unit_id"]),
    ("flow_by_procedure", &["period", "unit_id", "procedure_id"]),
    ("targets", &["period", "unit_id", "target_id"]),
];

const FLOW: [&str; 21] = [
    "opening",
    "received",
    "received_online",
    "received_counter",
    "received_post",
    "received_other",
    "ended",
    "ended_early",
    "ended_on_time",
    "ended_late",
    "ended_undated",
    "ended_withdrawn",
    "ended_refused",
    "ended_stopped",
    "closing",
    "closing_in_time",
    "closing_overdue",
    "closing_waiting",
    "closing_undated",
    "on_time_numerator",
    "on_time_denominator",
];

fn flow<'a>(
    cases: impl Iterator<Item = &'a Case<'a>>,
    rules: &Rules,
) -> BTreeMap<&'static str, i64> {
    let mut flow: BTreeMap<&str, i64> = FLOW.iter().map(|column| (*column, 0)).collect();
    flow.insert("handling_seconds", 0);
    let mut add = |column: &'static str, by: i64| *flow.get_mut(column).expect("a column") += by;
    for case in cases {
        let verdict = case.verdict;
        if case.received {
            add("received", 1);
            add(case.dossier.channel, 1);
        } else {
            add("opening", 1);
        }
        if case.ended {
            add("ended", 1);
            add("handling_seconds", case.dossier.handling_seconds(rules));
            let how = match verdict {
                Verdict::Early => "ended_early",
                Verdict::OnTime => "ended_on_time",
                Verdict::Late => "ended_late",
                _ => "ended_undated",
            };
            add(how, 1);
            match case.dossier.end_kind.as_str() {
                "withdrawn" => add("ended_withdrawn", 1),
                "refused" => add("ended_refused", 1),
                "stopped" => add("ended_stopped", 1),
                _ => {}
            }
        } else {
            add("closing", 1);
            let how = match verdict {
                _ if case.waits => "closing_waiting",
                Verdict::Undated => "closing_undated",
                Verdict::OpenInTime => "closing_in_time",
                _ => "closing_overdue",
            };
            add(how, 1);
        }
        if verdict != Verdict::Undated || rules.undated_on_time {
            add("on_time_denominator", 1);
        }
        add("on_time_numerator", i64::from(verdict.counts_as_on_time(rules)));
    }
    flow
}

/// Everything that one run is expected to publish, by table, then and now.
pub fn expected(world: &World, rules: &Rules, cut_off: i64) -> [BTreeMap<&'static str, Rows>; 2] {
    let units = Units::new(&world.units);
    let calendar = Calendar::new(&world.calendar.lines);
    let dossiers = dossiers(world, &units, &calendar, cut_off);
    let mut procedures: BTreeMap<String, Line<'_>> = BTreeMap::new();
    for line in world.procedures.rows() {
        procedures.insert(root(line.get("procedure_id")), line);
    }
    let lost_petition = world.petitions.rows().any(|p| units.by_code(p.get("unit_id")).is_none());
    let unmapped = lost_petition || dossiers.iter().any(|dossier| dossier.unit == UNMAPPED);
    let opinions = targets::opinions(world, &dossiers);
    let mut views = [BTreeMap::new(), BTreeMap::new()];
    let now = View::Now(date_of(cut_off - 1));
    let everything = self::dossiers(world, &units, &calendar, i64::MAX);
    let complete_from = match world.coverage_from {
        Some((year, month)) => Some(day(year, month, 1)),
        None => complete_from(everything.iter().filter_map(|dossier| dossier.ended)),
    };
    for period in periods(2025, cut_off, complete_from) {
        for (tables, view) in views.iter_mut().zip([View::Then(period.last_day()), now]) {
            let mut listed = vec![AUTHORITY.to_owned()];
            listed.extend(units.listed(view));
            listed.extend(unmapped.then(|| UNMAPPED.to_owned()));
            let mut chains: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for id in units.listed(View::Then(0)).into_iter().chain(listed.clone()) {
                let chain = units.chain(&units.carrier(&id, view), view);
                chains.insert(id, chain);
            }
            let counter = Counter {
                world,
                units: &units,
                calendar: &calendar,
                rules,
                period: &period,
                view,
                procedures: &procedures,
                chains,
            };
            one_period(&counter, &dossiers, &opinions, &listed, tables);
        }
    }
    views
}

fn one_period(
    counter: &Counter<'_>,
    dossiers: &[Dossier],
    opinions: &[Opinion],
    listed: &[String],
    tables: &mut BTreeMap<&'static str, Rows>,
) {
    let (period, rules) = (counter.period, counter.rules);
    let cases: Vec<Case<'_>> =
        dossiers.iter().filter_map(|dossier| Case::of(dossier, period, rules)).collect();
    let indicators = indicators(rules);
    let mut cards = BTreeMap::new();
    let mut insert =
        |table: &'static str, unit: &str, key: &[&str], cells: Vec<(&'static str, String)>| {
            let mut cells: Cells = cells.into_iter().collect();
            cells.extend(heading(counter, unit));
            let key = [period.name.as_str(), unit].into_iter().chain(key.iter().copied());
            let rows = tables.entry(table).or_default();
            assert!(rows.insert(key.map(str::to_owned).collect(), cells).is_none());
        };
    for unit in listed {
        let own: Vec<&Case<'_>> =
            cases.iter().filter(|case| counter.belongs(&case.dossier.unit, unit)).collect();
        let figures = counter.figures(unit, &own);
        let direct = counter.chains[unit].len() == 2;
        let over = unit != AUTHORITY
            && unit != UNMAPPED
            && counter.units.is_over(unit, date_of(period.start));
        let has_cases = !own.is_empty() || counter.has_petition(unit);
        let graded = has_cases && unit != UNMAPPED && !over;
        let card =
            Card::new(&indicators, &figures, period.provisional, !own.is_empty(), direct, graded);
        for (indicator, earned) in indicators.iter().zip(&card.earned) {
            let mut cells = vec![
                ("group_id", indicator.group.to_owned()),
                ("block_id", indicator.block.to_owned()),
                ("numerator", earned.numerator.clone()),
                ("denominator", earned.denominator.clone()),
                ("ratio", earned.ratio.clone()),
                ("points", earned.points.map_or_else(String::new, hundredths)),
                ("max_points", hundredths(indicator.max * 100)),
                ("status", earned.status.to_owned()),
                ("rule_set", rules.id.to_owned()),
            ];
            if unit == AUTHORITY {
                cells.push(("unit_kind", "ministry".to_owned()));
            } else if unit != UNMAPPED {
                let kind = counter.units.kind(unit, counter.view);
                cells.push(("unit_kind", kind.to_owned()));
            }
            insert("indicators", unit, &[indicator.id], cells);
        }
        for (target, cells) in counter.targets(unit, &own, &figures, opinions) {
            insert("targets", unit, &[target], cells.into_iter().collect());
        }
        for (group, block) in GROUPS {
            let belongs = |indicator: &super::score::Indicator| {
                indicator.group == group && (block.is_empty() || indicator.block == block)
            };
            let of = indicators.iter().filter(|indicator| belongs(indicator));
            let max: i128 = of.map(|indicator| indicator.max * 100).sum();
            let (points, available) = card.sum(&indicators, |_, indicator| belongs(indicator));
            let points = if available > 0 { hundredths(points) } else { String::new() };
            let cells = vec![
                ("points", points),
                ("max_points", hundredths(max)),
                ("available_points", hundredths(available)),
            ];
            insert("groups", unit, &[group, block], cells);
        }
        let text = |flow: BTreeMap<&'static str, i64>, all: bool| -> Vec<(&'static str, String)> {
            let kept = flow.into_iter().filter(|(column, _)| all || *column != "handling_seconds");
            kept.map(|(column, number)| (column, number.to_string())).collect()
        };
        insert("flow", unit, &[], text(flow(own.iter().copied(), rules), false));
        let mut by_procedure: BTreeMap<&str, Vec<&Case<'_>>> = BTreeMap::new();
        for case in &own {
            by_procedure.entry(&case.dossier.procedure).or_default().push(case);
        }
        for (procedure, cases) in by_procedure {
            let cells = text(flow(cases.into_iter(), rules), true);
            insert("flow_by_procedure", unit, &[procedure], cells);
        }
        cards.insert(unit.clone(), card);
    }
    let ranks = ranks(&indicators, &cards);
    for (unit, card) in &cards {
        let sum = card.sum(&indicators, |_, _| true);
        let ranked = ranks.get(unit).filter(|_| !period.incomplete);
        let comparable = ranked.and_then(|(sum, _)| score(*sum));
        let score = score(sum).filter(|_| card.is_graded);
        let status = match (card.is_graded, period.provisional) {
            (false, _) => "no_cases",
            (true, true) => "provisional",
            (true, false) => "value",
        };
        let [band, comparable_band] = [score.filter(|_| !period.incomplete), comparable]
            .map(|score| score.map(|score| band(score).to_owned()));
        let or_empty = |text: Option<String>| text.unwrap_or_default();
        let cells = vec![
            ("points", hundredths(sum.0)),
            ("available_points", hundredths(sum.1)),
            ("max_points", "100.00".to_owned()),
            ("score", or_empty(score.map(hundredths))),
            ("band", or_empty(band)),
            ("comparable_points", or_empty(ranked.map(|(sum, _)| hundredths(sum.0)))),
            ("comparable_available", or_empty(ranked.map(|(sum, _)| hundredths(sum.1)))),
            ("comparable_score", or_empty(comparable.map(hundredths))),
            ("comparable_band", or_empty(comparable_band)),
            ("rank", or_empty(ranked.map(|(_, rank)| rank.to_string()))),
            ("ranked_units", or_empty(ranked.map(|_| ranks.len().to_string()))),
            ("status", status.to_owned()),
        ];
        insert("scorecard", unit, &[], cells);
    }
}

/// The columns that every table begins with.
fn heading(counter: &Counter<'_>, unit: &str) -> Cells {
    let Period { kind, first_day, incomplete, .. } = counter.period;
    let coverage = if *incomplete { "incomplete" } else { "complete" };
    let mut cells = Cells::from([
        ("period_kind", (*kind).to_owned()),
        ("period_start", first_day.clone()),
        ("coverage", coverage.to_owned()),
    ]);
    if unit == AUTHORITY {
        cells.insert("unit_name", AUTHORITY_NAME.to_owned());
    } else if unit != UNMAPPED {
        cells.insert("unit_name", counter.units.name(unit, counter.view).to_owned());
    }
    cells
}

/// The verdicts that occur in the months of the year, under a rule set.
pub fn verdicts(world: &World, rules: &Rules, cut_off: i64) -> BTreeSet<Verdict> {
    let units = Units::new(&world.units);
    let calendar = Calendar::new(&world.calendar.lines);
    let dossiers = dossiers(world, &units, &calendar, cut_off);
    let periods = periods(2025, cut_off, None);
    let months = periods.iter().filter(|period| period.kind == "month");
    let cases = months.flat_map(|month| dossiers.iter().filter_map(|d| Case::of(d, month, rules)));
    cases.map(|case| case.verdict).collect()
}
