//! What was planted: the list of defects, each under the name that the quality report gives it, in
//! the order of section 4.1. The numbers stand here and nowhere else, but for the dossiers that were
//! sent more than once, which are counted while they are written.

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

/// A row of a written file; the header is line 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Relative to the demonstration's folder.
    pub file: String,
    /// The physical line.
    pub line: u64,
}

/// One kind of defect in one source, and how often it was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedDefect {
    /// As the quality report calls it.
    pub name: &'static str,
    /// The name of the source in `chiso.toml`.
    pub source: &'static str,
    /// The file, or the pattern of the files, relative to the demonstration's folder.
    pub file: String,
    /// Rows that the program must find, judged at the cut-off.
    pub expected: u64,
    /// What was done to the rows.
    pub what: Text,
    /// The rows, in the order of files and lines.
    pub places: Vec<Place>,
}

/// The position of a defect in the list.
pub(super) fn position(defects: &[PlantedDefect], name: &str, source: &str) -> usize {
    let found = defects.iter().position(|defect| defect.name == name && defect.source == source);
    found.expect("a defect of the plan")
}

/// A defect and how many rows get it; 0 where chance decides and the rows are counted.
pub(super) struct Plan {
    pub name: &'static str,
    pub source: &'static str,
    pub rows: i64,
    what: Text,
}

/// The list with nothing found yet.
pub(super) fn none_yet() -> Vec<PlantedDefect> {
    let planned = PLAN.iter().map(|plan| PlantedDefect {
        name: plan.name,
        source: plan.source,
        file: match plan.source {
            "one-stop" => "inputs/dossiers-*.csv".into(),
            "trail" => "inputs/events.csv".into(),
            "catalogue" => "inputs/procedures.csv".into(),
            "national-totals" => "inputs/totals.csv".into(),
            other => format!("inputs/{other}.csv"),
        },
        expected: 0,
        what: plan.what,
        places: Vec::new(),
    });
    planned.collect()
}

const fn plan(
    source: &'static str,
    name: &'static str,
    rows: i64,
    vi: &'static str,
    en: &'static str,
) -> Plan {
    Plan { name, source, rows, what: Text { vi, en } }
}

#[rustfmt::skip]
pub(super) const PLAN: &[Plan] = &[
    plan("one-stop", "duplicate", 0,
        "Hồ sơ đã gửi trước đó; bản gửi sau cùng được dùng",
        "A dossier that was sent again later; the last message wins"),
    plan("one-stop", "registered", 60,
        "Mới đăng ký (trạng thái 1), chưa được tiếp nhận",
        "Only registered (status 1), not accepted"),
    plan("one-stop", "refused_not_accepted", 25,
        "Không được tiếp nhận (trạng thái 3), không có ngày tiếp nhận",
        "Refused (status 3) without ever being accepted"),
    plan("one-stop", "malformed_record", 3,
        "Dòng có nhiều ô hơn tiêu đề",
        "A line with more cells than the header"),
    plan("one-stop", "dossier_id_missing", 7,
        "Không có mã hồ sơ",
        "No dossier number"),
    plan("one-stop", "date_unreadable", 18,
        "Ngày không đọc được: 30 tháng 2, tháng 13, chữ",
        "A date that cannot be read: 30 February, month 13, words"),
    plan("one-stop", "received_missing", 12,
        "Thiếu ngày tiếp nhận, hoặc ghi năm 0001, 1900",
        "No date of receipt, or the year 0001 or 1900 in its place"),
    plan("one-stop", "received_after_cut_off", 11,
        "Tiếp nhận sau ngày chốt số liệu",
        "Received after the cut-off of the data"),
    plan("one-stop", "end_before_received", 21,
        "Kết thúc trước khi tiếp nhận",
        "Ended before it was received"),
    plan("one-stop", "due_before_received", 14,
        "Hẹn trả trước khi tiếp nhận",
        "Due before it was received"),
    plan("one-stop", "status_unknown", 9,
        "Trạng thái ngoài 1 đến 10, chưa kết thúc",
        "A status outside 1 to 10, not ended"),
    plan("one-stop", "unmapped", 17,
        "Mã đơn vị không có trong danh mục",
        "A unit code that the list of units lacks"),
    plan("one-stop", "unknown_procedure", 6,
        "Mã thủ tục không có trong danh mục",
        "A procedure code that the catalogue lacks"),
    plan("one-stop", "undated", 23,
        "Không có ngày hẹn trả, danh mục cũng không có thời hạn (tiếp nhận trong tháng cuối)",
        "No due date, and no limit in the catalogue (received in the last month)"),
    plan("trail", "duplicate", 40,
        "Bước xử lý được gửi hai lần",
        "A step that was sent twice"),
    plan("trail", "unknown_dossier", 19,
        "Bước xử lý của hồ sơ không có trong nguồn nào",
        "A step of a dossier that no source holds"),
    plan("trail", "at_missing", 5,
        "Bước xử lý không có thời điểm",
        "A step without a time"),
    plan("trail", "date_unreadable", 4,
        "Thời điểm không đọc được",
        "A time that cannot be read"),
    plan("trail", "false_end", 26,
        "Bước giả “không có ngày hẹn trả” với trạng thái 9",
        "A false step \"no due date\" with status 9"),
    plan("trail", "mislabelled_end", 15,
        "Yêu cầu bổ sung hoặc nộp phí mang trạng thái 9",
        "A request for papers or for payment that bears status 9"),
    plan("supplements", "unknown_dossier", 6,
        "Bổ sung của hồ sơ không có trong nguồn nào",
        "A supplement of a dossier that no source holds"),
    plan("supplements", "asked_at_missing", 4,
        "Không có ngày yêu cầu bổ sung",
        "No date of the request"),
    plan("ratings", "duplicate", 8,
        "Đánh giá được gửi hai lần",
        "A rating that was sent twice"),
    plan("ratings", "unknown_dossier", 13,
        "Đánh giá hồ sơ không có trong nguồn nào",
        "A rating of a dossier that no source holds"),
    plan("ratings", "rated_at_missing", 3,
        "Đánh giá không có thời điểm",
        "A rating without a time"),
    plan("petitions", "duplicate", 5,
        "Phản ánh đã gửi trước đó; bản gửi sau cùng được dùng",
        "A petition that was sent again later; the last row wins"),
    plan("announcements", "announced_on_missing", 2,
        "Quyết định công bố không có ngày ký",
        "An announcing decision without its date"),
    plan("catalogue", "duplicate", 1,
        "Thủ tục có hai dòng: mã gốc và mã địa phương",
        "A procedure with two rows: the root code and the local code"),
    plan("national-totals", "duplicate", 2,
        "Số liệu một kỳ được gửi hai lần; dòng sau được dùng",
        "A total that was sent twice; the last row wins"),
];
