//! Fact columns: all that a condition of a rule set may speak of. One list per thing counted; the
//! judge fills them, the counting engines and the printed SQL read them. Flags are never null.

use super::{Column, Type, codes, column};

/// The things an indicator may count; each has its own facts table.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Dossiers,
    Procedures,
    Announcements,
    Petitions,
    /// Communes and their services; no input gives them yet.
    Communes,
}

impl Subject {
    pub const ALL: [Self; 5] =
        [Self::Dossiers, Self::Procedures, Self::Announcements, Self::Petitions, Self::Communes];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Procedures => "procedures",
            Self::Announcements => "announcements",
            Self::Petitions => "petitions",
            Self::Communes => "communes",
        }
    }

    /// The columns that a condition over this subject may use.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Dossiers => DOSSIERS,
            Self::Procedures => PROCEDURES,
            Self::Announcements => ANNOUNCEMENTS,
            Self::Petitions => PETITIONS,
            Self::Communes => COMMUNES,
        }
    }

    pub fn column(self, name: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.name == name)
    }
}

pub const DOSSIERS: &[Column] = &[
    column("opening", Type::Bool, "", "Kỳ trước chuyển sang", "Carried over into the period"),
    column("received", Type::Bool, "", "Tiếp nhận trong kỳ", "Received in the period"),
    column("in_hand", Type::Bool, "", "Phải giải quyết trong kỳ", "In hand in the period"),
    column("ended", Type::Bool, "", "Kết thúc trong kỳ", "Ended in the period"),
    column("closing", Type::Bool, "", "Còn lại cuối kỳ", "Still open at the end of the period"),
    column(
        "verdict",
        Type::Code(codes::VERDICTS),
        "",
        "Kết luận về thời hạn",
        "Verdict against the due date",
    ),
    column(
        "on_time",
        Type::Bool,
        "",
        "Trước hạn, đúng hạn hoặc còn trong hạn",
        "Ended in time, or open and not overdue",
    ),
    column(
        "undated",
        Type::Bool,
        "",
        "Không có ngày hẹn trả và thời hạn",
        "Without due date and without limit",
    ),
    column(
        "judged",
        Type::Bool,
        "",
        "Được tính về thời hạn",
        "Counts against the due date under the rule set",
    ),
    column(
        "waiting",
        Type::Bool,
        "",
        "Đang chờ bổ sung cuối kỳ",
        "A supplement round is open at the end",
    ),
    column(
        "end_kind",
        Type::Code(codes::END_KINDS_OF_PERIOD),
        "",
        "Hình thức kết thúc",
        "How handling ended in the period",
    ),
    column(
        "handling_seconds",
        Type::Int,
        "seconds",
        "Thời gian giải quyết",
        "Handling time less paused time, of ended dossiers",
    ),
    column("channel", Type::Code(codes::CHANNELS), "", "Kênh thực hiện", "Channel of submission"),
    column("synced", Type::Bool, "", "Đã đồng bộ", "Synced to the national portal"),
    column("sync_known", Type::Bool, "", "Biết trạng thái đồng bộ", "Its sync state is known"),
    column(
        "result_file",
        Type::Bool,
        "",
        "Đã kết thúc trong kỳ và có kết quả điện tử",
        "Ended in the period, with an electronic result",
    ),
    column(
        "components_digitized",
        Type::Bool,
        "",
        "Thành phần hồ sơ đã số hóa",
        "Components digitised",
    ),
    column("component_reused", Type::Bool, "", "Tái sử dụng dữ liệu", "A component was re-used"),
    column(
        "has_digitized_component",
        Type::Bool,
        "",
        "Có thành phần số hóa",
        "Has a digitised component",
    ),
    column(
        "from_personal_store",
        Type::Bool,
        "",
        "Từ kho dữ liệu cá nhân",
        "From the citizen's store",
    ),
    column("vneid_verified", Type::Bool, "", "Xác thực VNeID", "Verified through VNeID"),
    column(
        "population_database",
        Type::Bool,
        "",
        "Dùng CSDL quốc gia về dân cư",
        "Used the population database",
    ),
    column("online_payment", Type::Int, "", "Thanh toán trực tuyến", "Online payment, 0 to 2"),
    column("fees_all_zero", Type::Bool, "", "Mọi khoản phí bằng 0", "There is a fee and each is 0"),
    column("fee_above_zero", Type::Bool, "", "Có khoản phí lớn hơn 0", "A synced fee is above 0"),
    column("has_fee", Type::Bool, "", "Thủ tục có phí, lệ phí", "Its procedure has a fee"),
    column(
        "paper_result",
        Type::Bool,
        "",
        "Thủ tục có kết quả giấy",
        "Its procedure has a paper result",
    ),
    column(
        "dissatisfied",
        Type::Bool,
        "",
        "Người dân không hài lòng",
        "A citizen was dissatisfied",
    ),
    column("complained", Type::Bool, "", "Có phản ánh", "There was a complaint"),
];

pub const PROCEDURES: &[Column] = &[
    column("public", Type::Bool, "", "Đang công khai cuối kỳ", "Public at the end of the period"),
    column(
        "in_authority",
        Type::Bool,
        "",
        "Thuộc thẩm quyền của đơn vị",
        "In the unit's authority",
    ),
    column(
        "complete",
        Type::Bool,
        "",
        "Công khai đầy đủ nội dung",
        "Every mandatory part is public",
    ),
    column(
        "online_level",
        Type::Code(codes::ONLINE_LEVELS),
        "",
        "Mức độ trực tuyến",
        "Online level",
    ),
    column("has_fee", Type::Bool, "", "Có phí, lệ phí", "Has a fee"),
    column(
        "citizen_subject",
        Type::Bool,
        "",
        "Đối tượng là công dân",
        "Its subjects include citizens",
    ),
];

pub const ANNOUNCEMENTS: &[Column] = &[
    column("announced", Type::Bool, "", "Công bố trong kỳ", "Announced in the period"),
    column("announced_on_time", Type::Bool, "", "Công bố đúng hạn", "Announced early enough"),
    column(
        "publication_due",
        Type::Bool,
        "",
        "Công khai trong kỳ hoặc đến hạn",
        "Published in the period or due to be",
    ),
    column("published_on_time", Type::Bool, "", "Công khai đúng hạn", "Published in time"),
];

pub const PETITIONS: &[Column] = &[
    column("received", Type::Bool, "", "Tiếp nhận trong kỳ", "Received in the period"),
    column("about_rules", Type::Bool, "", "Về quy định, thủ tục", "About rules and procedures"),
    column("on_time", Type::Bool, "", "Xử lý đúng hạn", "Handled in time"),
    column("more_disliked", Type::Bool, "", "Không hài lòng nhiều hơn", "More dislikes than likes"),
    column("repeated", Type::Bool, "", "Phản ánh lại", "Complained again"),
];

pub const COMMUNES: &[Column] = &[
    column("in_unit", Type::Bool, "", "Thuộc đơn vị", "Of the unit"),
    column(
        "offers_certified_e_copies",
        Type::Bool,
        "",
        "Cung cấp chứng thực bản sao điện tử",
        "Offers certified e-copies",
    ),
];
