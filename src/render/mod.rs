//! Bytes out: pages, workbook, report, open data package and dictionary. Each renders what `edition`,
//! `figures` and `charts` made; none imports another, and no figure is made here.

pub mod dictionary;
pub mod markup;
pub mod package;
pub mod parallel;
pub mod report;
pub mod site;
pub mod workbook;
