//! All wording of the pages that is not in a rule set, in Vietnamese and English, in one place.
//! A sentence with figures is a pattern; the figures are put into it as elements of their own.

use std::collections::{BTreeMap, HashMap};

use minijinja::Value as Html;

use crate::{domain::text::Lang, render::markup::escape};

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

    /// The wording of a key that may not be there.
    pub fn known(&self, key: &str) -> Option<&'static str> {
        self.by_key.get(key).copied()
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
    ("not_graded_no_cases", "không có hồ sơ", "no cases"),
    ("not_graded_unmapped", "không chấm điểm", "not graded"),
    ("not_graded_over", "đã kết thúc trước kỳ", "ended before the period"),
    ("not_compared", "Số liệu chưa đầy đủ, không so sánh.", "Data incomplete, not compared."),
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
        "Thứ hạng theo điểm so sánh: điểm của những chỉ số mà mọi đơn vị được xếp hạng đều có dữ liệu. Đơn vị cấp dưới và đơn vị không có hồ sơ trong kỳ không xếp hạng. Đơn vị không có hồ sơ, phản ánh, kiến nghị nào trong kỳ, đơn vị đã kết thúc trước kỳ và hồ sơ chưa xác định được đơn vị không chấm điểm.",
        "Ranks compare points of the indicators available to every ranked unit. Lower units and units without a dossier in hand are not ranked. A unit without dossiers and petitions in the period, a unit that ended before it, and dossiers of no known unit are not graded.",
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
    ("seconds", "{seconds} giây", "{seconds} s"),
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
        "{max} điểm × tỷ lệ : {percent}%, không quá {max} điểm, làm tròn hai chữ số thập phân",
        "{max} points × ratio / {percent}%, at most {max} points, rounded to two decimals",
    ),
    ("formula_info", "Chỉ để theo dõi, không tính điểm", "Shown for information, without points"),
    ("ministries", "bộ, cơ quan ngang bộ", "ministries"),
    ("provinces", "tỉnh, thành phố", "provinces"),
    ("is", "là", "is"),
    ("is_not", "khác", "is not"),
    ("and", "và", "and"),
    ("or", "hoặc", "or"),
    ("not", "không", "not"),
    // Flow.
    (
        "flow_description",
        "Hồ sơ kỳ trước chuyển sang, tiếp nhận, giải quyết và còn lại của {authority}, {period}.",
        "Dossiers carried over, received, ended and left of {authority}, {period}.",
    ),
    ("flow_whole", "Mọi số đếm của {place}, {period}", "Every count of {place}, {period}"),
    ("content", "Nội dung", "Content"),
    ("dossiers", "Số hồ sơ", "Dossiers"),
    (
        "flow_note",
        "Kỳ trước chuyển sang cộng tiếp nhận bằng đã giải quyết cộng đang giải quyết. Ở bản công khai, mỗi số được làm tròn riêng nên tổng có thể lệch.",
        "Carried over and received equal ended and open. In the public edition every count is rounded by itself, so sums may differ.",
    ),
    // Movers.
    (
        "movers_description",
        "Chỉ số của các đơn vị thay đổi điểm nhiều nhất, {period} so với {before}.",
        "Indicators of units whose points changed most, {period} against {before}.",
    ),
    (
        "movers_caption",
        "Thay đổi điểm lớn nhất, {period} so với {before}",
        "Biggest changes in points, {period} against {before}",
    ),
    (
        "movers_none",
        "Không chỉ số nào của đơn vị nào thay đổi điểm so với tháng trước.",
        "No indicator of any unit changed its points since last month.",
    ),
    (
        "movers_note",
        "Xếp theo mức thay đổi điểm; thay đổi có thể do ngẫu nhiên đứng sau. Chỉ số dùng chung cho mọi đơn vị chỉ nêu một lần, ở toàn cơ quan.",
        "In the order of the change in points; what chance may well explain follows. An indicator that all units share is shown once, for the authority.",
    ),
    ("points_of", "Điểm, {period}", "Points, {period}"),
    ("cases_of", "Tử số trên mẫu số, {period}", "Numerator of denominator, {period}"),
    ("chance", "So với ngẫu nhiên", "Against chance"),
    ("beyond_chance", "lớn hơn mức ngẫu nhiên", "beyond chance"),
    ("within_chance", "có thể do ngẫu nhiên", "may be chance"),
    ("chance_unknown", "không so được", "not comparable"),
    (
        "chance_note",
        "“Có thể do ngẫu nhiên”: chênh lệch giữa hai tỷ lệ nằm trong khoảng 95 % của hiệu hai tỷ lệ (có hiệu chỉnh liên tục), hoặc một trong hai tháng có dưới 10 trường hợp. Hai tháng được coi là độc lập.",
        "“May be chance”: the difference of the two ratios lies within the 95 % interval of a difference of two proportions (with correction for continuity), or one of the months has fewer than 10 cases. The months are taken as independent.",
    ),
    // Quality.
    (
        "quality_description",
        "Số dòng đã đọc, lý do không tính và số liệu còn thiếu, {period}.",
        "Rows read, why some were not counted, and what is missing, {period}.",
    ),
    ("accounts_title", "Số dòng của từng tệp", "The account of every file"),
    (
        "accounts_note",
        "Với mỗi tệp: đã đọc = được tính + trùng lặp + ngoài phạm vi + cách ly; nếu không bằng, không có gì được công bố.",
        "For each file: read = counted + duplicate + out of scope + quarantined; else nothing is published.",
    ),
    ("accounts_caption", "Số dòng của từng tệp", "Rows of each file"),
    ("findings_title", "Vì sao có dòng không được tính", "Why rows were not counted"),
    ("findings_quarantined", "Dòng bị cách ly, theo lý do", "Quarantined rows by reason"),
    ("findings_out_of_scope", "Dòng ngoài phạm vi, theo lý do", "Rows out of scope by reason"),
    (
        "findings_finding",
        "Điều cần lưu ý ở các dòng được tính",
        "What was noticed in rows that are counted",
    ),
    (
        "quarantine_note",
        "Danh sách cách ly nêu tệp, dòng, cột và lý do, không chứa nội dung hồ sơ.",
        "The quarantine names file, line, column and reason, never what a row holds.",
    ),
    ("quarantine_link", "Danh sách các dòng bị cách ly (CSV)", "All quarantined rows (CSV)"),
    (
        "quality_public",
        "Bản công khai không nêu tên tệp, số dòng của từng tệp và các dòng bị cách ly, vì đó là thông tin nội bộ và số nhỏ có thể lộ hồ sơ. Trước khi công bố, mọi dòng đã đọc đều được giải trình; nếu không khớp thì không công bố.",
        "The public edition names no files, rows of files or quarantined rows: they are internal, and small numbers could reveal single dossiers. Every row read is accounted for before anything is published.",
    ),
    (
        "unplaced_title",
        "Hồ sơ không xác định được hạn hoặc đơn vị",
        "Dossiers without a due date or a known unit",
    ),
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
    ("file", "Tệp", "File"),
    ("rows", "Số dòng", "Rows"),
    ("size", "Dung lượng", "Size"),
    // Method.
    (
        "method_description",
        "Căn cứ, cách tính điểm, xếp hạng, làm tròn và định nghĩa từng chỉ số, lập từ bộ quy tắc.",
        "Basis, points, ranks, rounding and the definition of every indicator, generated from the rule set.",
    ),
    ("method_basis", "Bộ quy tắc và căn cứ", "Rule set and basis"),
    ("method_how", "Cách tính chung", "How figures are computed"),
    ("method_statuses", "Trạng thái của số liệu", "Statuses of figures"),
    (
        "method_disclosure",
        "Bảo vệ thông tin ở bản công khai",
        "Disclosure control of the public edition",
    ),
    ("method_switches", "Các lựa chọn của bộ quy tắc", "Readings the rule set chose"),
    ("method_all", "Từng chỉ số", "Every indicator"),
    ("method_targets", "Căn cứ của các chỉ tiêu", "Basis of the targets"),
    ("full_hash", "Mã băm SHA-256", "SHA-256"),
    ("validity", "Áp dụng cho các tháng", "Months it may be used for"),
    ("valid_from_to", "từ {first} đến {last}", "from {first} to {last}"),
    ("valid_from", "từ {first}", "from {first}"),
    ("valid_to", "đến {last}", "to {last}"),
    ("valid_always", "không giới hạn", "no limit"),
    (
        "how_counts",
        "Mỗi chỉ số là một tử số và một mẫu số đếm trực tiếp từ hồ sơ của kỳ; số của đơn vị cấp trên đếm từ mọi hồ sơ bên dưới, không lấy trung bình.",
        "Every indicator is a numerator and a denominator counted from the dossiers of the period; a parent is counted from all rows below it, never averaged.",
    ),
    (
        "how_months",
        "Quý, nửa năm và năm được đếm lại từ hồ sơ, không cộng từ các tháng.",
        "Quarters, half-years and years are counted again from the dossiers, never added up from months.",
    ),
    (
        "how_points",
        "Điểm của chỉ số làm tròn nửa lên đến hai chữ số thập phân từ phân số đúng; điểm của nhóm và tổng điểm là tổng các điểm đã làm tròn.",
        "Points of an indicator are rounded half up to two decimals from the exact fraction; groups and totals are sums of rounded points.",
    ),
    (
        "how_total",
        "Điểm có thể đạt là tổng điểm tối đa của những chỉ số có dữ liệu. Điểm quy đổi = 100 × điểm đạt : điểm có thể đạt.",
        "Available points are the maxima of the indicators that have data. Score = 100 × points / available points.",
    ),
    (
        "how_rank",
        "Thứ hạng so điểm của những chỉ số mà mọi đơn vị được xếp hạng đều có; điểm bằng nhau thì cùng hạng (1, 2, 2, 4). Chỉ xếp hạng đơn vị trực thuộc có hồ sơ phải giải quyết trong kỳ.",
        "Ranks compare the points of indicators available to every ranked unit; ties share a rank (1, 2, 2, 4). Ranked are the units directly below the authority with a dossier in hand.",
    ),
    (
        "how_change",
        "Thay đổi so với tháng trước là hiệu của hai số đã làm tròn của hai tháng; tháng không có số liệu để trống.",
        "A change since last month is the difference of the rounded figures of both months; a month without figures is left empty.",
    ),
    ("bands_caption", "Xếp loại theo điểm quy đổi", "Bands of the score"),
    ("band_from", "Điểm quy đổi", "Score"),
    ("from", "từ {score}", "from {score}"),
    ("statuses_caption", "Trạng thái, theo thứ tự ưu tiên", "Statuses in the order of precedence"),
    ("meaning", "Ý nghĩa", "Meaning"),
    (
        "meaning_value",
        "Có tử số và mẫu số; kỳ báo cáo đã kết thúc.",
        "Numerator and denominator are known, and the period is over.",
    ),
    (
        "meaning_provisional",
        "Có số liệu nhưng kỳ báo cáo chưa kết thúc tại thời điểm chốt số liệu.",
        "A figure of a period that was not over at the cut-off.",
    ),
    (
        "meaning_no_cases",
        "Mẫu số bằng 0; điểm theo quy tắc của chỉ số. Ở bảng điểm: không chấm điểm, xếp loại, xếp hạng.",
        "The denominator is 0; points follow the rule of the indicator. In the scorecard: no score, band or rank.",
    ),
    (
        "meaning_missing_source",
        "Chưa có nguồn dữ liệu cần thiết; không tính vào điểm có thể đạt.",
        "The input it needs was not given; it is not among the available points.",
    ),
    (
        "meaning_not_applicable",
        "Không áp dụng cho loại cơ quan này.",
        "It does not exist for this kind of authority.",
    ),
    (
        "meaning_suppressed",
        "Không công bố vì dựa trên quá ít trường hợp.",
        "Withheld because it rests on too few cases.",
    ),
    (
        "disclosure_public",
        "Số liệu dựa trên ít hơn {threshold} trường hợp không công bố, cùng mọi tổng chứa số đó. Các số đếm còn lại được làm tròn riêng đến bội số của {base}; tỷ lệ, điểm và thứ hạng tính lại từ số đã làm tròn. Không nêu số trường hợp cần thêm, tệp nguồn và dòng bị cách ly.",
        "Figures that rest on fewer than {threshold} cases are withheld, and every total that holds one. All other counts are rounded by themselves to a multiple of {base}; ratios, points and ranks are computed from the rounded counts. Cases needed for more points, source files and quarantined rows are not shown.",
    ),
    (
        "disclosure_internal",
        "Trang này thuộc bản nội bộ, số liệu đầy đủ. Bản công khai che số nhỏ, làm tròn số đếm và tính lại tỷ lệ, điểm, thứ hạng từ số đã làm tròn.",
        "This page is part of the internal edition with exact figures. The public edition withholds small counts, rounds the others, and computes ratios, points and ranks from the rounded counts.",
    ),
    (
        "switch_precision",
        "So thời điểm với hạn trả theo",
        "Times are compared with the due date by",
    ),
    (
        "switch_repeated",
        "Hồ sơ yêu cầu bổ sung nhiều lần, chưa xong",
        "An open dossier with repeated supplement requests is",
    ),
    ("switch_pause", "Thời gian chờ bổ sung được trừ", "Waiting for supplements is taken off"),
    ("switch_withdrawn", "Hồ sơ rút, dừng", "Withdrawn and stopped dossiers are"),
    ("switch_undated", "Hồ sơ không có hạn", "Dossiers without a due date are"),
    ("value_instant", "giờ, phút", "hour and minute"),
    ("value_calendar_day", "ngày", "calendar day"),
    ("value_overdue", "coi là quá hạn", "overdue"),
    ("value_ignored", "xét như hồ sơ khác", "judged like any other"),
    (
        "value_unless_due_moved",
        "có, trừ vòng bổ sung đã dời hạn trả",
        "yes, but for rounds that moved the due date",
    ),
    ("value_subtract", "luôn được trừ", "always"),
    ("value_none", "không được trừ", "never"),
    ("value_judged", "xét hạn như hồ sơ khác", "judged like any other"),
    ("value_on_time", "coi là đúng hạn", "on time"),
    ("value_excluded", "không tính", "not counted"),
    ("switch_population", "Mã cơ sở dữ liệu dân cư", "Codes of the population database"),
    (
        "switch_announce",
        "Số ngày làm việc phải công bố trước khi có hiệu lực",
        "Working days between announcement and legal effect",
    ),
    ("switch_publish", "Số ngày làm việc để công khai", "Working days to make public"),
    ("switch_refuse", "Số ngày làm việc để từ chối phản ánh", "Working days to refuse a petition"),
    (
        "switch_ask",
        "Số ngày làm việc để yêu cầu bổ sung phản ánh",
        "Working days to ask for more of a petition",
    ),
    ("switch_answer", "Số ngày làm việc để trả lời phản ánh", "Working days to answer a petition"),
    ("sql", "Câu lệnh SQL đếm chỉ số này", "The SQL that counts it"),
    // Revisions.
    (
        "revisions_description",
        "Các ấn bản trước, lý do điều chỉnh và những số liệu đã thay đổi.",
        "Former editions, why figures were revised, and which ones changed.",
    ),
    (
        "revisions_lead",
        "Số liệu của kỳ đã kết thúc chỉ thay đổi khi có điều chỉnh kèm lý do. Số liệu tạm tính được thay tự do.",
        "Figures of a period that is over change only by a restatement with its reason. Provisional figures are replaced freely.",
    ),
    ("editions_caption", "Ấn bản này và các ấn bản trước", "This edition and those before it"),
    ("months", "Các tháng", "Months"),
    ("revision_reason", "Lý do điều chỉnh", "Reason of the revision"),
    ("no_revision", "không điều chỉnh", "no revision"),
    ("changes_title", "Số liệu đã thay đổi", "Figures that were changed"),
    (
        "changes_caption",
        "Số liệu chính thức của ấn bản trước đã thay đổi ở ấn bản này",
        "Final figures of earlier editions that this edition changes",
    ),
    (
        "changes_none",
        "Ấn bản này không thay đổi số liệu chính thức nào đã công bố.",
        "This edition changes no final figure that was published.",
    ),
    (
        "changes_more",
        "Chỉ liệt kê phần đầu; đối chiếu hai bảng tables/indicators.csv để xem tất cả.",
        "Only the first are listed; compare the two tables/indicators.csv to see them all.",
    ),
    ("period", "Kỳ", "Period"),
    ("was", "Trước đây", "Before"),
    ("published_in", "Công bố ở ấn bản", "Published in"),
    (
        "former",
        "{numerator} trên {denominator}, {points} điểm",
        "{numerator} of {denominator}, {points} points",
    ),
    // Downloads.
    (
        "download_description",
        "Mọi tệp của ấn bản: bảng số liệu, biểu đồ, dữ liệu mở.",
        "Every file of the edition: tables, charts, open data.",
    ),
    (
        "download_lead",
        "CSV mở được bằng mọi chương trình (UTF-8, dấu chấm thập phân); Parquet cho phân tích. Tên cột không bao giờ đổi.",
        "CSV opens everywhere (UTF-8, decimal point); Parquet is for analysis. Columns are never renamed.",
    ),
    ("files_tables", "Bảng số liệu, đơn vị như tại kỳ báo cáo", "Tables, with units as they were"),
    ("files_as_now", "Bảng số liệu theo đơn vị hiện nay", "Tables under today's units"),
    ("files_quality", "Chất lượng dữ liệu", "Data quality"),
    ("files_charts", "Biểu đồ và bảng kèm theo", "Charts and their tables"),
    ("files_workbook", "Sổ tính Excel", "Workbook"),
    ("files_other", "Mô tả dữ liệu mở", "Open data descriptions"),
    (
        "download_charts",
        "Biểu đồ của từng đơn vị, từng chỉ số được tải từ trang của đơn vị, chỉ số đó.",
        "Charts of units and indicators can be downloaded from their pages.",
    ),
    ("download_machine", "Cho phần mềm và cổng khác", "For software and other portals"),
    ("embed_ranking", "Trang nhúng: xếp hạng đơn vị", "To embed: ranking of units"),
    ("embed_groups", "Trang nhúng: điểm theo nhóm", "To embed: points by group"),
    ("embed_full", "Xem trang đầy đủ", "See the whole page"),
    (
        "file_manifest",
        "danh sách tệp với mã băm, kỳ, bộ quy tắc",
        "files with hashes, periods, rule set",
    ),
    ("file_index", "danh mục số liệu JSON của trang", "index of the JSON data of the pages"),
    (
        "file_indicators",
        "Tử số, mẫu số, tỷ lệ, điểm của mọi chỉ số theo đơn vị và kỳ",
        "Numerator, denominator, ratio and points of every indicator by unit and period",
    ),
    ("file_groups", "Điểm theo nhóm và khối", "Points by group and block"),
    (
        "file_scorecard",
        "Tổng điểm, điểm quy đổi, xếp loại, thứ hạng",
        "Total points, score, band, rank",
    ),
    ("file_flow", "Luồng hồ sơ theo đơn vị", "Case flow by unit"),
    (
        "file_flow_by_procedure",
        "Luồng hồ sơ theo đơn vị và thủ tục",
        "Case flow by unit and procedure",
    ),
    ("file_targets", "Thực hiện chỉ tiêu của kế hoạch", "Targets of the plan"),
    ("file_databases", "Cơ sở dữ liệu đã khai thác", "Shared databases used"),
    ("file_accounts", "Số dòng của từng tệp", "Rows of each file"),
    (
        "file_findings",
        "Lý do không tính và điều cần lưu ý",
        "Why rows were not counted, and what was noticed",
    ),
    ("file_quarantine", "Các dòng bị cách ly", "Quarantined rows"),
    (
        "file_history",
        "Điểm và thứ hạng mười hai tháng theo đơn vị",
        "Points and ranks of twelve months by unit",
    ),
    ("file_history_groups", "Điểm theo nhóm mười hai tháng", "Points by group of twelve months"),
    (
        "file_movers",
        "Mọi chỉ số của tháng này và tháng trước",
        "Every indicator of this month and the last",
    ),
    ("file_points_to_go", "Số trường hợp cần thêm để tăng điểm", "Cases needed for more points"),
    ("file_datapackage", "Mô tả gói dữ liệu (Frictionless)", "Data package (Frictionless)"),
    ("kind_xlsx", "Sổ tính Excel của ấn bản", "Workbook of the edition"),
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
