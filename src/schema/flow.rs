//! The counts of the case flow (section 6), as columns of the two flow tables.

use super::{Column, Type, column};

/// The columns of the flow tables, in the order in which they are counted.
pub const COLUMNS: [Column; 21] = [
    count("opening", "Kỳ trước chuyển sang", "Carried over"),
    count("received", "Tiếp nhận trong kỳ", "Received in the period"),
    count("received_online", "Tiếp nhận trực tuyến", "Received online"),
    count("received_counter", "Tiếp nhận trực tiếp", "Received at the counter"),
    count("received_post", "Tiếp nhận qua bưu chính", "Received by post"),
    count(
        "received_other",
        "Tiếp nhận qua kênh khác hoặc không rõ",
        "Received otherwise or unknown",
    ),
    count("ended", "Đã giải quyết", "Ended in the period"),
    count("ended_early", "Giải quyết trước hạn", "Ended early"),
    count("ended_on_time", "Giải quyết đúng hạn", "Ended on the due day"),
    count("ended_late", "Giải quyết quá hạn", "Ended late"),
    count("ended_undated", "Giải quyết không có hạn", "Ended without a due date"),
    count("ended_withdrawn", "Trong đó: rút hồ sơ", "Of these withdrawn"),
    count("ended_refused", "Trong đó: từ chối", "Of these refused"),
    count("ended_stopped", "Trong đó: dừng xử lý", "Of these stopped"),
    count("closing", "Đang giải quyết cuối kỳ", "Open at the end"),
    count("closing_in_time", "Đang giải quyết trong hạn", "Open and in time"),
    count("closing_overdue", "Đang giải quyết quá hạn", "Open and overdue"),
    count("closing_waiting", "Chờ bổ sung", "Waiting for the citizen"),
    count("closing_undated", "Đang giải quyết không có hạn", "Open without a due date"),
    count("on_time_numerator", "Tử số đúng hạn", "Numerator of handled on time"),
    count("on_time_denominator", "Mẫu số đúng hạn", "Denominator of handled on time"),
];

const fn count(name: &'static str, vi: &'static str, en: &'static str) -> Column {
    column(name, Type::Int, "dossiers", vi, en)
}
