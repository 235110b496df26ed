//! `chiso` ("chỉ số": indicator) turns procedure-processing logs into the monthly service-quality
//! indicators of Decision 766/QĐ-TTg, exact and traceable, and publishes them.
//!
//! ```text
//! sources ──▶ lake ──▶ facts ──▶ counts ──▶ scores ──▶ edition
//!  read        keep      judge      count      score      publish
//! ```
//!
//! One direction, six stages, each with one product that can be opened and read. `pipeline` reads
//! like this picture.
//!
//! | room | owns | product |
//! |---|---|---|
//! | [`domain`] | the words of the administration: period, unit, dossier, calendar, points | – |
//! | [`schema`] | every column, declared once | dictionary, field metadata |
//! | [`rules`] | rule sets as data, conditions, switches | a checked, hashed rule set |
//! | [`sources`] | one reader per format; personal fields end here | messages |
//! | [`lake`] | what each file said, by itself; canonical tables, one row per dossier | parts, Parquet |
//! | [`judge`] | the only place that knows clocks | facts |
//! | [`count`] | rows and procedures where a condition holds | integers |
//! | [`score`] | points, groups, bands, ranks | scorecards |
//! | [`disclose`] | from exact figures to those that everyone may see | scorecards |
//! | [`edition`] | published tables, views, quality report, manifest, as values | tables |
//! | [`sheets`] | tables for people: columns, headings, cells that are published figures | sheets |
//! | [`charts`] | drawing; knows nothing of indicators | SVG, PNG, CSV |
//! | [`figures`] | which charts an edition has, and what each of them says | charts |
//! | [`render`] | pages, workbook, report, open data package, dictionary: bytes out | files |
//! | [`press`] | compose, check, publish, find again, compare | an edition |
//! | [`pipeline`] | the stages in order, and what stops them | – |
//! | [`demo`] | the invented ministry of `chiso demo`, and what is planted in it | input files |
//! | [`cli`] | arguments, settings, what is printed, exit codes | – |
//!
//! A room imports only from rooms above it in this list, a file only from lower ranks of its room:
//! `tests/integration/architecture/orders.rs` has the ranks.
//!
//! # What is never true
//!
//! 1. `domain`, `rules` and `score` do not know polars, arrow, parquet, plotters, clap, files, the
//!    environment or the clock on the wall.
//! 2. Nothing behind `sources` can hold a person: the canonical tables have no such column.
//! 3. No float is summed. No rate is stored without its numerator and denominator. No average is
//!    averaged.
//! 4. No title, formula, target or weight of an indicator stands in Rust.
//! 5. No row disappears: read = counted + duplicate + out of scope + quarantined, for every file, or
//!    nothing is published.
//! 6. Missing is never zero.
//! 7. The same inputs, rules and program give the same bytes, on any number of threads, at any hour,
//!    in any folder.
//! 8. Only `cli` prints or exits. Stages return values and events.
//! 9. Nothing published is edited in place.
//! 10. polars and the `arrow` and `parquet` crates never meet: polars sees frames of plain columns
//!     and gives back plain integers; every file is read and written with `parquet`.

//! # Where a change goes
//!
//! Beside tests and words (`data/words`, one file a language):
//!
//! | what | files |
//! |---|---|
//! | a new indicator | its block in `data/rules/SET/GROUP.toml`, and its case in `tests/decision_766/` |
//! | a new fact of a dossier | `schema/facts.rs` declares it with what it needs of the inputs, `judge/facts.rs` finds it; where it needs a new flag of inputs, also `schema/canonical.rs`, `domain/dossier.rs`, from which the lake follows, and `sources/rows/dossier.rs` |
//! | a new table for people | a file in `sheets/`, its line in `sheets/mod.rs`, and the page, the report or the sheet of the workbook (`render/workbook/plan.rs`) that shows it |
//! | a new chart kind | a file in `charts/` with its drawing, its body in `charts/body.rs`, a file in `figures/` and its line in `figures/catalogue.rs` |
//! | a new form of officials | its file in `data/forms` and its line in `rules/forms/mod.rs` |
//! | a new input format | a file in `sources/table/` and its line in `sources/table/mod.rs` |

#![forbid(unsafe_code)]

pub mod charts;
pub mod cli;
pub mod count;
pub mod demo;
pub mod disclose;
pub mod domain;
pub mod edition;
pub mod figures;
pub mod judge;
pub mod lake;
pub mod pipeline;
pub mod press;
pub mod render;
pub mod rules;
pub mod schema;
pub mod score;
pub mod sheets;
pub mod sources;
