//! Two editions side by side: the periods that each has, the figures and ranks that differ in the
//! periods that both have, the tables that only one has, and what the manifests say of the cause.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use super::causes::{self, Causes};
use crate::edition::{
    manifest::Manifest,
    read_back::{self, Figure, Standing},
    table_csv,
};

/// What differs from A to B.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub only_a: Vec<String>,
    pub only_b: Vec<String>,
    pub both: Vec<String>,
    /// Periods that one edition has as provisional and the other as final.
    pub settled_otherwise: Vec<String>,
    /// Figures of common periods, by period, unit and indicator.
    pub cells: Vec<Changed<3, Figure>>,
    /// How many figures the common periods have, in A or in B.
    pub compared: usize,
    /// Ranks and scores of common periods, by period and unit.
    pub standings: Vec<Changed<2, Standing>>,
    pub tables_added: Vec<String>,
    pub tables_removed: Vec<String>,
    /// Tables of the same name with other rows.
    pub tables_changed: Vec<String>,
    pub causes: Causes,
}

impl Difference {
    /// Nothing that was published differs.
    pub fn is_empty(&self) -> bool {
        let lists = [&self.only_a, &self.only_b, &self.settled_otherwise];
        let tables = [&self.tables_added, &self.tables_removed, &self.tables_changed];
        lists.into_iter().chain(tables).all(Vec::is_empty)
            && self.cells.is_empty()
            && self.standings.is_empty()
    }
}

/// One row that differs; `None` where the edition does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<const K: usize, V> {
    pub key: [String; K],
    pub a: Option<V>,
    pub b: Option<V>,
}

/// Compares two published editions. Fails where a table of either cannot be read.
pub fn difference(reports: &Path, a: &Manifest, b: &Manifest) -> io::Result<Difference> {
    let folder = |manifest: &Manifest| reports.join(&manifest.edition);
    let periods = |manifest: &Manifest| -> BTreeMap<String, bool> {
        manifest.periods.iter().map(|p| (p.period.clone(), p.provisional)).collect()
    };
    let (of_a, of_b) = (periods(a), periods(b));
    let only = |left: &BTreeMap<String, bool>, right: &BTreeMap<String, bool>| -> Vec<String> {
        in_order(left.keys().filter(|period| !right.contains_key(*period)).cloned())
    };
    let both = in_order(of_a.keys().filter(|period| of_b.contains_key(*period)).cloned());
    let common = |period: &str| both.iter().any(|known| known == period);
    let read = |manifest: &Manifest| read_back::figures_of(&folder(manifest));
    let (figures_a, figures_b) = (read(a)?, read(b)?);
    let (cells, compared) = changed(&figures_a, &figures_b, common);
    let read = |manifest: &Manifest| read_back::standings_of(&folder(manifest));
    let (standings, _) = changed(&read(a)?, &read(b)?, common);
    let (tables_a, tables_b) = (tables(a), tables(b));
    let missing = |from: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        from.keys().filter(|name| !other.contains_key(*name)).cloned().collect()
    };
    Ok(Difference {
        only_a: only(&of_a, &of_b),
        only_b: only(&of_b, &of_a),
        settled_otherwise: both.iter().filter(|p| of_a[*p] != of_b[*p]).cloned().collect(),
        cells,
        compared,
        standings,
        tables_added: missing(&tables_b, &tables_a),
        tables_removed: missing(&tables_a, &tables_b),
        tables_changed: tables_a
            .iter()
            .filter(|(name, hash)| tables_b.get(*name).is_some_and(|other| other != *hash))
            .map(|(name, _)| name.clone())
            .collect(),
        causes: causes::causes(a.into(), b.into()),
        both,
    })
}

/// The rows of common periods that differ, and how many there are in all.
fn changed<const K: usize, V: Clone + PartialEq>(
    a: &BTreeMap<[String; K], V>,
    b: &BTreeMap<[String; K], V>,
    common: impl Fn(&str) -> bool,
) -> (Vec<Changed<K, V>>, usize) {
    let keys: BTreeSet<&[String; K]> =
        a.keys().chain(b.keys()).filter(|key| common(&key[0])).collect();
    let row = |key: &&[String; K]| Changed {
        key: (*key).clone(),
        a: a.get(*key).cloned(),
        b: b.get(*key).cloned(),
    };
    let mut rows: Vec<_> = keys.iter().map(row).filter(|row| row.a != row.b).collect();
    rows.sort_by_key(|row| read_back::order(&row.key[0]));
    (rows, keys.len())
}

fn in_order(periods: impl Iterator<Item = String>) -> Vec<String> {
    let mut periods: Vec<String> = periods.collect();
    periods.sort_by_key(|period| read_back::order(period));
    periods
}

/// The tables of an edition, also the public ones, with the hash of their CSV.
fn tables(manifest: &Manifest) -> BTreeMap<String, String> {
    let of_table = |path: &str| Some(table_csv::table_of(path)?.to_owned());
    let is_table = |path: &str| path.starts_with("tables/") || path.starts_with("public/tables/");
    let published = manifest.outputs.iter().filter(|output| is_table(&output.path));
    published.filter_map(|o| Some((of_table(&o.path)?, o.says().to_owned()))).collect()
}
