//! Bytes out: pages, workbook, report, open data package, dictionary and forms. Each renders what `edition`,
//! `figures` and `charts` made; none imports another but `form`, `portal` and `todo`, which write documents as the
//! report does and cells as the workbook does. No figure is made here.

pub mod dictionary;
pub mod digest;
pub mod form;
pub mod markup;
pub mod package;
pub mod parallel;
pub mod portal;
pub mod report;
pub mod site;
pub mod todo;
pub mod workbook;
