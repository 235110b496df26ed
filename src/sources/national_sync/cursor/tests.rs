//! The cursor judges as a JSON parser does, and reads what stands there.

use super::*;

/// Reads a value with `read`, then checks that it was all.
fn read<'b, T>(text: &'b [u8], read: impl FnOnce(&mut Cursor<'b>) -> Read<T>) -> Read<T> {
    let mut cursor = Cursor::new(Box::default());
    cursor.start(text);
    let value = read(&mut cursor)?;
    if cursor.is_at_end() { Ok(value) } else { Err(Malformed) }
}

fn is_well_formed(text: &str) -> bool {
    read(text.as_bytes(), Cursor::skip).is_ok()
}

#[test]
fn the_form_is_judged_as_a_json_parser_judges_it() {
    for text in [
        "{}",
        r#"{"a":1}"#,
        r#"{ "a" : [ ] , "b" : [ 1 , "x" , null , { } ] }"#,
        r#"{"a":{"b":"{\"c\":[}"},"d":-1.5e+3,"e":true}"#,
        r#"{"a" 1}"#,
        r#"{"a":1,}"#,
        r#"{,"a":1}"#,
        r#"{"a":1 "b":2}"#,
        r#"{"a":}"#,
        r#"{"a":1,,"b":2}"#,
        r#"{"a":[1,]}"#,
        r#"{"a":[1 2]}"#,
        r#"{"a":nul}"#,
        r#"{"a":01}"#,
        r#"{"a":+1}"#,
        r#"{"a":1.}"#,
        r#"{"a":"b" "c"}"#,
        r#"{"a":"b":"c"}"#,
        r#"{a:1}"#,
        r#"{"a":'b'}"#,
        r#"{1:2}"#,
        r#"{"a"}"#,
        r#"{"a":[{"b":"c"}{"b":"c"}]}"#,
        r#"{"a":NaN}"#,
        r#"{"a":"b"#,
        r#"{"a":"b\"}"#,
        r#"{"a":"\\","b":"\\\"\\"}"#,
        r#"{"a":1}}"#,
        r#"{"a":1},"#,
        "{\"a\":\"b\nc\"}",
        "{\"a\":\"b\u{7f}\u{80}\u{a0}\u{2028}c\"}",
    ] {
        let parser = serde_json::from_str::<serde_json::Value>(text);
        assert_eq!(is_well_formed(text), parser.is_ok(), "{text}");
    }
    for number in [
        "0", "-0", "10", "01", "-", "+1", "1.", ".5", "1.5", "1e5", "1E+5", "1e", "1e+", "1.5e-3",
        "1x", "0x1", "", "--1", "1e5.0", "Infinity", "1 ",
    ] {
        let parser = serde_json::from_str::<f64>(number);
        let text = format!("{{\"a\":{number}}}");
        assert_eq!(is_well_formed(&text), parser.is_ok(), "{text}");
    }
}

#[test]
fn a_text_is_what_its_escapes_stand_for() {
    let text = br#""\ufeff \u0110\u01a1n v\u1ecb \\ \"x\" \u00a0""#;
    assert_eq!(read(text, Cursor::text).unwrap(), r#"Đơn vị \ "x""#);
}

#[test]
fn a_text_with_a_wrong_escape_or_wrong_bytes_is_malformed_where_it_is_read() {
    for text in [&b"\"\\x\""[..], b"\"\\ud800\"", b"\"\xff\""] {
        assert_eq!(read(text, Cursor::text), Err(Malformed));
        assert_eq!(read(text, Cursor::skip), Ok(()));
    }
}

#[test]
fn missing_objects_of_a_list_are_passed_over_and_other_values_refused() {
    let count = |text: &str| {
        let mut objects = 0;
        let count = |cursor: &mut Cursor<'_>| {
            objects += 1;
            cursor.skip()
        };
        read(text.as_bytes(), |cursor| cursor.objects(count)).map(|given| (given, objects))
    };
    for (text, expected) in [
        (r#"[{},null,{"b":1}]"#, Ok((true, 2))),
        ("[]", Ok((true, 0))),
        ("null", Ok((false, 0))),
        (r#"" ""#, Ok((false, 0))),
        ("[1]", Err(Malformed)),
        (r#"["x"]"#, Err(Malformed)),
        ("[[]]", Err(Malformed)),
        ("{}", Err(Malformed)),
        (r#""x""#, Err(Malformed)),
    ] {
        assert_eq!(count(text), expected, "{text}");
    }
}
