//! What the tables of the quality report are. Internal: they name files and sources.

use super::meaning::{Room, TableMeaning};
use crate::schema::{Column, published};

const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
) -> TableMeaning {
    TableMeaning { name, room: Room::Quality, columns, key, filled: &[], empty: &[], public: false }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning {
        filled: &["kind", "read", "counted", "duplicate", "out_of_scope", "quarantined"],
        ..table("accounts", published::ACCOUNTS, &["source", "file"])
    },
    TableMeaning {
        filled: &["file", "class", "reason", "rows"],
        ..table("findings", published::FINDINGS, &[])
    },
    TableMeaning {
        filled: &["file", "line", "reason"],
        empty: &["column"],
        ..table("quarantine", published::QUARANTINE, &[])
    },
];
