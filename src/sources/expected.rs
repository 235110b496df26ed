//! How many records a file should have, where its sender says so: in a line `#rows 400` of a text file,
//! or in a control file of the same name with `.rows` behind it. A file that has fewer was cut off on
//! the way, one that has more was written twice.

use std::{fs, io::ErrorKind, path::PathBuf};

use super::{File, FileFault, text::trimmed};

const MARK: &str = "#rows";

/// The number in a line `#rows 400`, however the two are separated; `None` where it is no such line.
pub fn told(line: &[u8]) -> Option<u64> {
    // Nearly no line is one.
    if !line.iter().take(8).any(|byte| *byte == b'#') {
        return None;
    }
    let line = trimmed(std::str::from_utf8(line).ok()?);
    number(line.trim_start_matches('"').strip_prefix(MARK)?)
}

/// Digits alone; what separates cells may stand around them.
fn number(text: &str) -> Option<u64> {
    trimmed(text).trim_matches(|letter: char| " \t\"=:,;|".contains(letter)).parse().ok()
}

/// Compares the rows that were read with what the file or its control file says.
///
/// # Errors
///
/// The numbers differ, or the control file cannot be read.
pub fn check(file: &File, rows: u64) -> Result<(), FileFault> {
    let records = rows - file.seen.passed_over().min(rows);
    let mut name = file.path.clone().into_os_string();
    name.push(".rows");
    let control = PathBuf::from(name);
    let in_control = match fs::read_to_string(&control) {
        Ok(text) => {
            let written = trimmed(&text);
            let written = number(written.strip_prefix(MARK).unwrap_or(written));
            let what = "expected the number of records of the file beside it, in digits";
            Some(written.ok_or_else(|| FileFault::data(&control, what))?)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(FileFault::io(&control, &error)),
    };
    for (said, place) in [
        (in_control, control.file_name().unwrap_or_default().to_string_lossy().into_owned()),
        (file.seen.told(), MARK.to_owned()),
    ] {
        if let Some(said) = said.filter(|said| *said != records) {
            let what = format!(
                "the file has {records} records, and {said} are announced in {place}; send it again"
            );
            return Err(FileFault::data(&file.path, what));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_found_however_it_is_separated() {
        for (line, expected) in [
            ("#rows 400", Some(400)),
            ("#rows=400", Some(400)),
            ("#rows;400;;;", Some(400)),
            ("\u{feff}#rows\t400\u{a0}", Some(400)),
            ("\"#rows\",\"400\"", Some(400)),
            ("#rows", None),
            ("#rows many", None),
            ("H400,#rows 400", None),
        ] {
            assert_eq!(told(line.as_bytes()), expected, "{line}");
        }
    }
}
