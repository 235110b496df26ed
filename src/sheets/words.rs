//! The words of sheets in both languages. A sentence with names is a pattern; `{name}` is filled in.

use crate::domain::text::Text;

/// The wording of a key. An unknown key is a fault of the program, which a test finds.
pub fn word(key: &str) -> Text {
    let name = key.strip_prefix("sheet.").unwrap_or(key);
    let found = WORDS.iter().find(|(known, ..)| *known == name);
    let (_, vi, en) = found.unwrap_or_else(|| panic!("no wording for {key:?}"));
    Text::new(*vi, *en)
}

/// A pattern with its parts filled in.
pub fn said(key: &str, parts: &[(&str, &Text)]) -> Text {
    parts.iter().fold(word(key), |text, (name, part)| {
        let name = format!("{{{name}}}");
        Text::new(text.vi.replace(&name, &part.vi), text.en.replace(&name, &part.en))
    })
}

const WORDS: &[(&str, &str, &str)] = &[
    ("unit", "Đơn vị", "Unit"),
    ("group", "Nhóm chỉ số", "Group of indicators"),
    ("indicator", "Chỉ số", "Indicator"),
    ("part", "Mục", "Part"),
    ("points", "Điểm đạt", "Points"),
    ("score", "Điểm quy đổi (trên 100)", "Score (of 100)"),
    ("band", "Xếp loại", "Band"),
    ("rank", "Thứ hạng", "Rank"),
    ("lost", "Điểm bị mất", "Points lost"),
    ("numerator", "Tử số", "Numerator"),
    ("denominator", "Mẫu số", "Denominator"),
    ("ratio", "Tỷ lệ", "Ratio"),
    ("status", "Trạng thái", "Status"),
    ("reason", "Lý do", "Reason"),
    ("change", "Thay đổi so với {before}", "Change since {before}"),
    (
        "no_before",
        "Chưa có số liệu {before} để so sánh.",
        "There are no figures of {before} to compare with.",
    ),
    ("not_graded_no_cases", "không có hồ sơ", "no cases"),
    ("not_graded_unmapped", "không chấm điểm", "not graded"),
    ("not_graded_over", "đã kết thúc trước kỳ", "ended before the period"),
    ("not_compared", "Số liệu chưa đầy đủ, không so sánh.", "Data incomplete, not compared."),
    ("total", "Tổng", "Total"),
    (
        "groups_caption",
        "Điểm theo nhóm chỉ số, {place}, {period}",
        "Points by group, {place}, {period}",
    ),
    ("targets_caption", "{plan}: thực hiện của {place}, {period}", "{plan}: {place}, {period}"),
    ("target", "Chỉ tiêu", "Target"),
    ("goal", "Mức phải đạt", "Goal"),
    ("more_than", "trên", "more than"),
    ("at_least", "từ", "at least"),
    (
        "units_caption",
        "Điểm, thứ hạng và xếp loại của các đơn vị, {period}",
        "Points, rank and band of units, {period}",
    ),
    (
        "units_note",
        "Thứ hạng theo điểm so sánh: điểm của những chỉ số mà mọi đơn vị được xếp hạng đều có dữ liệu. Đơn vị cấp dưới và đơn vị không có hồ sơ trong kỳ không xếp hạng. Đơn vị không có hồ sơ, phản ánh, kiến nghị nào trong kỳ, đơn vị đã kết thúc trước kỳ và hồ sơ chưa xác định được đơn vị không chấm điểm.",
        "Ranks compare points of the indicators available to every ranked unit. Lower units and units without a dossier in hand are not ranked. A unit without dossiers and petitions in the period, a unit that ended before it, and dossiers of no known unit are not graded.",
    ),
    ("indicators_caption", "Các chỉ số, {place}, {period}", "Indicators, {place}, {period}"),
    (
        "missing_caption",
        "Chỉ số chưa có giá trị, {place}, {period}",
        "Indicators without a value, {place}, {period}",
    ),
    (
        "missing_note",
        "Chỉ số thiếu nguồn không tính vào điểm có thể đạt; thiếu số liệu không phải là bằng không.",
        "Indicators without a source are not among the available points; missing is not zero.",
    ),
    (
        "lost_caption",
        "Chỉ số mất nhiều điểm nhất, {unit}, {period}",
        "Indicators that lose most points, {unit}, {period}",
    ),
    ("case_is", "Trường hợp được tính", "What counts"),
    ("with_a_dossier", "có ít nhất một hồ sơ: {having}", "with at least one dossier: {having}"),
    (
        "flow_caption",
        "Tiếp nhận và giải quyết hồ sơ, {period} (số hồ sơ)",
        "Dossiers received and handled, {period} (number of dossiers)",
    ),
    ("below_caption", "Đơn vị trực thuộc {unit}, {period}", "Units below {unit}, {period}"),
    ("of_cases", "{numerator} trên {denominator}", "{numerator} of {denominator}"),
    ("change_points", "Điểm so với {before}", "Points since {before}"),
    ("days", "{days} ngày", "{days} days"),
    ("seconds", "{seconds} giây", "{seconds} s"),
    ("mean_days", "Bình quân một hồ sơ (ngày)", "Mean of a dossier (days)"),
    ("ended", "Hồ sơ đã giải quyết", "Dossiers ended"),
    ("indicator_units", "{indicator} theo đơn vị, {period}", "{indicator} by unit, {period}"),
    ("basis", "Căn cứ", "Basis"),
    (
        "child_inherit",
        "Dùng số liệu chung của toàn cơ quan",
        "They carry the figure of the whole authority",
    ),
    (
        "measure_all_rows",
        "mọi quyết định của thủ tục đều {those}",
        "all decisions of the procedure are {those}",
    ),
    (
        "measure_seconds",
        "tổng thời gian giải quyết (giây), trừ thời gian tạm dừng",
        "the sum of handling time (seconds), paused time taken off",
    ),
    ("is", "là", "is"),
    ("is_not", "khác", "is not"),
    ("and", "và", "and"),
    ("or", "hoặc", "or"),
    ("not", "không", "not"),
    ("flow_whole", "Mọi số đếm của {place}, {period}", "Every count of {place}, {period}"),
    ("dossiers", "Số hồ sơ", "Dossiers"),
    (
        "movers_caption",
        "Thay đổi điểm lớn nhất, {period} so với {before}",
        "Biggest changes in points, {period} against {before}",
    ),
    ("points_of", "Điểm, {period}", "Points, {period}"),
    ("cases_of", "Tử số trên mẫu số, {period}", "Numerator of denominator, {period}"),
    ("chance", "So với ngẫu nhiên", "Against chance"),
    ("beyond_chance", "lớn hơn mức ngẫu nhiên", "beyond chance"),
    ("within_chance", "có thể do ngẫu nhiên", "may be chance"),
    ("chance_unknown", "không so được", "not comparable"),
    (
        "unplaced_caption",
        "Hồ sơ không xác định được hạn hoặc đơn vị, {period}",
        "Dossiers without a due date or a known unit, {period}",
    ),
    ("ended_undated", "Đã giải quyết, không có hạn", "Ended without a due date"),
    ("closing_undated", "Đang giải quyết, không có hạn", "Open without a due date"),
    (
        "unmapped_opening",
        "Chưa xác định đơn vị: kỳ trước chuyển sang",
        "Unit not known: carried over",
    ),
    ("unmapped_received", "Chưa xác định đơn vị: tiếp nhận trong kỳ", "Unit not known: received"),
    ("available_points", "Điểm có thể đạt", "Available points"),
    ("max_points", "Điểm tối đa", "Maximum"),
    ("comparable_points", "Điểm so sánh", "Comparable points"),
    ("cases_to_half", "Cần thêm để tăng 0,5 điểm", "More cases for 0.5 points"),
    ("cases_to_full", "Cần thêm để đạt tối đa", "More cases for the maximum"),
    ("count", "Nội dung", "Content"),
    ("met", "Kết quả", "Result"),
    ("share", "Đạt so với có thể đạt (%)", "Of available (%)"),
    ("unit_id", "Mã đơn vị", "Unit code"),
    ("indicator_id", "Mã chỉ số", "Indicator code"),
    ("numerator_with_unit", "Tử số", "Numerator"),
    ("is_met", "đạt", "met"),
    ("is_missed", "chưa đạt", "not met"),
    (
        "targets_units_caption",
        "Thực hiện chỉ tiêu theo đơn vị, {period}",
        "Targets by unit, {period}",
    ),
    (
        "databases_caption",
        "Cơ sở dữ liệu đã khai thác, {place}, {period}",
        "Shared databases used, {place}, {period}",
    ),
    ("database", "Mã cơ sở dữ liệu", "Code of the database"),
    ("database_dossiers", "Hồ sơ tiếp nhận có khai thác", "Dossiers received that used it"),
    ("database_share", "So với hồ sơ tiếp nhận (%)", "Of dossiers received (%)"),
    ("database_units", "Số đơn vị có khai thác", "Units that used it"),
    ("month", "Tháng", "Month"),
    ("groups_by_month", "Điểm theo tháng, {place}", "Points by month, {place}"),
    ("units_by_month", "Điểm quy đổi và thứ hạng của đơn vị", "Scores and ranks of units"),
    ("score_and_rank", "{score} ({rank})", "{score} ({rank})"),
    ("indicators_by_month", "Chỉ số theo tháng, {place}", "Indicators by month, {place}"),
    (
        "flow_by_month",
        "Tiếp nhận và giải quyết theo tháng, {place} (số hồ sơ)",
        "Dossiers received and handled by month, {place} (number of dossiers)",
    ),
    ("targets_by_month", "Chỉ tiêu theo tháng, {place}", "Targets by month, {place}"),
    ("mark_provisional", "(tạm tính)", "(provisional)"),
    ("mark_incomplete", "(chưa đầy đủ)", "(incomplete)"),
    ("accounts_caption", "Số dòng của từng tệp", "Rows of each file"),
    ("findings_quarantined", "Dòng bị cách ly, theo lý do", "Quarantined rows by reason"),
    ("findings_out_of_scope", "Dòng ngoài phạm vi, theo lý do", "Rows out of scope by reason"),
    (
        "findings_finding",
        "Điều cần lưu ý ở các dòng được tính",
        "What was noticed in rows that are counted",
    ),
    ("file", "Tệp", "File"),
    ("rows", "Số dòng", "Rows"),
    ("edition", "Ấn bản", "Edition"),
    ("months", "Các tháng", "Months"),
    ("rule_set", "Bộ quy tắc", "Rule set"),
    ("revision_reason", "Lý do điều chỉnh", "Reason of the revision"),
    ("no_revision", "không điều chỉnh", "no revision"),
    ("editions_caption", "Ấn bản này và các ấn bản trước", "This edition and those before it"),
    (
        "changes_caption",
        "Số liệu chính thức của ấn bản trước đã thay đổi ở ấn bản này",
        "Final figures of earlier editions that this edition changes",
    ),
    ("period", "Kỳ", "Period"),
    ("was", "Trước đây", "Before"),
    ("published_in", "Công bố ở ấn bản", "Published in"),
    (
        "former",
        "{numerator} trên {denominator}, {points} điểm",
        "{numerator} of {denominator}, {points} points",
    ),
];
