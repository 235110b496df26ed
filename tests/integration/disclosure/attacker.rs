//! Bounds on every count, narrowed until nothing changes: a rounded count lies within half a base of
//! what is shown, a hidden one below the threshold, and sums hold exactly in what was rounded.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Row, whole};

/// Period, unit and column of a count.
type Cell = (String, String, String);

/// One side of an equation equals the other.
struct Equation {
    left: Vec<Cell>,
    right: Vec<Cell>,
}

const SUMS: [(&[&str], &[&str]); 4] = [
    (&["opening", "received"], &["ended", "closing"]),
    (&["received"], &["received_online", "received_counter", "received_post", "received_other"]),
    (&["ended"], &["ended_early", "ended_on_time", "ended_late", "ended_undated"]),
    (&["closing"], &["closing_in_time", "closing_overdue", "closing_waiting", "closing_undated"]),
];

pub const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];
const QUARTER: &str = "2026-Q1";

/// The quarter as the edition of its month `month` (from 1) shows it: the months until then.
fn quarter(month: usize) -> String {
    format!("{QUARTER} until month {month}")
}

pub struct Attacker {
    threshold: i64,
    base: i64,
    bounds: BTreeMap<Cell, (i64, i64)>,
    hidden: BTreeSet<(String, String)>,
    units: BTreeSet<String>,
    periods: BTreeSet<String>,
}

impl Attacker {
    pub fn new(threshold: i64, base: i64) -> Self {
        Self {
            threshold,
            base,
            bounds: BTreeMap::new(),
            hidden: BTreeSet::new(),
            units: BTreeSet::new(),
            periods: BTreeSet::new(),
        }
    }

    /// What the edition of the quarter's month `month` (from 1) shows of months and the quarter.
    pub fn learn(&mut self, flow: &[Row], indicators: &[Row], of_received: &str, month: usize) {
        let named = |rows: &[Row]| -> Vec<Row> {
            let known = |row: &&Row| row["period"] == QUARTER || row["period_kind"] == "month";
            let mut rows: Vec<Row> = rows.iter().filter(known).cloned().collect();
            for row in rows.iter_mut().filter(|row| row["period"] == QUARTER) {
                row.insert("period".to_owned(), quarter(month));
            }
            rows
        };
        self.learn_flow(&named(flow));
        self.learn_received(&named(indicators), of_received);
    }

    /// Every rounded count of the flow.
    fn learn_flow(&mut self, flow: &[Row]) {
        for row in flow {
            let (period, unit) = (&row["period"], &row["unit_id"]);
            self.units.insert(unit.clone());
            self.periods.insert(period.clone());
            if row["received"].is_empty() {
                continue;
            }
            let counts = row.keys().filter(|column| {
                ["opening", "received", "ended", "closing"]
                    .iter()
                    .any(|name| column.starts_with(name))
            });
            for column in counts {
                let shown = whole(row, column);
                let bounds = ((shown - self.base / 2).max(0), shown + self.base / 2);
                self.narrow(&(period.clone(), unit.clone(), column.clone()), bounds);
            }
        }
    }

    /// What the denominators of an indicator say about what was received: hidden, none, or rounded.
    fn learn_received(&mut self, indicators: &[Row], indicator: &str) {
        for row in indicators.iter().filter(|row| row["indicator_id"] == indicator) {
            let place = (row["period"].clone(), row["unit_id"].clone());
            let bounds = match row["status"].as_str() {
                "suppressed" if place.1 != "M" && row["period_kind"] == "month" => {
                    self.hidden.insert(place.clone());
                    (1, self.threshold - 1)
                }
                "suppressed" => (1, i64::MAX / 4),
                "no_cases" => (0, 0),
                _ => {
                    let shown = whole(row, "denominator");
                    ((shown - self.base / 2).max(self.threshold), shown + self.base / 2)
                }
            };
            self.narrow(&(place.0, place.1, "received".to_owned()), bounds);
        }
    }

    /// Leaf cells of months whose denominator is hidden.
    pub fn hidden(&self) -> impl Iterator<Item = (String, String)> {
        self.hidden.clone().into_iter()
    }

    pub fn bounds(&self, period: &str, unit: &str, column: &str) -> (i64, i64) {
        self.bounds[&(period.to_owned(), unit.to_owned(), column.to_owned())]
    }

    /// Narrows all bounds by all equations until nothing changes.
    pub fn reason(&mut self, total: &str) {
        let equations = self.equations(total);
        loop {
            let before = self.bounds.clone();
            for equation in &equations {
                self.apply(&equation.left, &equation.right);
                self.apply(&equation.right, &equation.left);
            }
            if self.bounds == before {
                return;
            }
        }
    }

    fn equations(&self, total: &str) -> Vec<Equation> {
        let cell = |period: &str, unit: &str, column: &str| {
            (period.to_owned(), unit.to_owned(), column.to_owned())
        };
        let mut equations = Vec::new();
        let columns: BTreeSet<&str> =
            SUMS.iter().flat_map(|(left, right)| left.iter().chain(*right)).copied().collect();
        for period in &self.periods {
            for unit in &self.units {
                for (left, right) in SUMS {
                    let side = |names: &[&str]| {
                        names.iter().map(|name| cell(period, unit, name)).collect()
                    };
                    equations.push(Equation { left: side(left), right: side(right) });
                }
            }
            for column in &columns {
                let parts = self.units.iter().filter(|unit| *unit != total);
                equations.push(Equation {
                    left: vec![cell(period, total, column)],
                    right: parts.map(|unit| cell(period, unit, column)).collect(),
                });
            }
        }
        for unit in &self.units {
            for column in
                columns.iter().filter(|c| c.starts_with("received") || c.starts_with("ended"))
            {
                for month in 1..=MONTHS.len() {
                    equations.push(Equation {
                        left: vec![cell(&quarter(month), unit, column)],
                        right: MONTHS[..month].iter().map(|m| cell(m, unit, column)).collect(),
                    });
                }
            }
            for pair in MONTHS.windows(2) {
                equations.push(Equation {
                    left: vec![cell(pair[0], unit, "closing")],
                    right: vec![cell(pair[1], unit, "opening")],
                });
            }
        }
        equations
    }

    /// Each cell of `of` is what the other side leaves for it.
    fn apply(&mut self, of: &[Cell], others: &[Cell]) {
        let sum = |cells: &[Cell], skip: Option<&Cell>| {
            cells.iter().filter(|cell| Some(*cell) != skip).fold((0, 0), |sum, cell| {
                let (low, high) = self.bounds.get(cell).copied().unwrap_or((0, i64::MAX / 64));
                (sum.0 + low, sum.1 + high)
            })
        };
        let found: Vec<(Cell, (i64, i64))> = of
            .iter()
            .map(|cell| {
                let (whole, rest) = (sum(others, None), sum(of, Some(cell)));
                (cell.clone(), (whole.0 - rest.1, whole.1 - rest.0))
            })
            .collect();
        for (cell, bounds) in found {
            self.narrow(&cell, bounds);
        }
    }

    fn narrow(&mut self, cell: &Cell, (low, high): (i64, i64)) {
        let own = self.bounds.entry(cell.clone()).or_insert((0, i64::MAX / 64));
        *own = (own.0.max(low), own.1.min(high));
        assert!(own.0 <= own.1, "{cell:?} cannot be: {own:?}");
    }
}
