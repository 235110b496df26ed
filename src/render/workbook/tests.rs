//! The workbook as a reader opens it: `calamine` reads every number back, and the parts of the file
//! are looked into for what a spreadsheet would do with them.

mod csv_for_people;
mod hostile;
mod read_back;
mod samples;
mod shape;
