//! What follows from the table of a chart as a whole: changes of series, rates, and how many rows
//! rose, reached their target or stand apart.

use std::collections::BTreeMap;

use super::known::Known;
use crate::edition::parity::{charts, csv::Grid, number::Decimal};

impl Known {
    /// The change between the last two periods of every series, and how many rose, fell and stayed.
    pub(super) fn add_changes(&mut self, grid: &Grid) {
        let (Some(series), Some(value)) = (grid.column("series_id"), grid.column("value")) else {
            return;
        };
        let number = |row: usize| Decimal::machine(grid.cell(row, value));
        let mut directions = [0, 0, 0];
        for row in 1..grid.rows.len() {
            let id = grid.cell(row, series);
            let is_last = row + 1 == grid.rows.len() || grid.cell(row + 1, series) != id;
            let is_same = grid.cell(row - 1, series) == id;
            let ends = number(row).zip(number(row - 1)).filter(|_| is_last && is_same);
            let Some(change) = ends.map(|(now, before)| now.minus(before)) else { continue };
            self.number(change);
            let is_zero = change == Decimal::whole(0);
            directions[if is_zero { 2 } else { usize::from(change.is_negative()) }] += 1;
        }
        for count in directions {
            self.count(count);
            // The series of all units together may not be counted among them.
            self.count(count.saturating_sub(1));
        }
    }

    /// How many ranked rows share a value, how many reach their target, and how many do not.
    pub(super) fn add_reached(&mut self, grid: &Grid) {
        let columns = ["rank", "value", "target"].map(|name| grid.column(name));
        let [Some(rank), Some(value), Some(target)] = columns else { return };
        let read = |row, column| Decimal::machine(grid.cell(row, column));
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        for row in (0..grid.rows.len()).filter(|row| !grid.cell(*row, rank).is_empty()) {
            *alike.entry(grid.cell(row, value)).or_default() += 1;
        }
        alike.into_values().for_each(|count| self.count(count));
        for only_ranked in [true, false] {
            let rows = (0..grid.rows.len())
                .filter(|row| !only_ranked || !grid.cell(*row, rank).is_empty())
                .filter_map(|row| Some(read(row, value)?.minus(read(row, target)?)));
            let (below, reached): (Vec<Decimal>, Vec<Decimal>) =
                rows.partition(|less| less.is_negative());
            self.count(below.len());
            self.count(reached.len());
            self.count(reached.len() + below.len());
        }
    }

    /// The rate of every row and of all together, and how many rows stand apart on either side.
    pub(super) fn add_rates(&mut self, grid: &Grid) {
        let (Some(met), Some(all)) = (grid.column("numerator"), grid.column("denominator")) else {
            return;
        };
        let read = |row: usize, column: usize| grid.cell(row, column).parse::<i128>().ok();
        let cases: Vec<(usize, i128, i128)> = (0..grid.rows.len())
            .filter(|row| !charts::is_all(grid, *row))
            .filter_map(|row| Some((row, read(row, met)?, read(row, all)?)))
            .collect();
        // A headline gives two decimals where the figure has room for one.
        for (_, met, all) in &cases {
            for places in [1, 2] {
                let share = Decimal::whole(met * 100).over(Decimal::whole(*all), places);
                share.into_iter().for_each(|share| self.number(share));
            }
        }
        let (sum_met, sum_all) =
            cases.iter().fold((0, 0), |sum, (_, met, all)| (sum.0 + met, sum.1 + all));
        let rate = Decimal::whole(sum_met * 100).over(Decimal::whole(sum_all), 2);
        rate.into_iter().for_each(|rate| self.number(rate));
        let Some(standing) = grid.column("standing") else { return };
        for limits in ["outside_", "outside_99_8"] {
            let apart =
                || cases.iter().filter(|(row, ..)| grid.cell(*row, standing).starts_with(limits));
            let below = apart().filter(|(_, met, all)| met * sum_all < sum_met * all).count();
            self.count(below);
            self.count(apart().count() - below);
        }
    }
}
