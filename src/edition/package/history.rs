//! The editions before one, for its changelog: manifests followed from the edition that is current
//! to the one it came after. An edition that was removed ends the row.

use std::path::Path;

use crate::edition::{manifest::Manifest, publish::read_manifest};

/// Manifests of `before` and the editions it followed, oldest first. `inner` is the folder of the
/// audience within an edition: empty, or `public`. The edition `except` itself is left out.
pub fn earlier(reports: &Path, before: Option<&str>, inner: &str, except: &str) -> Vec<Manifest> {
    let mut found: Vec<Manifest> = Vec::new();
    let mut next = before.map(str::to_owned);
    let mut seen: Vec<String> = Vec::new();
    while let Some(name) = next.filter(|name| !seen.contains(name)) {
        let Ok(manifest) = read_manifest(&reports.join(&name)) else { break };
        next = manifest.after.clone();
        if name != except {
            let own = if inner.is_empty() {
                Some(manifest)
            } else {
                read_manifest(&reports.join(&name).join(inner)).ok()
            };
            found.extend(own);
        }
        seen.push(name);
    }
    found.reverse();
    found
}
