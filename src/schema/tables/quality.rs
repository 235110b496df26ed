//! What the tables of the quality report are. Internal: they name files and sources.

use super::{Room, TableMeaning, Words, words};
use crate::schema::{Column, published};

const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    title: Words,
    about: Words,
) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Quality,
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
    TableMeaning {
        filled: &["kind", "read", "counted", "duplicate", "out_of_scope", "quarantined"],
        ..table(
            "accounts",
            published::ACCOUNTS,
            &["source", "file"],
            words("Số dòng của từng tệp", "Account of each file"),
            words(
                "Mỗi tệp: đã đọc = được tính + trùng lặp + ngoài phạm vi + cách ly, nếu không thì không công \
                 bố gì.",
                "Of each file: read = counted + duplicate + out of scope + quarantined, or nothing is \
                 published.",
            ),
        )
    },
    TableMeaning {
        filled: &["file", "class", "reason", "rows"],
        ..table(
            "findings",
            published::FINDINGS,
            &[],
            words("Lý do không tính và lưu ý", "Reasons and findings"),
            words(
                "Vì sao các dòng không được tính, và những điều cần lưu ý ở các dòng được tính, theo tệp.",
                "Why rows were not counted, and what was noticed in those that were, by file.",
            ),
        )
    },
    TableMeaning {
        filled: &["file", "line", "reason"],
        empty: &["column"],
        ..table(
            "quarantine",
            published::QUARANTINE,
            &[],
            words("Các dòng bị cách ly", "Quarantine"),
            words(
                "Vị trí và lý do của từng dòng bị cách ly; không bao giờ chứa giá trị của dòng.",
                "Where each rejected row stands and why; never what it holds.",
            ),
        )
    },
];
