//! The published tables of the contract, section 4. Columns may be added later, never renamed.

use super::{Column, Type, codes, column, flow};

const PERIOD: Column =
    column("period", Type::Text, "", "Kỳ báo cáo", "Period: 2026-08, 2026-Q3, 2026-H2, 2026");
const PERIOD_KIND: Column =
    column("period_kind", Type::Code(codes::PERIOD_KINDS), "", "Loại kỳ báo cáo", "Kind of period");
const PERIOD_START: Column =
    column("period_start", Type::Date, "", "Ngày đầu kỳ", "First day of the period");
const UNIT_ID: Column = column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code");
const UNIT_NAME: Column =
    column("unit_name", Type::Text, "", "Tên đơn vị", "Unit name at the end of the period");
const GROUP_ID: Column = column("group_id", Type::Text, "", "Nhóm chỉ số", "Group of indicators");
const BLOCK_ID: Column = column(
    "block_id",
    Type::Text,
    "",
    "Khối trong nhóm; để trống nếu không có",
    "Block within the group; empty where there is none",
);
const POINTS: Column = column("points", Type::Decimal(2), "points", "Điểm đạt", "Points gained");
const MAX_POINTS: Column =
    column("max_points", Type::Decimal(2), "points", "Điểm tối đa", "Maximum points");
const AVAILABLE: Column = column(
    "available_points",
    Type::Decimal(2),
    "points",
    "Điểm tối đa có thể đạt với dữ liệu hiện có",
    "Maxima of the indicators that are available",
);

const NUMERATOR: Column = column("numerator", Type::Int, "", "Tử số", "Numerator");
const DENOMINATOR: Column = column("denominator", Type::Int, "", "Mẫu số", "Denominator");
const RATIO: Column = column(
    "ratio",
    Type::Decimal(6),
    "share",
    "Tỷ lệ, 0 đến 1",
    "Numerator / denominator, 0 to 1, six decimals",
);
const STATUS: Column = column(
    "status",
    Type::Code(codes::STATUSES),
    "",
    "Trạng thái của số liệu",
    "Whether the figure may be read",
);

const COVERAGE: Column = column(
    "coverage",
    Type::Code(codes::COVERAGES),
    "",
    "Độ đầy đủ của dữ liệu trong kỳ",
    "Whether the inputs hold every dossier of the period",
);

pub const INDICATORS: &[Column] = &[
    PERIOD,
    PERIOD_KIND,
    PERIOD_START,
    UNIT_ID,
    UNIT_NAME,
    column("unit_kind", Type::Text, "", "Loại đơn vị", "Kind of unit"),
    GROUP_ID,
    BLOCK_ID,
    column("indicator_id", Type::Text, "", "Mã chỉ số", "Indicator"),
    NUMERATOR,
    DENOMINATOR,
    RATIO,
    POINTS,
    MAX_POINTS,
    STATUS,
    column("rule_set", Type::Text, "", "Bộ quy tắc", "Rule set"),
    column("rule_set_hash", Type::Text, "", "Mã băm của bộ quy tắc", "SHA-256 of the rule set"),
    COVERAGE,
];

pub const GROUPS: &[Column] = &[
    PERIOD,
    PERIOD_KIND,
    PERIOD_START,
    UNIT_ID,
    UNIT_NAME,
    GROUP_ID,
    BLOCK_ID,
    POINTS,
    MAX_POINTS,
    AVAILABLE,
    COVERAGE,
];

pub const SCORECARD: &[Column] = &[
    PERIOD,
    PERIOD_KIND,
    PERIOD_START,
    UNIT_ID,
    UNIT_NAME,
    POINTS,
    AVAILABLE,
    MAX_POINTS,
    column(
        "score",
        Type::Decimal(2),
        "of 100",
        "Điểm quy đổi trên 100",
        "100 × points / available points",
    ),
    column("band", Type::Text, "", "Xếp loại", "Band of the score"),
    column(
        "comparable_points",
        Type::Decimal(2),
        "points",
        "Điểm so sánh",
        "Points of the indicators available to every ranked unit",
    ),
    column(
        "comparable_available",
        Type::Decimal(2),
        "points",
        "Điểm tối đa so sánh",
        "Maxima of the indicators available to every ranked unit",
    ),
    column("rank", Type::Int, "", "Thứ hạng", "Rank on the comparable points; ties share it"),
    column("ranked_units", Type::Int, "units", "Số đơn vị được xếp hạng", "Units ranked"),
    column(
        "status",
        Type::Code(codes::SCORE_STATUSES),
        "",
        "Trạng thái",
        "Final, provisional at the cut-off, or without cases: then score, band and rank are empty",
    ),
    COVERAGE,
];

/// Targets of the plan, each measured for every unit and period.
pub const TARGETS: &[Column] = &[
    PERIOD,
    PERIOD_KIND,
    PERIOD_START,
    UNIT_ID,
    UNIT_NAME,
    column("target_id", Type::Text, "", "Mã chỉ tiêu", "Target"),
    NUMERATOR,
    DENOMINATOR,
    RATIO,
    column(
        "goal",
        Type::Decimal(6),
        "share",
        "Mức phải đạt, 0 đến 1",
        "What the ratio is compared with, 0 to 1",
    ),
    column(
        "met",
        Type::Bool,
        "",
        "Đạt chỉ tiêu; để trống nếu chưa biết hoặc dữ liệu chưa đầy đủ",
        "Whether the target is met; empty where that is not known, or the data is not complete",
    ),
    STATUS,
    column(
        "comparison",
        Type::Code(codes::COMPARISONS),
        "",
        "Cách so sánh với mức phải đạt",
        "How the ratio is compared with the goal",
    ),
    column("target_set", Type::Text, "", "Kế hoạch đặt ra chỉ tiêu", "Plan that sets the target"),
    COVERAGE,
];

/// Shared databases used.
pub const DATABASES: &[Column] = &[
    PERIOD,
    PERIOD_KIND,
    PERIOD_START,
    UNIT_ID,
    UNIT_NAME,
    column(
        "database_id",
        Type::Text,
        "",
        "Mã cơ sở dữ liệu; unreadable: giá trị nhận được không phải là mã",
        "Code of the shared database; unreadable: what was sent is no code",
    ),
    column(
        "dossiers",
        Type::Int,
        "dossiers",
        "Hồ sơ tiếp nhận trong kỳ có khai thác cơ sở dữ liệu",
        "Dossiers received in the period that used it",
    ),
    COVERAGE,
];

const FLOW_COUNTS: usize = flow::COLUMNS.len();

/// Columns of the flow of units.
pub const FLOW: &[Column] = &const {
    let mut columns = [UNIT_ID; 6 + FLOW_COUNTS];
    columns[0] = PERIOD;
    columns[1] = PERIOD_KIND;
    columns[2] = PERIOD_START;
    columns[4] = UNIT_NAME;
    let mut place = 0;
    while place < FLOW_COUNTS {
        columns[5 + place] = flow::COLUMNS[place];
        place += 1;
    }
    columns[5 + FLOW_COUNTS] = COVERAGE;
    columns
};

/// Columns of the flow of units and procedures.
pub const FLOW_BY_PROCEDURE: &[Column] = &const {
    let mut columns = [UNIT_ID; 8 + FLOW_COUNTS];
    columns[0] = PERIOD;
    columns[1] = PERIOD_KIND;
    columns[2] = PERIOD_START;
    columns[4] = UNIT_NAME;
    columns[5] = column("procedure_id", Type::Text, "", "Mã thủ tục hành chính", "Procedure code");
    let mut place = 0;
    while place < FLOW_COUNTS {
        columns[6 + place] = flow::COLUMNS[place];
        place += 1;
    }
    columns[6 + FLOW_COUNTS] = column(
        "handling_seconds",
        Type::Int,
        "seconds",
        "Tổng thời gian giải quyết",
        "Sum of the handling time of the ended",
    );
    columns[7 + FLOW_COUNTS] = COVERAGE;
    columns
};

/// The account of each file.
pub const ACCOUNTS: &[Column] = &[
    column("file", Type::Text, "", "Tệp", "File"),
    column("source", Type::Text, "", "Nguồn", "Source"),
    column("kind", Type::Code(codes::INPUT_KINDS), "", "Loại dữ liệu", "Kind of input"),
    column("read", Type::Int, "rows", "Đã đọc", "Rows read"),
    column("counted", Type::Int, "rows", "Được tính", "Rows counted"),
    column("duplicate", Type::Int, "rows", "Trùng lặp", "Duplicates"),
    column("out_of_scope", Type::Int, "rows", "Ngoài phạm vi", "Out of scope"),
    column("quarantined", Type::Int, "rows", "Cách ly", "Quarantined"),
];

/// Why rows were not counted, or what was noticed in those that were.
pub const FINDINGS: &[Column] = &[
    column("file", Type::Text, "", "Tệp", "File"),
    column("class", Type::Code(codes::CLASSES), "", "Nhóm", "Class"),
    column("reason", Type::Code(codes::ACCOUNT_REASONS), "", "Lý do", "Reason"),
    column("rows", Type::Int, "rows", "Số dòng", "Rows"),
    column(
        "first_line",
        Type::Int,
        "",
        "Dòng đầu tiên có lưu ý",
        "Line, or row, of the first; of findings of single rows",
    ),
];

/// Rejected rows: where they are and why, never what they hold.
pub const QUARANTINE: &[Column] = &[
    column("file", Type::Text, "", "Tệp", "File"),
    column("line", Type::Int, "", "Dòng", "Line, or row, from 1"),
    column(
        "column",
        Type::Text,
        "",
        "Cột",
        "Canonical column; empty where the whole record is meant",
    ),
    column("reason", Type::Code(codes::REASONS), "", "Lý do", "Reason"),
];

/// Twelve months of every unit, as pages and trends show them.
pub const HISTORY: &[Column] = &[
    PERIOD,
    UNIT_ID,
    UNIT_NAME,
    POINTS,
    AVAILABLE,
    column(
        "score",
        Type::Decimal(2),
        "of 100",
        "Điểm quy đổi trên 100",
        "100 × points / available points",
    ),
    column(
        "comparable_points",
        Type::Decimal(2),
        "points",
        "Điểm so sánh",
        "Points of the indicators available to every ranked unit",
    ),
    column("rank", Type::Int, "", "Thứ hạng", "Rank on the comparable points; ties share it"),
    column("ranked_units", Type::Int, "units", "Số đơn vị được xếp hạng", "Units ranked"),
    column(
        "mean_handling_days",
        Type::Decimal(1),
        "days",
        "Thời gian giải quyết bình quân một hồ sơ",
        "Mean handling time of an ended dossier, paused time taken off",
    ),
    COVERAGE,
];

/// Twelve months of every unit by group and block.
pub const HISTORY_GROUPS: &[Column] =
    &[PERIOD, UNIT_ID, UNIT_NAME, GROUP_ID, BLOCK_ID, POINTS, MAX_POINTS, AVAILABLE, COVERAGE];

/// Every indicator of every unit in the month shown and the month before it.
pub const MOVERS: &[Column] = &[
    PERIOD,
    UNIT_ID,
    UNIT_NAME,
    column("indicator_id", Type::Text, "", "Mã chỉ số", "Indicator"),
    NUMERATOR,
    DENOMINATOR,
    RATIO,
    POINTS,
    MAX_POINTS,
    STATUS,
    column(
        "beyond_chance",
        Type::Bool,
        "",
        "Thay đổi so với tháng trước lớn hơn mức ngẫu nhiên thường gây ra",
        "The change since the month before is more than chance usually gives (95 %)",
    ),
    COVERAGE,
];

/// What would bring more points in the month shown, the denominator staying as it is.
pub const TO_GO: &[Column] = &[
    PERIOD,
    UNIT_ID,
    UNIT_NAME,
    column("indicator_id", Type::Text, "", "Mã chỉ số", "Indicator"),
    column("lost_points", Type::Decimal(2), "points", "Điểm bị mất", "Points lost"),
    column(
        "cases_to_half",
        Type::Int,
        "cases",
        "Số trường hợp cần thêm để tăng ít nhất 0,5 điểm",
        "More cases needed for at least 0.5 points more",
    ),
    column(
        "cases_to_full",
        Type::Int,
        "cases",
        "Số trường hợp cần thêm để đạt điểm tối đa",
        "More cases needed for full points",
    ),
];
