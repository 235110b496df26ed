//! What the judge says, as `chiso facts` writes it: the tables that the printed SQL counts.

use super::{Room, TableMeaning, Words, words};
use crate::schema::{Column, fact_tables};

const fn fact(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    title: Words,
    about: Words,
) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Facts,
        title,
        about,
        columns,
        key,
        filled: &[],
        empty: &[],
        public: false,
    }
}

pub const ALL: &[TableMeaning] = &[
    fact(
        "facts",
        fact_tables::DOSSIERS,
        &["dossier_id"],
        words("Kết luận về từng hồ sơ", "Facts of dossiers"),
        words(
            "Mỗi dòng là một hồ sơ phải giải quyết trong kỳ, với kết luận về thời hạn và mọi cột mà điều \
             kiện của bộ quy tắc được dùng. Dùng nội bộ.",
            "One row per dossier in hand in the period, with its verdict and every column that a condition \
             of a rule set may use. Internal.",
        ),
    ),
    fact(
        "unit_tree",
        fact_tables::UNIT_TREE,
        &["unit_id", "above_id"],
        words("Cây đơn vị", "Tree of units"),
        words(
            "Mỗi đơn vị có một dòng cho chính nó và cho từng đơn vị cấp trên.",
            "Each unit has a row for itself and for each unit above it.",
        ),
    ),
    fact(
        "procedure_facts",
        fact_tables::PROCEDURES,
        &["unit_id", "procedure_id"],
        words("Thủ tục của từng đơn vị", "Facts of procedures"),
        words(
            "Mỗi dòng là một thủ tục thuộc thẩm quyền của một đơn vị, tại thời điểm cuối kỳ.",
            "One row per unit and procedure in its authority, at the end of the period.",
        ),
    ),
    fact(
        "announcement_facts",
        fact_tables::ANNOUNCEMENTS,
        &[],
        words("Công bố, công khai thủ tục", "Facts of announcing decisions"),
        words(
            "Mỗi dòng là một thủ tục trong một quyết định công bố.",
            "One row per procedure of an announcing decision.",
        ),
    ),
    fact(
        "petition_facts",
        fact_tables::PETITIONS,
        &["petition_id"],
        words("Kết luận về phản ánh, kiến nghị", "Facts of petitions"),
        words(
            "Mỗi dòng là một phản ánh, kiến nghị tiếp nhận trong kỳ.",
            "One row per petition received in the period.",
        ),
    ),
];
