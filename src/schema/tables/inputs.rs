//! What each kind of input is, for the people who have to give it.

use super::{Room, TableMeaning, Words, words};
use crate::schema::canonical::Kind;

const fn input(
    kind: Kind,
    key: &'static [&'static str],
    title: Words,
    about: Words,
) -> TableMeaning {
    TableMeaning {
        name: kind.as_str(),
        room: Room::Input(kind),
        title,
        about,
        columns: kind.columns(),
        key,
        filled: &[],
        empty: &[],
        public: false,
    }
}

pub const ALL: &[TableMeaning] = &[
    input(
        Kind::Dossiers,
        &["dossier_id"],
        words("Hồ sơ", "Dossiers"),
        words(
            "Mỗi dòng là một hồ sơ thủ tục hành chính. Nhiều dòng cùng một mã hồ sơ thì lấy dòng cuối \
             (on_duplicate). Không có bảng này thì không tính được điểm.",
            "One row per dossier. Of several rows of one dossier the last counts (on_duplicate). Without \
             this table nothing can be scored.",
        ),
    ),
    input(
        Kind::Events,
        &[],
        words("Tiến độ xử lý hồ sơ", "Steps of dossiers"),
        words(
            "Mỗi dòng là một bước xử lý của một hồ sơ; từ đây đọc ra các lần yêu cầu bổ sung và thời điểm \
             kết thúc.",
            "One row per step of a dossier; supplement rounds and ends are read from them.",
        ),
    ),
    input(
        Kind::Supplements,
        &[],
        words("Các lần yêu cầu bổ sung", "Supplement rounds"),
        words(
            "Mỗi dòng là một lần yêu cầu bổ sung; với các hồ sơ có trong bảng này, bảng thay cho tiến độ \
             xử lý.",
            "One row per supplement round; for the dossiers in it this table takes the place of the steps.",
        ),
    ),
    input(
        Kind::Procedures,
        &[],
        words("Danh mục thủ tục hành chính", "Catalogue of procedures"),
        words(
            "Mỗi dòng là một thủ tục hành chính, trong những ngày từ valid_from đến hết valid_to nếu có. Hồ \
             sơ được xét theo dòng có hiệu lực vào ngày tiếp nhận, thủ tục được tính theo dòng có hiệu lực \
             vào ngày cuối kỳ; dòng không ghi ngày áp dụng cho mọi ngày mà không dòng có ngày nào bao \
             gồm. Thiếu danh mục thì các chỉ số về thủ tục là missing_source.",
            "One row per procedure, or per procedure and the days from valid_from to valid_to. A dossier is \
             judged by the row valid on the day of receipt, a procedure counted by the row valid on the last \
             day of the period; a row without dates is valid on every day that no dated row covers. Without \
             the catalogue the indicators of procedures are missing_source.",
        ),
    ),
    input(
        Kind::Announcements,
        &[],
        words("Quyết định công bố và công khai", "Announcing decisions and publication"),
        words(
            "Mỗi dòng là một thủ tục trong một quyết định công bố, với ngày công bố và ngày công khai.",
            "One row per procedure of an announcing decision, with the day it was signed and made public.",
        ),
    ),
    input(
        Kind::Ratings,
        &[],
        words("Đánh giá của người dân", "Ratings"),
        words(
            "Mỗi dòng là một lượt đánh giá, phản ánh về một hồ sơ.",
            "One row per rating of a dossier, or complaint about it.",
        ),
    ),
    input(
        Kind::Petitions,
        &["petition_id"],
        words("Phản ánh, kiến nghị", "Petitions"),
        words(
            "Mỗi dòng là một phản ánh, kiến nghị. Tệp chỉ có dòng tiêu đề nghĩa là không phát sinh.",
            "One row per petition. A file with a header and no row means that there were none.",
        ),
    ),
    input(
        Kind::Totals,
        &["unit_id", "period"],
        words("Tổng số của báo cáo quốc gia", "National totals"),
        words(
            "Số hồ sơ tiếp nhận theo Hệ thống thông tin báo cáo quốc gia, theo đơn vị và kỳ; là mẫu số \
             đối chiếu của chỉ số đồng bộ hồ sơ.",
            "Dossiers received according to the national reporting system, by unit and period; compared \
             with the rows here for the denominator of the synced dossiers.",
        ),
    ),
    input(
        Kind::Units,
        &[],
        words("Đơn vị", "Units"),
        words(
            "Danh sách đơn vị với đơn vị cấp trên, thời gian hiệu lực, đơn vị kế thừa và các mã cũ, tên \
             khác.",
            "The units with the unit above, the days they are valid, their successor, and old codes and \
             names.",
        ),
    ),
    input(
        Kind::Calendar,
        &["date"],
        words("Lịch làm việc", "Calendar"),
        words(
            "Các ngày nghỉ, ngày làm việc bù, và ngày làm việc có giờ riêng (hours). Lịch chỉ biết những năm \
             có dòng ở đây. Không có thì dùng lịch có sẵn của chương trình.",
            "Days off, swapped working days, and working days with hours of their own. A calendar knows the \
             years of its rows alone. Without it the built-in calendar is used.",
        ),
    ),
];
