//! The rule sets that are part of the program.

use super::sources::Sources;

macro_rules! rule_set {
    ($id:literal: $($file:literal),+) => {
        (
            $id,
            &[$(($file, include_str!(concat!("../../data/rules/", $id, "/", $file)))),+] as &[_],
        )
    };
}

const BUILT_IN: &[(&str, &[(&str, &str)])] = &[
    rule_set!("portal-2026": "rule-set.toml", "transparency.toml", "progress.toml",
        "digitization.toml", "online_service.toml", "satisfaction.toml"),
    rule_set!("document-2026": "rule-set.toml", "progress.toml", "digitization.toml",
        "online_service.toml"),
    rule_set!("vendor-2022": "rule-set.toml", "progress.toml", "digitization.toml",
        "online_service.toml"),
];

/// Ids of the built-in rule sets, the default first.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The files of a built-in rule set.
pub fn sources(id: &str) -> Option<Sources> {
    let (id, files) = BUILT_IN.iter().find(|(known, _)| *known == id)?;
    Some(Sources::new(id, files.iter().map(|(name, text)| (*name, *text))))
}
