//! What an edition holds, as values: its published tables, its quality report, the view of one kind of
//! reader, its manifest. Imports from `score`, `disclose` and below; draws nothing, words nothing,
//! writes nothing.

pub mod absence;
pub mod address;
pub mod archive;
pub mod by_procedure;
pub mod changes;
pub mod cohorts;
pub mod dimensions;
pub mod files;
pub mod history;
pub mod imprint;
pub mod insight;
pub mod late;
pub mod manifest;
pub mod moves;
pub mod names;
pub mod outlook;
pub mod quality;
pub mod read_back;
pub mod release;
pub mod reorganisations;
pub mod shown;
pub mod signals;
pub mod table_csv;
pub mod tables;
pub mod view;
pub mod view_tables;
