//! The tables below `charts/`: one declaration for each form of chart, and those that belong to no
//! chart. A test of an edition compares the headings of its files with these lists.

use super::{Room, TableMeaning, Words, words};
use crate::schema::{Column, Type, codes, column, published};

const LABEL_VI: Column = column("label_vi", Type::Text, "", "Tên", "Name in Vietnamese");
const LABEL_EN: Column = column("label_en", Type::Text, "", "Tên tiếng Anh", "Name in English");
const UNIT: Column = column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code");
const INDICATOR: Column = column("indicator_id", Type::Text, "", "Mã chỉ số", "Indicator");
const NUMERATOR: Column = column("numerator", Type::Int, "", "Tử số", "Numerator");
const DENOMINATOR: Column = column("denominator", Type::Int, "", "Mẫu số", "Denominator");
const VALUE: Column = column(
    "value",
    Type::Decimal(2),
    "",
    "Giá trị theo đơn vị tính của biểu đồ",
    "Value in the unit of measure of the chart",
);

const fn chart(
    name: &'static str,
    columns: &'static [Column],
    title: Words,
    about: Words,
) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Chart,
        title,
        about,
        columns,
        key: &[],
        filled: &[],
        empty: &[],
        public: false,
    }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning {
        key: &["period", "unit_id"],
        ..chart(
            "history",
            published::HISTORY,
            words("Mười hai tháng", "Twelve months"),
            words(
                "Điểm, thứ hạng và thời gian giải quyết bình quân của từng đơn vị trong mười hai tháng.",
                "Points, rank and mean handling time of every unit over twelve months.",
            ),
        )
    },
    TableMeaning {
        key: &["period", "unit_id", "group_id", "block_id"],
        empty: &["block_id"],
        ..chart(
            "history_groups",
            published::HISTORY_GROUPS,
            words("Mười hai tháng theo nhóm chỉ số", "Twelve months by group"),
            words(
                "Điểm từng nhóm, từng khối của từng đơn vị trong mười hai tháng.",
                "Points of every unit by group and block over twelve months.",
            ),
        )
    },
    TableMeaning {
        key: &["period", "unit_id", "indicator_id"],
        ..chart(
            "movers",
            published::MOVERS,
            words("Thay đổi so với tháng trước", "Changes since the month before"),
            words(
                "Từng chỉ số của từng đơn vị trong tháng báo cáo và tháng trước đó.",
                "Every indicator of every unit in the month shown and the month before it.",
            ),
        )
    },
    TableMeaning {
        key: &["period", "unit_id", "indicator_id"],
        ..chart(
            "points_to_go",
            published::TO_GO,
            words("Cần thêm để tăng điểm", "Points to go"),
            words(
                "Số trường hợp cần thêm để tăng điểm trong tháng báo cáo nếu mẫu số giữ nguyên. Dùng nội bộ.",
                "What would bring more points in the month shown, the denominator staying as it is. \
                 Internal.",
            ),
        )
    },
    chart(
        "ranking",
        RANKING,
        words("Biểu đồ xếp hạng", "Ranking"),
        words("Mỗi dòng là một thanh của biểu đồ xếp hạng.", "One row per bar of a ranking."),
    ),
    chart(
        "heat",
        HEAT,
        words("Bảng nhiệt các chỉ số", "Heat table"),
        words("Mỗi dòng là một ô: đơn vị và chỉ số.", "One row per cell: unit and indicator."),
    ),
    chart(
        "series",
        SERIES,
        words("Biểu đồ xu hướng", "Trend"),
        words(
            "Mỗi dòng là một điểm của một đường; kỳ không có số liệu thì để trống.",
            "One row per point of a line; empty where the period has no figure.",
        ),
    ),
    chart(
        "stages",
        FLOW,
        words("Biểu đồ luồng hồ sơ", "Case flow"),
        words(
            "Mỗi dòng là một giai đoạn hoặc một phần của giai đoạn.",
            "One row per stage or part of a stage.",
        ),
    ),
    chart(
        "points_lost",
        POINTS_LOST,
        words("Biểu đồ điểm mất", "Points lost"),
        words(
            "Mỗi dòng là một chỉ số: điểm đạt và điểm mất.",
            "One row per indicator: points gained and lost.",
        ),
    ),
    chart(
        "funnel",
        FUNNEL,
        words("Biểu đồ phễu", "Funnel"),
        words(
            "Mỗi dòng là một đơn vị so với giới hạn của biểu đồ phễu.",
            "One row per unit against the limits of the funnel.",
        ),
    ),
];

const RANKING: &[Column] = &[
    UNIT,
    LABEL_VI,
    LABEL_EN,
    column("rank", Type::Int, "", "Thứ hạng", "Rank"),
    VALUE,
    column("target", Type::Decimal(2), "", "Mức phải đạt", "Goal"),
    column("band_vi", Type::Text, "", "Xếp loại", "Band in Vietnamese"),
    column("band_en", Type::Text, "", "Xếp loại bằng tiếng Anh", "Band in English"),
    column("annotation_vi", Type::Text, "", "Ghi chú", "Remark in Vietnamese"),
    column("annotation_en", Type::Text, "", "Ghi chú bằng tiếng Anh", "Remark in English"),
];

const HEAT: &[Column] = &[
    UNIT,
    LABEL_VI,
    LABEL_EN,
    INDICATOR,
    column("indicator_vi", Type::Text, "", "Tên chỉ số", "Name of the indicator in Vietnamese"),
    column(
        "indicator_en",
        Type::Text,
        "",
        "Tên chỉ số bằng tiếng Anh",
        "Name of the indicator in English",
    ),
    NUMERATOR,
    DENOMINATOR,
    column("percent", Type::Decimal(1), "%", "Tỷ lệ phần trăm", "Percentage"),
    column(
        "status",
        Type::Code(codes::STATUSES),
        "",
        "Trạng thái của số liệu",
        "Whether the figure may be read",
    ),
];

const SERIES: &[Column] = &[
    column("series_id", Type::Text, "", "Mã đường", "Line"),
    LABEL_VI,
    LABEL_EN,
    column("period", Type::Text, "", "Kỳ báo cáo", "Period"),
    VALUE,
];

const FLOW: &[Column] = &[
    column("stage_id", Type::Text, "", "Giai đoạn", "Stage"),
    column(
        "part_id",
        Type::Text,
        "",
        "Phần; bằng giai đoạn ở dòng tổng",
        "Part; the stage itself in the row of its total",
    ),
    LABEL_VI,
    LABEL_EN,
    column("count", Type::Int, "dossiers", "Số hồ sơ", "Dossiers"),
];

const POINTS_LOST: &[Column] = &[
    INDICATOR,
    LABEL_VI,
    LABEL_EN,
    column("max_points", Type::Decimal(2), "points", "Điểm tối đa", "Maximum points"),
    column("gained", Type::Decimal(2), "points", "Điểm đạt", "Points gained"),
    column("lost", Type::Decimal(2), "points", "Điểm mất", "Points lost"),
    column("remark_vi", Type::Text, "", "Ghi chú; vì sao không có điểm", "Remark in Vietnamese"),
    column(
        "remark_en",
        Type::Text,
        "",
        "Ghi chú bằng tiếng Anh",
        "Remark in English, such as why there are no points",
    ),
];

const FUNNEL: &[Column] = &[
    UNIT,
    LABEL_VI,
    LABEL_EN,
    NUMERATOR,
    DENOMINATOR,
    column("percent", Type::Decimal(2), "%", "Tỷ lệ phần trăm", "Percentage"),
    column(
        "standing",
        Type::Code(codes::STANDINGS),
        "",
        "So với giới hạn; để trống nếu không có trường hợp nào",
        "Against the limits; empty without cases",
    ),
];
