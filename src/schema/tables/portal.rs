//! What `chiso portal` writes. Internal: it holds exact figures.

use super::meaning::{Room, TableMeaning};
use crate::schema::published;

pub const ALL: &[TableMeaning] = &[TableMeaning {
    name: "portal",
    room: Room::Beside,
    columns: published::PORTAL,
    key: &["period", "portal_unit", "level", "id"],
    filled: &["snapshot", "outcome"],
    empty: &[],
    public: false,
}];
