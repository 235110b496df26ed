//! Where the files of a unit or a cohort stand: file names made from codes. A code that is safe is its own file
//! name; anything else is written out in a way that no file system and no browser reads otherwise.

use std::collections::HashSet;

use crate::domain::digest::{hex, sha256};
use crate::domain::unit::Units;

const LONGEST: usize = 60;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The file names of all units, by their number. No two are alike where case is ignored.
pub fn unit_files(units: &Units) -> Vec<String> {
    distinct(units.iter().map(|unit| file_name(&unit.id)))
}

/// What the names of the files of cohorts end with, in lower case.
pub fn cohort_files(ids: impl Iterator<Item = String>) -> Vec<String> {
    let plain = |id: String| id.to_lowercase().replace('+', "-up").replace('.', "-");
    distinct(ids.map(|id| file_name(&plain(id))))
}

/// Names of which no two are alike where case is ignored.
fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = HashSet::new();
    names
        .map(|first| {
            let others = (2..).map(|number| format!("{first}-{number}"));
            let free = std::iter::once(first.clone())
                .chain(others)
                .find(|name| taken.insert(name.to_lowercase()));
            free.unwrap_or(first)
        })
        .collect()
}

/// A code as a file name: itself where that is safe, else with every other byte as `_xx`.
fn file_name(code: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let whole = !code.is_empty()
        && code.len() <= LONGEST
        && code.bytes().all(safe)
        && !code.starts_with('.')
        && !code.ends_with('.')
        && !is_device(code);
    if whole {
        return code.to_owned();
    }
    let written: String = code
        .bytes()
        .map(|byte| match byte {
            b if b.is_ascii_alphanumeric() || b == b'-' => (b as char).to_string(),
            b => format!("_{}", hex(&[b])),
        })
        .collect();
    if written.len() < LONGEST && !written.is_empty() && !is_device(&written) {
        return written;
    }
    let head: String = written.chars().take(LONGEST - 20).collect();
    format!("{head}_-{}", &sha256(code.as_bytes())[..12])
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_safe_code_is_its_own_file_name_and_others_are_written_out() {
        assert_eq!(file_name("G06.D-01_a"), "G06.D-01_a");
        assert_eq!(file_name("../etc"), "_2e_2e_2fetc");
        assert_eq!(file_name("Cục"), "C_e1_bb_a5c");
        assert_eq!(file_name(".hidden"), "_2ehidden");
        assert!(file_name("CON").starts_with("CON_-"));
        assert!(file_name("nul.txt").starts_with("nul_2etxt"));
        assert!(file_name("").starts_with("_-"));
    }

    #[test]
    fn long_codes_are_cut_and_stay_apart() {
        let (a, b) = ("x".repeat(300) + "a", "x".repeat(300) + "b");
        assert!(file_name(&a).len() <= LONGEST && file_name(&a) != file_name(&b));
    }
}
