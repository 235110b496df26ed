//! What the published tables are. Five of them are also part of the public edition.

use super::{Room, TableMeaning, Words, words};
use crate::schema::{Column, published};

/// The key of a cell: its period, its unit, and what else.
const fn table(
    name: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    public: bool,
    title: Words,
    about: Words,
) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Published,
        title,
        about,
        columns,
        key,
        filled: &["period_kind", "period_start", "unit_name", "coverage"],
        empty: &[],
        public,
    }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning {
        filled: &[
            "period_kind",
            "period_start",
            "unit_name",
            "group_id",
            "max_points",
            "status",
            "rule_set",
            "rule_set_hash",
            "coverage",
        ],
        empty: &["block_id"],
        ..table(
            "indicators",
            published::INDICATORS,
            &["period", "unit_id", "indicator_id"],
            true,
            words("Chỉ số theo đơn vị và kỳ", "Indicators by unit and period"),
            words(
                "Mỗi dòng là một chỉ số của một đơn vị trong một kỳ: tử số, mẫu số, tỷ lệ, điểm và trạng \
                 thái. Chỉ đọc số liệu theo trạng thái; thiếu nguồn không phải là 0. Các kỳ được tính trực \
                 tiếp từ hồ sơ, không cộng từ các tháng.",
                "One row per indicator, unit and period: numerator, denominator, ratio, points and status. A \
                 figure is read by its status; a missing source is not 0. Each period is counted from the \
                 dossiers themselves, never added up from months.",
            ),
        )
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "max_points", "coverage"],
        empty: &["block_id"],
        ..table(
            "groups",
            published::GROUPS,
            &["period", "unit_id", "group_id", "block_id"],
            true,
            words("Điểm nhóm chỉ số", "Points of groups"),
            words(
                "Điểm của từng nhóm chỉ số, và của từng khối ở nhóm có khối; điểm để trống nếu không chỉ số \
                 nào có dữ liệu.",
                "Points of each group of indicators, and of its blocks where it has some; empty where no \
                 indicator is available.",
            ),
        )
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "max_points", "status", "coverage"],
        ..table(
            "scorecard",
            published::SCORECARD,
            &["period", "unit_id"],
            true,
            words("Bảng điểm và xếp hạng", "Scorecard"),
            words(
                "Mỗi dòng là một đơn vị trong một kỳ: điểm đạt trên điểm có thể đạt, điểm quy đổi trên 100, \
                 xếp loại và thứ hạng trên các chỉ số mà mọi đơn vị được xếp hạng đều có.",
                "One row per unit and period: points out of those available, the score out of 100, its band, \
                 and the rank on the indicators that every ranked unit has.",
            ),
        )
    },
    table(
        "flow",
        published::FLOW,
        &["period", "unit_id"],
        true,
        words("Tình hình giải quyết hồ sơ", "Flow of dossiers"),
        words(
            "Hồ sơ kỳ trước chuyển sang, tiếp nhận, đã giải quyết và đang giải quyết của từng đơn vị: kỳ \
             trước chuyển sang + tiếp nhận = đã giải quyết + còn lại cuối kỳ. Bản công khai tính từ số đã làm \
             tròn nên các đẳng thức có thể không khớp.",
            "Dossiers carried over, received, ended and still open, by unit: carried over + received = ended \
             + open at the end. Public editions are computed from rounded counts: there the equations need \
             not hold.",
        ),
    ),
    table(
        "flow_by_procedure",
        published::FLOW_BY_PROCEDURE,
        &["period", "unit_id", "procedure_id"],
        false,
        words("Tình hình giải quyết theo thủ tục", "Flow by procedure"),
        words(
            "Như bảng tình hình giải quyết hồ sơ, theo từng thủ tục hành chính, thêm tổng thời gian giải \
             quyết.",
            "The flow by unit and procedure, with the sum of the handling time.",
        ),
    ),
    TableMeaning {
        filled: &[
            "period_kind",
            "period_start",
            "unit_name",
            "goal",
            "status",
            "comparison",
            "target_set",
            "coverage",
        ],
        ..table(
            "targets",
            published::TARGETS,
            &["period", "unit_id", "target_id"],
            true,
            words("Chỉ tiêu của kế hoạch", "Targets of the plan"),
            words(
                "Mỗi dòng là một chỉ tiêu của kế hoạch đo cho một đơn vị trong một kỳ; đạt hay không để trống \
                 nếu chưa biết.",
                "One row per target of the plan, unit and period; whether it is met is empty where that is \
                 not known.",
            ),
        )
    },
    TableMeaning {
        filled: &["period_kind", "period_start", "unit_name", "dossiers", "coverage"],
        ..table(
            "databases",
            published::DATABASES,
            &["period", "unit_id", "database_id"],
            false,
            words("Cơ sở dữ liệu đã khai thác", "Shared databases used"),
            words(
                "Số hồ sơ tiếp nhận trong kỳ có khai thác từng cơ sở dữ liệu dùng chung.",
                "Dossiers received in the period that used each shared database.",
            ),
        )
    },
];
