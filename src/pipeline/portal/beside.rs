//! One figure of the portal beside ours: equal, different and by how much, or why they are not compared.

use super::{
    cause::{self, Case, Cause},
    names::Names,
    own::{Figure, Own},
    published::Row,
    snapshots::Snapshot,
};
use crate::{
    domain::{cell::Count, number::Decimal, period::Period, unit::Units},
    rules::RuleSet,
    schema::Value,
    score::points::score,
};

/// How two figures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Equal,
    /// The points differ by no more than is forgiven.
    Within,
    Different,
    NotCompared,
}

impl Outcome {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Within => "within",
            Self::Different => "different",
            Self::NotCompared => "not_compared",
        }
    }
}

/// Two figures side by side.
#[derive(Clone, Debug)]
pub struct Compared {
    pub snapshot: String,
    pub period: String,
    /// As the portal calls it.
    pub portal_unit: String,
    pub unit_id: Option<String>,
    /// indicator, block or group
    pub level: String,
    pub id: String,
    pub published: (Option<(u64, u64)>, Option<Decimal>),
    pub own: (Option<(u64, u64)>, Option<Decimal>),
    pub outcome: Outcome,
    pub cause: Option<Cause>,
    /// The edition of our figure.
    pub edition: Option<String>,
}

impl Compared {
    /// Ours less the portal's: numerator, denominator, points.
    pub fn differences(&self) -> [Option<Decimal>; 3] {
        let counts = self.own.0.zip(self.published.0);
        let whole = |own: u64, published: u64| Decimal::from(own) - Decimal::from(published);
        let points = self.own.1.zip(self.published.1).map(|(own, published)| own - published);
        [
            counts.map(|(own, published)| whole(own.0, published.0)),
            counts.map(|(own, published)| whole(own.1, published.1)),
            points,
        ]
    }

    /// The row of its table.
    pub fn values(&self) -> Vec<Value> {
        let [above, below, points] = self.differences();
        let whole = |number: Option<Decimal>| -> Value { number.map(|one| one.units).into() };
        let (published, own) = (self.published, self.own);
        vec![
            self.snapshot.clone().into(),
            self.period.clone().into(),
            self.portal_unit.clone().into(),
            self.unit_id.clone().into(),
            self.level.clone().into(),
            self.id.clone().into(),
            published.0.map(|counts| counts.0).into(),
            published.0.map(|counts| counts.1).into(),
            published.1.into(),
            own.0.map(|counts| counts.0).into(),
            own.0.map(|counts| counts.1).into(),
            own.1.into(),
            whole(above),
            whole(below),
            points.into(),
            self.outcome.as_str().into(),
            self.cause.as_ref().map(|(code, _)| *code).into(),
            self.cause
                .as_ref()
                .map(|(_, detail)| detail.clone())
                .filter(|one| !one.is_empty())
                .into(),
            self.edition.clone().into(),
        ]
    }
}

/// One period of a snapshot, and our figures of it.
pub struct Beside<'a> {
    pub rules: &'a RuleSet,
    pub units: &'a Units,
    pub names: &'a Names,
    pub snapshot: &'a Snapshot,
    /// As it is written, and what it is.
    pub period: (&'a str, Option<Period>),
    pub own: Option<&'a Own>,
    pub tolerance: Decimal,
}

impl Beside<'_> {
    /// Every row of the period.
    pub fn rows(&self) -> Vec<Compared> {
        let of_period = self.snapshot.rows.iter().filter(|row| row.key.2 == self.period.0);
        of_period.map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &Row) -> Compared {
        let unit = self.names.find(row);
        let mut compared = Compared {
            snapshot: self.snapshot.name.clone(),
            period: self.period.0.to_owned(),
            portal_unit: row.key.1.clone(),
            unit_id: unit.map(|unit| self.units.get(unit).id.clone()),
            level: row.level.clone(),
            id: row.id.clone(),
            published: (row.counts, self.points(row)),
            own: (None, None),
            outcome: Outcome::NotCompared,
            cause: None,
            edition: self.own.map(|own| own.source.clone()),
        };
        let not_compared = |code: &'static str| Some((code, String::new()));
        let (unit_id, own) = match (compared.unit_id.clone(), self.own) {
            (None, _) => {
                compared.cause = not_compared("unknown_unit");
                return compared;
            }
            (_, None) => {
                compared.cause = not_compared("no_own_period");
                return compared;
            }
            (Some(unit_id), Some(own)) => (unit_id, own),
        };
        if row.counts.is_none() && row.points.is_none() {
            compared.cause = not_compared("nothing_published");
        } else if row.level == "indicator" {
            self.indicator(&mut compared, row, own, &unit_id);
        } else {
            self.group(&mut compared, row, own, unit_id);
        }
        compared
    }

    /// The points that the portal shows, or those that its counts give where it shows none.
    fn points(&self, row: &Row) -> Option<Decimal> {
        let shown = row.points.map(Decimal::from);
        shown.or_else(|| {
            let indicator = self.rules.indicator(&row.id).filter(|_| row.level == "indicator")?;
            let (numerator, denominator) = row.counts?;
            let count = Count::Known { numerator, denominator };
            score(indicator, count, false).points.map(Decimal::from)
        })
    }

    fn indicator(&self, compared: &mut Compared, row: &Row, own: &Own, unit_id: &str) {
        let Some(indicator) = self.rules.indicator(&row.id) else {
            compared.cause = Some(("unknown_indicator", String::new()));
            return;
        };
        let figure = own.figures.get(&[unit_id.to_owned(), row.id.clone()]);
        let Some(figure) = figure.filter(|one| one.counts.is_some() || one.points.is_some()) else {
            let status = figure.map_or(String::new(), |figure| figure.status.clone());
            compared.cause = Some(("no_own_figure", status));
            return;
        };
        let Figure { counts, points, .. } = figure;
        compared.own = (*counts, *points);
        self.settle(compared);
        if compared.outcome != Outcome::Equal {
            let case = Case {
                rules: self.rules,
                indicator,
                snapshot: self.snapshot,
                period: self.period.1,
                own,
                unit_id,
                row,
                figure,
            };
            compared.cause = Some(cause::cause(&case, compared.differences()[2]));
        }
    }

    fn group(&self, compared: &mut Compared, row: &Row, own: &Own, unit_id: String) {
        let (group, block) = row.id.split_once('/').unwrap_or((&row.id, ""));
        let key = [unit_id, group.to_owned(), block.to_owned()];
        match own.groups.get(&key) {
            None => compared.cause = Some(("unknown_indicator", String::new())),
            Some(None) => compared.cause = Some(("no_own_figure", String::new())),
            Some(points) => {
                compared.own = (None, *points);
                self.settle(compared);
                if compared.outcome != Outcome::Equal {
                    compared.cause = Some(("parts", String::new()));
                }
            }
        }
    }

    /// Whether they are equal: in every number that both show.
    fn settle(&self, compared: &mut Compared) {
        let differences = compared.differences();
        let is_zero = |number: &Decimal| number.units == 0;
        let shown = || differences.iter().flatten();
        compared.outcome = if shown().count() == 0 {
            compared.cause = Some(("no_own_figure", String::new()));
            Outcome::NotCompared
        } else if shown().all(is_zero) {
            Outcome::Equal
        } else if self.tolerance.units > 0
            && differences[2].is_some_and(|points| points.abs() <= self.tolerance)
        {
            Outcome::Within
        } else {
            Outcome::Different
        };
    }
}
