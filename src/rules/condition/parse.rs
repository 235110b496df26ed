//! From text to a condition: words, then a reader that goes down from OR over AND and NOT to one
//! column. The grammar is the part of SQL that the language of conditions names, and no more:
//!
//! ```text
//! or      = and { OR and }
//! and     = not { AND not }
//! not     = NOT not | "(" or ")" | column [ comparison literal | [NOT] IN "(" literal { "," literal } ")" ]
//! literal = whole number | 'code'
//! ```

use super::{Comparison, Condition, ConditionFault, Literal};
use crate::schema::{Column, Type};

type Read<T> = Result<T, ConditionFault>;

impl Condition {
    /// Reads a condition over `columns`.
    ///
    /// # Errors
    ///
    /// The text is no condition of the language, or speaks of other columns.
    pub fn parse(text: &str, columns: &'static [Column]) -> Read<Self> {
        let mut reader = Reader { text, words: words(text), at: 0, columns };
        let read = reader.or()?;
        match reader.next() {
            None => Ok(read),
            Some(word) => Err(reader.not_allowed(word)),
        }
    }
}

/// The words of a text: names and numbers, texts in quotes, marks of one or two characters.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
        let length = match first {
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            '<' | '>' | '!' if rest[1..].starts_with(['=', '>']) => 2,
            _ if is_name(first) => rest.find(|letter| !is_name(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(length);
        words.push(word);
        rest = behind.trim_start();
    }
    words
}

struct Reader<'t> {
    text: &'t str,
    words: Vec<&'t str>,
    at: usize,
    columns: &'static [Column],
}

impl<'t> Reader<'t> {
    fn or(&mut self) -> Read<Condition> {
        let mut left = self.and()?;
        while self.takes("OR") {
            left = Condition::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Read<Condition> {
        let mut left = self.not()?;
        while self.takes("AND") {
            left = left.and(self.not()?);
        }
        Ok(left)
    }

    fn not(&mut self) -> Read<Condition> {
        if self.takes("NOT") {
            return Ok(Condition::Not(Box::new(self.not()?)));
        }
        if self.takes("(") {
            let inner = self.or()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let column = self.column()?;
        if let Some(comparison) = self.comparison() {
            let literal = self.literal(column)?;
            let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
            return match ordered && column.kind != Type::Int {
                true => Err(self.not_allowed(column.name)),
                false => Ok(Condition::Compare(column.name, comparison, literal)),
            };
        }
        if self.takes("IN") {
            return self.list(column);
        }
        if self.peek().is_some_and(|word| word.eq_ignore_ascii_case("NOT")) {
            self.at += 1;
            self.expect("IN")?;
            return Ok(Condition::Not(Box::new(self.list(column)?)));
        }
        match column.kind {
            Type::Bool => Ok(Condition::Flag(column.name)),
            _ => Err(self.not_allowed(column.name)),
        }
    }

    fn list(&mut self, column: &'static Column) -> Read<Condition> {
        self.expect("(")?;
        let mut literals = vec![self.literal(column)?];
        while self.takes(",") {
            literals.push(self.literal(column)?);
        }
        self.expect(")")?;
        Ok(Condition::In(column.name, literals))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let found = match self.peek()? {
            "=" => Comparison::Equal,
            "<>" | "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.at += 1;
        Some(found)
    }

    fn column(&mut self) -> Read<&'static Column> {
        let name = self.next().ok_or_else(|| self.unreadable("a column"))?;
        if !name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
            return Err(self.not_allowed(name));
        }
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| {
            let known: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
            ConditionFault::UnknownColumn { name: name.into(), known: known.join(", ") }
        })
    }

    fn literal(&mut self, column: &'static Column) -> Read<Literal> {
        let word = self.next().ok_or_else(|| self.unreadable("a literal"))?;
        let text = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let (found, expected) = match column.kind {
            Type::Int => (word.parse().ok().map(Literal::Int), "a whole number".to_owned()),
            Type::Code(codes) => {
                let found = codes.iter().zip(0..).find(|(code, _)| text == Some(code.name));
                let names: Vec<&str> = codes.iter().map(|code| code.name).collect();
                let expected = format!("one of '{}'", names.join("', '"));
                (found.map(|(code, position)| Literal::Code(code.name, position)), expected)
            }
            _ => (None, "no literal: it is a flag".to_owned()),
        };
        let literal = word.to_owned();
        found.ok_or(ConditionFault::WrongLiteral { column: column.name, literal, expected })
    }

    fn peek(&self) -> Option<&'t str> {
        self.words.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'t str> {
        let word = self.peek()?;
        self.at += 1;
        Some(word)
    }

    /// Passes over a keyword or mark, if it is the next word.
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, word: &str) -> Read<()> {
        if self.takes(word) { Ok(()) } else { Err(self.unreadable(&format!("{word:?}"))) }
    }

    fn unreadable(&self, expected: &str) -> ConditionFault {
        let found = self.peek().map_or("its end".to_owned(), |word| format!("{word:?}"));
        let reason = format!("expected {expected}, found {found}");
        ConditionFault::Unreadable { text: self.text.into(), reason }
    }

    fn not_allowed(&self, part: &str) -> ConditionFault {
        ConditionFault::NotAllowed { part: part.into() }
    }
}
