//! The canonical inputs of the contract, section 3: which columns a `table` of each kind may have.
//! A column that is not listed here is never decoded, so nothing personal can come in by a table.

use super::{Column, Type, codes, column};

/// The kinds of input.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Dossiers,
    Events,
    Supplements,
    Procedures,
    Announcements,
    Ratings,
    Petitions,
    Totals,
    Units,
    Calendar,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Dossiers,
        Self::Events,
        Self::Supplements,
        Self::Procedures,
        Self::Announcements,
        Self::Ratings,
        Self::Petitions,
        Self::Totals,
        Self::Units,
        Self::Calendar,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Events => "events",
            Self::Supplements => "supplements",
            Self::Procedures => "procedures",
            Self::Announcements => "announcements",
            Self::Ratings => "ratings",
            Self::Petitions => "petitions",
            Self::Totals => "totals",
            Self::Units => "units",
            Self::Calendar => "calendar",
        }
    }

    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Dossiers => DOSSIERS,
            Self::Events => EVENTS,
            Self::Supplements => SUPPLEMENTS,
            Self::Procedures => PROCEDURES,
            Self::Announcements => ANNOUNCEMENTS,
            Self::Ratings => RATINGS,
            Self::Petitions => PETITIONS,
            Self::Totals => TOTALS,
            Self::Units => UNITS,
            Self::Calendar => CALENDAR,
        }
    }

    /// Columns that must be there; of an inner list, any one.
    pub const fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Dossiers => {
                &[&["dossier_id"], &["unit_id", "unit_name"], &["procedure_id"], &["received_at"]]
            }
            Self::Events => &[&["dossier_id"], &["at"], &["status"]],
            Self::Supplements => &[&["dossier_id"], &["asked_at"]],
            Self::Procedures => &[&["procedure_id"], &["name"]],
            Self::Announcements => &[&["decision_id"], &["procedure_id"], &["announced_on"]],
            Self::Ratings => &[&["dossier_id"], &["rated_at"]],
            Self::Petitions => &[&["petition_id"], &["unit_id"], &["received_at"]],
            Self::Totals => &[&["unit_id"], &["period"], &["dossiers_received"]],
            Self::Units => &[&["unit_id"], &["name"]],
            Self::Calendar => &[&["date"], &["kind"]],
        }
    }

    /// Position of a column in this kind's list.
    pub fn position(self, name: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.name == name)
    }
}

pub const DOSSIERS: &[Column] = &[
    column("dossier_id", Type::Text, "", "Mã hồ sơ", "Dossier number"),
    column("unit_id", Type::Text, "", "Mã đơn vị tiếp nhận", "Code of the receiving unit"),
    column("unit_name", Type::Text, "", "Tên đơn vị xử lý", "Name of the handling unit"),
    column("procedure_id", Type::Text, "", "Mã thủ tục hành chính", "Procedure code"),
    column("field_id", Type::Text, "", "Mã lĩnh vực", "Field code"),
    column("channel", Type::Code(codes::CHANNELS), "", "Kênh thực hiện", "Channel of submission"),
    column("status", Type::Int, "", "Trạng thái hồ sơ, 1 đến 10", "Processing status, 1 to 10"),
    column("submitted_at", Type::Time, "", "Ngày nộp hồ sơ", "Submitted"),
    column("received_at", Type::Time, "", "Ngày tiếp nhận", "Received (accepted)"),
    column("due_at", Type::Time, "", "Ngày hẹn trả", "Promised date"),
    column("ended_at", Type::Time, "", "Ngày kết thúc xử lý", "End of handling"),
    column(
        "end_kind",
        Type::Code(codes::END_KINDS),
        "",
        "Hình thức kết thúc",
        "How handling ended",
    ),
    column("returned_at", Type::Time, "", "Ngày trả kết quả", "Result handed over"),
    column(
        "components_digitized",
        Type::Bool,
        "",
        "Thành phần hồ sơ đã số hóa",
        "Components digitised",
    ),
    column(
        "component_reused",
        Type::Bool,
        "",
        "Có thành phần được tái sử dụng",
        "A component was re-used",
    ),
    column(
        "has_digitized_component",
        Type::Bool,
        "",
        "Hồ sơ có thành phần số hóa",
        "Has a digitised component",
    ),
    column(
        "from_personal_store",
        Type::Bool,
        "",
        "Giấy tờ lấy từ kho dữ liệu cá nhân",
        "A paper came from the citizen's store",
    ),
    column(
        "result_file",
        Type::Bool,
        "",
        "Có kết quả điện tử (mã và đường dẫn)",
        "Electronic result with code and link",
    ),
    column(
        "vneid_verified",
        Type::Bool,
        "",
        "Tài khoản xác thực qua VNeID",
        "Account verified through VNeID",
    ),
    column(
        "databases",
        Type::Text,
        "",
        "Mã các cơ sở dữ liệu đã kết nối",
        "Codes of the databases used, ';' between",
    ),
    column("fee_due", Type::Int, "VND", "Phí, lệ phí phải nộp", "Fee due"),
    column(
        "online_payment",
        Type::Int,
        "",
        "Thanh toán trực tuyến: 0, 1, 2",
        "Online payment: 0 no, 1 national portal, 2 own gateway",
    ),
    column("synced", Type::Bool, "", "Đã đồng bộ lên Cổng DVCQG", "Synced to the national portal"),
];

/// Of what is told of a dossier: the unit that gave it its number.
const NUMBERING_UNIT: Column = column(
    "unit_id",
    Type::Text,
    "",
    "Mã đơn vị, khi số hồ sơ chỉ riêng trong đơn vị",
    "Unit, where numbers are of the unit",
);

pub const EVENTS: &[Column] = &[
    column("dossier_id", Type::Text, "", "Mã hồ sơ", "Dossier number"),
    column("at", Type::Time, "", "Thời điểm xử lý", "Time of the step"),
    column("status", Type::Int, "", "Trạng thái", "Status, 1 to 10"),
    column("content", Type::Text, "", "Nội dung xử lý", "What was done"),
    NUMBERING_UNIT,
];

pub const SUPPLEMENTS: &[Column] = &[
    column("dossier_id", Type::Text, "", "Mã hồ sơ", "Dossier number"),
    column("asked_at", Type::Time, "", "Ngày yêu cầu bổ sung", "Supplement asked for"),
    column("completed_at", Type::Time, "", "Ngày tiếp nhận bổ sung", "Supplement completed"),
    column("due_before_at", Type::Time, "", "Ngày hẹn trả trước", "Due date before"),
    column("due_after_at", Type::Time, "", "Ngày hẹn trả mới", "Due date after"),
    NUMBERING_UNIT,
];

pub const PROCEDURES: &[Column] = &[
    column("procedure_id", Type::Text, "", "Mã thủ tục hành chính", "Procedure code"),
    column("name", Type::Text, "", "Tên thủ tục", "Name"),
    column("field_id", Type::Text, "", "Mã lĩnh vực", "Field code"),
    column("field_name", Type::Text, "", "Tên lĩnh vực", "Field name"),
    column(
        "unit_ids",
        Type::Text,
        "",
        "Các đơn vị thực hiện",
        "Units in whose authority it is, ';' between; empty = all",
    ),
    column(
        "online_level",
        Type::Code(codes::ONLINE_LEVELS),
        "",
        "Mức độ dịch vụ công trực tuyến",
        "Online level",
    ),
    column("has_fee", Type::Bool, "", "Có phí, lệ phí", "Has a fee"),
    column("paper_result", Type::Bool, "", "Có kết quả giấy", "Has a paper result"),
    column(
        "citizen_subject",
        Type::Bool,
        "",
        "Đối tượng là công dân",
        "Its subjects include citizens",
    ),
    column("max_time", Type::Decimal(2), "", "Thời hạn giải quyết", "Maximum handling time"),
    column(
        "max_time_unit",
        Type::Code(codes::TIME_UNITS),
        "",
        "Đơn vị tính thời hạn",
        "Unit of the maximum handling time",
    ),
    column(
        "complete",
        Type::Bool,
        "",
        "Công khai đầy đủ nội dung",
        "Every mandatory part is public",
    ),
    column("public_from", Type::Date, "", "Công khai từ ngày", "Public from"),
    column("public_to", Type::Date, "", "Công khai đến ngày", "Public to"),
    column("valid_from", Type::Date, "", "Áp dụng từ ngày", "The row is valid from"),
    column(
        "valid_to",
        Type::Date,
        "",
        "Áp dụng đến hết ngày",
        "The row is valid to, this day included",
    ),
    column("legal_basis", Type::Text, "", "Căn cứ pháp lý", "Document that the row rests on"),
];

pub const ANNOUNCEMENTS: &[Column] = &[
    column("decision_id", Type::Text, "", "Số quyết định công bố", "Announcing decision"),
    column("procedure_id", Type::Text, "", "Mã thủ tục hành chính", "Procedure code"),
    column("announced_on", Type::Date, "", "Ngày ký quyết định công bố", "Decision signed on"),
    column(
        "legal_effective_on",
        Type::Date,
        "",
        "Ngày hiệu lực muộn nhất của căn cứ pháp lý",
        "Latest effective date of the legal basis",
    ),
    column("published_on", Type::Date, "", "Ngày công khai", "Made public on"),
];

pub const RATINGS: &[Column] = &[
    column("dossier_id", Type::Text, "", "Mã hồ sơ", "Dossier number"),
    column("rated_at", Type::Time, "", "Thời gian đánh giá", "Rated at"),
    column("verdict", Type::Code(codes::RATINGS), "", "Kết quả đánh giá", "Verdict"),
    column("by", Type::Code(codes::RATERS), "", "Người đánh giá", "Who rated"),
    column("complaint", Type::Bool, "", "Có phản ánh, kiến nghị", "With a complaint"),
    NUMBERING_UNIT,
];

pub const PETITIONS: &[Column] = &[
    column("petition_id", Type::Text, "", "Mã phản ánh, kiến nghị", "Petition number"),
    column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code"),
    column(
        "kind",
        Type::Code(codes::PETITION_KINDS),
        "",
        "Loại: quy định, hành vi",
        "About rules or conduct",
    ),
    column("received_at", Type::Time, "", "Ngày gửi", "Received"),
    column("transferred_at", Type::Time, "", "Ngày chuyển", "Transferred to the unit"),
    column("answered_at", Type::Time, "", "Ngày trả lời", "Answered"),
    column("refused_at", Type::Time, "", "Ngày từ chối", "Refused"),
    column("asked_more_at", Type::Time, "", "Ngày yêu cầu bổ sung", "More was asked for"),
    column("likes", Type::Int, "", "Số lượt hài lòng", "Likes"),
    column("dislikes", Type::Int, "", "Số lượt không hài lòng", "Dislikes"),
    column("repeated", Type::Bool, "", "Phản ánh lại", "Complained again"),
];

pub const TOTALS: &[Column] = &[
    column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code"),
    column("period", Type::Text, "", "Kỳ báo cáo", "Period"),
    column("dossiers_received", Type::Int, "dossiers", "Số hồ sơ tiếp nhận", "Dossiers received"),
];

pub const UNITS: &[Column] = &[
    column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code"),
    column("name", Type::Text, "", "Tên đơn vị", "Name"),
    column("name_en", Type::Text, "", "Tên tiếng Anh", "English name"),
    column("parent_id", Type::Text, "", "Mã đơn vị cấp trên", "Code of the unit above"),
    column("kind", Type::Text, "", "Loại đơn vị", "Kind of unit"),
    column("valid_from", Type::Date, "", "Có hiệu lực từ", "Valid from"),
    column("valid_to", Type::Date, "", "Có hiệu lực đến", "Valid to"),
    column("successor_id", Type::Text, "", "Mã đơn vị kế thừa", "Code of the successor"),
    column("aliases", Type::Text, "", "Mã cũ, tên khác", "Old codes and names, ';' between"),
];

pub const CALENDAR: &[Column] = &[
    column("date", Type::Date, "", "Ngày", "Day"),
    column(
        "kind",
        Type::Code(codes::DAY_KINDS),
        "",
        "Ngày nghỉ hay ngày làm bù",
        "Holiday or swapped working day",
    ),
    column("name", Type::Text, "", "Tên", "Name"),
    column(
        "hours",
        Type::Text,
        "",
        "Giờ làm việc riêng của ngày làm việc này",
        "Office hours of this working day alone, ';' between",
    ),
];
