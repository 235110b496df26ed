//! What each kind of input is, for the people who have to give it.

use super::meaning::{Room, TableMeaning};
use crate::schema::canonical::Kind;

const fn input(kind: Kind, key: &'static [&'static str]) -> TableMeaning {
    TableMeaning {
        name: kind.as_str(),
        room: Room::Input(kind),
        columns: kind.columns(),
        key,
        filled: &[],
        empty: &[],
        public: false,
    }
}

pub const ALL: &[TableMeaning] = &[
    input(Kind::Dossiers, &["dossier_id"]),
    input(Kind::Events, &[]),
    input(Kind::Supplements, &[]),
    input(Kind::Procedures, &[]),
    input(Kind::Announcements, &[]),
    input(Kind::Ratings, &[]),
    input(Kind::Petitions, &["petition_id"]),
    input(Kind::Totals, &["unit_id", "period"]),
    input(Kind::Units, &[]),
    input(Kind::Calendar, &["date"]),
    input(Kind::Cohorts, &[]),
];
