//! Codes of shared databases (`DSKetNoiCSDL`), which are published as they are sent. The field is free
//! text to the systems that send it, so what cannot be a code is kept as a use of a database whose code
//! cannot be read: a name of several words or with diacritics, an address or the number of a person goes no
//! further than here.

use std::borrow::Cow;

/// Stands for a code that cannot be read.
pub const UNREADABLE: &str = "unreadable";

/// Letters that a code may have: the legal maximum of a code of an agency (QĐ 20/2020/QĐ-TTg).
const LONGEST: usize = 35;

/// As many digits in a row are the number of a person: 9 or 12 of an identity card, 10 of a telephone.
const DIGITS_OF_A_PERSON: usize = 9;

/// A list of codes, `;` between, with those that are none replaced.
pub fn readable(list: &str) -> Cow<'_, str> {
    let codes = || list.split(';').map(str::trim);
    if codes().all(|code| code.is_empty() || is_code(code)) {
        return Cow::Borrowed(list);
    }
    let codes = codes().filter(|code| !code.is_empty());
    let codes = codes.map(|code| if is_code(code) { code } else { UNREADABLE });
    Cow::Owned(codes.collect::<Vec<_>>().join(";"))
}

fn is_code(text: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'.' | b'-' | b'_');
    let unmarked: Vec<u8> = text.bytes().filter(|byte| !is_mark(*byte)).collect();
    let mut runs = unmarked.split(|byte| !byte.is_ascii_digit());
    text.len() <= LONGEST
        && unmarked.iter().all(u8::is_ascii_alphanumeric)
        && runs.all(|digits| digits.len() < DIGITS_OF_A_PERSON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stay_as_they_are() {
        for list in ["", "7", "7;1", "7; 1;;7", "000.00.00.G06", "CSDL_DC-01", "12345678"] {
            assert_eq!(readable(list), list);
        }
    }

    #[test]
    fn what_tells_of_a_person_is_no_code() {
        for text in [
            "Nguyễn Văn Mẫu",
            "MAU A",
            "000000001",
            "000000000007",
            "090.000-0007",
            "mau@example.org",
            "A23456789012345678901234567890123456",
        ] {
            assert_eq!(readable(text), UNREADABLE, "{text}");
            assert_eq!(readable(&format!("7; {text};1")), "7;unreadable;1", "{text}");
        }
    }
}
