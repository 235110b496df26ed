//! An edition: tables, charts, quality report and manifest of one run, and how it is published;
//! beside it the report that an official edits.
//! Renderers turn values into bytes; only `publish` writes.

pub mod absence;
pub mod address;
pub mod causes;
pub mod chart_files;
pub mod charts;
pub mod compose;
pub mod dictionary;
pub mod difference;
pub mod disclosure;
pub mod editions;
pub mod figures;
pub mod history;
pub mod manifest;
pub mod markup;
mod names;
pub mod package;
mod parallel;
pub mod parity;
pub mod publish;
pub mod quality;
pub mod read_back;
pub mod release;
pub mod report;
pub mod settled;
pub mod shown;
pub mod site;
pub mod tables;
pub mod view;
pub mod wording;
pub mod workbook;
