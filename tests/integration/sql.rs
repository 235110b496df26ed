//! The printed SQL without an engine: it reads as plain SELECTs in the dialects of DuckDB and Spark,
//! uses nothing beyond the portable subset, and speaks only of columns that `chiso facts` writes.
//! That its counts are right is shown by `tests/other_engines/duckdb_sql.py`.

use std::collections::BTreeSet;

use sqlparser::{
    ast::Statement,
    dialect::{DatabricksDialect, Dialect, DuckDbDialect, GenericDialect, HiveDialect},
    parser::Parser,
    tokenizer::{Token, Tokenizer},
};

use crate::{
    compare::ministry,
    support::{Scratch, read_parquet},
};

const RULE_SETS: [&str; 3] = ["portal-2026", "document-2026", "vendor-2022"];
/// Every word of the language that the statements may use.
const WORDS: [&str; 32] = [
    "SELECT", "DISTINCT", "AS", "CAST", "BIGINT", "SUM", "MIN", "COUNT", "COALESCE", "CASE",
    "WHEN", "THEN", "ELSE", "END", "FROM", "LEFT", "CROSS", "JOIN", "ON", "WHERE", "GROUP",
    "ORDER", "BY", "UNION", "ALL", "AND", "OR", "NOT", "IN", "IS", "NULL", "SQL",
];

fn printed(folder: &Scratch, rule_set: &str) -> String {
    folder.chiso_succeeds(&format!("rules sql {rule_set}")).stdout
}

#[test]
fn the_text_reads_as_two_selects_in_every_dialect() {
    let folder = Scratch::new("sql-dialects");
    let dialects: [&dyn Dialect; 4] =
        [&DuckDbDialect {}, &DatabricksDialect {}, &HiveDialect {}, &GenericDialect {}];
    for rule_set in RULE_SETS {
        let text = printed(&folder, rule_set);
        for dialect in dialects {
            let statements = Parser::parse_sql(dialect, &text).unwrap();
            assert_eq!(statements.len(), 2, "{rule_set}");
            assert!(statements.iter().all(|s| matches!(s, Statement::Query(_))), "{rule_set}");
        }
    }
}

#[test]
fn only_the_portable_subset_and_the_columns_of_facts_are_used() {
    let folder = Scratch::new("sql-words");
    let shown = folder.chiso_succeeds("rules show portal-2026 --format json").json();
    let ids = shown["indicators"].as_array().expect("indicators");
    let ids: BTreeSet<&str> = ids.iter().filter_map(|indicator| indicator["id"].as_str()).collect();
    for rule_set in RULE_SETS {
        let text = printed(&folder, rule_set);
        let tokens = Tokenizer::new(&GenericDialect, &text).tokenize().unwrap();
        let mut counted = BTreeSet::new();
        for token in tokens {
            match token {
                Token::Word(word) if word.value.chars().all(|c| c.is_ascii_uppercase()) => {
                    assert!(WORDS.contains(&word.value.as_str()), "{rule_set} uses {}", word.value);
                }
                Token::Word(word) => {
                    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
                    assert!(word.value.chars().all(plain), "{rule_set} has {:?}", word.value);
                }
                Token::SingleQuotedString(text) if ids.contains(text.as_str()) => {
                    counted.insert(text);
                }
                _ => {}
            }
        }
        // All but the communes, which no input gives.
        let counted: BTreeSet<&str> = counted.iter().map(String::as_str).collect();
        let missing: Vec<&&str> = ids.difference(&counted).collect();
        assert_eq!(missing, [&"certified_e_copies"], "{rule_set}");
    }
}

#[test]
fn one_indicator_can_be_printed_alone_with_its_rule_set_above_it() {
    let folder = Scratch::new("sql-one");
    let hash = folder.chiso_succeeds("rules show vendor-2022 --format json").json()["hash"].clone();
    let text = folder.chiso_succeeds("rules sql vendor-2022 --indicator electronic_result").stdout;
    assert!(text.contains(hash.as_str().expect("a hash")), "{text}");
    assert!(text.contains("CASE WHEN ended AND result_file THEN 1 ELSE 0 END"), "{text}");
    assert_eq!(text.matches("indicator_id,\n").count(), 1, "{text}");
    assert_eq!(folder.chiso("rules sql vendor-2022 --indicator unheard-of").code, Some(64));
    assert_eq!(folder.chiso("rules sql vendor-2022 --indicator certified_e_copies").code, Some(69));
}

#[test]
fn the_tree_has_each_unit_with_itself_and_all_above_it_and_procedures_stand_in_every_authority() {
    let folder = ministry("sql-tables");
    folder.chiso_succeeds(
        "facts --month 2026-01 --output facts.parquet --units units.parquet \
         --procedures procedures.parquet --announcements announcements.parquet \
         --petitions petitions.parquet",
    );
    let tree: BTreeSet<String> = read_parquet(&folder.join("units.parquet"))
        .iter()
        .map(|row| format!("{} {}", row["unit_id"], row["above_id"]))
        .collect();
    let expected = [
        "G99 G99",
        "A A",
        "A G99",
        "A1 A1",
        "A1 A",
        "A1 G99",
        "B B",
        "B G99",
        "unmapped unmapped",
        "unmapped G99",
    ];
    assert_eq!(tree, expected.map(str::to_owned).into());
    // No unit is named in the catalogue, so the procedure is in the authority of all five.
    let procedures = read_parquet(&folder.join("procedures.parquet"));
    assert_eq!(procedures.len(), 5);
    assert!(procedures.iter().all(|row| row["in_authority"] == "true" && row["has_fee"] == "true"));
    // Inputs that were not given make tables without rows, which can be joined all the same.
    for empty in ["announcements.parquet", "petitions.parquet"] {
        assert!(read_parquet(&folder.join(empty)).is_empty(), "{empty} has rows");
    }
}
