//! Follows one object or list from its opening bracket to the closing one, without reading what is
//! in it. A string that is never closed and a bracket too many are noticed where they are, so that a
//! broken record does not swallow those after it.

use super::masks::{Masks, WIDTH, places};

/// Deeper nesting within a record is no message.
pub const DEEPEST: u32 = 64;

/// How far the value was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Past its closing bracket.
    Ended(usize),
    /// All bytes were seen, and more are needed.
    More,
    /// It is not well formed.
    Broken,
}

/// The state between two calls.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    at: usize,
    depth: u32,
    /// Bit by bit from the innermost: an object, or a list.
    objects: u64,
    /// All ones within a string.
    in_string: u64,
    /// The next byte stands after a backslash.
    escaped: u64,
    /// Nested deeper than `DEEPEST`.
    pub too_deep: bool,
    /// Deep nesting is not followed.
    shallow: bool,
}

impl Scan {
    /// For a value that is given up where it is nested too deep.
    pub fn shallow() -> Self {
        Self { shallow: true, ..Self::default() }
    }

    /// Goes on over `bytes`, which begin with the opening bracket and have grown since the last
    /// call; `last` says that nothing follows them.
    pub fn step(&mut self, bytes: &[u8], last: bool) -> Step {
        while let Some(rest) = bytes.get(self.at..).filter(|rest| !rest.is_empty()) {
            let mut padded = [b' '; WIDTH];
            let chunk = match rest.first_chunk::<WIDTH>() {
                Some(chunk) => chunk,
                None if !last => return Step::More,
                None => {
                    padded[..rest.len()].copy_from_slice(rest);
                    &padded
                }
            };
            if let Some(step) = self.chunk(chunk, bytes) {
                return step;
            }
            self.at += WIDTH;
        }
        Step::More
    }

    /// Bytes that need not be kept: what follows is judged by the few before it alone.
    pub fn forget(&mut self) -> usize {
        let forgotten = self.at.saturating_sub(WIDTH);
        self.at -= forgotten;
        forgotten
    }

    #[inline]
    fn chunk(&mut self, chunk: &[u8; WIDTH], bytes: &[u8]) -> Option<Step> {
        let masks = Masks::of(chunk);
        let mut quotes = masks.quotes;
        if masks.has_backslash || self.escaped != 0 {
            quotes &= !self.after_backslash(chunk);
        }
        // From each opening quote up to its closing one.
        let inside = prefix_xor(quotes) ^ self.in_string;
        self.in_string = ((inside as i64) >> 63) as u64;
        // Where a quote is missing, strings and what is between them change places: the next string
        // then seems to open behind a letter, or it holds a line end.
        let opening = quotes & inside;
        let first = self.at + opening.trailing_zeros() as usize;
        let misplaced = opening != 0 && first > 0 && !may_open_a_string(bytes[first - 1]);
        let mut wrong = if misplaced { first } else { usize::MAX };
        if masks.has_control {
            let control = places(chunk, |byte| byte < b' ') & inside;
            if control != 0 {
                wrong = wrong.min(self.at + control.trailing_zeros() as usize);
            }
        }
        let mut brackets = masks.brackets & !inside;
        while brackets != 0 {
            let place = self.at + brackets.trailing_zeros() as usize;
            brackets &= brackets - 1;
            if place > wrong {
                break;
            }
            let byte = bytes[place];
            match byte {
                b'{' | b'[' if !self.open(byte == b'{', &bytes[..place]) => {
                    return Some(Step::Broken);
                }
                b'{' | b'[' => {}
                _ if !self.close(byte == b'}') => return Some(Step::Broken),
                _ if self.depth == 0 => return Some(Step::Ended(place + 1)),
                _ => {}
            }
        }
        if wrong != usize::MAX {
            return Some(Step::Broken);
        }
        None
    }

    /// Whether a value may open here, after `before`.
    fn open(&mut self, object: bool, before: &[u8]) -> bool {
        if self.depth > 0 && self.depth <= DEEPEST {
            let fits = match last_visible(before) {
                Some(byte) if self.objects & 1 == 1 => byte == b':',
                Some(byte) => matches!(byte, b'[' | b','),
                None => true,
            };
            if !fits {
                return false;
            }
        }
        self.depth = self.depth.saturating_add(1);
        if self.depth <= DEEPEST {
            self.objects = self.objects << 1 | u64::from(object);
        } else {
            self.too_deep = true;
        }
        !(self.shallow && self.too_deep)
    }

    /// Whether what is open is what closes here. Beyond `DEEPEST` it is only counted.
    fn close(&mut self, object: bool) -> bool {
        if self.depth <= DEEPEST {
            if (self.objects & 1 == 1) != object {
                return false;
            }
            self.objects >>= 1;
        }
        self.depth -= 1;
        true
    }

    /// The bytes that stand after a backslash which is none itself.
    fn after_backslash(&mut self, chunk: &[u8; WIDTH]) -> u64 {
        let mut escaped = self.escaped;
        self.escaped = 0;
        let mut backslashes = places(chunk, |byte| byte == b'\\') & !escaped;
        while backslashes != 0 {
            let next = backslashes.trailing_zeros() + 1;
            backslashes &= backslashes - 1;
            if next as usize == WIDTH {
                self.escaped = 1;
            } else {
                escaped |= 1 << next;
                backslashes &= !(1 << next);
            }
        }
        escaped
    }
}

/// Each bit is the parity of the bits up to it.
#[inline]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[inline]
fn may_open_a_string(before: u8) -> bool {
    matches!(before, b'{' | b'[' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r')
}

/// The last byte that is no white space.
pub fn last_visible(bytes: &[u8]) -> Option<u8> {
    bytes.iter().rev().copied().find(|byte| !is_space(*byte))
}

/// White space as JSON has it.
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Step {
        Scan::default().step(text.as_bytes(), true)
    }

    #[test]
    fn a_value_ends_at_its_own_closing_bracket() {
        for text in [
            "{}",
            r#"{"a":"}"}"#,
            r#"{"a":[{"b":"]"},{}],"c":{"d":"\"}"}}"#,
            r#"{"a":"\\","b":"\\\"}"}"#,
            "{ \"a\" :\r\n\t[ 1 , { } ] }",
            r#"[{"a":"x"}]"#,
        ] {
            assert_eq!(whole(&format!("{text},{{}}")), Step::Ended(text.len()), "{text}");
        }
    }

    #[test]
    fn it_ends_there_wherever_the_bytes_are_cut() {
        let filler = "é\\\\\\\"}]".repeat(30);
        let text = format!(r#"{{"a":[{{"b":"{filler}"}},[]],"c":"{filler}"}}"#);
        for cut in 1..text.len() {
            let mut scan = Scan::default();
            assert_eq!(scan.step(&text.as_bytes()[..cut], false), Step::More, "cut at {cut}");
            assert_eq!(scan.step(text.as_bytes(), true), Step::Ended(text.len()), "cut at {cut}");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_noticed_before_the_next_record() {
        let next = r#"{"MaHoSo":"H2","a":[{"b":"c"}]}"#;
        for text in [
            r#"{"MaHoSo":"H1","a":"b}"#,
            r#"{"MaHoSo":"H1","a":"12" screen","b":"c"}"#,
            r#"{"MaHoSo":"H1","Ma"#,
            r#"{"MaHoSo":"H1","a":[}"#,
            r#"{"MaHoSo":"H1","a":[{"b":"c"]}"#,
            r#"{"MaHoSo":"H1","a":{"b":"c"]}"#,
            r#"{"MaHoSo":"H1","a":"b""#,
            "{\"MaHoSo\":\"H1\",\"a\":\"b\nc\"}",
            "{\"MaHoSo\":\"H1\",\"a\":\"\0\"}",
        ] {
            let all = format!("{text},{next},{next}");
            assert_eq!(whole(&all), Step::Broken, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_behind_a_value_is_not_its_fault() {
        for next in ["\"\n", "x\"y\"", "]]}}", "{{{", "\\\""] {
            assert_eq!(whole(&format!("{{}}{next}")), Step::Ended(2), "{next:?}");
        }
    }

    #[test]
    fn deep_nesting_is_followed_and_told() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for (depth, too_deep) in [(64, false), (65, true), (100_000, true)] {
            let mut scan = Scan::default();
            let step = scan.step(nested(depth).as_bytes(), true);
            assert_eq!(step, Step::Ended(2 * depth));
            assert_eq!(scan.too_deep, too_deep, "{depth}");
            let given_up = Scan::shallow().step(nested(depth).as_bytes(), true);
            assert_eq!(given_up == Step::Broken, too_deep, "{depth}");
        }
    }

    #[test]
    fn a_value_that_does_not_end_needs_more() {
        assert_eq!(whole(r#"{"a":"b"#), Step::More);
        assert_eq!(whole(r#"{"a":{}"#), Step::More);
    }
}
