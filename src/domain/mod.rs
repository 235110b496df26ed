//! The words of the administration: periods, units, procedures, dossiers, petitions, the calendar,
//! counts, points, and text in two
//! languages. Plain values; nothing here knows files, data frames or the clock on the wall.

pub mod account;
pub mod announcement;
pub mod calendar;
pub mod cell;
pub mod cohort;
pub mod coverage;
pub mod das_gupta;
pub mod days;
pub mod digest;
pub mod dossier;
pub mod file_state;
pub mod finder;
pub mod fraction;
pub mod hours;
pub mod message;
pub mod names;
pub mod number;
pub mod open_dossier;
pub mod period;
pub mod petition;
pub mod points;
pub mod procedure;
pub mod reliability;
pub mod reorganised;
pub mod sentence;
pub mod still_open;
pub mod survey;
pub mod survival;
pub mod text;
pub mod time;
pub mod total;
pub mod unit;
pub mod wording;
pub mod words;
pub mod xmr;
