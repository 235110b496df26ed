//! The part of the dictionary that comes from the schema: rooms, tables, columns and codes.

use super::model::{CodeList, ColumnPart, Meaning, RoomPart, TablePart};
use crate::{
    domain::words,
    schema::{
        Column, codes,
        tables::{self, TableMeaning},
    },
};

pub(super) fn rooms() -> Vec<RoomPart> {
    let rooms: [(&str, &[TableMeaning]); 8] = [
        ("inputs", tables::inputs::ALL),
        ("facts", tables::facts::ALL),
        ("published", tables::published::ALL),
        ("series", tables::series::ALL),
        ("quality", tables::quality::ALL),
        ("insight", tables::insight::ALL),
        ("beside", tables::beside::ALL),
        ("charts", tables::charts::ALL),
    ];
    let room = |(id, tables): (&'static str, &[TableMeaning])| RoomPart {
        id,
        title: words::of(&format!("dictionary.room.{id}")).clone(),
        about: words::of(&format!("dictionary.room.{id}_about")).clone(),
        tables: tables.iter().map(table).collect(),
    };
    rooms.map(room).into()
}

pub(super) fn code_lists() -> Vec<CodeList> {
    let meaning = |code: &crate::schema::Code| Meaning {
        name: code.name.to_owned(),
        meaning: code.meaning().clone(),
    };
    codes::LISTS
        .iter()
        .map(|list| CodeList {
            id: list.id,
            title: list.title().clone(),
            codes: list.codes.iter().map(meaning).collect(),
        })
        .collect()
}

fn table(table: &TableMeaning) -> TablePart {
    TablePart {
        name: table.name,
        title: table.title(),
        about: table.about(),
        key: table.key.to_vec(),
        public: table.public,
        columns: table.columns.iter().map(|one| column(table, one)).collect(),
    }
}

fn column(table: &TableMeaning, column: &Column) -> ColumnPart {
    let others = table.alternatives(column.name).iter().copied();
    ColumnPart {
        name: column.name,
        kind: column.kind.name(),
        kind_words: column.kind.words(),
        unit: column.unit,
        unit_words: column.unit_words(),
        meaning: column.meaning(),
        required: table.is_required(column.name),
        or: others.filter(|other| *other != column.name).collect(),
        empty_is_a_value: table.is_empty_a_value(column.name),
        codes: codes::lists_of(column).map(|list| list.id).collect(),
    }
}
