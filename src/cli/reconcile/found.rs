//! What a comparison with published points comes to: how many are equal and different on each level,
//! the differences, and what is not compared.

use std::collections::BTreeMap;

use crate::{
    domain::{number::Decimal, points::Points},
    pipeline::portal::published::Row,
};

/// Equal and different of one level.
#[derive(Default)]
pub struct Tally {
    pub equal: u64,
    pub different: u64,
}

/// Published points beside those recomputed.
pub struct Difference<'a> {
    pub row: &'a Row,
    pub published: Points,
    pub computed: Points,
}

/// What the comparison came to.
#[derive(Default)]
pub struct Found<'a> {
    pub tallies: BTreeMap<&'static str, Tally>,
    pub differences: Vec<Difference<'a>>,
    /// Rows with points that are not compared, and why.
    pub not_compared: Vec<(&'a Row, String)>,
}

impl<'a> Found<'a> {
    /// `computed` is the points, or why there are none. Empty points are never compared.
    pub fn compare(&mut self, row: &'a Row, computed: Result<Points, String>, tolerance: Decimal) {
        let Some(published) = row.points else { return };
        let computed = match computed {
            Ok(computed) => computed,
            Err(why) => return self.not_compared.push((row, why)),
        };
        let tally = self.tallies.entry(level(row)).or_default();
        if Decimal::from(published - computed).abs() <= tolerance {
            tally.equal += 1;
        } else {
            tally.different += 1;
            self.differences.push(Difference { row, published, computed });
        }
    }
}

fn level(row: &Row) -> &'static str {
    match row.level.as_str() {
        "indicator" => "indicators",
        "block" => "blocks",
        _ => "groups",
    }
}
