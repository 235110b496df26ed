//! The archive of an edition: which other edition has the pages of each period, and the links that lead there.
//! A period's pages are written once, by the edition that publishes it, and linked by those after it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{editions::revision_of, index::Index};
use crate::{
    domain::{digest::sha256, period::Period},
    edition::{
        archive::{Archive, Extent, FOLDER, Issue, Pages},
        manifest::{self, Elsewhere, Link},
    },
};

/// Every period that stands once this edition is published, with its pages in one part of the editions. `own` are
/// its periods, with whether they are provisional, and `month` the one that it is about.
pub fn archive(
    reports: &Path,
    index: &Index,
    part: &str,
    edition: &str,
    own: &[(Period, bool)],
    month: Period,
) -> Archive {
    let mut issues = BTreeMap::new();
    for (key, (known, provisional)) in index.newest_beside(edition) {
        let pages = pages(reports, &known.edition, part, &key.1.to_string());
        issues.insert(key, issue(&known.edition, provisional, pages));
    }
    for (period, provisional) in own {
        let key = (period.kind, *period);
        let is_final = issues.get(&key).is_some_and(|issue: &Issue| !issue.provisional);
        let extent = match *provisional {
            _ if *period == month => Extent::Month,
            true => Extent::Outline,
            false => Extent::Period,
        };
        if !provisional || !is_final || *period == month {
            issues.insert(key, issue(edition, *provisional, Pages::Here(extent)));
        }
    }
    Archive(issues)
}

fn issue(edition: &str, provisional: bool, pages: Pages) -> Issue {
    let revision = revision_of(edition).map_or(0, |(_, revision, _)| revision);
    Issue { edition: edition.to_owned(), revision, provisional, pages }
}

/// The pages of a period that lie in an edition.
fn pages(reports: &Path, edition: &str, part: &str, period: &str) -> Pages {
    let folder = reports.join(edition).join(part).join(FOLDER).join(period);
    // What leads on to another edition is a link there, too.
    if !folder.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        return Pages::None;
    }
    let mut pages = BTreeSet::new();
    for below in ["", "units/", "indicators/"] {
        let entries = fs::read_dir(folder.join("vi").join(below)).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        pages.extend(
            names.filter(|name| name.ends_with(".html")).map(|name| format!("{below}{name}")),
        );
    }
    Pages::There(pages)
}

/// The links to the periods that other editions published.
pub fn links(reports: &Path, part: &str, archive: &Archive) -> Vec<Link> {
    let mut manifests: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let below = if part.is_empty() { String::new() } else { format!("{part}/") };
    let up = "../".repeat(FOLDER.split('/').count() + 1 + below.matches('/').count());
    let mut found = Vec::new();
    for ((_, period), issue) in &archive.0 {
        let Pages::There(_) = issue.pages else { continue };
        let edition = issue.edition.as_str();
        let manifest = manifests.entry(edition).or_insert_with(|| manifest(reports, edition, part));
        let Some(manifest) = manifest.clone() else { continue };
        found.push(Link {
            path: format!("{FOLDER}/{period}"),
            target: format!("{up}{edition}/{below}{FOLDER}/{period}"),
            to: Some(Elsewhere {
                period: period.to_string(),
                edition: edition.to_owned(),
                revision: issue.revision,
                manifest,
            }),
        });
    }
    found
}

/// The hash of the manifest of one part of an edition.
fn manifest(reports: &Path, edition: &str, part: &str) -> Option<String> {
    let path = reports.join(edition).join(part).join(manifest::NAME);
    fs::read(path).ok().map(|text| sha256(&text))
}
