//! What a reader of the portal sees, tested from outside: the program is run on files and its files
//! are read. The modules mirror the promises of the project, not the modules of the program.

mod architecture;
mod bad_input;
mod bad_messages;
mod boston;
mod calendar;
mod compare;
mod crash;
mod dictionary;
mod disclosure;
mod explain;
mod history;
mod invariance;
mod lake;
mod literate;
mod merger;
mod open_data;
mod operator;
mod output;
mod parity;
mod permits;
mod planning;
mod planted_ministry;
mod privacy;
mod property;
mod reconcile;
mod recount;
mod report;
mod site;
mod sql;
mod support;
mod usage;
mod warnings;
