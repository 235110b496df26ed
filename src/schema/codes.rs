//! Every closed list of codes, declared once: the code as files hold it and its meaning in both
//! languages. Readers, conditions, the dictionary and the open-data descriptions are readings of
//! these lists.

use super::{
    Code, Column, Type, code,
    tables::{Words, words},
};

/// The codes of a column: its closed list, or the numbered list that a whole number stands for.
pub fn of(column: &Column) -> &'static [Code] {
    match (column.kind, column.name) {
        (Type::Code(codes), _) => codes,
        (Type::Int, "status") => DOSSIER_STATUSES,
        (Type::Int, "online_payment") => ONLINE_PAYMENTS,
        _ => &[],
    }
}

/// A list of codes by the name under which the dictionary shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    pub id: &'static str,
    pub title: Words,
    pub codes: &'static [Code],
}

const fn list(
    id: &'static str,
    codes: &'static [Code],
    vi: &'static str,
    en: &'static str,
) -> List {
    List { id, title: words(vi, en), codes }
}

/// Every list, in the order in which the dictionary shows them.
pub const LISTS: &[List] = &[
    list("status", STATUSES, "Trạng thái của số liệu", "Status of a figure"),
    list("score_status", SCORE_STATUSES, "Trạng thái của bảng điểm", "Status of a score"),
    list("coverage", COVERAGES, "Độ đầy đủ của dữ liệu", "Coverage of the data"),
    list("period_kind", PERIOD_KINDS, "Loại kỳ báo cáo", "Kinds of period"),
    list("verdict", VERDICTS, "Kết luận về thời hạn", "Verdicts against the due date"),
    list("dossier_status", DOSSIER_STATUSES, "Trạng thái hồ sơ", "Processing status"),
    list("end_kind", END_KINDS, "Hình thức kết thúc", "How handling ended"),
    list(
        "end_kind_of_period",
        END_KINDS_OF_PERIOD,
        "Hình thức kết thúc trong kỳ",
        "How handling ended in the period",
    ),
    list("channel", CHANNELS, "Kênh thực hiện", "Channels of submission"),
    list("online_payment", ONLINE_PAYMENTS, "Thanh toán trực tuyến", "Online payment"),
    list("online_level", ONLINE_LEVELS, "Mức độ dịch vụ công trực tuyến", "Online levels"),
    list("time_unit", TIME_UNITS, "Đơn vị tính thời hạn", "Units of a time limit"),
    list("rating", RATINGS, "Kết quả đánh giá", "Ratings"),
    list("rater", RATERS, "Người đánh giá", "Who rated"),
    list("petition_kind", PETITION_KINDS, "Loại phản ánh, kiến nghị", "Kinds of petition"),
    list("day_kind", DAY_KINDS, "Loại ngày", "Kinds of day"),
    list("comparison", COMPARISONS, "Cách so sánh với mức phải đạt", "Comparison with a goal"),
    list("standing", STANDINGS, "Vị trí trong biểu đồ phễu", "Standing in a funnel chart"),
    list("input_kind", INPUT_KINDS, "Loại dữ liệu đầu vào", "Kinds of input"),
    list("class", CLASSES, "Nhóm lý do", "Classes of reasons"),
    list("out_of_scope", OUT_OF_SCOPE, "Lý do ngoài phạm vi", "Why rows are out of scope"),
    list("quarantined", REASONS, "Lý do cách ly", "Why rows are quarantined"),
    list("finding", FINDINGS, "Lưu ý", "Findings"),
    list("unit", UNITS, "Đơn vị tính", "Units of measure"),
];

/// The lists in which the codes of a column are explained; the reasons of an account stand in three.
pub fn lists_of(column: &Column) -> impl Iterator<Item = &'static List> {
    let codes = of(column);
    let whole = !codes.is_empty() && codes != ACCOUNT_REASONS;
    LISTS.iter().filter(move |list| {
        if whole {
            list.codes == codes
        } else {
            codes == ACCOUNT_REASONS
                && ["out_of_scope", "quarantined", "finding"].contains(&list.id)
        }
    })
}

pub const CHANNELS: &[Code] = &[
    code("online", "trực tuyến", "online"),
    code("counter", "trực tiếp tại bộ phận một cửa", "at the counter"),
    code("post", "dịch vụ bưu chính công ích", "public postal service"),
    code("other", "kênh khác hoặc không rõ", "another channel, or not known"),
];

pub const END_KINDS: &[Code] = &[
    code("finished", "đã giải quyết xong", "decided"),
    code("returned", "đã trả kết quả", "result handed over"),
    code("refused", "từ chối giải quyết", "refused"),
    code("withdrawn", "người nộp rút hồ sơ", "withdrawn by the applicant"),
    code("stopped", "dừng xử lý", "stopped"),
];

/// How handling ended in a period; a dossier that is still open has not.
pub const END_KINDS_OF_PERIOD: &[Code] = &[
    code("none", "chưa kết thúc trong kỳ", "not ended in the period"),
    END_KINDS[0],
    END_KINDS[1],
    END_KINDS[2],
    END_KINDS[3],
    END_KINDS[4],
];

/// The processing status of a dossier and of a step.
pub const DOSSIER_STATUSES: &[Code] = &[
    code("1", "mới đăng ký", "registered, not accepted yet"),
    code("2", "được tiếp nhận", "accepted"),
    code("3", "không được tiếp nhận", "not accepted"),
    code("4", "đang xử lý", "being handled"),
    code("5", "yêu cầu bổ sung giấy tờ", "supplement asked for"),
    code("6", "yêu cầu thực hiện nghĩa vụ tài chính", "payment asked for"),
    code("7", "công dân yêu cầu rút hồ sơ", "withdrawn by the applicant"),
    code("8", "dừng xử lý", "stopped"),
    code("9", "đã xử lý xong", "decided"),
    code("10", "đã trả kết quả", "result handed over"),
];

pub const ONLINE_PAYMENTS: &[Code] = &[
    code("0", "không thanh toán trực tuyến", "not paid online"),
    code(
        "1",
        "thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia",
        "paid on the national portal",
    ),
    code(
        "2",
        "thanh toán trực tuyến qua cổng của bộ, tỉnh",
        "paid through the gateway of the ministry or province",
    ),
];

/// In the order of the judge's verdicts.
pub const VERDICTS: &[Code] = &[
    code("early", "kết thúc trước ngày hẹn trả", "ended before the due day"),
    code("on_time", "kết thúc đúng hạn", "ended on the due day, in time"),
    code("late", "kết thúc quá hạn", "ended late"),
    code("open_in_time", "đang giải quyết, còn trong hạn", "open and in time"),
    code("open_overdue", "đang giải quyết, đã quá hạn", "open and overdue"),
    code("waiting_in_time", "chờ bổ sung, còn trong hạn", "waiting for a supplement, in time"),
    code(
        "waiting_overdue",
        "chờ bổ sung, đã quá hạn khi yêu cầu bổ sung",
        "waiting for a supplement, overdue when it was asked for",
    ),
    code(
        "repeated_supplement",
        "yêu cầu bổ sung từ hai lần trở lên, chưa kết thúc",
        "open, and a supplement was asked for more than once",
    ),
    code("undated", "không xác định được thời hạn", "without due date and without limit"),
];

pub const ONLINE_LEVELS: &[Code] = &[
    code("none", "không cung cấp trực tuyến", "not offered online"),
    code("partial", "dịch vụ công trực tuyến một phần", "partly online"),
    code("full", "dịch vụ công trực tuyến toàn trình", "fully online"),
];

pub const TIME_UNITS: &[Code] = &[
    code("working_hour", "giờ làm việc", "working hours"),
    code("working_day", "ngày làm việc", "working days"),
    code("day", "ngày", "calendar days"),
    code("month", "tháng", "months"),
];

pub const RATINGS: &[Code] = &[
    code("satisfied", "hài lòng", "satisfied"),
    code("neutral", "bình thường", "neutral"),
    code("dissatisfied", "không hài lòng", "dissatisfied"),
];

pub const RATERS: &[Code] = &[
    code("citizen", "người dân, doanh nghiệp", "a citizen or business"),
    code("official", "cán bộ, công chức", "an official"),
];

pub const PETITION_KINDS: &[Code] = &[
    code("rules", "về quy định, thủ tục hành chính", "about rules and procedures"),
    code("conduct", "về hành vi hành chính", "about administrative conduct"),
];

pub const DAY_KINDS: &[Code] = &[
    code("holiday", "ngày nghỉ", "day off"),
    code("working", "ngày làm việc bù", "working day in exchange for a day off"),
];

pub const PERIOD_KINDS: &[Code] = &[
    code("month", "tháng", "month"),
    code("quarter", "quý", "quarter"),
    code("half_year", "6 tháng", "half-year"),
    code("year", "năm", "year"),
];

/// Whether a figure may be read, and how.
pub const STATUSES: &[Code] = &[
    code(
        "value",
        "số liệu chính thức: có tử số và mẫu số, mẫu số lớn hơn 0",
        "final: numerator and denominator are known, the denominator is above 0",
    ),
    code(
        "no_cases",
        "không phát sinh: mẫu số bằng 0, không có tỷ lệ; điểm theo quy tắc riêng của chỉ số",
        "no cases: the denominator is 0, there is no ratio; points follow the indicator's own rule",
    ),
    code(
        "missing_source",
        "thiếu nguồn dữ liệu: chưa có dữ liệu đầu vào cần thiết; không phải bằng 0",
        "missing source: the input it needs was not given; this is not 0",
    ),
    code(
        "not_applicable",
        "không áp dụng với loại cơ quan, đơn vị này",
        "does not exist for this kind of authority or unit",
    ),
    code(
        "suppressed",
        "không công bố để bảo vệ thông tin (chỉ có ở bản công khai)",
        "withheld to protect information (public edition only)",
    ),
    code(
        "provisional",
        "số liệu tạm tính: kỳ báo cáo chưa kết thúc tại thời điểm chốt số liệu",
        "provisional: the period was not over at the cut-off",
    ),
];

/// A score is final or provisional, or there is none.
pub const SCORE_STATUSES: &[Code] = &[
    code(
        "suppressed",
        "không công bố vì có chỉ số thành phần không công bố",
        "withheld, because a part of it is withheld",
    ),
    code("value", "điểm chính thức", "final"),
    code(
        "provisional",
        "điểm tạm tính: kỳ báo cáo chưa kết thúc tại thời điểm chốt số liệu",
        "provisional: the period was not over at the cut-off",
    ),
    code(
        "no_cases",
        "không chấm điểm: trong kỳ không có hồ sơ phải giải quyết và không tiếp nhận phản ánh, kiến nghị, hoặc là \
         hồ sơ chưa xác định được đơn vị, hoặc đơn vị đã kết thúc trước kỳ; điểm vẫn ghi, không có điểm quy đổi, \
         xếp loại, thứ hạng",
        "not graded: no dossier in hand and no petition received in the period, or dossiers of no known unit, or a \
         unit that ended before the period; the points stand, without score, band and rank",
    ),
];

/// Whether the inputs hold every dossier of a period.
pub const COVERAGES: &[Code] = &[
    code("complete", "dữ liệu đầy đủ", "the inputs hold every dossier of the period"),
    code(
        "incomplete",
        "dữ liệu chưa đầy đủ: kỳ bắt đầu trước tháng mà từ đó có đủ hồ sơ; chỉ để tham khảo, không xếp loại, không \
         xếp hạng, không so sánh",
        "the period begins before the month from which the inputs hold every dossier; shown, and never banded, ranked \
         or compared",
    ),
];

pub const COMPARISONS: &[Code] = &[
    code("at_least", "tối thiểu bằng mức phải đạt (≥)", "at least the goal (≥)"),
    code("more_than", "lớn hơn mức phải đạt (>)", "more than the goal (>)"),
];

pub const INPUT_KINDS: &[Code] = &[
    code("dossiers", "hồ sơ thủ tục hành chính", "dossiers"),
    code("events", "tiến độ xử lý hồ sơ", "steps of dossiers"),
    code("supplements", "các lần yêu cầu bổ sung", "supplement rounds"),
    code("procedures", "danh mục thủ tục hành chính", "catalogue of procedures"),
    code("announcements", "quyết định công bố và ngày công khai", "announcing decisions"),
    code("ratings", "đánh giá, phản ánh về hồ sơ", "ratings of dossiers"),
    code("petitions", "phản ánh, kiến nghị", "petitions"),
    code("totals", "tổng số của Hệ thống thông tin báo cáo quốc gia", "national totals"),
    code("units", "đơn vị", "units"),
    code("calendar", "lịch ngày nghỉ, ngày làm việc bù", "calendar"),
];

/// What became of rows that an account names with a reason.
pub const CLASSES: &[Code] = &[
    code("out_of_scope", "ngoài phạm vi tính", "out of scope: read, and not counted"),
    code("quarantined", "cách ly vì có lỗi", "quarantined: at fault, and not counted"),
    code(
        "finding",
        "lưu ý về dòng vẫn được tính",
        "finding: something noticed in a row that is counted",
    ),
];

/// Why a row is in quarantine.
pub const REASONS: &[Code] = &[
    code("malformed_record", "bản ghi hỏng, không đọc được", "the record cannot be read"),
    code("dossier_id_missing", "thiếu mã hồ sơ", "dossier number missing"),
    code("received_missing", "thiếu ngày tiếp nhận", "date of receipt missing"),
    code("date_unreadable", "ngày không đọc được", "a date that cannot be read"),
    code("value_unreadable", "giá trị không đọc được", "a value that cannot be read"),
    code("at_missing", "thiếu thời điểm của bước xử lý", "time of the step missing"),
    code("rated_at_missing", "thiếu thời gian đánh giá", "time of the rating missing"),
    code("asked_at_missing", "thiếu ngày yêu cầu bổ sung", "date of the request missing"),
    code(
        "announced_on_missing",
        "thiếu ngày của quyết định công bố",
        "date of the announcing decision missing",
    ),
    code("key_missing", "thiếu mã bắt buộc", "a required key is missing"),
];

/// Why a row that could be read is not counted.
pub const OUT_OF_SCOPE: &[Code] = &[
    code("registered", "mới đăng ký, chưa được tiếp nhận", "registered, not accepted yet"),
    code("refused_not_accepted", "từ chối ngay, chưa từng tiếp nhận", "refused, never accepted"),
    code(
        "unknown_dossier",
        "của hồ sơ không có trong nguồn nào",
        "of a dossier that no source holds",
    ),
    code(
        "received_after_cut_off",
        "tiếp nhận sau thời điểm chốt số liệu",
        "received after the cut-off",
    ),
    code(
        "repeated_header",
        "dòng tiêu đề lặp lại bên trong tệp",
        "the header of the file, once more inside it",
    ),
    code("blank_row", "dòng trống", "a row of blanks only"),
];

/// What was corrected or noticed in a row that is counted.
pub const FINDINGS: &[Code] = &[
    code(
        "false_end",
        "bước kết thúc giả do phần mềm tự thêm, đã bỏ qua",
        "an end that software added by itself; ignored",
    ),
    code(
        "mislabelled_end",
        "bước ghi trạng thái 9 nhưng nội dung là yêu cầu bổ sung hoặc nộp tiền; không coi là kết thúc",
        "a step with status 9 whose text asks for a supplement or a payment; not taken as an end",
    ),
    code(
        "end_before_received",
        "kết thúc trước ngày tiếp nhận; lấy ngày tiếp nhận làm ngày kết thúc",
        "ended before receipt; the end is taken at receipt",
    ),
    code(
        "due_before_received",
        "ngày hẹn trả trước ngày tiếp nhận; giữ nguyên",
        "due before receipt; kept as it is",
    ),
    code(
        "status_unknown",
        "trạng thái không có trong danh mục; coi như chưa kết thúc",
        "a status that is not known; taken as not ended",
    ),
    code(
        "unknown_procedure",
        "mã thủ tục không có trong danh mục",
        "a procedure that the catalogue lacks",
    ),
    code(
        "unmapped",
        "chưa xác định được đơn vị; tính vào đơn vị dành riêng unmapped",
        "no unit was found; counted on the reserved unit unmapped",
    ),
    code(
        "undated",
        "không có ngày hẹn trả và không có thời hạn trong danh mục",
        "without a due date and without a limit in the catalogue",
    ),
    code(
        "channel_missing",
        "thiếu kênh thực hiện; trong bảng là không rõ, trong bản tin đồng bộ quốc gia là trực tiếp",
        "channel missing: unknown in a table, the counter in a national message",
    ),
    code(
        "fee_unreadable",
        "phí, lệ phí không đọc được; coi là chưa biết, không phải 0",
        "a fee that cannot be read; unknown, not 0",
    ),
    code(
        "repeated_key",
        "một trường xuất hiện hai lần trong một bản ghi; lấy giá trị sau",
        "a field that stands twice in a record; the last one counts",
    ),
    code(
        "result_link_is_submitted",
        "đường dẫn kết quả trùng với tệp đã nộp",
        "the link of the result is that of a submitted file",
    ),
    code(
        "no_due_date",
        "không có ngày hẹn trả được gửi",
        "no promised date was sent, whether or not the catalogue has a limit",
    ),
    code(
        "returned_before_end",
        "trả kết quả trước ngày tiếp nhận hoặc trước khi xử lý xong",
        "handed over before receipt or before handling ended",
    ),
    code(
        "two_ends",
        "hai nguồn ghi thời điểm kết thúc khác nhau của cùng một hồ sơ",
        "two sources name different ends of the same dossier",
    ),
    code(
        "long_record",
        "bản ghi kéo dài hơn 20 dòng, hoặc chứa các dòng giống bản ghi; có thể thiếu dấu ngoặc kép",
        "a record over more than 20 lines, or whose lines look like rows; a quote may be missing",
    ),
    code(
        "value_unlisted",
        "giá trị không có trong danh sách values của nguồn và cũng không phải giá trị của cột",
        "a value that no list of the source's values, nor the column itself, names",
    ),
    code(
        "filler_date",
        "ngày do phần mềm tự điền khi không có ngày; coi là trống",
        "a date that software fills in where there is none; taken as missing",
    ),
    code(
        "date_unlikely",
        "ngày trước năm 1990 hoặc sau thời điểm chốt số liệu hơn 50 năm",
        "a date before 1990 or more than 50 years after the cut-off",
    ),
    code(
        "reopened",
        "dòng đọc sau bỏ ngày kết thúc mà dòng đọc trước đã có",
        "a row read later takes back the end that an earlier one gave",
    ),
    code(
        "id_reused",
        "mã hồ sơ xuất hiện lại với đơn vị khác và ngày tiếp nhận khác",
        "the number comes back with another unit and another day of receipt",
    ),
    code(
        "calendar_year_missing",
        "cần ngày làm việc ngoài các năm có trong lịch",
        "a working day outside the years that the calendar holds",
    ),
    code(
        "limit_not_dated",
        "không dòng danh mục nào có hiệu lực vào ngày đó; dùng dòng gần nhất trước đó",
        "no dated row of the catalogue covers the day; the nearest earlier one is used",
    ),
    code(
        "limit_unreadable",
        "thời hạn trong danh mục không đọc được; thủ tục được tính nhưng không có thời hạn",
        "a limit of the catalogue that cannot be read; the procedure counts without it",
    ),
    code(
        "constant_components_digitized",
        "mọi dòng của nguồn có cùng một giá trị ở cột components_digitized",
        "every row of the source has the same value in components_digitized",
    ),
    code(
        "constant_component_reused",
        "mọi dòng của nguồn có cùng một giá trị ở cột component_reused",
        "every row of the source has the same value in component_reused",
    ),
    code(
        "constant_has_digitized_component",
        "mọi dòng của nguồn có cùng một giá trị ở cột has_digitized_component",
        "every row of the source has the same value in has_digitized_component",
    ),
    code(
        "constant_from_personal_store",
        "mọi dòng của nguồn có cùng một giá trị ở cột from_personal_store",
        "every row of the source has the same value in from_personal_store",
    ),
    code(
        "constant_result_file",
        "mọi dòng của nguồn có cùng một giá trị ở cột result_file",
        "every row of the source has the same value in result_file",
    ),
    code(
        "constant_vneid_verified",
        "mọi dòng của nguồn có cùng một giá trị ở cột vneid_verified",
        "every row of the source has the same value in vneid_verified",
    ),
    code(
        "constant_databases",
        "mọi dòng của nguồn có cùng một giá trị ở cột databases",
        "every row of the source has the same value in databases",
    ),
    code(
        "constant_online_payment",
        "mọi dòng của nguồn có cùng một giá trị ở cột online_payment",
        "every row of the source has the same value in online_payment",
    ),
    code(
        "constant_submitted_is_received",
        "ngày nộp trùng với ngày tiếp nhận ở mọi dòng của nguồn",
        "the date of submission is that of receipt in every row of the source",
    ),
];

/// Where a unit stands in a funnel chart.
pub const STANDINGS: &[Code] = &[
    code("inside", "trong giới hạn 95 %", "inside the limits of 95 %"),
    code("outside_95", "ngoài giới hạn 95 %", "outside the limits of 95 %"),
    code("outside_99_8", "ngoài giới hạn 99,8 %", "outside the limits of 99.8 %"),
];

/// Units of measure of columns.
pub const UNITS: &[Code] = &[
    code("dossiers", "hồ sơ", "dossiers"),
    code("points", "điểm", "points"),
    code("of 100", "trên 100", "of 100"),
    code("share", "tỷ lệ, 0 đến 1", "share, 0 to 1"),
    code("%", "%", "%"),
    code("seconds", "giây", "seconds"),
    code("days", "ngày", "days"),
    code("cases", "trường hợp", "cases"),
    code("rows", "dòng", "rows"),
    code("units", "đơn vị", "units"),
    code("VND", "đồng", "Vietnamese dong"),
];

const NAMED: usize = OUT_OF_SCOPE.len() + REASONS.len() + FINDINGS.len();

/// Everything that an account names: out of scope, quarantined, found.
pub const ACCOUNT_REASONS: &[Code] = &const {
    let mut all = [OUT_OF_SCOPE[0]; NAMED];
    let mut place = 0;
    while place < NAMED {
        all[place] = if place < OUT_OF_SCOPE.len() {
            OUT_OF_SCOPE[place]
        } else if place < OUT_OF_SCOPE.len() + REASONS.len() {
            REASONS[place - OUT_OF_SCOPE.len()]
        } else {
            FINDINGS[place - OUT_OF_SCOPE.len() - REASONS.len()]
        };
        place += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{
            account::{Finding, OutOfScope, Reason},
            cell::Status,
            dossier::{Channel, EndKind},
        },
        schema::tables,
    };

    fn same<'a>(codes: &[Code], known: impl Iterator<Item = &'a str>) {
        let mut known: Vec<&str> = known.collect();
        let mut names: Vec<&str> = codes.iter().map(|code| code.name).collect();
        known.sort_unstable();
        names.sort_unstable();
        assert_eq!(names, known);
    }

    #[test]
    fn every_code_of_the_program_has_a_meaning_and_every_meaning_a_code() {
        same(CHANNELS, Channel::ALL.iter().map(|channel| channel.as_str()));
        same(END_KINDS, EndKind::ALL.iter().map(|kind| kind.as_str()));
        same(STATUSES, Status::ALL.iter().map(|status| status.as_str()));
        same(REASONS, Reason::ALL.iter().map(|reason| reason.as_str()));
        same(OUT_OF_SCOPE, OutOfScope::ALL.iter().map(|why| why.as_str()));
        same(FINDINGS, Finding::ALL.iter().map(|what| what.as_str()));
        same(INPUT_KINDS, crate::schema::canonical::Kind::ALL.iter().map(|kind| kind.as_str()));
    }

    #[test]
    fn a_list_holds_each_code_once() {
        for list in LISTS.iter().map(|list| list.codes).chain([ACCOUNT_REASONS]) {
            let names: BTreeSet<&str> = list.iter().map(|code| code.name).collect();
            assert_eq!(names.len(), list.len());
        }
    }

    #[test]
    fn the_codes_of_every_column_are_explained_in_full() {
        for table in tables::all() {
            for column in table.columns {
                let mut explained: Vec<&Code> =
                    lists_of(column).flat_map(|list| list.codes).collect();
                let mut codes: Vec<&Code> = of(column).iter().collect();
                explained.sort_unstable_by_key(|code| code.name);
                codes.sort_unstable_by_key(|code| code.name);
                assert_eq!(explained, codes, "{}.{}", table.name, column.name);
                assert!(
                    column.unit.is_empty() || UNITS.iter().any(|unit| unit.name == column.unit),
                    "{} is not a declared unit of measure",
                    column.unit
                );
            }
        }
    }
}
