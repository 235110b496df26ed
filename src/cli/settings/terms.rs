//! On which terms editions are published: what the public part shows and withholds, and under which
//! licence and address.

use super::written::{WrittenPublic, WrittenPublication};
use crate::{
    disclose::{Name, Policy, Rounding},
    render::package::{Licence, Publication},
};

/// How the public part of an edition is made; `None` where none is wanted.
pub fn disclosure(written: &WrittenPublic, faults: &mut Vec<String>) -> Option<Policy> {
    let policy = policy(written, faults);
    written.edition.unwrap_or(true).then_some(policy)
}

fn policy(written: &WrittenPublic, faults: &mut Vec<String>) -> Policy {
    let of_rounding = [
        ("threshold", written.threshold.is_some()),
        ("base", written.base.is_some()),
        ("totals", written.totals.is_some()),
    ];
    let given = of_rounding.into_iter().filter(|(_, given)| *given).map(|(key, _)| key);
    let given: Vec<&str> = given.collect();
    // A configuration from before policies had names says by its totals which of the two it means.
    let of_totals = written.totals.map(Name::from);
    let unnamed = if given.is_empty() { Name::Portal } else { Name::Strict };
    let name = written.policy.or(of_totals).unwrap_or(unnamed);
    match (name, of_totals) {
        (Name::Portal, _) if !given.is_empty() => faults.push(format!(
            "[public] {}: the policy \"portal\" has the bounds of its table; take this out, or write policy = \
             \"rounded\" or \"strict\"",
            given.join(", ")
        )),
        (_, Some(of_totals)) if of_totals != name => faults.push(format!(
            "[public] totals says policy = {:?} and policy says {:?}; take totals out: policy has taken its place",
            of_totals.as_str(),
            name.as_str()
        )),
        _ => {}
    }
    if let Some(opinions) = written.opinions {
        if name != Name::Portal {
            faults.push(format!(
                "[public] opinions belongs to policy = \"portal\"; under {:?} satisfaction is suppressed below the \
                 threshold",
                name.as_str()
            ));
        } else if opinions < 2 {
            faults.push(
                "[public] opinions: expected 2 or more; satisfaction that rests on fewer cases is withheld".into(),
            );
        }
    }
    let default = Rounding::default();
    let rounding = Rounding {
        threshold: written.threshold.unwrap_or(default.threshold),
        base: written.base.unwrap_or(default.base),
    };
    if rounding.threshold < 2 {
        faults
            .push("[public] threshold: expected 2 or more; below it a figure is suppressed".into());
    }
    if rounding.base == 0 || rounding.base > rounding.threshold {
        faults.push(format!(
            "[public] base: expected 1 to the threshold ({}); counts are rounded to its multiples",
            rounding.threshold
        ));
    }
    match name {
        Name::Portal => Policy::Portal { opinions: written.opinions },
        Name::Rounded => Policy::Rounded(rounding),
        Name::Strict => Policy::Strict(rounding),
    }
}

/// Under which terms editions are published. A licence that is not known by its id needs an address.
pub fn publication(written: WrittenPublication, faults: &mut Vec<String>) -> Publication {
    let WrittenPublication {
        licence,
        licence_title,
        licence_url,
        publisher_url,
        day,
        tables_only,
        ..
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
    if let Some(day) = day.filter(|day| !(1..=28).contains(day)) {
        faults.push(format!("[publication] day = {day}: expected a day from 1 to 28"));
    }
    Publication { licence, publisher_url, day, tables_only }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The policy of what stands below `[public]`, and what is wrong with it.
    fn read(written: &str) -> (Option<Policy>, Vec<String>) {
        let mut faults = Vec::new();
        let policy = disclosure(&toml::from_str(written).unwrap(), &mut faults);
        (policy, faults)
    }

    #[test]
    fn portal_is_the_default_and_the_keys_of_before_mean_what_they_meant() {
        let rounding = |threshold, base| Rounding { threshold, base };
        for (written, expected) in [
            ("", Policy::Portal { opinions: None }),
            ("policy = \"portal\"\nopinions = 10", Policy::Portal { opinions: Some(10) }),
            ("policy = \"rounded\"", Policy::Rounded(rounding(10, 5))),
            ("policy = \"strict\"\nthreshold = 20", Policy::Strict(rounding(20, 5))),
            ("totals = \"rounded\"", Policy::Rounded(rounding(10, 5))),
            ("totals = \"suppressed\"", Policy::Strict(rounding(10, 5))),
            ("threshold = 20\nbase = 10", Policy::Strict(rounding(20, 10))),
        ] {
            assert_eq!(read(written), (Some(expected), Vec::new()), "{written}");
        }
        assert_eq!(read("edition = false").0, None);
    }

    #[test]
    fn keys_that_contradict_each_other_are_refused_with_the_key_to_write() {
        for (written, expected) in [
            ("policy = \"portal\"\ntotals = \"rounded\"", "policy = \"rounded\""),
            ("policy = \"portal\"\nbase = 5", "[public] base"),
            ("policy = \"strict\"\ntotals = \"rounded\"", "take totals out"),
            ("policy = \"strict\"\nopinions = 5", "[public] opinions"),
            ("opinions = 1", "2 or more"),
            ("threshold = 1", "2 or more"),
            ("base = 11", "1 to the threshold (10)"),
        ] {
            let (_, faults) = read(written);
            assert!(faults.iter().any(|fault| fault.contains(expected)), "{written}: {faults:?}");
        }
    }
}
