//! The unit or indicator that a chart is about, which its place in the edition says.

use super::edition::Edition;

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
