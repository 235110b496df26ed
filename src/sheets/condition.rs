//! Conditions of the rule set in the words that columns have in the dictionary, so that a reader can
//! compare what is said with what is written.

use super::words::{said, word};
use crate::{
    domain::{
        text::{Lang, Text},
        words,
    },
    rules::{
        Condition, Indicator,
        condition::{Comparison, Literal},
        rule_set::Measure,
    },
    schema::facts::Subject,
};

/// The numerator in words: which cases of the denominator count.
pub fn those(indicator: &Indicator, lang: Lang) -> String {
    let words = condition(&indicator.those, indicator.counts, lang);
    match indicator.measure {
        Measure::Seconds => word("sheet.measure_seconds").get(lang).to_owned(),
        Measure::AllRows => filled("sheet.measure_all_rows", "those", words, lang),
        Measure::Rows | Measure::LargerOf => words,
    }
}

/// What a case must be to count, in one sentence for a table.
pub fn those_of_having(indicator: &Indicator, lang: Lang) -> String {
    match &indicator.having {
        Some(having) => {
            let words = condition(having, Subject::Dossiers, lang);
            filled("sheet.with_a_dossier", "having", words, lang)
        }
        None => those(indicator, lang),
    }
}

/// A condition over the columns of a subject.
pub fn condition(condition: &Condition, subject: Subject, lang: Lang) -> String {
    let of = |inner: &Condition| self::condition(inner, subject, lang);
    let quoted = |name: &str| {
        let known = subject.column(name);
        format!("“{}”", known.map_or(name, |column| column.means(lang)))
    };
    let grouped = |inner: &Condition| match inner {
        Condition::And(..) | Condition::Or(..) => format!("({})", of(inner)),
        _ => of(inner),
    };
    let words = |key: &str| word(key).get(lang).to_owned();
    match condition {
        Condition::Flag(name) => quoted(name),
        Condition::Compare(name, comparison, value) => {
            let sign = match comparison {
                Comparison::Equal => words("sheet.is"),
                Comparison::NotEqual => words("sheet.is_not"),
                Comparison::Less => "<".to_owned(),
                Comparison::LessOrEqual => "≤".to_owned(),
                Comparison::Greater => ">".to_owned(),
                Comparison::GreaterOrEqual => "≥".to_owned(),
            };
            format!("{} {sign} {}", quoted(name), literal(name, *value, lang))
        }
        Condition::In(name, literals) => {
            let list: Vec<String> =
                literals.iter().map(|value| literal(name, *value, lang)).collect();
            let or = format!(" {} ", words("sheet.or"));
            format!("{} {} {}", quoted(name), words("sheet.is"), list.join(&or))
        }
        Condition::And(left, right) => {
            let side = |inner: &Condition| match inner {
                Condition::Or(..) => grouped(inner),
                _ => of(inner),
            };
            format!("{} {} {}", side(left), words("sheet.and"), side(right))
        }
        Condition::Or(left, right) => {
            format!("{} {} {}", grouped(left), words("sheet.or"), grouped(right))
        }
        Condition::Not(inner) => format!("{} {}", words("sheet.not"), grouped(inner)),
    }
}

fn filled(key: &str, name: &str, part: String, lang: Lang) -> String {
    said(key, &[(name, &Text::name(part))]).get(lang).to_owned()
}

fn literal(column: &str, literal: Literal, lang: Lang) -> String {
    let code = match literal {
        Literal::Int(number) => number.to_string(),
        Literal::Code(code, _) => code.to_owned(),
    };
    let known = words::known(&format!("condition.{column}.{code}"));
    known.map_or(code, |meaning| format!("“{}”", meaning.get(lang)))
}
