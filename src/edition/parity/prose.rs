//! Numbers within sentences: titles and descriptions of figures, and the lines written on them. A
//! number in a sentence must be a cell of the chart's table, a count of its rows, the change of a
//! series, or a figure of what the chart is about in the month shown. Where the name of a row stands
//! right before a number (“Cục A: 83,53”), it must be a number of that row. Names, periods, part
//! numbers and words with letters in them are labels and not figures.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    charts,
    csv::{Grid, unguarded},
    edition::{Edition, is_month},
    number::{self, Decimal, has_digit},
};
use crate::edition::charts::{Lang, clean};

/// Control limits in per cent, which belong to the method of a funnel plot.
const LIMITS: [Decimal; 2] = [Decimal::whole(95), Decimal::new(998, 1)];
/// The steps of tints in per cent, which a legend explains.
const STEPS: [Decimal; 4] =
    [Decimal::whole(50), Decimal::whole(70), Decimal::whole(80), Decimal::whole(90)];
/// Small multiples that are drawn before the others are counted.
const PANELS: usize = 36;
/// Rows that a description tells one by one before it counts the others.
const TOLD: i128 = 20;

/// Marks of a sentence that may touch a number.
const MARKS: [char; 7] = [',', '.', ':', ';', '!', '?', '*'];

/// What may stand in the sentences of a chart.
#[derive(Debug, Default)]
pub struct Known {
    numbers: HashSet<(i128, u8)>,
    /// Names that hold a digit, the longest first.
    names: Vec<String>,
    /// Rows by the names they bear.
    rows: BTreeMap<String, Vec<usize>>,
    /// Months as `2026-08`, and years.
    periods: BTreeSet<String>,
    hashes: BTreeSet<String>,
}

impl Known {
    /// What may be said of a chart.
    pub fn of(edition: &Edition<'_>, grid: &Grid) -> Self {
        let mut known = Self::default();
        known.add_cells(grid);
        known.add_counts(grid);
        known.add_changes(grid);
        known.add_rates(grid);
        known.add_reached(grid);
        known.add_tables(edition, &grid.path);
        let names: BTreeSet<&str> = edition
            .grid("tables/scorecard")
            .into_iter()
            .flat_map(|scorecard| scorecard.every("unit_name"))
            .map(unguarded)
            .collect();
        known.names.extend(names.into_iter().filter(|name| has_digit(name)).map(clean));
        let hashes = edition
            .grid("tables/indicators")
            .into_iter()
            .flat_map(|table| table.every("rule_set_hash"));
        known.hashes = hashes.take(1).map(str::to_owned).collect();
        known.names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        known.names.dedup();
        known.periods.extend(edition.periods.iter().cloned());
        known
    }

    fn number(&mut self, number: Decimal) {
        self.numbers.insert(normal(number.abs()));
    }

    fn count(&mut self, count: usize) {
        let count = count as i128;
        self.number(Decimal::whole(count));
        if count > TOLD {
            self.number(Decimal::whole(count - TOLD));
        }
    }

    fn add_cells(&mut self, grid: &Grid) {
        let naming = |column: &str| {
            column.starts_with("label") || column.ends_with("_vi") || column.ends_with("_en")
        };
        for row in 0..grid.rows.len() {
            for (place, column) in grid.columns.iter().enumerate() {
                let cell = grid.cell(row, place);
                if cell.is_empty() {
                    continue;
                }
                if column == "period" {
                    self.periods.insert(cell.to_owned());
                } else if let Some(number) = Decimal::machine(cell) {
                    self.number(number);
                } else {
                    let name = clean(unguarded(cell));
                    if has_digit(&name) {
                        self.names.push(name.clone());
                    }
                    if naming(column) {
                        self.rows.entry(name).or_default().push(row);
                    }
                }
            }
        }
    }

    /// Rows in all, with and without a value, and different names; the same for every name.
    fn add_counts(&mut self, grid: &Grid) {
        self.count(grid.rows.len());
        for column in 0..grid.columns.len() {
            let filled = (0..grid.rows.len()).filter(|row| !grid.cell(*row, column).is_empty());
            let filled = filled.count();
            self.count(filled);
            self.count(grid.rows.len() - filled);
        }
        for naming in &grid.key {
            let mut of_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for row in 0..grid.rows.len() {
                of_name.entry(grid.cell(row, *naming)).or_default().push(row);
            }
            self.count(of_name.len());
            // A series that all panels are compared with is not one of them.
            self.count(of_name.len().saturating_sub(1));
            // Panels beyond the last that is drawn are counted in its stead.
            self.count(of_name.len().saturating_sub(PANELS));
            self.count(of_name.len().saturating_sub(PANELS + 1));
            for rows in of_name.values() {
                for column in 0..grid.columns.len() {
                    let filled =
                        rows.iter().filter(|row| !grid.cell(**row, column).is_empty()).count();
                    self.count(rows.len() - filled);
                }
            }
        }
    }

    /// The change between the last two periods of every series, and how many rose, fell and stayed.
    fn add_changes(&mut self, grid: &Grid) {
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
    fn add_reached(&mut self, grid: &Grid) {
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

    /// The shares from which an indicator gives full points, worked out from its points in every row.
    fn add_full_points(&mut self, edition: &Edition<'_>, indicator: &str) {
        let Some(table) = edition.grid("tables/indicators") else { return };
        let Some(of) = table.column("indicator_id") else { return };
        let names = ["numerator", "denominator", "points", "max_points"];
        let rows: Vec<[i128; 4]> = (0..table.rows.len())
            .filter(|row| table.cell(*row, of) == indicator)
            .filter_map(|row| {
                let cells =
                    names.map(|name| Decimal::machine(table.named(row, name))?.in_units_of(2));
                let [Some(met), Some(all), Some(points), Some(most)] = cells else { return None };
                (all > 0).then_some([met, all, points, most])
            })
            .collect();
        let gives = |share: i128| {
            rows.iter().all(|[met, all, points, most]| {
                let (reached, needed) = (met * 100, all * share);
                let (n, d) = (reached.min(needed) * most, needed);
                (2 * n + d).div_euclid(2 * d) == *points
            })
        };
        for share in (1..=100).filter(|share| gives(*share)) {
            self.number(Decimal::whole(share));
        }
    }

    /// The rate of every row and of all together, and how many rows stand apart on either side.
    fn add_rates(&mut self, grid: &Grid) {
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

    /// The figures of what the chart is about, in the month shown.
    fn add_tables(&mut self, edition: &Edition<'_>, path: &str) {
        let subject = Subject::of(edition, path);
        if let Some(indicator) = &subject.indicator {
            self.add_full_points(edition, indicator);
        }
        for name in ["scorecard", "groups", "indicators", "targets", "flow"] {
            let Some(table) = edition.grid(&format!("tables/{name}")) else { continue };
            let (Some(period), Some(unit)) = (table.column("period"), table.column("unit_id"))
            else {
                continue;
            };
            let indicator = table.column("indicator_id");
            for row in 0..table.rows.len() {
                let is_shown = table.cell(row, period) == edition.shown;
                // Of a chart whose unit is not known, every unit may be meant.
                let of_unit = match (&subject.unit, &subject.indicator) {
                    (None, None) => true,
                    (known, _) => known.as_deref() == Some(unguarded(table.cell(row, unit))),
                };
                let of_indicator = indicator.is_some_and(|place| {
                    subject.indicator.as_deref() == Some(table.cell(row, place))
                });
                if is_shown && (of_unit || of_indicator) {
                    self.add_row(table, row);
                }
            }
        }
        if let Some(scorecard) = edition.grid("tables/scorecard") {
            // How many points could be gained is the same for every ranked unit.
            let shown = (0..scorecard.rows.len())
                .filter(|row| scorecard.named(*row, "period") == edition.shown);
            let available: Vec<Decimal> = shown
                .flat_map(|row| {
                    ["comparable_available", "ranked_units"].map(|name| scorecard.named(row, name))
                })
                .filter_map(Decimal::machine)
                .collect();
            available.into_iter().for_each(|number| self.number(number));
        }
    }

    fn add_row(&mut self, table: &Grid, row: usize) {
        let number = |column: &str| Decimal::machine(table.named(row, column));
        for column in 0..table.columns.len() {
            let Some(value) = Decimal::machine(table.cell(row, column)) else { continue };
            self.number(value);
            if ["ratio", "goal"].contains(&table.columns[column].as_str())
                && let Some(percent) = value.times(100)
            {
                self.number(percent.rounded(2));
                self.number(percent.rounded(1));
            }
        }
        for most in ["max_points", "available_points"].map(number) {
            if let (Some(points), Some(most)) = (number("points"), most) {
                self.number(most.minus(points));
            }
        }
        if let (Some(ended), Some(open)) = (number("ended_late"), number("closing_overdue")) {
            self.number(ended.plus(open));
        }
    }

    /// How many numbers a text holds, and those that nothing accounts for: where each begins in the
    /// text, the number, and what should stand there. Within a figure a legend may give its steps.
    pub fn unaccounted(
        &self,
        grid: &Grid,
        text: &str,
        lang: Lang,
        in_figure: bool,
    ) -> (u64, Vec<Unaccounted>) {
        let mut rest = clean(text);
        for name in &self.names {
            if rest.contains(name.as_str()) {
                // A name that stands before its number is still needed to tell whose it is.
                let letters = "x".repeat(name.len());
                rest = rest.replace(name.as_str(), &letters);
            }
        }
        let whole = clean(text);
        let (mut numbers, mut wrong) = (0, Vec::new());
        for (at, word) in words(&rest) {
            let after = &rest[at + word.len()..];
            let expected = match self.classify(word, lang) {
                Kind::Label => None,
                _ if self.is_part_number(word, after) => None,
                Kind::Number(value) => {
                    numbers += 1;
                    let before = whole.get(..at).unwrap_or_default();
                    match self.row_named_before(before, after) {
                        Some((name, rows)) => {
                            (!rows.iter().any(|row| has_number(grid, *row, value)))
                                .then(|| format!("a figure of “{name}” in {}", grid.file()))
                        }
                        None if in_figure && STEPS.contains(&value) => None,
                        None => (!self.has(value)).then(|| format!("a figure of {}", grid.file())),
                    }
                }
                Kind::Unknown => {
                    let tag = lang.tag();
                    Some(format!("a number written in “{tag}”, or a period of the edition"))
                }
            };
            wrong.extend(expected.map(|expected| (at, word.to_owned(), expected)));
        }
        (numbers, wrong)
    }

    /// Whether a text is the name of something, broken into lines or not.
    pub fn is_named(&self, text: &str) -> bool {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let text = squeezed(text);
        self.names.iter().any(|name| squeezed(name) == text)
    }

    fn has(&self, value: Decimal) -> bool {
        self.numbers.contains(&normal(value.abs())) || LIMITS.contains(&value)
    }

    /// The rows whose name stands right before a number: `NAME: 1` or, in brackets, `NAME 1;`.
    fn row_named_before(&self, before: &str, after: &str) -> Option<(&str, &Vec<usize>)> {
        let listed = after.trim_start_matches('%').starts_with([';', ')']);
        let name_end = match before.strip_suffix(": ") {
            Some(name_end) => name_end,
            None => before.strip_suffix(' ').filter(|_| listed)?,
        };
        let stands_alone = |name: &str| {
            let first = &name_end[..name_end.len() - name.len()];
            first.is_empty() || first.ends_with(['(', ' '])
        };
        let named = self.rows.iter().filter(|(name, _)| {
            !name.is_empty() && name_end.ends_with(name.as_str()) && stands_alone(name)
        });
        named.max_by_key(|(name, _)| name.len()).map(|(name, rows)| (name.as_str(), rows))
    }

    /// A part of the decision, such as 2.1, stands before the name of its indicator.
    fn is_part_number(&self, word: &str, after: &str) -> bool {
        let is_part = word.split('.').count() == 2
            && word.split('.').all(|digits| (1..=2).contains(&digits.len()) && is_digits(digits));
        let after = after.trim_start();
        is_part
            && (after.starts_with("xx")
                || self
                    .rows
                    .keys()
                    .any(|name| !name.is_empty() && after.starts_with(name.as_str())))
    }

    fn classify(&self, word: &str, lang: Lang) -> Kind {
        if word.chars().any(char::is_alphabetic)
            || self.hashes.iter().any(|hash| word.len() == 12 && hash.starts_with(word))
        {
            return Kind::Label;
        }
        match number::written(word, lang) {
            Some(number) => Kind::Number(number.value),
            None if self.is_period(word) => Kind::Label,
            None => Kind::Unknown,
        }
    }

    /// A day, a month or a year that the edition knows; days are those of a cut-off.
    fn is_period(&self, word: &str) -> bool {
        let parts: Vec<&str> = word.split(['/', '-']).collect();
        if !parts.iter().all(|part| is_digits(part)) {
            return word.split(':').all(|part| part.len() == 2 && is_digits(part));
        }
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        match (parts.as_slice(), lengths.as_slice()) {
            ([month, year], [1 | 2, 4]) | ([year, month], [4, 2]) => {
                let month = format!("{year}-{month:0>2}");
                is_month(&month) && self.periods.contains(&month)
            }
            ([_, _, _], [1 | 2, 1 | 2, 4] | [4, 2, 2]) => true,
            ([year], [4]) => self.periods.iter().any(|period| period.starts_with(year)),
            _ => false,
        }
    }
}

/// Where a number begins in its sentence, the number, and what should stand there.
pub type Unaccounted = (usize, String, String);

enum Kind {
    Label,
    Number(Decimal),
    Unknown,
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_number(grid: &Grid, row: usize, value: Decimal) -> bool {
    grid.rows[row].iter().filter_map(Decimal::machine).any(|cell| cell.abs() == value.abs())
}

/// A value without the decimals that are zero.
fn normal(value: Decimal) -> (i128, u8) {
    let places = (0..value.places()).find(|places| value.in_units_of(*places).is_some());
    let places = places.unwrap_or(value.places());
    (value.in_units_of(places).unwrap_or_default(), places)
}

/// The unit or indicator a chart is about, by where it stands.
#[derive(Debug, Default)]
pub struct Subject {
    pub unit: Option<String>,
    pub indicator: Option<String>,
}

impl Subject {
    pub fn of(edition: &Edition<'_>, path: &str) -> Self {
        let folders: Vec<&str> = path.split('/').collect();
        match folders.as_slice() {
            ["charts", "units", unit, _] => {
                Self { unit: edition.unit_of_file(unit), indicator: None }
            }
            ["charts", "indicators", indicator, _] => {
                Self { unit: None, indicator: Some((*indicator).to_owned()) }
            }
            _ => Self { unit: Some(edition.authority.clone()), indicator: None },
        }
    }
}

/// Words with a digit and where they begin; marks around them are not part of them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let between =
        |letter: char| letter.is_whitespace() || "()[]“”‘’\"'«»;×…·=<>≥≤–".contains(letter);
    let mut found = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(between) {
        let word = piece.trim_end_matches(between);
        // Two numbers with a stroke between are one count of another, unless they are a date.
        let parts: Vec<&str> = word.split('/').collect();
        let year = |part: &&str| {
            is_digits(part.trim_end_matches(MARKS)) && part.trim_end_matches(MARKS).len() == 4
        };
        let is_one = parts.last().is_some_and(year) || word.chars().any(char::is_alphabetic);
        let mut at = from;
        let pieces = if parts.len() == 2 && !is_one { parts } else { vec![word] };
        for piece in pieces {
            let lead = piece.len() - piece.trim_start_matches(MARKS).len();
            let trimmed = piece.trim_matches(MARKS);
            if has_digit(trimmed) {
                found.push((at + lead, trimmed));
            }
            at += piece.len() + 1;
        }
        from += piece.len();
    }
    found
}
