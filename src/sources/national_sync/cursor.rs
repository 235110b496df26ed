//! Goes through the bytes of an object, key by key and value by value. What is read is handed on in
//! place; what is skipped is only checked for its form. Anything that is not JSON makes the record
//! malformed.

mod edges;
mod members;

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::{
    forms::{length_of_string, length_with_escapes},
    habits::Habits,
    scan::{DEEPEST, is_space},
};
use crate::sources::{rows::written_out, text::trimmed};

/// The record is not what it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed;

pub type Read<T> = Result<T, Malformed>;

/// A scalar in the bytes of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw<'b> {
    /// null, "" or blank.
    Missing,
    /// A text, trimmed and not empty.
    Text(&'b [u8]),
    /// A number, as it is written.
    Number(&'b [u8]),
    Flag(bool),
}

/// A text as it stands in its record; empty where it is missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quoted<'b> {
    pub bytes: &'b [u8],
    escaped: bool,
}

impl<'b> Quoted<'b> {
    /// The characters it stands for.
    pub fn text(self) -> Read<Cow<'b, str>> {
        if !self.escaped {
            return utf8(self.bytes).map(Cow::Borrowed);
        }
        let quoted = [b"\"", self.bytes, b"\""].concat();
        let text: String = serde_json::from_slice(&quoted).map_err(|_| Malformed)?;
        Ok(Cow::Owned(trimmed(&text).to_owned()))
    }
}

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    List,
    Scalar,
}

/// A place in an object.
pub struct Cursor<'b> {
    bytes: &'b [u8],
    /// The next byte.
    at: usize,
    depth: u32,
    /// There is a backslash in the string read last.
    escaped: bool,
    habits: Box<Habits>,
}

impl<'b> Cursor<'b> {
    /// A cursor that knows the habits of a sender and stands nowhere.
    pub fn new(habits: Box<Habits>) -> Self {
        Self { bytes: &[], at: 0, depth: 0, escaped: false, habits }
    }

    pub fn into_habits(self) -> Box<Habits> {
        self.habits
    }

    /// Goes to the beginning of an object.
    pub fn start(&mut self, bytes: &'b [u8]) {
        self.bytes = bytes;
        self.at = 0;
        self.depth = 0;
    }

    /// The next byte that is no white space; 0 at the end.
    #[inline]
    fn peek(&mut self) -> u8 {
        match self.bytes.get(self.at) {
            Some(byte) if *byte > b' ' => *byte,
            _ => self.peek_behind_space(),
        }
    }

    #[cold]
    fn peek_behind_space(&mut self) -> u8 {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.iter().position(|byte| !is_space(*byte)) {
            Some(skipped) => {
                self.at += skipped;
                self.bytes[self.at]
            }
            None => 0,
        }
    }

    #[inline]
    pub fn kind(&mut self) -> Kind {
        match self.peek() {
            b'{' => Kind::Object,
            b'[' => Kind::List,
            _ => Kind::Scalar,
        }
    }

    pub fn next_is_number(&mut self) -> bool {
        matches!(self.peek(), b'-' | b'0'..=b'9')
    }

    /// Goes through an object; `member` gets each key and must read or skip its value.
    pub fn object(&mut self, mut member: impl FnMut(&mut Self, &'b [u8]) -> Read<()>) -> Read<()> {
        self.deeper()?;
        self.expect(b'{')?;
        if !self.closes(b'}') {
            loop {
                let key = self.string()?;
                self.expect(b':')?;
                member(self, key)?;
                if self.closes(b'}') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Goes through a list; `item` must read or skip each of its values.
    #[inline]
    pub fn list(&mut self, mut item: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.deeper()?;
        self.expect(b'[')?;
        if !self.closes(b']') {
            loop {
                item(self)?;
                if self.closes(b']') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(Malformed) } else { Ok(()) }
    }

    /// Goes through a list of objects, or nothing where null or "" stands for it; true where there
    /// is a list. null among the objects is nothing.
    pub fn objects(&mut self, mut object: impl FnMut(&mut Self) -> Read<()>) -> Read<bool> {
        if self.kind() != Kind::List {
            return self.missing().map(|()| false);
        }
        self.list(|cursor| match cursor.kind() {
            Kind::Object => object(cursor),
            _ => cursor.missing(),
        })?;
        Ok(true)
    }

    /// A value that must be missing.
    pub fn missing(&mut self) -> Read<()> {
        match self.scalar()? {
            Raw::Missing => Ok(()),
            _ => Err(Malformed),
        }
    }

    /// A scalar where one belongs.
    #[inline]
    pub fn scalar(&mut self) -> Read<Raw<'b>> {
        if self.peek() == b'"' {
            let text = edges::trimmed(self.string()?, self.escaped);
            return Ok(if text.is_empty() { Raw::Missing } else { Raw::Text(text) });
        }
        let rest = &self.bytes[self.at..];
        let ends = |byte: &u8| is_space(*byte) || b",:\"{}[]".contains(byte);
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at += length;
        match &rest[..length] {
            b"null" => Ok(Raw::Missing),
            b"true" => Ok(Raw::Flag(true)),
            b"false" => Ok(Raw::Flag(false)),
            number => match serde_json::from_slice(number) {
                Ok(IgnoredAny) => Ok(Raw::Number(number)),
                Err(_) => Err(Malformed),
            },
        }
    }

    /// A text that is kept until its record is done; a number stands for its digits, written out.
    #[inline]
    pub fn text(&mut self) -> Read<Cow<'b, str>> {
        if self.next_is_number() {
            return self.number();
        }
        self.quoted()?.text()
    }

    #[cold]
    fn number(&mut self) -> Read<Cow<'b, str>> {
        let text = self.quoted()?.text()?;
        // One with too many digits to be written out is kept as it stands.
        Ok(written_out(text.clone()).unwrap_or(text))
    }

    /// A text that need not be made out yet.
    #[inline]
    pub fn quoted(&mut self) -> Read<Quoted<'b>> {
        Ok(match self.scalar()? {
            Raw::Text(bytes) => Quoted { bytes, escaped: self.escaped },
            Raw::Number(bytes) => Quoted { bytes, escaped: false },
            Raw::Flag(flag) => {
                Quoted { bytes: if flag { b"true" } else { b"false" }, escaped: false }
            }
            Raw::Missing => Quoted::default(),
        })
    }

    /// The bytes of a list, or nothing where null or "" stands for it.
    pub fn raw_list(&mut self) -> Read<Option<&'b [u8]>> {
        if self.kind() == Kind::List { self.raw().map(Some) } else { self.missing().map(|()| None) }
    }

    /// The bytes of a value of any kind, whose form was checked.
    pub fn raw(&mut self) -> Read<&'b [u8]> {
        self.peek();
        let from = self.at;
        self.skip()?;
        Ok(&self.bytes[from..self.at])
    }

    /// Reads other bytes, then goes on here.
    pub fn apart<T>(&mut self, bytes: &'b [u8], read: impl FnOnce(&mut Self) -> T) -> T {
        let here = (self.bytes, self.at, self.depth);
        self.start(bytes);
        let value = read(self);
        (self.bytes, self.at, self.depth) = here;
        value
    }

    /// Passes over a value of any kind, checking its form.
    pub fn skip(&mut self) -> Read<()> {
        match self.peek() {
            b'"' => self.string().map(|_| ()),
            b'{' => self.object(|cursor, _| cursor.skip()),
            b'[' => self.list(Self::skip),
            _ => self.scalar().map(|_| ()),
        }
    }

    /// Whether the object was all there is.
    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// The bytes between two quotes.
    #[inline]
    fn string(&mut self) -> Read<&'b [u8]> {
        self.expect(b'"')?;
        let rest = &self.bytes[self.at..];
        let length = length_of_string(rest);
        self.escaped = rest.get(length) == Some(&b'\\');
        let length = if self.escaped { length_with_escapes(rest, length) } else { length };
        if rest.get(length) != Some(&b'"') {
            return Err(Malformed);
        }
        self.at += length + 1;
        Ok(&rest[..length])
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.peek() != byte {
            return Err(Malformed);
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn closes(&mut self, bracket: u8) -> bool {
        let closes = self.peek() == bracket;
        self.at += usize::from(closes);
        closes
    }
}

fn utf8(bytes: &[u8]) -> Read<&str> {
    std::str::from_utf8(bytes).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests;
