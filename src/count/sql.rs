//! The counts of a rule set as SQL text over tables of facts: one row per unit and indicator, and
//! the flow of every unit. The same conditions that polars counts are printed here, in a subset that
//! DuckDB and Spark run unchanged: SUM over CASE, COUNT, joins and GROUP BY on flags, integers and
//! codes; no date ever enters. What chiso does after counting is said in the header.

use super::flow;
use crate::{
    rules::{
        Indicator, RuleSet,
        rule_set::{ChildUnits, Measure},
    },
    schema::facts::Subject,
};

/// The names under which the statements look for the tables of facts.
pub const DOSSIER_FACTS: &str = "facts";
pub const UNIT_TREE: &str = "unit_tree";
pub const PROCEDURE_FACTS: &str = "procedure_facts";
pub const ANNOUNCEMENT_FACTS: &str = "announcement_facts";
pub const PETITION_FACTS: &str = "petition_facts";

/// One statement for some indicators: unit_id, indicator_id, numerator, denominator. Nothing where
/// none of them can be counted from facts.
pub fn indicators<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Option<String> {
    let parts: Vec<String> = indicators.filter_map(indicator).collect();
    let all = parts.join("\nUNION ALL\n");
    (!parts.is_empty()).then(|| format!("{all}\nORDER BY indicator_id, unit_id;\n"))
}

/// One SELECT: the counts of an indicator for every unit.
pub fn indicator(indicator: &Indicator) -> Option<String> {
    match indicator.counts {
        Subject::Dossiers => Some(rows(indicator, DOSSIER_FACTS)),
        Subject::Petitions => Some(rows(indicator, PETITION_FACTS)),
        Subject::Procedures => Some(procedures(indicator)),
        Subject::Announcements => Some(announcements(indicator)),
        Subject::Communes => None,
    }
}

/// The flow of section 6 for every unit.
pub fn flow() -> String {
    let conditions = flow::conditions();
    let counts = flow::FLOW.iter().zip(&conditions).map(|((name, _), condition)| {
        format!(",\n  CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT) AS {name}")
    });
    format!(
        "SELECT\n  tree.above_id AS unit_id{}\nFROM {UNIT_TREE} AS tree\n\
         LEFT JOIN {DOSSIER_FACTS} AS fact ON fact.unit_id = tree.unit_id\n\
         GROUP BY tree.above_id\nORDER BY unit_id;\n",
        counts.collect::<String>()
    )
}

/// Rows at or below each unit.
fn rows(indicator: &Indicator, table: &str) -> String {
    let (name, of) = (name(indicator), &indicator.of);
    let numerator = match indicator.measure {
        Measure::Seconds => format!("CASE WHEN {of} THEN handling_seconds ELSE 0 END"),
        _ => {
            let both = of.clone().and(indicator.those.clone());
            format!("CASE WHEN {both} THEN 1 ELSE 0 END")
        }
    };
    format!(
        "SELECT\n  tree.above_id AS unit_id,\n  {name} AS indicator_id,\n  \
         CAST(SUM({numerator}) AS BIGINT) AS numerator,\n  \
         CAST(SUM(CASE WHEN {of} THEN 1 ELSE 0 END) AS BIGINT) AS denominator\n\
         FROM {UNIT_TREE} AS tree\n\
         LEFT JOIN {table} AS fact ON fact.unit_id = tree.unit_id\n\
         GROUP BY tree.above_id"
    )
}

/// Procedures in the authority of each unit; with `having`, those with at least one dossier at or
/// below the unit. Distinct procedures are never added up over units.
fn procedures(indicator: &Indicator) -> String {
    let (name, of) = (name(indicator), &indicator.of);
    let both = of.clone().and(indicator.those.clone());
    let (used, join) = match &indicator.having {
        None => (String::new(), String::new()),
        Some(having) => (
            " AND used.procedure_id IS NOT NULL".to_owned(),
            format!(
                "LEFT JOIN (\n  \
                 SELECT DISTINCT above.above_id AS unit_id, dossier.procedure_id AS procedure_id\n  \
                 FROM {DOSSIER_FACTS} AS dossier\n  \
                 JOIN {UNIT_TREE} AS above ON above.unit_id = dossier.unit_id\n  \
                 WHERE {having}\n\
                 ) AS used ON used.unit_id = fact.unit_id AND used.procedure_id = fact.procedure_id\n"
            ),
        ),
    };
    format!(
        "SELECT\n  tree.unit_id AS unit_id,\n  {name} AS indicator_id,\n  \
         CAST(SUM(CASE WHEN ({both}){used} THEN 1 ELSE 0 END) AS BIGINT) AS numerator,\n  \
         CAST(SUM(CASE WHEN {of} THEN 1 ELSE 0 END) AS BIGINT) AS denominator\n\
         FROM {UNIT_TREE} AS tree\n\
         LEFT JOIN {PROCEDURE_FACTS} AS fact ON fact.unit_id = tree.unit_id\n\
         {join}WHERE tree.above_id = tree.unit_id\n\
         GROUP BY tree.unit_id"
    )
}

/// Distinct procedures of the authority's decisions, in the numerator those all of whose rows are
/// in time; every unit shows the authority's figure.
fn announcements(indicator: &Indicator) -> String {
    let (name, of, those) = (name(indicator), &indicator.of, &indicator.those);
    format!(
        "SELECT\n  tree.unit_id AS unit_id,\n  {name} AS indicator_id,\n  \
         whole.numerator AS numerator,\n  whole.denominator AS denominator\n\
         FROM {UNIT_TREE} AS tree\n\
         CROSS JOIN (\n  \
         SELECT\n    CAST(COALESCE(SUM(every_row), 0) AS BIGINT) AS numerator,\n    \
         CAST(COUNT(procedure_id) AS BIGINT) AS denominator\n  \
         FROM (\n    \
         SELECT procedure_id, MIN(CASE WHEN {those} THEN 1 ELSE 0 END) AS every_row\n    \
         FROM {ANNOUNCEMENT_FACTS}\n    WHERE {of}\n    GROUP BY procedure_id\n  \
         ) AS announced_procedure\n\
         ) AS whole\n\
         WHERE tree.above_id = tree.unit_id"
    )
}

/// The id of an indicator as a literal.
fn name(indicator: &Indicator) -> String {
    format!("'{}'", indicator.id.replace('\'', "''"))
}

/// The comment above the statements: whose counts these are, how the tables are made, and what is
/// applied after counting.
pub fn header(rules: &RuleSet) -> String {
    let ids = |wanted: &dyn Fn(&Indicator) -> bool| {
        let found: Vec<&str> = rules
            .indicators
            .iter()
            .filter(|indicator| wanted(indicator))
            .map(|indicator| indicator.id.as_str())
            .collect();
        if found.is_empty() { "none".to_owned() } else { found.join(", ") }
    };
    let inherited = ids(&|i| i.child_units == ChildUnits::Inherit);
    let larger = ids(&|i| i.measure == Measure::LargerOf);
    let required = ids(&|i| i.requires.is_some());
    let elsewhere = ids(&|i| i.counts == Subject::Communes);
    let lines = [
        format!("Rule set {}, sha256 {}.", rules.id, rules.hash),
        "The counts of one period, as DuckDB and Spark run them unchanged.".into(),
        String::new(),
        "The facts are made with this rule set in [rules] set of chiso.toml, because the judge reads".into(),
        "its switches (the files carry the hash as chiso.rule_set_hash):".into(),
        "  chiso facts --month 2026-08 --output facts.parquet --units unit_tree.parquet \\".into(),
        "    --procedures procedure_facts.parquet --announcements announcement_facts.parquet \\".into(),
        "    --petitions petition_facts.parquet".into(),
        "Each file is a table of its name without .parquet. In DuckDB:".into(),
        "  CREATE VIEW facts AS SELECT * FROM read_parquet('facts.parquet')".into(),
        "In Spark:".into(),
        "  CREATE TEMPORARY VIEW facts USING parquet OPTIONS (path 'facts.parquet')".into(),
        "unit_tree has a row for each unit itself and for each unit above it: joining it counts what".into(),
        "is at or below a unit.".into(),
        String::new(),
        "Applied by chiso after counting, and not here:".into(),
        "- missing_source: an input or column that was not given makes the figure missing, not 0,".into(),
        format!("  so does one row of the denominator without what is required: {required}."),
        "- not_applicable, by kind of authority.".into(),
        format!("- The larger of the denominator and the national total: {larger}."),
        format!("- Units below the authority show its figure: {inherited}."),
        "- Ratios, points, groups, scores and ranks.".into(),
        format!("Not counted from facts: {elsewhere}."),
    ];
    lines.iter().map(|line| format!("-- {line}").trim_end().to_owned() + "\n").collect()
}
