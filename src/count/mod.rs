//! Counting knows no dates: rows and distinct procedures where a condition over fact columns holds.
//! polars counts here; the same conditions print as SQL for DuckDB or Spark.

pub mod cells;
pub mod columns;
pub mod databases;
pub mod engine;
pub mod flow;
pub mod given;
pub mod joint;
pub mod lacking;
pub mod parts;
pub mod plan;
pub mod sql;
