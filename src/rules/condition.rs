//! The condition language of `of`, `those` and `having`: flags, comparisons with a literal, IN, AND,
//! OR, NOT and parentheses. A closed subset of SQL, so that the same text runs in polars here and in
//! DuckDB or Spark elsewhere. Two-valued: fact columns hold no nulls.

mod parse;

use std::{collections::BTreeSet, fmt};

/// A literal of a comparison: a whole number, or the position of a code in its column's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    Int(i64),
    Code(&'static str, u32),
}

impl Literal {
    /// The number that stands for the literal in a column of facts.
    pub const fn number(self) -> i64 {
        match self {
            Self::Int(number) => number,
            Self::Code(_, position) => position as i64,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    const fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// A checked condition over the columns of one facts table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Flag(&'static str),
    Compare(&'static str, Comparison, Literal),
    In(&'static str, Vec<Literal>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

/// Why a condition is refused; each says what was expected.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConditionFault {
    #[error("the condition {text:?} cannot be read: {reason}")]
    Unreadable { text: String, reason: String },
    #[error("column {name:?} is not known here; known are: {known}")]
    UnknownColumn { name: String, known: String },
    #[error(
        "{part:?} is not allowed; use a flag, a comparison with a literal, IN, AND, OR, NOT and parentheses"
    )]
    NotAllowed { part: String },
    #[error("column {column:?} cannot be compared with {literal:?}; expected {expected}")]
    WrongLiteral { column: &'static str, literal: String, expected: String },
}

impl Condition {
    /// Both of two conditions.
    pub fn and(self, other: Self) -> Self {
        Self::And(Box::new(self), Box::new(other))
    }

    /// The parts of an AND from left to right; a condition without AND is its own only part.
    pub fn conjuncts(&self) -> Vec<&Self> {
        match self {
            Self::And(left, right) => {
                let mut parts = left.conjuncts();
                parts.extend(right.conjuncts());
                parts
            }
            _ => vec![self],
        }
    }

    /// Its flags and comparisons, from left to right.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                let mut leaves = left.leaves();
                leaves.extend(right.leaves());
                leaves
            }
            Self::Not(inner) => inner.leaves(),
            _ => vec![self],
        }
    }

    /// Whether it holds where `leaf` says it of its flags and comparisons.
    pub fn holds(&self, leaf: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::And(left, right) => left.holds(leaf) && right.holds(leaf),
            Self::Or(left, right) => left.holds(leaf) || right.holds(leaf),
            Self::Not(inner) => !inner.holds(leaf),
            _ => leaf(self),
        }
    }

    /// The columns it speaks of.
    pub fn columns(&self) -> BTreeSet<&'static str> {
        let mut names = BTreeSet::new();
        self.collect_columns(&mut names);
        names
    }

    fn collect_columns(&self, names: &mut BTreeSet<&'static str>) {
        match self {
            Self::Flag(name) | Self::Compare(name, ..) | Self::In(name, _) => {
                names.insert(name);
            }
            Self::And(left, right) | Self::Or(left, right) => {
                left.collect_columns(names);
                right.collect_columns(names);
            }
            Self::Not(inner) => inner.collect_columns(names),
        }
    }
}

/// Prints the condition as SQL; what is printed reads back as the same condition.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = |inner: &Self| match inner {
            Self::And(..) | Self::Or(..) => format!("({inner})"),
            _ => inner.to_string(),
        };
        match self {
            Self::Flag(name) => f.write_str(name),
            Self::Compare(name, comparison, literal) => {
                write!(f, "{name} {} {literal}", comparison.sql())
            }
            Self::In(name, literals) => {
                let list: Vec<String> = literals.iter().map(Literal::to_string).collect();
                write!(f, "{name} IN ({})", list.join(", "))
            }
            Self::And(left, right) => {
                let side = |inner: &Self| match inner {
                    Self::Or(..) => format!("({inner})"),
                    _ => inner.to_string(),
                };
                write!(f, "{} AND {}", side(left), side(right))
            }
            Self::Or(left, right) => write!(f, "{} OR {}", grouped(left), grouped(right)),
            Self::Not(inner) => write!(f, "NOT {}", grouped(inner)),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => write!(f, "{number}"),
            Self::Code(name, _) => write!(f, "'{name}'"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::facts::DOSSIERS;

    fn read(text: &str) -> Result<Condition, ConditionFault> {
        Condition::parse(text, DOSSIERS)
    }

    #[test]
    fn what_is_printed_reads_back_as_the_same_condition() {
        for text in [
            "in_hand AND NOT undated",
            "received AND (vneid_verified OR from_personal_store)",
            "NOT (received OR ended) AND channel IN ('online', 'post')",
            "online_payment IN (1, 2) OR online_payment > 5",
        ] {
            let condition = read(text).unwrap();
            assert_eq!(read(&condition.to_string()).unwrap(), condition, "{text}");
        }
    }

    #[test]
    fn the_parts_of_an_and_are_given_from_left_to_right() {
        let condition = read("received AND (has_fee AND NOT fees_all_zero) AND (ended OR synced)");
        let parts: Vec<String> =
            condition.unwrap().conjuncts().iter().map(ToString::to_string).collect();
        assert_eq!(parts, ["received", "has_fee", "NOT fees_all_zero", "ended OR synced"]);
    }

    #[test]
    fn an_unknown_column_is_refused_with_those_that_are_known() {
        let fault = read("recieved").unwrap_err();
        assert!(fault.to_string().contains("received"), "{fault}");
    }

    #[test]
    fn what_the_language_lacks_is_refused() {
        for text in [
            "received + 1",
            "received IS NULL",
            "channel = 'fax'",
            "received = 1",
            "received AND",
            "a; DROP",
            "",
            "(received",
            "received)",
            "received ended",
            "channel < 'online'",
            "channel IN ()",
            "channel IN ('online'",
            "channel = 'online",
            "online_payment = 1.5",
            "1 = online_payment",
        ] {
            assert!(read(text).is_err(), "{text} was accepted");
        }
    }
}
