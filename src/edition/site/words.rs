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
