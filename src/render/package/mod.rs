//! An edition as open data: a Frictionless Data Package (v2), CSV on the Web beside each CSV, a
//! DCAT-AP 3 catalogue, and a changelog. All are readings of the declarations in `schema::tables` and
//! of a manifest, so the same functions describe the internal edition and the public one. Nothing
//! here reads a file or a clock.

mod changelog;
mod csvw;
mod datapackage;
mod dcat;
mod described;
mod resources;

#[cfg(test)]
mod tests;

use serde_json::Value as Json;

use resources::{Format, Resource};

pub use described::{Described, Licence, Publication};

/// The descriptions by their path within the edition: `datapackage.json`, `catalog.jsonld`,
/// `changelog.json`, and `tables/NAME.csv-metadata.json` beside each CSV that is not packed.
pub fn files(described: &Described<'_>) -> Vec<(String, Vec<u8>)> {
    let resources = resources::of(&described.manifest.outputs);
    let mut files = vec![
        ("catalog.jsonld".to_owned(), written(&dcat::catalogue(described, &resources))),
        ("changelog.json".to_owned(), written(&changelog::changelog(described))),
        ("datapackage.json".to_owned(), written(&datapackage::package(described, &resources))),
    ];
    // CSV on the Web knows of no packed files.
    let is_plain = |one: &&Resource<'_>| one.format == Format::Csv && !one.is_packed;
    for resource in resources.iter().filter(is_plain) {
        let path = format!("{}-metadata.json", resource.output.path);
        files.push((path, written(&csvw::metadata(described, resource))));
    }
    files
}

fn written(value: &Json) -> Vec<u8> {
    let mut text = serde_json::to_vec(value).unwrap_or_default();
    text.push(b'\n');
    text
}
