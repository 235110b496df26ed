//! A small edition made by hand: two units besides the authority, a month and its quarter, figures
//! of every status. Nothing in it is computed, so that every cell is known beforehand.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use calamine::{Data, Reader, Xlsx};

use crate::{
    charts::{Body, Chart, Series, Trend},
    count::given::Given,
    domain::{
        number::Decimal,
        period::Period,
        text::Text,
        time::{Day, LocalTime},
    },
    render::workbook::{Book, xlsx},
    rules::{
        RuleSet, builtin, load,
        targets::{self, TargetSet},
    },
    schema::{Column, Table, Value, published},
};

/// Rows above the first row of data, and the one with the names for machines.
pub const HEAD: usize = 5;
pub const MACHINE: usize = 3;

/// What a book borrows.
pub struct Sample {
    pub rules: RuleSet,
    pub targets: TargetSet,
    pub given: Given,
    pub tables: Vec<Table>,
    pub quality: Vec<Table>,
    pub charts: Vec<Chart>,
    pub remark: Text,
}

impl Sample {
    /// An edition whose second unit bears the name given.
    pub fn with_unit(name: &str) -> Self {
        let rules = load::load(&builtin::sources("portal-2026").unwrap()).unwrap();
        let targets = targets::load(targets::BUILT_IN.0, targets::BUILT_IN.1, &rules).unwrap();
        Self {
            tables: tables(name),
            quality: vec![accounts()],
            charts: vec![trend(name)],
            remark: Text::new("Dữ liệu bịa đặt.", "Invented data."),
            given: given(),
            rules,
            targets,
        }
    }

    pub fn book(&self) -> Book<'_> {
        Book {
            authority_id: "G99",
            authority_name: "Bộ Thử nghiệm",
            remark: Some(&self.remark),
            rules: &self.rules,
            targets: &self.targets,
            given: &self.given,
            shown: period("2026-08"),
            periods: PERIODS.to_vec(),
            complete_from: None,
            cut_off: cut_off(),
            tables: &self.tables,
            quality: &self.quality,
            charts: &self.charts,
            notes: &[],
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        xlsx(&self.book()).unwrap()
    }
}

const MONTH: Period =
    Period { kind: crate::domain::period::PeriodKind::Month, year: 2026, index: 7 };
const QUARTER: Period =
    Period { kind: crate::domain::period::PeriodKind::Quarter, year: 2026, index: 2 };
const PERIODS: &[(Period, bool)] = &[(QUARTER, true), (MONTH, false)];

pub fn period(text: &str) -> Period {
    text.parse().unwrap()
}

pub fn cut_off() -> LocalTime {
    Day::from_ymd(2026, 9, 1).unwrap().start()
}

fn given() -> Given {
    Given {
        catalogue: true,
        announcements: true,
        ratings: false,
        petitions: false,
        totals: false,
        dossier_columns: BTreeSet::new(),
        catalogue_columns: BTreeSet::new(),
    }
}

/// A row from its named values; columns not named are null.
pub fn row(columns: &[Column], named: &[(&str, Value)]) -> Vec<Value> {
    for (name, _) in named {
        assert!(columns.iter().any(|column| column.name == *name), "{name} is no column");
    }
    let find = |column: &Column| named.iter().find(|(name, _)| *name == column.name);
    columns.iter().map(|column| find(column).map_or(Value::Null, |(_, v)| v.clone())).collect()
}

fn head(period: &str, unit: (&str, &str)) -> Vec<(&'static str, Value)> {
    let kind = if period.contains('Q') { "quarter" } else { "month" };
    let start = period.parse::<Period>().unwrap().first_day();
    vec![
        ("period", period.into()),
        ("period_kind", kind.into()),
        ("period_start", start.into()),
        ("unit_id", unit.0.into()),
        ("unit_name", unit.1.into()),
        ("coverage", "complete".into()),
    ]
}

fn tables(second: &str) -> Vec<Table> {
    let units = [("G99", "Bộ Thử nghiệm"), ("G99.1", "Vụ Một"), ("G99.2", second)];
    let (mut indicators, mut scorecard, mut groups, mut flow) = (vec![], vec![], vec![], vec![]);
    for period in ["2026-Q3", "2026-08"] {
        for (unit, place) in units.into_iter().zip(0_i64..) {
            // Each status once: a value, none counted, no source, not for this kind, withheld.
            let figures = [
                ("progress", "handled_on_time", Some((1_234 + place, 5_000_i64)), "value"),
                ("transparency", "announced_on_time", Some((0, 0)), "no_cases"),
                ("satisfaction", "petition_satisfaction", None, "missing_source"),
                ("digitization", "certified_e_copies", None, "not_applicable"),
                ("digitization", "electronic_result", None, "suppressed"),
            ];
            for (group, id, counts, status) in figures {
                let mut named = head(period, unit);
                named.extend([
                    ("group_id", group.into()),
                    ("block_id", "".into()),
                    ("indicator_id", id.into()),
                    ("numerator", counts.map(|(n, _)| n).into()),
                    ("denominator", counts.map(|(_, d)| d).into()),
                    ("max_points", Decimal::new(2_000, 2).into()),
                    ("status", status.into()),
                ]);
                if status == "value" {
                    named.push(("ratio", Decimal::new(246_800 + place, 6).into()));
                    named.push(("points", Decimal::new(494, 2).into()));
                }
                indicators.push(row(published::INDICATORS, &named));
            }
            let mut named = head(period, unit);
            named.extend([
                ("points", Decimal::new(6_125 + 100 * place, 2).into()),
                ("available_points", Decimal::new(9_800, 2).into()),
                ("max_points", Decimal::new(10_000, 2).into()),
                ("score", Decimal::new(6_250, 2).into()),
                ("band", "Trung bình".into()),
                ("status", if period == "2026-08" { "value" } else { "provisional" }.into()),
            ]);
            if place > 0 {
                named.push(("rank", (3 - place).into()));
                named.push(("ranked_units", 2_i64.into()));
                named.push(("comparable_points", Decimal::new(6_000 + 100 * place, 2).into()));
            }
            scorecard.push(row(published::SCORECARD, &named));
            let mut named = head(period, unit);
            named.extend([("group_id", "progress".into()), ("block_id", "".into())]);
            named.extend([
                ("points", Decimal::new(494, 2).into()),
                ("max_points", Decimal::new(2_000, 2).into()),
            ]);
            groups.push(row(published::GROUPS, &named));
            let mut named = head(period, unit);
            named.extend([("opening", 1_000_007_i64.into()), ("received", 0_i64.into())]);
            flow.push(row(published::FLOW, &named));
        }
    }
    let met = [Value::Bool(true), Value::Bool(false), Value::Null];
    let targets = units.into_iter().zip(met).map(|(unit, met)| {
        let mut named = head("2026-08", unit);
        let status = if met == Value::Null { "missing_source" } else { "value" };
        named.extend([("target_id", "satisfaction".into()), ("met", met)]);
        named.extend([("goal", Decimal::new(900_000, 6).into()), ("status", status.into())]);
        named.extend([("comparison", "at_least".into()), ("target_set", "plan-2024".into())]);
        row(published::TARGETS, &named)
    });
    let targets = targets.collect();
    vec![
        Table { name: "indicators", columns: published::INDICATORS, rows: indicators },
        Table { name: "groups", columns: published::GROUPS, rows: groups },
        Table { name: "scorecard", columns: published::SCORECARD, rows: scorecard },
        Table { name: "flow", columns: published::FLOW, rows: flow },
        Table { name: "targets", columns: published::TARGETS, rows: targets },
    ]
}

fn accounts() -> Table {
    let named = [("file", "inputs/=a.csv".into()), ("source", "one-stop".into())];
    Table {
        name: "accounts",
        columns: published::ACCOUNTS,
        rows: vec![row(published::ACCOUNTS, &named)],
    }
}

fn trend(name: &str) -> Chart {
    let series = |id: &str, values| Series { id: id.into(), name: Text::name(name), values };
    Chart {
        id: "trend".into(),
        headline: Text::new("Tăng", "Up"),
        subtitle: Text::new("Điểm theo tháng", "Points by month"),
        source: Text::default(),
        note: None,
        body: Body::Trend(Trend {
            unit_of_measure: Text::new("%", "%"),
            ceiling: Some(Decimal::ALL),
            periods: vec!["2026-07".into(), "2026-08".into()],
            series: vec![
                series("progress", vec![Some(Decimal::hundredths(9_555)), None]),
                series("digitization", vec![None, Some(Decimal::hundredths(10))]),
            ],
            target: None,
        }),
    }
}

/// The cells of a sheet as `calamine` reads them, from the first cell on.
pub fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
}

pub fn sheet_names(bytes: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
}

/// A part of the file as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Names and contents of all parts whose name begins so.
pub fn parts(bytes: &[u8], begin: &str) -> Vec<(String, String)> {
    let zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut parts: Vec<(String, String)> = names
        .into_iter()
        .filter(|name| name.starts_with(begin) && !name.contains("_rels"))
        .map(|name| (name.clone(), part(bytes, &name)))
        .collect();
    parts.sort();
    parts
}
