//! All wording of the pages that is not in a rule set, in Vietnamese and English, in one place.
//! A sentence with figures is a pattern; the figures are put into it as elements of their own.

use std::collections::{BTreeMap, HashMap};

use minijinja::Value as Html;

use crate::edition::{charts::Lang, markup::escape};

/// The wording of one language.
pub struct Words {
    by_key: HashMap<&'static str, &'static str>,
}

impl Words {
    pub fn new(lang: Lang) -> Self {
        let entries = WORDS.iter().map(|(key, vi, en)| (*key, lang.pick(vi, en)));
        Self { by_key: entries.collect() }
    }

    /// The wording of a key. An unknown key is a fault of the program, which a test finds.
    pub fn of(&self, key: &str) -> &'static str {
        self.by_key.get(key).copied().unwrap_or_else(|| panic!("no wording for {key:?}"))
    }

    /// A pattern with `{name}` filled by markup.
    pub fn filled(&self, key: &str, parts: &[(&str, String)]) -> Html {
        let mut text = escape(self.of(key));
        for (name, markup) in parts {
            text = text.replace(&format!("{{{name}}}"), markup);
        }
        Html::from_safe_string(text)
    }

    /// All of it, for templates.
    pub fn all(&self) -> BTreeMap<&'static str, &'static str> {
        self.by_key.iter().map(|(key, text)| (*key, *text)).collect()
    }
}

/// Key, Vietnamese, English.
const WORDS: &[(&str, &str, &str)] = &[
    // The frame of every page.
    ("site", "Bộ chỉ số phục vụ người dân, doanh nghiệp", "Service quality indicators"),
    ("skip", "Đến nội dung chính", "Skip to the main content"),
    ("other_language", "English", "Tiếng Việt"),
    ("navigation", "Các trang", "Pages"),
    ("breadcrumb", "Vị trí trang", "Where this page is"),
    ("home", "Tổng quan", "Overview"),
    ("nav_units", "Đơn vị", "Units"),
    ("nav_indicators", "Chỉ số", "Indicators"),
    ("nav_flow", "Luồng hồ sơ", "Case flow"),
    ("nav_movers", "Thay đổi lớn nhất", "Biggest movers"),
    ("nav_quality", "Chất lượng dữ liệu", "Data quality"),
    ("nav_method", "Phương pháp", "Method"),
    ("nav_revisions", "Điều chỉnh số liệu", "Revisions"),
    ("nav_download", "Tải số liệu", "Download"),
    ("provisional", "Số liệu tạm tính", "Provisional figures"),
    ("cut_off", "Số liệu tính đến hết ngày {day}", "Data up to the end of {day}"),
    ("rule_set", "Bộ quy tắc", "Rule set"),
    ("hash", "mã băm", "hash"),
    ("edition", "Ấn bản", "Edition"),
    ("licence", "Giấy phép sử dụng số liệu", "Licence of the data"),
    ("licence_open", "cơ quan công bố chưa quy định", "not yet set by the publishing authority"),
    (
        "audience_internal",
        "Bản nội bộ: số liệu đầy đủ, không phổ biến ra ngoài cơ quan.",
        "Internal edition: exact figures, not for release.",
    ),
    (
        "audience_public",
        "Bản công khai: số đếm đã làm tròn, số nhỏ không công bố.",
        "Public edition: counts are rounded, small counts are withheld.",
    ),
    (
        "invented",
        "Dữ liệu minh họa: mọi số liệu đều là bịa đặt, không nói gì về cơ quan, đơn vị có thật.",
        "Demonstration: every figure is invented and says nothing about any real authority or unit.",
    ),
    ("table_scroll", "Bảng: {caption}", "Table: {caption}"),
    ("filter", "Lọc bảng", "Filter the table"),
    ("sort", "Sắp xếp theo", "Sort by"),
    ("chart_files", "Tệp của biểu đồ", "Files of the chart"),
    ("chart_table", "bảng số liệu", "table of figures"),
    ("chart_image", "ảnh", "image"),
    // Headings of columns that many tables share.
    ("unit", "Đơn vị", "Unit"),
    ("group", "Nhóm chỉ số", "Group of indicators"),
    ("indicator", "Chỉ số", "Indicator"),
    ("part", "Mục", "Part"),
    ("points", "Điểm đạt", "Points"),
    ("available", "Điểm có thể đạt", "Available points"),
    ("max", "Điểm tối đa", "Maximum"),
    ("score", "Điểm quy đổi (trên 100)", "Score (of 100)"),
    ("band", "Xếp loại", "Band"),
    ("rank", "Thứ hạng", "Rank"),
    ("comparable", "Điểm so sánh", "Comparable points"),
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
    ("whole", "Toàn cơ quan", "Whole authority"),
    ("total", "Tổng", "Total"),
    // The first page.
    ("home_title", "Kết quả {period}", "Results of {period}"),
    (
        "home_description",
        "Điểm theo nhóm chỉ số, thứ hạng các đơn vị và chỉ tiêu của {authority}, {period}.",
        "Points by group, ranking of units and targets of {authority}, {period}.",
    ),
    ("key_points", "Điểm đạt trên điểm có thể đạt", "Points of available points"),
    ("key_score", "Điểm quy đổi trên 100", "Score of 100"),
    ("key_change", "Điểm quy đổi so với {before}", "Score since {before}"),
    ("key_rank", "Thứ hạng", "Rank"),
    ("key_overdue", "Hồ sơ quá hạn đang giải quyết", "Open dossiers overdue"),
    ("of_points", "{points} trên {available}", "{points} of {available}"),
    ("of_max", "thang điểm của Quyết định: {max}", "scale of the decision: {max}"),
    ("of_rank", "{rank} trên {ranked} đơn vị", "{rank} of {ranked} units"),
    ("of_closing", "trên {closing} hồ sơ đang giải quyết", "of {closing} open dossiers"),
    ("band_is", "xếp loại {band}", "band: {band}"),
    ("groups_title", "Năm nhóm chỉ số", "The groups of indicators"),
    (
        "groups_caption",
        "Điểm theo nhóm chỉ số, {place}, {period}",
        "Points by group, {place}, {period}",
    ),
    ("share", "Đạt trên có thể đạt", "Of available"),
    ("targets_title", "Chỉ tiêu của kế hoạch", "Targets of the plan"),
    ("targets_caption", "{plan}: thực hiện của {place}, {period}", "{plan}: {place}, {period}"),
    ("target", "Chỉ tiêu", "Target"),
    ("goal", "Mức phải đạt", "Goal"),
    ("result", "Kết quả", "Result"),
    ("met", "Đạt", "Met"),
    ("missed", "Chưa đạt", "Not met"),
    ("more_than", "trên", "more than"),
    ("at_least", "từ", "at least"),
    ("units_title", "Đơn vị", "Units"),
    (
        "units_caption",
        "Điểm, thứ hạng và xếp loại của các đơn vị, {period}",
        "Points, rank and band of units, {period}",
    ),
    (
        "units_note",
        "Thứ hạng theo điểm so sánh: điểm của những chỉ số mà mọi đơn vị được xếp hạng đều có dữ liệu. Đơn vị cấp dưới và đơn vị không có hồ sơ trong kỳ không xếp hạng.",
        "Ranks compare points of the indicators available to every ranked unit. Lower units and units without a dossier in hand are not ranked.",
    ),
    ("indicators_title", "Chỉ số", "Indicators"),
    ("indicators_caption", "Các chỉ số, {place}, {period}", "Indicators, {place}, {period}"),
    ("trend_title", "Mười hai tháng", "Twelve months"),
    ("missing_title", "Số liệu còn thiếu và lý do", "What is missing, and why"),
    (
        "missing_caption",
        "Chỉ số chưa có giá trị, {place}, {period}",
        "Indicators without a value, {place}, {period}",
    ),
    (
        "missing_none",
        "Mọi chỉ số đều có số liệu trong kỳ.",
        "Every indicator has a figure in the period.",
    ),
    (
        "missing_note",
        "Chỉ số thiếu nguồn không tính vào điểm có thể đạt; thiếu số liệu không phải là bằng không.",
        "Indicators without a source are not among the available points; missing is not zero.",
    ),
    ("more_title", "Xem thêm", "More"),
    ("link_flow", "Tiếp nhận và giải quyết hồ sơ", "Dossiers received and handled"),
    (
        "link_movers",
        "Chỉ số thay đổi nhiều nhất so với tháng trước",
        "What changed most since last month",
    ),
    ("link_method", "Cách tính từng chỉ số", "How every indicator is computed"),
    // Units.
    (
        "unit_description",
        "{unit}: điểm, thứ hạng, chỉ số và hồ sơ, {period}.",
        "{unit}: points, rank, indicators and dossiers, {period}.",
    ),
    ("unit_above", "Thuộc {above}.", "Part of {above}."),
    ("lost_title", "Mất điểm ở đâu, cần làm gì", "Where points are lost, and what would help"),
    (
        "lost_caption",
        "Chỉ số mất nhiều điểm nhất, {unit}, {period}",
        "Indicators that lose most points, {unit}, {period}",
    ),
    (
        "lost_note",
        "Giả định: mẫu số giữ nguyên, chỉ tăng số trường hợp đạt. Số trường hợp tính đúng từ quy tắc tính điểm, kể cả làm tròn.",
        "Assumption: the denominator stays as it is and only more cases count. The number of cases follows exactly from the score rule, rounding included.",
    ),
    (
        "lost_public",
        "Bản công khai dùng số đã làm tròn nên không nêu số trường hợp cần thêm.",
        "The public edition holds rounded counts, so it does not say how many more cases are needed.",
    ),
    (
        "lost_none",
        "Không mất điểm ở chỉ số nào có dữ liệu.",
        "No points are lost on any indicator with data.",
    ),
    ("to_half", "Cần thêm để tăng 0,5 điểm", "More cases for 0.5 points"),
    ("to_full", "Cần thêm để đạt tối đa", "More cases for the maximum"),
    ("case_is", "Trường hợp được tính", "What counts"),
    ("with_a_dossier", "có ít nhất một hồ sơ: {having}", "with at least one dossier: {having}"),
    (
        "flow_caption",
        "Tiếp nhận và giải quyết hồ sơ, {period} (số hồ sơ)",
        "Dossiers received and handled, {period} (number of dossiers)",
    ),
    ("below_title", "Đơn vị trực thuộc", "Units below"),
    ("below_caption", "Đơn vị trực thuộc {unit}, {period}", "Units below {unit}, {period}"),
    ("machine_title", "Dùng lại trang này", "Use this page elsewhere"),
    ("machine_json", "Số liệu của trang (JSON)", "The figures of this page (JSON)"),
    ("machine_embed", "Trang nhỏ để nhúng", "A small page to embed"),
    // Indicators.
    (
        "indicator_description",
        "{indicator}: kết quả theo đơn vị, mười hai tháng và cách tính, {period}.",
        "{indicator}: results by unit, twelve months and definition, {period}.",
    ),
    ("key_ratio", "Tỷ lệ toàn cơ quan", "Ratio of the whole authority"),
    ("key_counts", "Toàn cơ quan", "The whole authority"),
    ("of_cases", "{numerator} trên {denominator}", "{numerator} of {denominator}"),
    ("key_indicator_points", "Điểm đạt trên điểm tối đa", "Points of the maximum"),
    ("change_points", "Điểm so với {before}", "Points since {before}"),
    ("key_mean", "Thời gian giải quyết bình quân một hồ sơ", "Mean handling time of a dossier"),
    ("days", "{days} ngày", "{days} days"),
    ("mean_days", "Bình quân một hồ sơ (ngày)", "Mean of a dossier (days)"),
    ("ended", "Hồ sơ đã giải quyết", "Dossiers ended"),
    ("indicator_units", "{indicator} theo đơn vị, {period}", "{indicator} by unit, {period}"),
    ("basis", "Căn cứ", "Basis"),
    ("definition_title", "Định nghĩa và cách tính", "Definition"),
    ("def_group", "Nhóm", "Group"),
    ("def_part", "Mục của Quyết định", "Part of the decision"),
    ("def_code", "Mã trên Cổng dịch vụ công quốc gia", "Code of the national portal"),
    ("def_counts", "Đếm", "What is counted"),
    ("def_of", "Mẫu số", "Denominator"),
    ("def_those", "Tử số: trong mẫu số, những trường hợp", "Numerator: of these, cases with"),
    (
        "def_having",
        "Chỉ tính thủ tục có ít nhất một hồ sơ",
        "Only procedures with at least one dossier",
    ),
    ("def_requires", "Mọi trường hợp phải có", "Every case must have"),
    ("def_formula", "Cách tính điểm", "How points are computed"),
    ("def_no_cases", "Khi mẫu số bằng 0", "When there are no cases"),
    ("def_applies", "Áp dụng cho", "Applies to"),
    ("def_child", "Đơn vị trực thuộc", "Units below the authority"),
    ("def_reading", "Cách hiểu đã chọn", "Reading chosen"),
    (
        "child_inherit",
        "Dùng số liệu chung của toàn cơ quan",
        "They carry the figure of the whole authority",
    ),
    ("count_dossiers", "hồ sơ", "dossiers"),
    ("count_procedures", "thủ tục hành chính", "procedures"),
    ("count_announcements", "quyết định công bố thủ tục", "announcements of procedures"),
    ("count_petitions", "phản ánh, kiến nghị", "petitions"),
    ("count_communes", "đơn vị cấp xã", "communes"),
    (
        "measure_larger",
        "số lớn hơn giữa tổng số của hệ thống thông tin báo cáo và số hồ sơ {of}",
        "the larger of the total of the national reporting system and the dossiers {of}",
    ),
    ("measure_procedures", "số thủ tục {of}", "procedures {of}"),
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
    (
        "formula_linear",
        "{max} điểm × tỷ lệ, làm tròn hai chữ số thập phân",
        "{max} points × ratio, rounded to two decimals",
    ),
    (
        "formula_full_at",
        "{max} điểm × tỷ lệ : {percent} %, không quá {max} điểm, làm tròn hai chữ số thập phân",
        "{max} points × ratio / {percent} %, at most {max} points, rounded to two decimals",
    ),
    ("formula_info", "Chỉ để theo dõi, không tính điểm", "Shown for information, without points"),
    ("ministries", "bộ, cơ quan ngang bộ", "ministries"),
    ("provinces", "tỉnh, thành phố", "provinces"),
    ("is", "là", "is"),
    ("is_not", "khác", "is not"),
    ("and", "và", "and"),
    ("or", "hoặc", "or"),
    ("not", "không", "not"),
    ("link_download", "Bảng số liệu, biểu đồ, dữ liệu mở", "Tables, charts, open data"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_there_twice_and_none_is_empty() {
        let keys: std::collections::BTreeSet<&str> = WORDS.iter().map(|(key, ..)| *key).collect();
        assert_eq!(keys.len(), WORDS.len());
        assert!(WORDS.iter().all(|(_, vi, en)| !vi.is_empty() && !en.is_empty()));
    }

    #[test]
    fn both_languages_of_a_pattern_take_the_same_parts() {
        let parts = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            names.sort();
            names
        };
        for (key, vi, en) in WORDS {
            assert_eq!(parts(vi), parts(en), "{key}");
        }
    }
}
