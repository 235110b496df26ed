//! On which terms editions are published: how small numbers are protected in the public part, and
//! under which licence and address.

use super::written::{WrittenPublic, WrittenPublication};
use crate::{
    disclose::Policy,
    render::package::{Licence, Publication},
};

/// How the public part of an edition is made; `None` where none is wanted.
pub fn disclosure(written: &WrittenPublic, faults: &mut Vec<String>) -> Option<Policy> {
    if written.threshold < 2 {
        faults
            .push("[public] threshold: expected 2 or more; below it a figure is suppressed".into());
    }
    if written.base == 0 || written.base > written.threshold {
        faults.push(format!(
            "[public] base: expected 1 to the threshold ({}); counts are rounded to its multiples",
            written.threshold
        ));
    }
    let WrittenPublic { edition, threshold, base, totals } = *written;
    edition.then_some(Policy { threshold, base, totals })
}

/// Under which terms editions are published. A licence that is not known by its id needs an address.
pub fn publication(written: WrittenPublication, faults: &mut Vec<String>) -> Publication {
    let WrittenPublication {
        licence, licence_title, licence_url, publisher_url, tables_only, ..
    } = written;
    let addresses = [("licence_url", &licence_url), ("publisher_url", &publisher_url)];
    for (key, url) in addresses.into_iter().filter_map(|(key, url)| Some((key, url.as_ref()?))) {
        let is_address = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        if !is_address || url.chars().any(|c| c.is_whitespace() || "<>\"{}|\\^`".contains(c)) {
            faults.push(format!(
                "[publication] {key} = {url:?}: expected an address that begins with https://"
            ));
        }
    }
    let licence = match licence {
        None => {
            if licence_url.is_some() || licence_title.is_some() {
                faults.push(
                    "[publication] licence: its id is missing, such as licence = \"CC-BY-4.0\""
                        .into(),
                );
            }
            None
        }
        Some(id) => {
            let known = Licence::known(&id);
            let url = licence_url.or_else(|| Some(known.as_ref()?.url.clone()));
            let title = licence_title.or_else(|| Some(known?.title)).unwrap_or_else(|| id.clone());
            if url.is_none() {
                faults.push(format!(
                    "[publication] licence = {id:?} is not one of {}; name its address with licence_url",
                    Licence::known_ids().collect::<Vec<_>>().join(", ")
                ));
            }
            url.map(|url| Licence { id, title, url })
        }
    };
    Publication { licence, publisher_url, tables_only }
}
