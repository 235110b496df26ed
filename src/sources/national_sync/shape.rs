//! What an object is where a record may stand: a record, or the envelope around a list of them
//! (`data` of a message, `result` of an answer). Its first keys tell; values are stepped over.

use super::{
    draft::KEYS,
    scan::{Scan, Step, is_space},
};

/// What an object turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    Record,
    /// The value of its list begins at `list`; `unit` is the `madonvi` before it.
    Envelope {
        list: usize,
        unit: Option<String>,
    },
    /// Not to be told from these bytes.
    More,
}

/// What stands at a place within an object.
#[derive(Debug, PartialEq, Eq)]
pub enum Member<'b> {
    /// A key, and where its value begins.
    Key(&'b [u8], usize),
    /// The object ends before this place.
    End(usize),
    More,
    Broken,
}

/// Looks at an object that begins with `bytes`; `last` says that no more bytes follow.
pub fn shape(bytes: &[u8], last: bool) -> Shape {
    let mut unit = None;
    let mut at = 1;
    loop {
        match member(bytes, at) {
            Member::Key(key, value) if holds_records(key) => {
                return Shape::Envelope { list: value, unit };
            }
            Member::Key(key, _) if KEYS.find(key).is_some() => return Shape::Record,
            Member::Key(key, value) => match value_end(bytes, value, last) {
                Step::Ended(end) => {
                    if names_the_unit(key) {
                        unit = scalar(&bytes[value..end]);
                    }
                    at = end;
                }
                Step::More => return Shape::More,
                Step::Broken => return Shape::Record,
            },
            Member::More => return Shape::More,
            Member::End(_) | Member::Broken => return Shape::Record,
        }
    }
}

/// The beginning of a record up to its first key, if that key is one of a record.
pub fn first_key(bytes: &[u8]) -> &[u8] {
    match member(bytes, 1) {
        Member::Key(key, value) if KEYS.find(key).is_some() => &bytes[..value],
        _ => &[],
    }
}

/// The next member of an object, from a place between two members.
pub fn member(bytes: &[u8], from: usize) -> Member<'_> {
    let visible = |from: usize| {
        bytes[from..].iter().position(|byte| !is_space(*byte)).map(|skipped| from + skipped)
    };
    let mut at = from;
    loop {
        let Some(place) = visible(at) else { return Member::More };
        match bytes[place] {
            b',' => at = place + 1,
            b'}' => return Member::End(place + 1),
            b'"' => {
                let Some(end) = string_end(bytes, place) else { return Member::More };
                let Some(colon) = visible(end) else { return Member::More };
                if bytes[colon] != b':' {
                    return Member::Broken;
                }
                return match visible(colon + 1) {
                    Some(value) => Member::Key(&bytes[place + 1..end - 1], value),
                    None => Member::More,
                };
            }
            _ => return Member::Broken,
        }
    }
}

/// Where a value of any kind ends; `last` says that no more bytes follow.
pub fn value_end(bytes: &[u8], from: usize, last: bool) -> Step {
    let ended = |end: Option<usize>| end.map_or(Step::More, Step::Ended);
    match bytes[from] {
        b'{' | b'[' => match Scan::default().step(&bytes[from..], last) {
            Step::Ended(length) => Step::Ended(from + length),
            other => other,
        },
        b'"' => ended(string_end(bytes, from)),
        _ => {
            let ends = |byte: &u8| is_space(*byte) || b",:\"{}[]".contains(byte);
            match bytes[from..].iter().position(ends) {
                Some(0) => Step::Broken,
                Some(length) => Step::Ended(from + length),
                None if last => Step::Ended(bytes.len()),
                None => Step::More,
            }
        }
    }
}

/// Past the closing quote of the string that opens at `from`.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        let place = at + memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        if bytes[place] == b'"' {
            return Some(place + 1);
        }
        at = place + 2;
        if at > bytes.len() {
            return None;
        }
    }
}

/// `data` of a message, `result` of an answer of the catalogue.
pub fn holds_records(key: &[u8]) -> bool {
    key.eq_ignore_ascii_case(b"data") || key.eq_ignore_ascii_case(b"result")
}

pub fn names_the_unit(key: &[u8]) -> bool {
    key.eq_ignore_ascii_case(b"madonvi")
}

/// The text of a string, a number or a word; `None` for null and blanks.
pub fn scalar(value: &[u8]) -> Option<String> {
    let text = match serde_json::from_slice(value).ok()? {
        serde_json::Value::String(text) => text.trim().to_owned(),
        serde_json::Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_an_envelope_and_a_dossier_is_a_record() {
        let text =
            br#"{"session":"","MaDonVi":" G06 ","isUpdating":"True","DATA": [{"MaHoSo":"H1"}]}"#;
        let list = text.iter().position(|byte| *byte == b'[').unwrap();
        assert_eq!(shape(text, true), Shape::Envelope { list, unit: Some("G06".into()) });
        let answer = br#"{"error_code":"0","result":null}"#;
        assert_eq!(shape(answer, true), Shape::Envelope { list: 27, unit: None });
        for record in [
            r#"{"MaHoSo":"H"#,
            r#"{"x":{"data":[1]},"mahoso":1}"#,
            "{}",
            r#"{"hoSo":{"#,
            r#"{"x" 1}"#,
        ] {
            assert_eq!(shape(record.as_bytes(), true), Shape::Record, "{record}");
        }
    }

    #[test]
    fn a_beginning_that_does_not_tell_needs_more() {
        let text = r#"{"session":"a\"b","x":[{"y":1}],"madonvi":7,"data":[]}"#;
        let list = text.find("[]").unwrap();
        for cut in 1..=list {
            assert_eq!(shape(&text.as_bytes()[..cut], false), Shape::More, "cut at {cut}");
        }
        let told = Shape::Envelope { list, unit: Some("7".into()) };
        assert_eq!(shape(&text.as_bytes()[..=list], true), told);
    }

    #[test]
    fn a_record_is_known_by_how_it_begins() {
        assert_eq!(first_key(br#"{ "MaHoSo" : "H1"}"#), br#"{ "MaHoSo" : "#);
        assert_eq!(first_key(br#"{"x":1,"MaHoSo":"H1"}"#), b"");
    }

    #[test]
    fn a_value_is_stepped_over_whatever_it_is() {
        for value in ["1", "-2.5e3", "null", "true", r#""a\\\"b""#, r#"[1,{"a":"]"}]"#, "{}"] {
            let text = format!("{value},");
            assert_eq!(value_end(text.as_bytes(), 0, true), Step::Ended(value.len()), "{value}");
        }
        assert_eq!(value_end(b"12", 0, false), Step::More);
        assert_eq!(value_end(b"12", 0, true), Step::Ended(2));
        assert_eq!(value_end(br#""a\"#, 0, true), Step::More);
        assert_eq!(value_end(b",", 0, false), Step::Broken);
    }
}
