//! The part of the dictionary that comes from the schema: rooms, tables, columns and codes.

use super::model::{CodeList, ColumnPart, Meaning, RoomPart, TablePart};
use crate::{
    domain::text::Text,
    schema::{
        Column, Type, codes,
        tables::{self, TableMeaning},
    },
};

pub(super) fn rooms() -> Vec<RoomPart> {
    let room = |id, title: Text, about: Text, tables: &'static [TableMeaning]| RoomPart {
        id,
        title,
        about,
        tables: tables.iter().map(table).collect(),
    };
    vec![
        room(
            "inputs",
            Text::new("Dữ liệu đầu vào", "Inputs"),
            Text::new(
                "Bảng CSV, Parquet, XLSX hoặc JSON lines; `chiso init` tạo sẵn các bảng trống với đúng \
                 các cột này. Cột không có trong danh sách không bao giờ được đọc.",
                "Tables as CSV, Parquet, XLSX or JSON lines; `chiso init` writes empty tables with these \
                 columns. A column that is not listed is never read.",
            ),
            tables::inputs::ALL,
        ),
        room(
            "facts",
            Text::new("Dữ kiện", "Facts"),
            Text::new(
                "Kết luận về từng hồ sơ, thủ tục, quyết định công bố, phản ánh trong một kỳ (`chiso facts`); \
                 mọi chỉ số được đếm từ đây. Dùng nội bộ.",
                "What is judged of each dossier, procedure, announcing decision and petition in a period \
                 (`chiso facts`); every indicator is counted from these. Internal.",
            ),
            tables::facts::ALL,
        ),
        room(
            "published",
            Text::new("Bảng công bố", "Published tables"),
            Text::new(
                "Nằm trong `tables/` dưới dạng Parquet và CSV; `tables/as_now/` có cùng các bảng theo đơn vị \
                 hiện nay, dưới dạng Parquet.",
                "In `tables/` as Parquet and CSV; `tables/as_now/` has the same under today's units, as \
                 Parquet.",
            ),
            tables::published::ALL,
        ),
        room(
            "quality",
            Text::new("Chất lượng dữ liệu", "Data quality"),
            Text::new(
                "Nằm trong `quality/` dưới dạng Parquet và CSV. Dùng nội bộ.",
                "In `quality/` as Parquet and CSV. Internal.",
            ),
            tables::quality::ALL,
        ),
        room(
            "charts",
            Text::new("Bảng của biểu đồ", "Tables of charts"),
            Text::new(
                "Mỗi biểu đồ trong `charts/` có bảng số liệu CSV cùng tên, các cột tùy theo dạng biểu đồ; các \
                 bảng `history`, `history_groups`, `movers`, `points_to_go` không thuộc biểu đồ nào.",
                "Each chart in `charts/` has its figures as CSV under the same name; the columns depend on \
                 the form of the chart. The tables `history`, `history_groups`, `movers` and `points_to_go` \
                 belong to no chart.",
            ),
            tables::charts::ALL,
        ),
    ]
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
    let unit = codes::UNITS.iter().find(|unit| unit.name == column.unit);
    let others = table.alternatives(column.name).iter().copied();
    ColumnPart {
        name: column.name,
        kind: kind(column.kind),
        kind_words: kind_words(column.kind),
        unit: column.unit,
        unit_words: unit.map(|unit| unit.meaning().clone()).unwrap_or_default(),
        meaning: column.meaning(),
        required: table.is_required(column.name),
        or: others.filter(|other| *other != column.name).collect(),
        empty_is_a_value: table.is_empty_a_value(column.name),
        codes: codes::lists_of(column).map(|list| list.id).collect(),
    }
}

/// The name of a type.
pub(super) const fn kind(kind: Type) -> &'static str {
    match kind {
        Type::Text => "text",
        Type::Bool => "bool",
        Type::Int => "int",
        Type::Decimal(_) => "decimal",
        Type::Date => "date",
        Type::Time => "time",
        Type::Code(_) => "code",
    }
}

fn kind_words(kind: Type) -> Text {
    match kind {
        Type::Text => Text::new("chữ", "text"),
        Type::Bool => Text::new("đúng/sai", "true/false"),
        Type::Int => Text::new("số nguyên", "whole number"),
        Type::Decimal(places) => {
            Text::new(format!("số thập phân, {places} chữ số"), format!("decimal, {places} places"))
        }
        Type::Date => Text::new("ngày", "date"),
        Type::Time => Text::new("thời điểm, giờ địa phương", "local time"),
        Type::Code(_) => Text::new("mã", "code"),
    }
}
