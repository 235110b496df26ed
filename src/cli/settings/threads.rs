//! How many threads work at once: as the environment says, else as many as the machine runs. No
//! figure depends on it.

use std::ffi::OsStr;

/// The variable of the environment.
pub const NAME: &str = "CHISO_THREADS";
/// More are of no use to anybody.
const MOST: usize = 256;

/// The number of threads from the value of the variable. An empty value says nothing; one that is not
/// a number of threads is refused, because whoever set it wanted something.
pub fn threads(value: Option<&OsStr>) -> Result<usize, String> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Ok(std::thread::available_parallelism().map_or(1, usize::from).min(MOST));
    };
    let number = value.to_str().and_then(|text| text.parse().ok()).filter(|number| *number > 0);
    number.map(|number: usize| number.min(MOST)).ok_or_else(|| {
        format!(
            "the environment says {NAME}={}; expected a whole number of threads from 1 to {MOST}. Without {NAME} there \
             are as many as the machine runs at once",
            value.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_threads_is_taken_and_anything_else_is_refused_by_name() {
        let of = |text: &str| threads(Some(OsStr::new(text)));
        assert_eq!(of("1"), Ok(1));
        assert_eq!(of("12"), Ok(12));
        assert_eq!(of("100000"), Ok(256), "more than are of use");
        for wrong in ["0", "-1", "abc", "2.5", " 2", "2 "] {
            assert!(of(wrong).unwrap_err().contains(&format!("CHISO_THREADS={wrong}")), "{wrong}");
        }
    }

    #[test]
    fn an_empty_variable_is_the_same_as_none() {
        assert_eq!(threads(Some(OsStr::new(""))), threads(None));
        assert!(threads(None).unwrap() >= 1);
    }
}
